//! The look-up: which rows of unknown outcome are in the account after all.
//!
//! It compares and counts; it reads nothing itself and never guesses. A row is told to be in the
//! account, absent, or doubtful; only an absent one may be sent again.

mod change;
mod decide;
pub(super) mod field;
mod fit;
mod matching;
pub(super) mod value;

use super::scan::Kept;
use super::schema::Entity;
use crate::api::{companies, contacts, leads, tasks};
use crate::base::id::{EntityId, UserId};

pub use change::{Difference, Member, Stand, differences, stand};
pub use decide::{Verdict, Wanted, decide};
pub use fit::{Fit, fit};

/// An entity as read from the account.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A lead.
    Lead(leads::Lead),
    /// A contact.
    Contact(contacts::Contact),
    /// A company.
    Company(companies::Company),
    /// A task.
    Task(tasks::Task),
}

impl Found {
    /// The entity of this list that was kept; `None` if it cannot be read.
    #[must_use]
    pub fn read(list: Entity, kept: &Kept) -> Option<Self> {
        match list {
            Entity::Leads => kept.read().map(Self::Lead).ok(),
            Entity::Contacts => kept.read().map(Self::Contact).ok(),
            Entity::Companies => kept.read().map(Self::Company).ok(),
            Entity::Tasks => kept.read().map(Self::Task).ok(),
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> EntityId {
        match self {
            Self::Lead(lead) => lead.id,
            Self::Contact(contact) => contact.id,
            Self::Company(company) => company.id,
            Self::Task(task) => task.id,
        }
    }

    /// Who added it.
    #[must_use]
    pub const fn created_by(&self) -> UserId {
        match self {
            Self::Lead(lead) => lead.created_by,
            Self::Contact(contact) => contact.created_by,
            Self::Company(company) => company.created_by,
            Self::Task(task) => task.created_by,
        }
    }
}
