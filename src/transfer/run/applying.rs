//! How one entry changes the state; the only code that does.

use std::collections::BTreeSet;

use super::{OpenBatch, RowState, RunState};
use crate::transfer::journal::{BatchId, Entry, Refusal};

impl RunState {
    /// Takes one entry in.
    pub fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Started { watermark, rows, digest } => {
                self.started = Some((*rows, *digest));
                self.watermark = self.watermark.max(*watermark);
            }
            Entry::Intent { batch, rows } => self.open_batch(*batch, rows),
            Entry::Stored { batch: _, ids } => {
                for (row, id) in ids {
                    self.watermark = self.watermark.max(*id);
                    self.known.insert(*id);
                    self.settle(*row, RowState::Stored(*id));
                }
            }
            Entry::Refused { batch: _, rows } => {
                for (row, refusal) in rows {
                    self.refuse(*row, refusal);
                }
            }
            Entry::NotApplied { batch } => self.take_back(*batch),
            Entry::Unsure { batch, cause } => {
                if let Some(open) = self.open.get_mut(batch) {
                    open.unsure = Some(*cause);
                }
            }
            Entry::Undecided { batch: _, rows } => {
                for row in rows {
                    self.settle(*row, RowState::Undecided);
                }
            }
            Entry::Ended => self.ended = true,
        }
    }

    fn open_batch(&mut self, batch: BatchId, rows: &[u32]) {
        self.next_batch = self.next_batch.max(batch.0.saturating_add(1));
        let watermark = self.watermark;
        for row in rows {
            if !self.rows.contains_key(row) {
                self.rows.insert(*row, RowState::Sent(batch));
                self.counts.sent += 1;
                let empty = || OpenBatch { rows: BTreeSet::new(), watermark, unsure: None };
                self.open.entry(batch).or_insert_with(empty).rows.insert(*row);
            }
        }
    }

    fn settle(&mut self, row: u32, settled: RowState) {
        if matches!(self.rows.get(&row), Some(RowState::Stored(_))) {
            return;
        }
        self.forget(row);
        match settled {
            RowState::Sent(_) => self.counts.sent += 1,
            RowState::Stored(_) => self.counts.stored += 1,
            RowState::Refused(_) => self.counts.refused += 1,
            RowState::Undecided => self.counts.undecided += 1,
        }
        self.rows.insert(row, settled);
    }

    fn forget(&mut self, row: u32) {
        let counter = match self.rows.remove(&row) {
            None => return,
            Some(RowState::Sent(batch)) => {
                if let Some(open) = self.open.get_mut(&batch) {
                    open.rows.remove(&row);
                    if open.rows.is_empty() {
                        self.open.remove(&batch);
                    }
                }
                &mut self.counts.sent
            }
            Some(RowState::Stored(_)) => &mut self.counts.stored,
            Some(RowState::Refused(_)) => &mut self.counts.refused,
            Some(RowState::Undecided) => &mut self.counts.undecided,
        };
        *counter = counter.saturating_sub(1);
    }

    fn refuse(&mut self, row: u32, refusal: &Refusal) {
        if let Some(RowState::Refused(earlier)) = self.rows.get_mut(&row) {
            earlier.push(refusal.clone());
        } else {
            self.settle(row, RowState::Refused(vec![refusal.clone()]));
        }
    }

    fn take_back(&mut self, batch: BatchId) {
        let rows = self.open.get(&batch).map(|open| open.rows.clone()).unwrap_or_default();
        for row in rows {
            self.forget(row);
        }
    }
}
