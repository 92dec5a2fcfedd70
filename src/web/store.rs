//! Journals in the browser's IndexedDB, one database an account.
//!
//! Each commit is one transaction of strict durability: it returns once the entries are on the disk.

use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;

use super::database::{Open, Refusal, durably};
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::store::{Store, StoreError};

/// The one object store: entries of all runs in the order they were written.
const JOURNAL: &str = "journal";

/// Raised with each change of the database's shape.
const VERSION: u8 = 1;

/// A store of journals in IndexedDB.
#[derive(Clone, Debug)]
pub struct BrowserStore {
    name: String,
}

impl BrowserStore {
    /// The store in the database of this name, which is made when it is first used.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned() }
    }

    async fn open(&self) -> Result<Open, StoreError> {
        let database = Open::open(&self.name, VERSION, |database| {
            database.create_object_store(JOURNAL).with_auto_increment(true).build()?;
            Ok(())
        });
        Ok(database.await?)
    }

    async fn read(&self) -> Result<Vec<(RunId, Entry)>, StoreError> {
        let database = self.open().await?;
        let transaction = database.transaction(JOURNAL).build().map_err(failure)?;
        let store = transaction.object_store(JOURNAL).map_err(failure)?;
        let lines = store.get_all::<String>().primitive().map_err(failure)?.await.map_err(failure)?;
        let mut entries = Vec::new();
        for line in lines {
            let line: String = line.map_err(failure)?;
            let entry = serde_json::from_str(&line).map_err(|error| StoreError::Failed(error.to_string()))?;
            entries.push(entry);
        }
        Ok(entries)
    }
}

impl Store for BrowserStore {
    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError> {
        let lines: Result<Vec<String>, _> =
            entries.iter().map(|entry| serde_json::to_string(&(run, entry))).collect();
        let lines = lines.map_err(|error| StoreError::Failed(error.to_string()))?;
        let database = self.open().await?;
        let transaction = database
            .transaction(JOURNAL)
            .with_mode(TransactionMode::Readwrite)
            .with_options(durably())
            .build()
            .map_err(failure)?;
        let store = transaction.object_store(JOURNAL).map_err(failure)?;
        for line in lines {
            // Nothing is awaited between the writes: the transaction would end by itself.
            store.add(line).primitive().map_err(failure)?;
        }
        transaction.commit().await.map_err(failure)
    }

    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError> {
        let entries = self.read().await?;
        Ok(entries.into_iter().filter(|(other, _)| other == run).map(|(_, entry)| entry).collect())
    }

    async fn runs(&self) -> Result<Vec<RunId>, StoreError> {
        let mut runs: Vec<RunId> = self.read().await?.into_iter().map(|(run, _)| run).collect();
        runs.sort();
        runs.dedup();
        Ok(runs)
    }
}

fn failure(error: impl Into<Error>) -> StoreError {
    Refusal::of(error).into()
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unavailable => Self::Unavailable,
            Refusal::Full => Self::Full,
            Refusal::Other(words) => Self::Failed(words),
        }
    }
}
