//! What leads, contacts and companies have in common: name, people, dates, fields and tags.

use serde_json::{Map, Value};

use crate::store::{Kind, Store};
use crate::tags::TagChange;
use crate::validate::{Findings, Members};
use crate::values::{self, ValueChange, Values};

/// The common part of an entity.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) responsible_user_id: u64,
    pub(crate) created_by: u64,
    pub(crate) updated_by: u64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) values: Values,
    pub(crate) tags: Vec<u64>,
}

/// The common part of a write; what is `None` keeps its value.
#[derive(Debug, Clone, Default)]
pub(crate) struct CardDraft {
    pub(crate) name: Option<String>,
    pub(crate) responsible_user_id: Option<u64>,
    pub(crate) created_by: Option<u64>,
    pub(crate) updated_by: Option<u64>,
    pub(crate) created_at: Option<i64>,
    pub(crate) updated_at: Option<i64>,
    pub(crate) values: Vec<ValueChange>,
    pub(crate) tags: TagChange,
}

impl CardDraft {
    /// Reads the common members of an item and of its `_embedded`.
    pub(crate) fn parse(
        item: &mut Members<'_>,
        embedded: Option<&mut Members<'_>>,
        kind: Kind,
        is_update: bool,
        store: &Store,
        findings: &mut Findings,
    ) -> Self {
        Self {
            name: item.string("name", findings).map(str::to_owned),
            responsible_user_id: item.id("responsible_user_id", findings, |id| store.is_active_user(id)),
            created_by: item.id("created_by", findings, |id| store.is_author(id)),
            updated_by: item.id("updated_by", findings, |id| store.is_author(id)),
            created_at: item.int("created_at", findings),
            updated_at: item.int("updated_at", findings),
            values: parse_values(item, kind, store, findings),
            tags: TagChange::parse(item, embedded, is_update, store.tags.get(&kind), findings),
        }
    }
}

fn parse_values(
    item: &mut Members<'_>,
    kind: Kind,
    store: &Store,
    findings: &mut Findings,
) -> Vec<ValueChange> {
    // The one member that may be null although it is a list: it is null on read as well.
    if item.any("custom_fields_values").is_none_or(Value::is_null) {
        return Vec::new();
    }
    let list = item.list("custom_fields_values", findings);
    list.map_or_else(Vec::new, |list| values::parse(list, store.fields(kind), findings))
}

impl Card {
    /// A new card of a kind, with the next id.
    pub(crate) fn new(draft: CardDraft, kind: Kind, store: &mut Store, now_s: i64) -> Self {
        let user = store.current_user_id;
        let mut card = Self {
            id: store.draw_id(),
            name: String::new(),
            responsible_user_id: user,
            created_by: user,
            updated_by: user,
            created_at: now_s,
            updated_at: now_s,
            values: Values::new(),
            tags: Vec::new(),
        };
        let tags = resolve_tags(&draft.tags, &[], kind, store);
        card.change(draft, tags, user, now_s);
        card
    }

    /// Applies a write by the user `user_id` at `now_s`; the tags come resolved (see [`resolve_tags`]).
    pub(crate) fn change(&mut self, draft: CardDraft, tags: Vec<u64>, user_id: u64, now_s: i64) {
        if let Some(name) = draft.name {
            self.name = name;
        }
        self.responsible_user_id = draft.responsible_user_id.unwrap_or(self.responsible_user_id);
        self.created_by = draft.created_by.unwrap_or(self.created_by);
        self.created_at = draft.created_at.unwrap_or(self.created_at);
        self.updated_by = draft.updated_by.unwrap_or(user_id);
        self.updated_at = draft.updated_at.unwrap_or(now_s);
        for change in draft.values {
            if change.values.is_empty() {
                self.values.remove(&change.field_id);
            } else {
                self.values.insert(change.field_id, change.values);
            }
        }
        self.tags = tags;
    }

    /// Marks the name, so that every edit shows.
    pub(crate) fn touch(&mut self, editor: u64, now_s: i64) {
        self.name.push('*');
        (self.updated_by, self.updated_at) = (editor, now_s);
    }

    pub(crate) fn read_values(&self, kind: Kind, store: &Store) -> Value {
        values::read(&self.values, store.fields(kind))
    }

    pub(crate) fn read_tags(&self, kind: Kind, store: &Store) -> Value {
        store.tags.get(&kind).map_or_else(Vec::new, |tags| tags.read(&self.tags)).into()
    }

    /// What the answer to a write of a contact or company shows of it.
    pub(crate) fn echo(&self, is_update: bool) -> Map<String, Value> {
        let mut members = Map::new();
        if is_update {
            members.insert("name".to_owned(), self.name.as_str().into());
            members.insert("updated_at".to_owned(), self.updated_at.into());
        }
        members.insert("is_deleted".to_owned(), false.into());
        members
    }

    /// A number that lists are filtered or ordered by.
    pub(crate) fn number(&self, member: &str) -> Option<i64> {
        match member {
            "id" => i64::try_from(self.id).ok(),
            "responsible_user_id" => i64::try_from(self.responsible_user_id).ok(),
            "created_by" => i64::try_from(self.created_by).ok(),
            "updated_by" => i64::try_from(self.updated_by).ok(),
            "created_at" => Some(self.created_at),
            "updated_at" => Some(self.updated_at),
            _ => None,
        }
    }

    /// True if the name or any field holds the text; `needle` is in small letters.
    pub(crate) fn contains(&self, needle: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(needle);
        holds(&self.name)
            || self.values.values().flatten().any(|value| match &value.value {
                Value::String(text) => holds(text),
                other => holds(&other.to_string()),
            })
    }
}

/// The tags of a card after a write; tags that are named for the first time are made.
pub(crate) fn resolve_tags(change: &TagChange, current: &[u64], kind: Kind, store: &mut Store) -> Vec<u64> {
    store.tags.entry(kind).or_default().apply(change, current)
}
