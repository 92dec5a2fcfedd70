//! Where a reading stands, from what happened and nothing else.

use super::ending::EndedBy;
use super::exchange::Halt;
use super::store::Tally;

/// Where a reading stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Pages read, those before a break included.
    pub pages: u32,
    /// Requests since this reading began or went on.
    pub requests: u32,
    /// Pages after which it ends.
    pub pages_max: u32,
    /// Entities of the list that are behind it.
    pub entities: u64,
    /// Entities of the list in all, as far as an earlier reading can tell.
    pub expected: Option<u64>,
    /// What it has brought so far.
    pub tally: Tally,
    /// Entities a second, lately; `None` until there is enough to tell.
    pub per_second: Option<f64>,
    /// Milliseconds left at that pace, where the list's length is known.
    pub left_ms: Option<u64>,
    /// What it is doing.
    pub state: Doing,
}

/// What a reading is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading.
    Running,
    /// Waiting for the page on its way, then paused.
    Pausing,
    /// Held by the user.
    Paused,
    /// Waiting for the user's word.
    Halted {
        /// Why.
        why: Halt,
    },
    /// Waiting for the page on its way, then cancelled.
    Cancelling,
    /// Over.
    Ended {
        /// Why.
        by: EndedBy,
    },
    /// Ended by the user.
    Cancelled,
}
