//! Companies: what they are, how a write is read and how the API shows them.
//!
//! <https://developers.kommo.com/reference/companies-list>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::card::{Card, CardDraft, resolve_tags};
use crate::contacts::CARD_FILTERS;
use crate::filter::Rule;
use crate::hal;
use crate::resource::{Resource, With};
use crate::store::{Kind, Store};
use crate::validate::{Findings, Members};

/// A company.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) card: Card,
}

impl Resource for Company {
    const KIND: Kind = Kind::Companies;
    const FILTERS: &'static [Rule] = CARD_FILTERS;
    const ORDERS: &'static [&'static str] = &["updated_at", "id"];
    const BARE_UPDATE: bool = false;

    type Draft = CardDraft;

    fn table(store: &Store) -> &BTreeMap<u64, Self> {
        &store.companies
    }

    fn parse(
        item: &mut Members<'_>,
        current: Option<&Self>,
        store: &Store,
        findings: &mut Findings,
    ) -> CardDraft {
        let mut embedded = item.object("_embedded", findings);
        let is_update = current.is_some();
        let draft = CardDraft::parse(item, embedded.as_mut(), Kind::Companies, is_update, store, findings);
        if let Some(embedded) = embedded {
            embedded.finish(findings);
        }
        draft
    }

    fn add(draft: CardDraft, store: &mut Store, now_s: i64) -> u64 {
        let card = Card::new(draft, Kind::Companies, store, now_s);
        let id = card.id;
        store.companies.insert(id, Self { card });
        id
    }

    fn change(id: u64, draft: CardDraft, store: &mut Store, now_s: i64) {
        let current = store.companies.get(&id).map_or_else(Vec::new, |company| company.card.tags.clone());
        let tags = resolve_tags(&draft.tags, &current, Kind::Companies, store);
        let user = store.current_user_id;
        let Some(company) = store.companies.get_mut(&id) else { return };
        company.card.change(draft, tags, user, now_s);
    }

    fn read(&self, with: &With<'_>, store: &Store) -> Value {
        let card = &self.card;
        let end = (Kind::Companies, card.id);
        let mut embedded = Map::new();
        embedded.insert("tags".to_owned(), card.read_tags(Kind::Companies, store));
        for kind in [Kind::Contacts, Kind::Leads] {
            if with.asks_for(kind.plural()) {
                embedded.insert(kind.plural().to_owned(), store.links.read(end, kind, &store.base).into());
            }
        }
        json!({
            "id": card.id,
            "name": card.name,
            "responsible_user_id": card.responsible_user_id,
            "group_id": store.group_of(card.responsible_user_id),
            "created_by": card.created_by,
            "updated_by": card.updated_by,
            "created_at": card.created_at,
            "updated_at": card.updated_at,
            "closest_task_at": store.closest_task_at(Kind::Companies, card.id),
            "is_deleted": false,
            "custom_fields_values": card.read_values(Kind::Companies, store),
            "account_id": store.account_id,
            "_links": hal::self_link(&store.base, &format!("companies/{}", card.id)),
            "_embedded": embedded,
        })
    }

    fn echo(&self, is_update: bool) -> Map<String, Value> {
        self.card.echo(is_update)
    }

    fn number(&self, member: &str, store: &Store) -> Option<i64> {
        match member {
            "closest_task_at" => store.closest_task_at(Kind::Companies, self.card.id),
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
