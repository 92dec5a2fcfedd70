//! What the kept runs are told of, and what they ask of the store and of the other tabs.

use crate::app::Now;
use crate::base::Timestamp;
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::record::{Found, KeptRow, RunRecord};
use crate::transfer::scan::head::Owner;
use crate::transfer::store::StoreError;

/// What the user did with an offered run, and what came of the store and of the other tabs.
#[derive(Clone, Debug)]
pub enum Event {
    /// The runs of the owner who was asked for.
    Listed(Owner, Result<Vec<Found>, StoreError>),
    /// What became of writing a run's record or a slice of its rows.
    Wrote(RunId, Result<(), StoreError>),
    /// What became of forgetting a run.
    Forgotten(RunId, Result<(), StoreError>),
    /// A run's journal.
    Journal(RunId, Result<Vec<Entry>, StoreError>),
    /// A slice of a run's rows.
    Rows(RunId, u32, Result<Vec<KeptRow>, StoreError>),
    /// Whether this page has the run to itself now.
    Held(RunId, bool),
    /// No page works on the run.
    Free(RunId),
    /// What another tab tells of its run.
    Heard(Told),
    /// How safe what the browser keeps is.
    Room(Room),
    /// The run is to go on here.
    ContinueAsked(RunId),
    /// The run is to be discarded, which is asked once more.
    DiscardAsked(RunId),
    /// It is, then.
    DiscardConfirmed(RunId),
    /// It is not, then.
    DiscardDeclined,
}

/// What is asked of the store and of the other tabs.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Say which runs of this owner there are: [`Event::Listed`].
    List(Owner, Timestamp),
    /// Write this record: [`Event::Wrote`].
    Keep(Box<RunRecord>),
    /// Write a slice of rows: [`Event::Wrote`].
    Append(RunId, u32, Vec<KeptRow>),
    /// Read a journal: [`Event::Journal`].
    Journal(RunId),
    /// Read a slice of rows: [`Event::Rows`].
    Rows(RunId, u32),
    /// Remove all that is kept of a run: [`Event::Forgotten`].
    Forget(RunId),
    /// Take the run for this page if no other has it: [`Event::Held`].
    Hold(RunId),
    /// Let others have it.
    Release(RunId),
    /// Wait until no page has it: [`Event::Free`].
    Watch(RunId),
    /// Tell the other tabs.
    Tell(Told),
    /// Ask the browser to keep what is kept, and say how much room there is: [`Event::Room`].
    Room,
}

/// How a run goes, for other tabs: numbers alone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// Which one.
    pub run: RunId,
    /// Rows in the account.
    pub stored: usize,
    /// Rows that were not stored or are uncertain.
    pub problems: usize,
    /// Rows that are still to go.
    pub left: usize,
    /// Whether it has ended.
    pub is_over: bool,
}

/// What the browser says of its storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Whether it promises not to clear it by itself; `None` if it says nothing.
    pub is_persistent: Option<bool>,
    /// Bytes that are free, if it says so.
    pub free: Option<u64>,
}

/// What a run is started with.
pub(in crate::app) struct Start {
    pub(in crate::app) now: Now,
    pub(in crate::app) owner: Owner,
    pub(in crate::app) file: String,
}
