//! The keys of rows and entities as texts that can be compared.

use serde_json::Value as Json;

use super::phone;
use crate::api::custom_fields::{Field, FieldKind};
use crate::api::value::{FieldValues, FieldWrite};
use crate::base::id::FieldId;
use crate::transfer::draft::Draft;
use crate::transfer::likeness;
use crate::transfer::lookup::Found;
use crate::transfer::mode::Key;
use crate::transfer::said::Said;
use crate::transfer::schema::Schema;

/// By what rows and entities are compared: a key, held against the account.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) key: Key,
    /// The field that holds the key, if one does.
    field: Option<Field>,
}

impl Reading {
    pub(super) fn new(schema: &Schema, key: Key) -> Self {
        let coded = |code: &str| schema.fields.iter().find(|field| field.code.as_deref() == Some(code));
        let field = match key {
            Key::Id | Key::Name => None,
            Key::Email => coded("EMAIL"),
            Key::Phone => coded("PHONE"),
            Key::Field(id) => schema.field(id),
        };
        Self { key, field: field.cloned() }
    }

    /// The keys that a row gives; none if its cells are empty.
    pub(super) fn of_row(&self, said: &Said) -> Vec<String> {
        match self.key {
            Key::Id => said.id.map(|id| id.to_string()).into_iter().collect(),
            Key::Name => filled(likeness::key(&name_of_row(&said.draft))),
            Key::Email | Key::Phone | Key::Field(_) => self.of_writes(said.draft.fields()),
        }
    }

    /// The keys that an entity has.
    pub(super) fn of_entity(&self, found: &Found) -> Vec<String> {
        match self.key {
            Key::Id => vec![found.id().to_string()],
            Key::Name => filled(likeness::key(name_of_entity(found))),
            Key::Email | Key::Phone | Key::Field(_) => self.of_values(values(found)),
        }
    }

    fn id(&self) -> Option<FieldId> {
        self.field.as_ref().map(|field| field.id)
    }

    fn of_writes(&self, writes: &[FieldWrite]) -> Vec<String> {
        let written = writes.iter().filter(|write| Some(write.field_id) == self.id());
        let keys = written.flat_map(|write| &write.values).map(|value| match value.enum_id {
            // Phones and e-mails have codes, not ids; an option's id is a better key than its text.
            Some(id) => id.to_string(),
            None => self.plain(value.value.as_ref()),
        });
        keys.filter(|key| !key.is_empty()).collect()
    }

    fn of_values(&self, fields: &[FieldValues]) -> Vec<String> {
        let has_options = self.field.as_ref().is_some_and(|field| has_options(&field.kind));
        let kept = fields.iter().filter(|field| Some(field.field_id) == self.id());
        let keys = kept.flat_map(|field| &field.values).map(|value| match value.enum_id {
            Some(id) if has_options => id.to_string(),
            _ => self.plain(Some(&value.value)),
        });
        keys.filter(|key| !key.is_empty()).collect()
    }

    fn plain(&self, value: Option<&Json>) -> String {
        let text = match value {
            None | Some(Json::Null) => return String::new(),
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        match (self.key, self.field.as_ref().map(|field| &field.kind)) {
            (Key::Phone, _) => phone::digits(&text),
            // Kommo gives "12" for 12.0 and the like.
            (_, Some(FieldKind::Numeric | FieldKind::Monetary)) => {
                text.trim().parse::<f64>().map_or_else(|_| likeness::key(&text), |number| number.to_string())
            }
            (Key::Email, _) => text.trim().to_lowercase(),
            _ => likeness::key(&text),
        }
    }
}

fn filled(key: String) -> Vec<String> {
    if key.is_empty() { Vec::new() } else { vec![key] }
}

const fn has_options(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Select | FieldKind::Radiobutton | FieldKind::Multiselect)
}

fn name_of_row(draft: &Draft) -> String {
    match draft {
        Draft::Lead(new) => new.name.clone(),
        Draft::Company(new) => new.name.clone(),
        Draft::Contact(new) => new.name.clone().or_else(|| {
            let parts: Vec<&str> =
                [&new.first_name, &new.last_name].into_iter().flatten().map(String::as_str).collect();
            Some(parts.join(" "))
        }),
        Draft::Task(_) => None,
    }
    .unwrap_or_default()
}

fn name_of_entity(found: &Found) -> &str {
    match found {
        Found::Lead(lead) => &lead.name,
        Found::Contact(contact) => &contact.name,
        Found::Company(company) => &company.name,
        Found::Task(_) => "",
    }
}

fn values(found: &Found) -> &[FieldValues] {
    match found {
        Found::Lead(lead) => &lead.custom_fields_values,
        Found::Contact(contact) => &contact.custom_fields_values,
        Found::Company(company) => &company.custom_fields_values,
        Found::Task(_) => &[],
    }
}
