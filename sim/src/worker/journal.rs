//! How the account came about, in IndexedDB: its start and its requests in the order it took them.
//!
//! One transaction holds everything noted since the last one, so what is kept is always a beginning of what happened.

use std::cell::RefCell;

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use kommo_sim::Request;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

const DATABASE: &str = "kommo-sim";
const STARTS: &str = "start";
const REQUESTS: &str = "requests";
/// The one key of the store of starts.
const START_KEY: u32 = 0;

/// What IndexedDB answered.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the journal failed: {0}")]
pub(super) struct JournalError(String);

impl From<indexed_db_futures::error::Error> for JournalError {
    fn from(error: indexed_db_futures::error::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<indexed_db_futures::error::OpenDbError> for JournalError {
    fn from(error: indexed_db_futures::error::OpenDbError) -> Self {
        Self(error.to_string())
    }
}

/// How the account started.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Start {
    pub(super) subdomain: String,
    pub(super) seed: u64,
    /// Unix milliseconds.
    pub(super) now_ms: u64,
}

/// One request and when the account took it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// Unix milliseconds.
    pub(super) now_ms: u64,
    method: String,
    host: String,
    target: String,
    headers: Vec<(String, String)>,
    body: ByteBuf,
}

impl Record {
    pub(super) fn new(now_ms: u64, request: Request) -> Self {
        let Request { method, host, target, headers, body } = request;
        Self { now_ms, method, host, target, headers, body: ByteBuf::from(body) }
    }

    pub(super) fn into_request(self) -> Request {
        let Self { now_ms: _, method, host, target, headers, body } = self;
        Request { method, host, target, headers, body: body.into_vec() }
    }
}

/// The open journal.
pub(super) struct Journal {
    database: Database,
    noted: RefCell<Noted>,
}

/// What is not in the database yet.
struct Noted {
    begins_anew: bool,
    records: Vec<Record>,
    /// The key of the first of `records`.
    next_key: u32,
}

impl Journal {
    /// Opens the journal and reads it: how the account started (`fresh` if the journal is empty) and what it was asked.
    /// `anew` empties it first.
    pub(super) async fn open(fresh: Start, anew: bool) -> Result<(Self, Start, Vec<Record>), JournalError> {
        let database = Database::open(DATABASE)
            .with_version(1u8)
            .with_on_upgrade_needed(|_event, database| {
                database.create_object_store(STARTS).build()?;
                database.create_object_store(REQUESTS).build()?;
                Ok(())
            })
            .await?;
        let transaction =
            database.transaction([STARTS, REQUESTS]).with_mode(TransactionMode::Readwrite).build()?;
        let starts = transaction.object_store(STARTS)?;
        let requests = transaction.object_store(REQUESTS)?;
        if anew {
            starts.clear()?.await?;
            requests.clear()?.await?;
        }
        let start = if let Some(start) = starts.get(START_KEY).serde()?.await? {
            start
        } else {
            starts.put(fresh.clone()).with_key(START_KEY).serde()?.await?;
            fresh
        };
        let records: Vec<Record> = requests.get_all().serde()?.await?.collect::<Result<_, _>>()?;
        let keys: Vec<u32> = requests.get_all_keys().primitive()?.await?.collect::<Result<_, _>>()?;
        let next_key = keys.last().map_or(0, |last| last + 1);
        transaction.commit().await?;
        let noted = RefCell::new(Noted { begins_anew: false, records: Vec::new(), next_key });
        Ok((Self { database, noted }, start, records))
    }

    /// Notes a request; `write_noted` makes it durable.
    pub(super) fn note(&self, record: Record) {
        self.noted.borrow_mut().records.push(record);
    }

    /// Forgets every request so far and notes this one, a reset, as the first.
    pub(super) fn begin_with(&self, record: Record) {
        let mut noted = self.noted.borrow_mut();
        noted.begins_anew = true;
        noted.records.clear();
        noted.records.push(record);
    }

    /// Makes everything noted so far durable; what fails stays out as a whole.
    pub(super) async fn write_noted(&self) -> Result<(), JournalError> {
        if self.noted.borrow().records.is_empty() {
            return Ok(());
        }
        let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let transaction = self
            .database
            .transaction(REQUESTS)
            .with_mode(TransactionMode::Readwrite)
            .with_options(options)
            .build()?;
        {
            let store = transaction.object_store(REQUESTS)?;
            let mut noted = self.noted.borrow_mut();
            if std::mem::take(&mut noted.begins_anew) {
                store.clear()?;
            }
            for record in std::mem::take(&mut noted.records) {
                // `add`, not `put`: a second writer's record is never overwritten, its key makes this one fail.
                store.add(record).with_key(noted.next_key).serde()?;
                noted.next_key += 1;
            }
        }
        Ok(transaction.commit().await?)
    }
}
