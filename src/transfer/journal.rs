//! The journal of a run: what was meant before it was sent, what became of it afterwards. The state
//! of a run is the [`fold`] of its entries and of nothing else.
//!
//! It holds row numbers, ids and Kommo's words, never the rows' contents.

use crate::base::http::Unsure;
use crate::base::id::EntityId;

use super::problem::Reason;
use super::run::RunState;

/// One run of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct RunId(pub String);

/// The number of a batch in its run.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct BatchId(pub u32);

/// Why Kommo refused a row, as much as a report written after a reload needs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Kommo named the row.
    Item {
        /// Kommo's code.
        code: String,
        /// Where in the item.
        path: String,
        /// Kommo's sentence.
        detail: String,
    },
    /// Kommo refused the row sent alone, without naming it.
    Whole {
        /// The HTTP status.
        status: u16,
        /// Kommo's sentence.
        detail: String,
    },
    /// What was to be changed is not in the account.
    Gone,
}

impl From<&Refusal> for Reason {
    fn from(refusal: &Refusal) -> Self {
        match refusal.clone() {
            Refusal::Item { code, path, detail } => Self::Refused { code, path, detail },
            Refusal::Whole { status, detail } => Self::BatchRefused { status, detail },
            Refusal::Gone => Self::Gone,
        }
    }
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The run was started.
    Started {
        /// The greatest id of this entity before the run: all that lands later is above it. 0 if nothing is
        /// added, for then nobody looks for it.
        watermark: EntityId,
        /// Rows to be sent.
        rows: u32,
        /// [`super::plan::Plan::digest`] of those rows: another file cannot go on with this run.
        digest: u64,
    },
    /// These rows are about to be sent. Durable before the request leaves.
    Intent {
        /// The batch.
        batch: BatchId,
        /// Its rows, as a spreadsheet counts them.
        rows: Vec<u32>,
    },
    /// Kommo stored these rows: it said so, or they were found in the account.
    Stored {
        /// The batch.
        batch: BatchId,
        /// Each row with the id it got.
        ids: Vec<(u32, EntityId)>,
    },
    /// Kommo refused these rows; nothing of them was stored. A row with several errors comes several
    /// times.
    Refused {
        /// The batch.
        batch: BatchId,
        /// The refused rows, each with one reason.
        rows: Vec<(u32, Refusal)>,
    },
    /// What the batch still holds was certainly not stored and may be sent again.
    NotApplied {
        /// The batch.
        batch: BatchId,
    },
    /// Nobody knows whether the batch was stored; it is looked up before anything of it is repeated.
    Unsure {
        /// The batch.
        batch: BatchId,
        /// Why.
        cause: Unsure,
    },
    /// These rows were looked up in vain: they may or may not be in the account, and are never sent again.
    Undecided {
        /// The batch.
        batch: BatchId,
        /// Its rows that remain unknown.
        rows: Vec<u32>,
    },
    /// The run has ended; rows that no entry settles were not sent.
    Ended,
}

/// The state that a journal tells.
///
/// Any list of entries has a state; entries that contradict earlier ones never take back that a row
/// was stored.
#[must_use]
pub fn fold<'entry>(entries: impl IntoIterator<Item = &'entry Entry>) -> RunState {
    let mut state = RunState::default();
    for entry in entries {
        state.apply(entry);
    }
    state
}
