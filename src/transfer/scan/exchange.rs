//! What goes into a reading and what comes out of it.

use super::store::{Commit, Committed, MirrorError};
use crate::api::ApiError;
use crate::base::limits::LimitError;
use crate::base::{Delivery, Failure, Moment, Request, Timestamp};
use crate::transfer::schema::Entity;

/// One request of the reading, from `Submit` to `Delivered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

/// What is going to be read, known before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The list.
    pub list: Entity,
    /// Pages after which it ends, whatever there is still to read.
    pub pages_max: u32,
}

/// Pages of one reading, unless it is said otherwise: up to 100,000 entities.
pub const PAGES_MAX: u32 = 400;

impl Plan {
    /// The usual plan for a list.
    #[must_use]
    pub const fn new(list: Entity) -> Self {
        Self { list, pages_max: PAGES_MAX }
    }
}

/// What of the list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// All of it, from the beginning.
    Whole,
    /// The rest of it, from where it was broken off.
    Rest,
    /// What has changed since the last look.
    Changes,
}

/// The list was read a short time ago: whether that is wanted again is for the user to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("read at {last_at}, {entities} entities: ask again")]
pub struct AskAgain {
    /// When its last page was read, by the server's clock.
    pub last_at: Timestamp,
    /// How many entities are kept of it.
    pub entities: u64,
}

/// Why a reading does not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It needs the user's word first.
    #[error(transparent)]
    AskAgain(#[from] AskAgain),
    /// There is nothing to go on with, or nothing to look for changes of.
    #[error("there is nothing to begin with")]
    NoBeginning,
}

/// Why a reading waits for the user's word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Halt {
    /// What Kommo answered is no page of a list.
    #[error("no page: {0:?}")]
    Answer(ApiError),
    /// There was no answer, several times.
    #[error(transparent)]
    NoAnswer(Failure),
    /// The copy cannot be written.
    #[error(transparent)]
    Store(MirrorError),
    /// A request would break one of Kommo's limits.
    #[error(transparent)]
    Limit(LimitError),
}

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// What became of a call.
    Delivered(CallId, Delivery),
    /// The last `Persist` is durable.
    Persisted(Committed),
    /// The mirror refused the last `Persist`.
    NotPersisted(MirrorError),
    /// The user's word to hold: nothing new is asked.
    Pause,
    /// The user's word to go on after a pause.
    Resume,
    /// The user's word to go on after a halt.
    Continue,
    /// The user's word to end after the page on its way. It can be gone on with later.
    Cancel,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send this, through the polite client.
    Submit(CallId, Request),
    /// This is not wanted any more, where the polite client still holds it.
    Withdraw(CallId),
    /// Write this into the mirror, then say so.
    Persist(Commit),
    /// Nothing until this moment, or until the next input if there is none.
    Sleep(Option<Moment>),
    /// Nothing ever again.
    Ended,
}
