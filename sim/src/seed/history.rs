//! Fills an account with the months before now: entities come in the order of their dates, so ids ascend with time.

use super::words::{COMPANY_TAGS, CONTACT_TAGS, LEAD_TAGS, Region};
use super::{Amount, DEACTIVATED};
use crate::calendar::DAY_S;
use crate::card::CardDraft;
use crate::splitmix::SplitMix64;
use crate::store::{Kind, Store};
use crate::tags::TagChange;

/// How many days ago the first and the last of a kind came.
const PLAN: [(Kind, i64, i64); 4] =
    [(Kind::Companies, 280, 90), (Kind::Contacts, 275, 0), (Kind::Leads, 240, 0), (Kind::Tasks, 40, 0)];

/// Fills the store with believable data before `now_s`.
pub(super) fn fill(store: &mut Store, amount: Amount, chance: &mut SplitMix64, now_s: i64) {
    for (kind, words) in
        [(Kind::Leads, &LEAD_TAGS[..]), (Kind::Contacts, &CONTACT_TAGS), (Kind::Companies, &COMPANY_TAGS)]
    {
        let tags = store.tags.entry(kind).or_default();
        for &(name, color) in words {
            tags.named(name, color);
        }
    }
    let mut timeline: Vec<(i64, Kind)> = Vec::new();
    for (kind, first_days, last_days) in PLAN {
        let span = u64::try_from((first_days - last_days) * DAY_S).unwrap_or(1);
        timeline.extend((0..amount.of(kind)).map(|_| {
            let ago = last_days * DAY_S + 600 + i64::try_from(chance.below(span)).unwrap_or(0);
            (now_s - ago, kind)
        }));
    }
    timeline.sort_unstable();
    let mut author =
        Author { store, chance, now_s, companies: Vec::new(), contacts: Vec::new(), leads: Vec::new() };
    for (at_s, kind) in timeline {
        match kind {
            Kind::Companies => author.company(at_s),
            Kind::Contacts => author.contact(at_s),
            Kind::Leads => author.lead(at_s),
            Kind::Tasks => author.task(at_s),
        }
    }
}

#[derive(Clone)]
pub(super) struct MadeCompany {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) region: &'static Region,
    pub(super) domain: String,
}

#[derive(Clone)]
pub(super) struct MadeContact {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) company: Option<MadeCompany>,
}

pub(super) struct Author<'a> {
    pub(super) store: &'a mut Store,
    pub(super) chance: &'a mut SplitMix64,
    pub(super) now_s: i64,
    pub(super) companies: Vec<MadeCompany>,
    pub(super) contacts: Vec<MadeContact>,
    pub(super) leads: Vec<u64>,
}

impl Author<'_> {
    /// People, dates and tags of an entity that came at a moment.
    pub(super) fn card(&mut self, at_s: i64, tags: &[(&'static str, Option<&'static str>)]) -> CardDraft {
        let people: Vec<u64> = self.store.users.iter().map(|user| user.id).collect();
        let names: Vec<&str> = tags.iter().map(|&(name, _)| name).collect();
        let responsible = self.chance.pick(&people);
        let author = if self.chance.chance(0.1) { 0 } else { responsible };
        let since = u64::try_from(self.now_s - at_s).unwrap_or(0);
        let touched = at_s + i64::try_from(self.chance.below(since)).unwrap_or(0);
        let tags = if self.chance.chance(0.35) { vec![self.chance.pick(&names)] } else { Vec::new() };
        CardDraft {
            responsible_user_id: Some(responsible),
            created_by: Some(author),
            // Who has left edits nothing any more.
            updated_by: Some(if responsible == DEACTIVATED { self.store.current_user_id } else { author }),
            created_at: Some(at_s),
            updated_at: Some(touched),
            tags: TagChange::adding(&tags),
            ..CardDraft::default()
        }
    }

    pub(super) fn any<T: Clone>(&mut self, list: impl Fn(&Self) -> &[T]) -> Option<T> {
        let length = list(self).len() as u64;
        let index = usize::try_from(self.chance.below(length)).unwrap_or(0);
        list(self).get(index).cloned()
    }
}
