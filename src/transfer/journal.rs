//! The journal of a run: what was meant before it was sent, what became of it afterwards. The state
//! of a run is the fold of its entries.

use crate::base::http::Unsure;
use crate::base::id::EntityId;

/// One run of an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct RunId(pub String);

/// The number of a batch in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct BatchId(pub u32);

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The run was started.
    Started {
        /// The greatest id of this entity before the run: all that lands later is above it.
        watermark: EntityId,
        /// Rows to be sent.
        rows: u32,
    },
    /// These rows are about to be sent. Durable before the request leaves.
    Intent {
        /// The batch.
        batch: BatchId,
        /// Its rows, as a spreadsheet counts them.
        rows: Vec<u32>,
    },
    /// Kommo stored these rows.
    Stored {
        /// The batch.
        batch: BatchId,
        /// Each row with the id it got.
        ids: Vec<(u32, EntityId)>,
    },
    /// Kommo refused these rows; nothing of them was stored.
    Refused {
        /// The batch.
        batch: BatchId,
        /// The refused rows with Kommo's code.
        rows: Vec<(u32, String)>,
    },
    /// The batch was certainly not stored; its rows may be sent again.
    NotApplied {
        /// The batch.
        batch: BatchId,
    },
    /// Nobody knows whether the batch was stored.
    Unsure {
        /// The batch.
        batch: BatchId,
        /// Why.
        cause: Unsure,
    },
    /// The run has ended.
    Ended,
}
