//! What earlier tries of the same file have come to, so that counts are of the whole import.

use std::collections::BTreeSet;

use crate::transfer::plan::Plan;
use crate::transfer::progress::Progress;

/// The tries before the present one.
#[derive(Default)]
pub(super) struct Earlier {
    stored: usize,
    unknown: usize,
    /// All rows that were ever to be sent.
    planned: BTreeSet<u32>,
}

impl Earlier {
    /// Takes note of a try that begins.
    pub(super) fn begin(&mut self, plan: &Plan) {
        self.planned.extend(plan.rows());
    }

    /// Takes note of a try that is over.
    pub(super) const fn end(&mut self, progress: &Progress) {
        self.stored += progress.stored;
        self.unknown += progress.unknown;
    }

    /// The present try's progress as that of all tries.
    pub(super) fn whole(&self, now: Progress) -> Progress {
        let (total, stored, unknown) =
            (self.planned.len(), self.stored + now.stored, self.unknown + now.unknown);
        let settled = total.saturating_sub(now.waiting + now.in_flight + now.unsure);
        let refused = settled.saturating_sub(stored + unknown);
        Progress { total, stored, refused, unknown, ..now }
    }
}
