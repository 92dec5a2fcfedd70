//! Where runs are kept: the contract of every store, and the one in memory.
//!
//! A store knows records, rows and entries, never what they mean.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::journal::{Entry, RunId, fold};
use super::record::{Found, KeptRow, RunRecord, Stage, outlived};
use super::run::Counts;
use super::scan::head::Owner;
use crate::base::Timestamp;

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
    /// The run has no record: the browser or the user has cleared the store.
    #[error("nothing is kept of run {} any more", .0.0)]
    Gone(RunId),
    /// Anything else, in the store's own words.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// A store of runs. Each method that writes does so in one transaction, so that no await can tear it, and
/// returns once all of it is durable.
#[expect(async_fn_in_trait, reason = "the widget runs on one thread: no future here is ever sent to another")]
pub trait Store {
    /// Writes a run's record, in place of an earlier one.
    async fn keep(&self, record: &RunRecord) -> Result<(), StoreError>;

    /// Writes a slice of a run's rows, in place of an earlier one; [`StoreError::Gone`] without a record.
    async fn append(&self, run: &RunId, slice: u32, rows: &[KeptRow]) -> Result<(), StoreError>;

    /// Appends entries to a run's journal, all or none; [`StoreError::Gone`] without a record.
    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError>;

    /// The records of all runs, in the order of their names.
    async fn records(&self) -> Result<Vec<RunRecord>, StoreError>;

    /// A slice of a run's rows; empty if there is none.
    async fn rows(&self, run: &RunId, slice: u32) -> Result<Vec<KeptRow>, StoreError>;

    /// A run's journal in the order it was written; empty for a run that never was.
    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError>;

    /// Removes all that is kept of a run.
    async fn forget(&self, run: &RunId) -> Result<(), StoreError>;
}

/// The runs of this owner, after what has outlived its time was removed.
pub async fn found(store: &impl Store, owner: Owner, now: Timestamp) -> Result<Vec<Found>, StoreError> {
    let mut records = store.records().await?;
    let outlived = outlived(&records, now);
    for run in &outlived {
        store.forget(run).await?;
    }
    records.retain(|record| record.owner == owner && !outlived.contains(&record.id));
    let mut runs = Vec::new();
    for mut record in records {
        let mut counts = Counts::default();
        if record.stage == Stage::Ready {
            let state = fold(&store.load(&record.id).await?);
            counts = state.counts();
            // The page ended between the last entry and this word.
            if state.ended() {
                record.stage = Stage::Ended;
                store.keep(&record).await?;
            }
        }
        runs.push(Found { record, counts });
    }
    Ok(runs)
}

/// A store that lasts as long as the program.
#[derive(Debug, Default)]
pub struct MemoryStore {
    runs: RefCell<BTreeMap<RunId, Kept>>,
}

#[derive(Debug)]
struct Kept {
    record: RunRecord,
    slices: BTreeMap<u32, Vec<KeptRow>>,
    journal: Vec<Entry>,
}

impl MemoryStore {
    fn change(&self, run: &RunId, change: impl FnOnce(&mut Kept)) -> Result<(), StoreError> {
        self.runs.borrow_mut().get_mut(run).map(change).ok_or_else(|| StoreError::Gone(run.clone()))
    }

    fn look<T: Default>(&self, run: &RunId, look: impl FnOnce(&Kept) -> T) -> T {
        self.runs.borrow().get(run).map(look).unwrap_or_default()
    }
}

impl Store for MemoryStore {
    async fn keep(&self, record: &RunRecord) -> Result<(), StoreError> {
        let new = || Kept { record: record.clone(), slices: BTreeMap::new(), journal: Vec::new() };
        self.runs.borrow_mut().entry(record.id.clone()).or_insert_with(new).record = record.clone();
        Ok(())
    }

    async fn append(&self, run: &RunId, slice: u32, rows: &[KeptRow]) -> Result<(), StoreError> {
        self.change(run, |kept| drop(kept.slices.insert(slice, rows.to_vec())))
    }

    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.change(run, |kept| kept.journal.extend(entries))
    }

    async fn records(&self) -> Result<Vec<RunRecord>, StoreError> {
        Ok(self.runs.borrow().values().map(|kept| kept.record.clone()).collect())
    }

    async fn rows(&self, run: &RunId, slice: u32) -> Result<Vec<KeptRow>, StoreError> {
        Ok(self.look(run, |kept| kept.slices.get(&slice).cloned().unwrap_or_default()))
    }

    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError> {
        Ok(self.look(run, |kept| kept.journal.clone()))
    }

    async fn forget(&self, run: &RunId) -> Result<(), StoreError> {
        self.runs.borrow_mut().remove(run);
        Ok(())
    }
}
