//! What every database of ours in the browser's IndexedDB has in common: how it is opened, closed and
//! written, and what it means when the browser refuses. It knows no store.

use std::ops::Deref;

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::transaction::{TransactionDurability, TransactionOptions};

/// An open database, closed when this is dropped: while one is open in any tab, nobody can change its
/// shape or delete it.
pub(super) struct Open(Database);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.clone().close();
    }
}

impl Deref for Open {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.0
    }
}

impl Open {
    /// Opens the database of this name; `make` gives a new one its shape.
    pub(super) async fn open(
        name: &str,
        version: u8,
        make: impl Fn(&Database) -> Result<(), Error> + 'static,
    ) -> Result<Self, Refusal> {
        let opening = Database::open(name).with_version(version);
        let opening = opening.with_on_upgrade_needed(move |_, database| make(&database));
        opening.await.map(Self).map_err(|error| match error {
            OpenDbError::Base(error) => Refusal::of(error),
            _ => Refusal::Unavailable,
        })
    }
}

/// How a transaction is written: it is over once all of it is on the disk.
pub(super) fn durably() -> TransactionOptions {
    TransactionOptions::new().with_durability(TransactionDurability::Strict)
}

/// Why the browser does not do it.
pub(super) enum Refusal {
    /// It lends no storage here.
    Unavailable,
    /// It has no room left.
    Full,
    /// Anything else, in its own words.
    Other(String),
}

impl Refusal {
    /// What an error of the database means.
    pub(super) fn of(error: impl Into<Error>) -> Self {
        match error.into() {
            Error::DomException(exception) if exception.name() == "QuotaExceededError" => Self::Full,
            other => Self::Other(other.to_string()),
        }
    }
}
