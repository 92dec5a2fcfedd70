//! A change of one entity: the members that become other, and what they replace. Both sides have one
//! shape, so that an edit turned round takes itself back.

use serde::{Deserialize, Serialize};

use super::schema::Entity;
use crate::api::{companies, contacts, leads, tasks};
use crate::base::id::EntityId;

/// Members of an entity with values; members that are not set are not spoken of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Of a lead.
    Lead(leads::Change),
    /// Of a contact.
    Contact(contacts::Change),
    /// Of a company.
    Company(companies::Change),
    /// Of a task.
    Task(tasks::Change),
}

impl Change {
    /// The kind of entity it is of.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Lead(_) => Entity::Leads,
            Self::Contact(_) => Entity::Contacts,
            Self::Company(_) => Entity::Companies,
            Self::Task(_) => Entity::Tasks,
        }
    }

    /// Which one.
    #[must_use]
    pub const fn id(&self) -> EntityId {
        match self {
            Self::Lead(change) => change.id,
            Self::Contact(change) => change.id,
            Self::Company(change) => change.id,
            Self::Task(change) => change.id,
        }
    }
}

/// One entity to be changed. Only what differs is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What is written.
    pub to: Change,
    /// What the same members were when the plan was made: values that were empty are written here as what
    /// empties them, tags to be put on as tags to be taken off.
    pub from: Change,
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { to: self.from.clone(), from: self.to.clone() }
    }
}
