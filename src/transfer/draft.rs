//! A row that passed its check: an entity as it will be added.

use super::schema::Entity;
use crate::api::value::FieldWrite;
use crate::api::{companies, contacts, leads, tasks};

/// One entity to be added.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draft {
    /// A lead.
    Lead(leads::New),
    /// A contact.
    Contact(contacts::New),
    /// A company.
    Company(companies::New),
    /// A task.
    Task(tasks::New),
}

impl Draft {
    /// The kind of entity it becomes.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Lead(_) => Entity::Leads,
            Self::Contact(_) => Entity::Contacts,
            Self::Company(_) => Entity::Companies,
            Self::Task(_) => Entity::Tasks,
        }
    }

    /// Its custom fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldWrite] {
        match self {
            Self::Lead(new) => &new.custom_fields_values,
            Self::Contact(new) => &new.custom_fields_values,
            Self::Company(new) => &new.custom_fields_values,
            Self::Task(_) => &[],
        }
    }

    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Lead(new) => *new == leads::New::default(),
            Self::Contact(new) => *new == contacts::New::default(),
            Self::Company(new) => *new == companies::New::default(),
            Self::Task(new) => *new == tasks::New::default(),
        }
    }

    /// Its fields as they are sent, as JSON text: rows of equal content make entities that nobody can
    /// tell apart.
    #[must_use]
    pub fn content(&self) -> String {
        let text = match self {
            Self::Lead(new) => serde_json::to_string(&leads::New { request_id: None, ..new.clone() }),
            Self::Contact(new) => serde_json::to_string(&contacts::New { request_id: None, ..new.clone() }),
            Self::Company(new) => serde_json::to_string(&companies::New { request_id: None, ..new.clone() }),
            Self::Task(new) => serde_json::to_string(&tasks::New { request_id: None, ..new.clone() }),
        };
        text.unwrap_or_default()
    }
}
