//! The state of a run: what is settled about each row and which batches are still open.
//!
//! It changes by journal entries only, so that a reload finds what the engine knew. It decides nothing.

mod applying;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::http::Unsure;
use crate::base::id::EntityId;

use super::journal::{BatchId, Refusal};

/// What the journal says about one row; a row without a word is waiting, or was not sent if the run
/// has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// It is in an open batch: about to leave, on its way, or unsure.
    Sent(BatchId),
    /// It is in the account.
    Stored(EntityId),
    /// Kommo refused it.
    Refused(Vec<Refusal>),
    /// It may be in the account; this will never be known.
    Undecided,
}

/// A batch that was meant to be sent and is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBatch {
    /// Its rows that are not settled.
    pub rows: BTreeSet<u32>,
    /// The greatest known id when it was meant: whatever lands of it lies above.
    pub watermark: EntityId,
    /// Why its outcome is unknown; `None` while an answer may come.
    pub unsure: Option<Unsure>,
}

/// How many rows are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the account.
    pub stored: usize,
    /// Refused by Kommo.
    pub refused: usize,
    /// Never to be known.
    pub undecided: usize,
    /// In open batches.
    pub sent: usize,
}

/// The state of a run, as its journal tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunState {
    started: Option<(u32, u64)>,
    watermark: EntityId,
    rows: BTreeMap<u32, RowState>,
    open: BTreeMap<BatchId, OpenBatch>,
    known: BTreeSet<EntityId>,
    next_batch: u32,
    counts: Counts,
    ended: bool,
}

impl RunState {
    /// Rows and digest of the plan that was started; `None` before the start.
    #[must_use]
    pub const fn started(&self) -> Option<(u32, u64)> {
        self.started
    }

    /// The greatest id known to be of this account: the one before the start, or a later one of ours.
    #[must_use]
    pub const fn watermark(&self) -> EntityId {
        self.watermark
    }

    /// What is settled about a row; `None` if nothing is.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<&RowState> {
        self.rows.get(&row)
    }

    /// Every row that is settled or in an open batch, in order.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &RowState)> {
        self.rows.iter().map(|(row, state)| (*row, state))
    }

    /// The batches that are not settled.
    #[must_use]
    pub const fn open(&self) -> &BTreeMap<BatchId, OpenBatch> {
        &self.open
    }

    /// Whether this entity is known as stored by this run.
    #[must_use]
    pub fn knows(&self, id: EntityId) -> bool {
        self.known.contains(&id)
    }

    /// A number that no batch of this run has had.
    #[must_use]
    pub const fn next_batch(&self) -> BatchId {
        BatchId(self.next_batch)
    }

    /// How many rows are where.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether the run has ended.
    #[must_use]
    pub const fn ended(&self) -> bool {
        self.ended
    }
}
