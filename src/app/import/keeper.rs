//! Writes a run down before anything of it is sent: its record, its rows slice by slice, and at last the
//! word that all of it is there. A run without that word was never begun.

use super::origin::Origin;
use crate::app::runs::Order;
use crate::transfer::plan::Plan;
use crate::transfer::problem::RowProblem;
use crate::transfer::record::{RunRecord, SLICE, Stage};
use crate::transfer::store::StoreError;

/// A run that is being written down.
pub(super) struct Keeper {
    record: RunRecord,
    /// Writes that are done: the record, then each slice, then the record once more.
    done: usize,
    is_writing: bool,
    failed: Option<StoreError>,
}

impl Keeper {
    pub(super) const fn new(record: RunRecord) -> Self {
        Self { record, done: 0, is_writing: false, failed: None }
    }

    /// What is to be written next, if nothing is under way.
    pub(super) fn poll(&mut self, origin: &Origin, plan: &Plan, problems: &[RowProblem]) -> Option<Order> {
        if self.is_writing || self.failed.is_some() || self.is_done() {
            return None;
        }
        self.is_writing = true;
        let slices = self.slices();
        Some(match self.done.checked_sub(1) {
            None => Order::Keep(Box::new(self.record.clone())),
            Some(slice) if slice < slices => {
                let number = u32::try_from(slice).unwrap_or(u32::MAX);
                Order::Append(self.record.id.clone(), number, origin.slice(slice, plan, problems))
            }
            Some(_) => Order::Keep(Box::new(RunRecord { stage: Stage::Ready, ..self.record.clone() })),
        })
    }

    /// What became of the last write.
    pub(super) fn wrote(&mut self, result: Result<(), StoreError>) {
        self.is_writing = false;
        match result {
            Ok(()) => self.done += 1,
            Err(error) => self.failed = Some(error),
        }
    }

    /// Tries once more, all of it: the browser may have cleared what was written.
    pub(super) fn retry(&mut self) {
        if self.failed.take().is_some() {
            self.done = 0;
        }
    }

    pub(super) const fn failed(&self) -> Option<&StoreError> {
        self.failed.as_ref()
    }

    pub(super) fn is_done(&self) -> bool {
        self.done >= self.slices() + 2
    }

    /// Rows that are written down, about.
    pub(super) fn rows(&self) -> usize {
        (self.done.saturating_sub(1) * SLICE).min(self.record.rows as usize)
    }

    fn slices(&self) -> usize {
        self.record.slices as usize
    }
}
