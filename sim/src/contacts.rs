//! Contacts: what they are, how a write is read and how the API shows them.
//!
//! <https://developers.kommo.com/reference/contacts-list>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::card::{Card, CardDraft, resolve_tags};
use crate::filter::Rule;
use crate::hal;
use crate::resource::{Resource, With};
use crate::store::{Kind, Store};
use crate::validate::{Findings, Members};

/// A contact.
#[derive(Debug)]
pub(crate) struct Contact {
    pub(crate) card: Card,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// A checked write of a contact.
#[derive(Debug, Clone, Default)]
pub(crate) struct ContactDraft {
    pub(crate) card: CardDraft,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
}

impl Contact {
    /// Sets the parts of the name. Which of name and parts wins is not known of Kommo: here a name stands as
    /// it was sent, empties parts that were not sent with it, and is put together if only parts were sent.
    fn set_parts(&mut self, has_name: bool, first: Option<String>, last: Option<String>) {
        let has_parts = first.is_some() || last.is_some();
        if has_name {
            self.first_name.clear();
            self.last_name.clear();
        }
        self.first_name = first.unwrap_or(std::mem::take(&mut self.first_name));
        self.last_name = last.unwrap_or(std::mem::take(&mut self.last_name));
        if has_parts && !has_name {
            let parts = [self.first_name.as_str(), self.last_name.as_str()];
            self.card.name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        }
    }
}

/// What contacts and companies can be filtered by.
pub(crate) const CARD_FILTERS: &[Rule] = &[
    Rule::OneOf("id", "id"),
    Rule::Names,
    Rule::OneOf("created_by", "created_by"),
    Rule::OneOf("updated_by", "updated_by"),
    Rule::OneOf("responsible_user_id", "responsible_user_id"),
    Rule::Range("created_at"),
    Rule::Range("updated_at"),
    Rule::Range("closest_task_at"),
];

impl Resource for Contact {
    const KIND: Kind = Kind::Contacts;
    const FILTERS: &'static [Rule] = CARD_FILTERS;
    const ORDERS: &'static [&'static str] = &["updated_at", "id"];
    const BARE_UPDATE: bool = false;

    type Draft = ContactDraft;

    fn table(store: &Store) -> &BTreeMap<u64, Self> {
        &store.contacts
    }

    fn parse(
        item: &mut Members<'_>,
        current: Option<&Self>,
        store: &Store,
        findings: &mut Findings,
    ) -> ContactDraft {
        let mut embedded = item.object("_embedded", findings);
        let is_update = current.is_some();
        let card = CardDraft::parse(item, embedded.as_mut(), Kind::Contacts, is_update, store, findings);
        if let Some(embedded) = embedded {
            embedded.finish(findings);
        }
        ContactDraft {
            card,
            first_name: item.string("first_name", findings).map(str::to_owned),
            last_name: item.string("last_name", findings).map(str::to_owned),
        }
    }

    fn add(draft: ContactDraft, store: &mut Store, now_s: i64) -> u64 {
        let has_name = draft.card.name.is_some();
        let card = Card::new(draft.card, Kind::Contacts, store, now_s);
        let id = card.id;
        let mut contact = Self { card, first_name: String::new(), last_name: String::new() };
        contact.set_parts(has_name, draft.first_name, draft.last_name);
        store.contacts.insert(id, contact);
        id
    }

    fn change(id: u64, draft: ContactDraft, store: &mut Store, now_s: i64) {
        let current = store.contacts.get(&id).map_or_else(Vec::new, |contact| contact.card.tags.clone());
        let tags = resolve_tags(&draft.card.tags, &current, Kind::Contacts, store);
        let user = store.current_user_id;
        let Some(contact) = store.contacts.get_mut(&id) else { return };
        let has_name = draft.card.name.is_some();
        contact.card.change(draft.card, tags, user, now_s);
        contact.set_parts(has_name, draft.first_name, draft.last_name);
    }

    fn read(&self, with: &With<'_>, store: &Store) -> Value {
        let card = &self.card;
        let end = (Kind::Contacts, card.id);
        let mut embedded = Map::new();
        embedded.insert("tags".to_owned(), card.read_tags(Kind::Contacts, store));
        embedded.insert("companies".to_owned(), store.links.read(end, Kind::Companies, &store.base).into());
        if with.asks_for("leads") {
            embedded.insert("leads".to_owned(), store.links.read(end, Kind::Leads, &store.base).into());
        }
        json!({
            "id": card.id,
            "name": card.name,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "responsible_user_id": card.responsible_user_id,
            "group_id": store.group_of(card.responsible_user_id),
            "created_by": card.created_by,
            "updated_by": card.updated_by,
            "created_at": card.created_at,
            "updated_at": card.updated_at,
            "closest_task_at": store.closest_task_at(Kind::Contacts, card.id),
            "is_deleted": false,
            "is_unsorted": false,
            "custom_fields_values": card.read_values(Kind::Contacts, store),
            "account_id": store.account_id,
            "_links": hal::self_link(&store.base, &format!("contacts/{}", card.id)),
            "_embedded": embedded,
        })
    }

    fn echo(&self, is_update: bool) -> Map<String, Value> {
        let mut members = self.card.echo(is_update);
        members.insert("is_unsorted".to_owned(), false.into());
        members
    }

    fn number(&self, member: &str, store: &Store) -> Option<i64> {
        match member {
            "closest_task_at" => store.closest_task_at(Kind::Contacts, self.card.id),
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
