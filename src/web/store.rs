//! Runs in the browser's IndexedDB, one database an account.
//!
//! Each write is one transaction of strict durability: it returns once all of it is on the disk. Within it
//! nothing but the database is awaited: the transaction would end by itself.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionMode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::database::{Open, Refusal, durably};
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::record::{KeptRow, RunRecord};
use crate::transfer::store::{Store, StoreError};

/// The object store of records, under the run's name.
const RUNS: &str = "runs";

/// The object store of slices of rows, under [`place`].
const ROWS: &str = "rows";

/// The object store of journals: an entry under each [`place`].
const JOURNAL: &str = "journal";

const STORES: [&str; 3] = [RUNS, ROWS, JOURNAL];

/// Raised with each change of the database's shape. Version 1 had journals without records, with which
/// nobody can go on.
const VERSION: u8 = 2;

/// A store of runs in IndexedDB.
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
        Ok(Open::open(&self.name, VERSION, make).await?)
    }
}

impl Store for BrowserStore {
    async fn keep(&self, record: &RunRecord) -> Result<(), StoreError> {
        let line = write(record)?;
        let database = self.open().await?;
        let transaction = writing(&database)?;
        let runs = transaction.object_store(RUNS).map_err(failure)?;
        runs.put(line).with_key(record.id.0.as_str()).primitive().map_err(failure)?;
        transaction.commit().await.map_err(failure)
    }

    async fn append(&self, run: &RunId, slice: u32, rows: &[KeptRow]) -> Result<(), StoreError> {
        let line = write(&rows)?;
        let database = self.open().await?;
        let transaction = writing(&database)?;
        expect_record(&transaction, run).await?;
        let slices = transaction.object_store(ROWS).map_err(failure)?;
        slices.put(line).with_key(place(run, slice)).primitive().map_err(failure)?;
        transaction.commit().await.map_err(failure)
    }

    async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError> {
        let lines = entries.iter().map(write).collect::<Result<Vec<String>, _>>()?;
        let database = self.open().await?;
        let transaction = writing(&database)?;
        expect_record(&transaction, run).await?;
        let journal = transaction.object_store(JOURNAL).map_err(failure)?;
        let before = journal.count().with_query::<String, _>(all_of(run)).primitive().map_err(failure)?;
        let next = before.await.map_err(failure)?;
        // From here on nothing is awaited before the end.
        for (line, number) in lines.into_iter().zip(next..) {
            journal.add(line).with_key(place(run, number)).primitive().map_err(failure)?;
        }
        transaction.commit().await.map_err(failure)
    }

    async fn records(&self) -> Result<Vec<RunRecord>, StoreError> {
        let database = self.open().await?;
        let transaction = reading(&database)?;
        let runs = transaction.object_store(RUNS).map_err(failure)?;
        let lines = runs.get_all::<String>().primitive().map_err(failure)?.await.map_err(failure)?;
        let mut records = Vec::new();
        for line in lines {
            // What another version has written is nobody's here; it must not hide the others.
            records.extend(serde_json::from_str::<RunRecord>(&line.map_err(failure)?).ok());
        }
        Ok(records)
    }

    async fn rows(&self, run: &RunId, slice: u32) -> Result<Vec<KeptRow>, StoreError> {
        let database = self.open().await?;
        let transaction = reading(&database)?;
        let slices = transaction.object_store(ROWS).map_err(failure)?;
        let line = slices.get::<String, _, _>(place(run, slice)).primitive().map_err(failure)?;
        line.await.map_err(failure)?.map_or_else(|| Ok(Vec::new()), |line| read(run, &line))
    }

    async fn load(&self, run: &RunId) -> Result<Vec<Entry>, StoreError> {
        let database = self.open().await?;
        let transaction = reading(&database)?;
        let journal = transaction.object_store(JOURNAL).map_err(failure)?;
        let lines = journal.get_all::<String>().with_query::<String, _>(all_of(run)).primitive();
        let lines = lines.map_err(failure)?.await.map_err(failure)?;
        lines.map(|line| read(run, &line.map_err(failure)?)).collect()
    }

    async fn forget(&self, run: &RunId) -> Result<(), StoreError> {
        let database = self.open().await?;
        let transaction = writing(&database)?;
        let store = |name| transaction.object_store(name).map_err(failure);
        let (runs, slices, journal) = (store(RUNS)?, store(ROWS)?, store(JOURNAL)?);
        runs.delete(run.0.as_str()).primitive().map_err(failure)?;
        slices.delete::<String, _>(all_of(run)).primitive().map_err(failure)?;
        journal.delete::<String, _>(all_of(run)).primitive().map_err(failure)?;
        transaction.commit().await.map_err(failure)
    }
}

fn make(database: &Database) -> Result<(), Error> {
    if database.object_store_names().any(|name| name == JOURNAL) {
        database.delete_object_store(JOURNAL)?;
    }
    for store in STORES {
        database.create_object_store(store).build()?;
    }
    Ok(())
}

/// The key of a numbered part of a run; as many digits as the greatest number has keep them in order.
fn place(run: &RunId, number: u32) -> String {
    format!("{}\0{number:010}", run.0)
}

/// All numbered parts of a run.
fn all_of(run: &RunId) -> KeyRange<String> {
    KeyRange::Bound(format!("{}\0", run.0), false, format!("{}\u{1}", run.0), true)
}

async fn expect_record(transaction: &Transaction<'_>, run: &RunId) -> Result<(), StoreError> {
    let runs: ObjectStore<'_> = transaction.object_store(RUNS).map_err(failure)?;
    let record = runs.get::<String, _, _>(run.0.as_str()).primitive().map_err(failure)?;
    record.await.map_err(failure)?.map(drop).ok_or_else(|| StoreError::Gone(run.clone()))
}

fn write(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

fn read<T: DeserializeOwned>(run: &RunId, line: &str) -> Result<T, StoreError> {
    serde_json::from_str(line).map_err(|_| StoreError::Unreadable(run.clone()))
}

/// A transaction over everything, which writes.
fn writing(database: &Open) -> Result<Transaction<'_>, StoreError> {
    let transaction = database.transaction(STORES).with_mode(TransactionMode::Readwrite);
    transaction.with_options(durably()).build().map_err(failure)
}

fn reading(database: &Open) -> Result<Transaction<'_>, StoreError> {
    database.transaction(STORES).build().map_err(failure)
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
