//! What goes into an import and what comes out of it.

use crate::base::id::UserId;
use crate::base::limits::BATCH_MAX;
use crate::base::{Delivery, Moment, Request};
use crate::transfer::journal::Entry;

/// One request of the import, from `Submit` to `Delivered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

/// How an import behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Rows in a batch at most, up to Kommo's [`BATCH_MAX`]; what Kommo chokes on makes batches smaller.
    pub batch_rows_max: usize,
    /// Rows in a batch to begin with, as an earlier import of the same kind ended; `None` is what Kommo
    /// recommends.
    pub batch_rows: Option<usize>,
    /// Batches on their way at once to begin with, and again after trouble. Each that is answered admits one
    /// more, so that only the polite client bounds an import that goes well, and one that chokes on its
    /// first batches does not choke on many.
    pub in_flight_first: usize,
    /// How long after an unknown outcome a late write may still land, in milliseconds.
    pub settle_ms: u64,
    /// Looks at the account after which the unknown stays unknown.
    pub looks_max: u32,
    /// The signed-in user: whatever lands is theirs.
    pub current_user: UserId,
}

impl Settings {
    /// The usual behaviour for this user.
    #[must_use]
    pub const fn new(current_user: UserId) -> Self {
        Self {
            batch_rows_max: BATCH_MAX,
            batch_rows: None,
            in_flight_first: 4,
            settle_ms: 4_000,
            looks_max: 6,
            current_user,
        }
    }
}

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// That many entries of the last `Persist` are durable: all of them.
    Persisted(usize),
    /// The store refused the last `Persist`.
    NotPersisted,
    /// The polite client has let this call out.
    Left(CallId),
    /// What became of a call.
    Delivered(CallId, Delivery),
    /// The user's word to hold.
    Pause,
    /// The user's word to go on after a pause.
    Resume,
    /// The user's word to end; the second one ends without another look.
    Cancel,
    /// The user's word to go on after a stop.
    Continue,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Make these durable, then say so.
    Persist(Vec<Entry>),
    /// Send this, through the polite client.
    Submit(CallId, Request),
    /// This is not wanted any more, where the polite client still holds it. What is on the network is left
    /// alone, because its outcome must be known.
    Withdraw(CallId),
    /// Nothing until this moment, or until the next input if there is none.
    Sleep(Option<Moment>),
    /// Nothing ever again.
    Ended,
}

/// A journal of another file's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this journal belongs to other rows")]
pub struct OtherRows;
