//! Leads: what they are and what a write does to one. Reading a request and showing a lead are the two submodules' jobs.
//!
//! <https://developers.kommo.com/reference/leads-list>

mod draft;
mod show;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub(crate) use self::draft::{LeadDraft, ReasonChange};
use crate::card::{Card, resolve_tags};
use crate::filter::Rule;
use crate::pipelines::{LOST, StageWish, is_closed, settle};
use crate::resource::{Resource, With};
use crate::store::{Kind, Store};
use crate::validate::{Findings, Members};

/// A lead.
#[derive(Debug)]
pub(crate) struct Lead {
    pub(crate) card: Card,
    /// In hundredths of the account's currency.
    pub(crate) price_minor: i64,
    pub(crate) pipeline_id: u64,
    pub(crate) status_id: u64,
    pub(crate) loss_reason_id: Option<u64>,
    pub(crate) closed_at: Option<i64>,
    pub(crate) main_contact_id: Option<u64>,
}

impl Lead {
    /// The price in whole units, as every account shows it.
    fn price(&self) -> i64 {
        (self.price_minor + 50).div_euclid(100)
    }

    fn set_loss_reason(&mut self, change: ReasonChange) {
        match change {
            _ if self.status_id != LOST => self.loss_reason_id = None,
            ReasonChange::Keep => {}
            ReasonChange::Clear => self.loss_reason_id = None,
            ReasonChange::Set(id) => self.loss_reason_id = Some(id),
        }
    }
}

impl Resource for Lead {
    const KIND: Kind = Kind::Leads;
    const FILTERS: &'static [Rule] = &[
        Rule::OneOf("id", "id"),
        Rule::Names,
        Rule::RangeOrValue("price"),
        Rule::Stages,
        Rule::OneOf("pipeline_id", "pipeline_id"),
        Rule::OneOf("created_by", "created_by"),
        Rule::OneOf("updated_by", "updated_by"),
        Rule::OneOf("responsible_user_id", "responsible_user_id"),
        Rule::Range("created_at"),
        Rule::Range("updated_at"),
        Rule::Range("closed_at"),
        Rule::Range("closest_task_at"),
    ];
    const ORDERS: &'static [&'static str] = &["created_at", "updated_at", "id"];
    const BARE_UPDATE: bool = true;

    type Draft = LeadDraft;

    fn table(store: &Store) -> &BTreeMap<u64, Self> {
        &store.leads
    }

    fn parse(
        item: &mut Members<'_>,
        current: Option<&Self>,
        store: &Store,
        findings: &mut Findings,
    ) -> LeadDraft {
        LeadDraft::parse(item, current, store, findings)
    }

    fn add(draft: LeadDraft, store: &mut Store, now_s: i64) -> u64 {
        let has_name = draft.card.name.is_some();
        let card = Card::new(draft.card, Kind::Leads, store, now_s);
        let id = card.id;
        let first = || settle(&store.pipelines, StageWish::default(), None).unwrap_or_default();
        let (pipeline_id, status_id) = draft.stage.unwrap_or_else(first);
        let main = draft.contacts.iter().find(|(_, is_main)| *is_main).or(draft.contacts.first());
        let mut lead = Self {
            card,
            price_minor: draft.price_minor.unwrap_or(0),
            pipeline_id,
            status_id,
            loss_reason_id: None,
            closed_at: is_closed(status_id).then(|| draft.closed_at.unwrap_or(now_s)),
            main_contact_id: main.map(|&(contact, _)| contact),
        };
        lead.set_loss_reason(draft.loss_reason);
        if !has_name {
            lead.card.name = format!("Lead #{id}");
        }
        for &(contact, _) in &draft.contacts {
            store.links.join((Kind::Leads, id), (Kind::Contacts, contact));
        }
        if let Some(company) = draft.company_id {
            store.links.join((Kind::Leads, id), (Kind::Companies, company));
        }
        store.leads.insert(id, lead);
        id
    }

    fn change(id: u64, draft: LeadDraft, store: &mut Store, now_s: i64) {
        let current = store.leads.get(&id).map_or_else(Vec::new, |lead| lead.card.tags.clone());
        let tags = resolve_tags(&draft.card.tags, &current, Kind::Leads, store);
        let user = store.current_user_id;
        let Some(lead) = store.leads.get_mut(&id) else { return };
        lead.card.change(draft.card, tags, user, now_s);
        lead.price_minor = draft.price_minor.unwrap_or(lead.price_minor);
        let was_closed = is_closed(lead.status_id);
        (lead.pipeline_id, lead.status_id) = draft.stage.unwrap_or((lead.pipeline_id, lead.status_id));
        lead.closed_at = match (is_closed(lead.status_id), was_closed) {
            (false, _) => None,
            (true, true) => draft.closed_at.or(lead.closed_at),
            (true, false) => draft.closed_at.or(Some(now_s)),
        };
        lead.set_loss_reason(draft.loss_reason);
    }

    fn read(&self, with: &With<'_>, store: &Store) -> Value {
        self.show(with, store)
    }

    fn echo(&self, is_update: bool) -> Map<String, Value> {
        let mut members = Map::new();
        if is_update {
            members.insert("updated_at".to_owned(), self.card.updated_at.into());
        }
        members
    }

    fn number(&self, member: &str, store: &Store) -> Option<i64> {
        match member {
            "price" => Some(self.price()),
            "pipeline_id" => i64::try_from(self.pipeline_id).ok(),
            "status_id" => i64::try_from(self.status_id).ok(),
            "closed_at" => self.closed_at,
            "closest_task_at" => store.closest_task_at(Kind::Leads, self.card.id),
            other => self.card.number(other),
        }
    }

    fn name(&self) -> Option<&str> {
        Some(&self.card.name)
    }

    fn contains(&self, needle: &str) -> bool {
        self.card.contains(needle)
    }
}
