//! A checked batch of any of the four kinds, so that it can wait in one queue whatever it holds.

use crate::companies::Company;
use crate::contacts::Contact;
use crate::exchange::Response;
use crate::leads::Lead;
use crate::resource::Resource;
use crate::steps::{Form, Steps, answer};
use crate::store::{Kind, Store};
use crate::tasks::Task;

/// A checked batch of any kind.
#[derive(Debug)]
pub(crate) enum Batch {
    Leads(Steps<Lead>),
    Contacts(Steps<Contact>),
    Companies(Steps<Company>),
    Tasks(Steps<Task>),
}

impl Batch {
    pub(crate) fn parse(kind: Kind, form: Form, body: &[u8], store: &Store) -> Result<Self, Response> {
        Ok(match kind {
            Kind::Leads => Self::Leads(Steps::parse(form, body, store)?),
            Kind::Contacts => Self::Contacts(Steps::parse(form, body, store)?),
            Kind::Companies => Self::Companies(Steps::parse(form, body, store)?),
            Kind::Tasks => Self::Tasks(Steps::parse(form, body, store)?),
        })
    }

    /// The number of its items.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Leads(steps) => steps.len(),
            Self::Contacts(steps) => steps.len(),
            Self::Companies(steps) => steps.len(),
            Self::Tasks(steps) => steps.len(),
        }
    }

    /// Forgets all but the first items.
    pub(crate) fn truncate(&mut self, length: usize) {
        match self {
            Self::Leads(steps) => steps.truncate(length),
            Self::Contacts(steps) => steps.truncate(length),
            Self::Companies(steps) => steps.truncate(length),
            Self::Tasks(steps) => steps.truncate(length),
        }
    }

    /// Stores it and gives the answer to it.
    pub(crate) fn commit(self, form: Form, store: &mut Store, now_s: i64) -> Response {
        match self {
            Self::Leads(steps) => commit_steps(steps, form, store, now_s),
            Self::Contacts(steps) => commit_steps(steps, form, store, now_s),
            Self::Companies(steps) => commit_steps(steps, form, store, now_s),
            Self::Tasks(steps) => commit_steps(steps, form, store, now_s),
        }
    }
}

fn commit_steps<R: Resource>(steps: Steps<R>, form: Form, store: &mut Store, now_s: i64) -> Response {
    let written = steps.commit(store, now_s);
    answer::<R>(form, &written, store)
}
