//! Makes the leads and tasks of a seeded account, one at a time.

use super::filler::Filler;
use super::history::Author;
use super::words::{DEALS, LEAD_TAGS, REMARKS, TASKS};
use crate::calendar::DAY_S;
use crate::card::CardDraft;
use crate::leads::{Lead, LeadDraft, ReasonChange};
use crate::pipelines::{LOST, WON};
use crate::resource::Resource;
use crate::store::Kind;
use crate::tasks::{Task, TaskDraft};
use crate::zone;

impl Author<'_> {
    pub(super) fn lead(&mut self, at_s: i64) {
        let contact = self.any(|author| &author.contacts);
        let company = contact.as_ref().and_then(|contact| contact.company.clone());
        let buyer =
            company.as_ref().map(|company| &company.name).or(contact.as_ref().map(|contact| &contact.name));
        let deal = self.chance.pick(&DEALS);
        let name = buyer.map_or_else(|| deal.to_owned(), |buyer| format!("{deal} — {buyer}"));
        let whole = 100 * (4 + self.chance.below(60) * self.chance.below(12));
        let cents = if self.chance.chance(0.1) { 50 } else { 0 };
        let mut filler = Filler::new(self.store.fields(Kind::Leads));
        filler.choices("Lead source", &[self.chance.below(5)]);
        if self.chance.chance(0.6) {
            let products = self.chance.below(5);
            filler.choices("Products", &[products, products + 1]);
            filler.choices("Delivery", &[self.chance.below(3)]);
            filler.plain("Seats", (2 + self.chance.below(120)).to_string());
        }
        if self.chance.chance(0.4) {
            filler.plain("Budget", (whole + 500).to_string());
            let ahead = i64::try_from(self.chance.below(90)).unwrap_or(0);
            filler.plain("Expected close", zone::midnight(at_s + ahead * DAY_S));
            filler.plain("Demo at", at_s + 3 * DAY_S);
        }
        if self.chance.chance(0.3) {
            filler.plain("utm_source", self.chance.pick(&["google", "newsletter", "instagram", "partner"]));
            filler.plain("utm_medium", self.chance.pick(&["cpc", "email", "social"]));
            filler.plain("utm_campaign", "spring_refresh");
        }
        if self.chance.chance(0.2) {
            filler.plain("Requirements", self.chance.pick(&REMARKS));
            filler.plain("Project code", format!("HP-{:04}", self.chance.below(10_000)));
        }
        let values = filler.finish();
        let stage = self.stage(at_s);
        let draft = LeadDraft {
            card: CardDraft { name: Some(name), values, ..self.card(at_s, &LEAD_TAGS) },
            price_minor: i64::try_from(whole * 100 + cents).ok(),
            stage,
            loss_reason: self.loss_reason(stage),
            closed_at: Some(at_s + (self.now_s - at_s) / 2),
            contacts: contact.map(|contact| (contact.id, true)).into_iter().collect(),
            company_id: company.map(|company| company.id),
        };
        let id = Lead::add(draft, self.store, at_s);
        self.leads.push(id);
    }

    pub(super) fn task(&mut self, at_s: i64) {
        let owner = match self.chance.below(10) {
            0 => None,
            1 | 2 => self.any(|author| &author.contacts).map(|contact| (Kind::Contacts, contact.id)),
            3 => self.any(|author| &author.companies).map(|company| (Kind::Companies, company.id)),
            _ => self.any(|author| &author.leads).map(|id| (Kind::Leads, id)),
        };
        let is_completed = self.chance.chance(0.5);
        let card = self.card(at_s, &[]);
        let days = i64::try_from(1 + self.chance.below(45)).unwrap_or(1);
        let draft = TaskDraft {
            text: Some(self.chance.pick(&TASKS).to_owned()),
            complete_till: Some(zone::midnight(at_s + days * DAY_S) + DAY_S - 60),
            task_type_id: Some(1 + self.chance.below(2)),
            owner,
            responsible_user_id: card.responsible_user_id,
            is_completed: Some(is_completed),
            duration: Some(1_800),
            result: is_completed.then(|| "Done".to_owned()),
            created_by: card.created_by,
            updated_by: card.updated_by,
            created_at: card.created_at,
            updated_at: card.updated_at,
        };
        Task::add(draft, self.store, at_s);
    }

    /// Old leads are mostly closed, young ones open.
    fn stage(&mut self, at_s: i64) -> Option<(u64, u64)> {
        let pipelines: Vec<usize> = if self.chance.chance(0.8) { vec![0] } else { vec![1] };
        let pipeline = self.store.pipelines.get(self.chance.pick(&pipelines))?;
        let open: Vec<u64> = pipeline
            .statuses
            .iter()
            .filter(|status| !status.is_incoming && !matches!(status.id, WON | LOST))
            .map(|status| status.id)
            .collect();
        let is_old = self.now_s - at_s > 50 * DAY_S;
        let status = if is_old && self.chance.chance(0.8) {
            if self.chance.chance(0.55) { WON } else { LOST }
        } else {
            self.chance.pick(&open)
        };
        Some((pipeline.id, status))
    }

    fn loss_reason(&mut self, stage: Option<(u64, u64)>) -> ReasonChange {
        let is_lost = stage.is_some_and(|(_, status)| status == LOST);
        let reasons: Vec<u64> = self.store.loss_reasons.iter().map(|reason| reason.id).collect();
        if is_lost && self.chance.chance(0.8) {
            ReasonChange::Set(self.chance.pick(&reasons))
        } else {
            ReasonChange::Keep
        }
    }
}
