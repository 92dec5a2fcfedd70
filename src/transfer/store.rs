//! Where journals are kept: the contract of every store, and the one in memory.
//!
//! A store knows runs and entries, never what they mean.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::journal::{Entry, RunId};

/// Why a store could not do what was asked; after an error nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room is left: free some, then try again.
    #[error("the store is full")]
    Full,
    /// The browser lends no storage here (a private window, or the user's choice).
    #[error("the store is not available")]
    Unavailable,
    /// What was stored cannot be read back.
    #[error("the journal of run {} cannot be read", .0.0)]
    Unreadable(RunId),
    /// Anything else, in the store's own words.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// A store of journals. One method writes, in one transaction, so that no await can tear it.
#[expect(async_fn_in_trait, reason = "the widget runs on one thread: no future here is ever sent to another")]
pub trait Store {
    /// Appends entries to a run's journal, all or none; returns once they are durable.
    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError>;

    /// A run's journal in the order it was written; empty for a run that never was.
    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError>;

    /// The runs that have a journal, in order.
    async fn runs(&self) -> Result<Vec<RunId>, StoreError>;
}

/// A store that lasts as long as the program.
#[derive(Debug, Default)]
pub struct MemoryStore {
    journals: RefCell<BTreeMap<RunId, Vec<Entry>>>,
}

impl Store for MemoryStore {
    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError> {
        if !entries.is_empty() {
            self.journals.borrow_mut().entry(run.clone()).or_default().extend(entries);
        }
        Ok(())
    }

    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError> {
        Ok(self.journals.borrow().get(run).cloned().unwrap_or_default())
    }

    async fn runs(&self) -> Result<Vec<RunId>, StoreError> {
        Ok(self.journals.borrow().keys().cloned().collect())
    }
}
