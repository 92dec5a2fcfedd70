//! The look-up: which rows of unknown outcome are in the account after all.
//!
//! It compares and counts; it reads nothing itself and never guesses. A row is told to be in the
//! account, absent, or doubtful; only an absent one may be sent again.

mod change;
mod decide;
mod field;
mod fit;
mod matching;
mod value;

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
