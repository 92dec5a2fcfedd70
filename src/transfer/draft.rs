//! A row that passed its check: an entity as it will be sent.

use crate::api::{companies, contacts, leads, tasks};

/// One entity to be added.
#[derive(Clone, Debug, PartialEq)]
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
