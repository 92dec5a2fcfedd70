//! What is shown of an import; nothing here changes it.

use super::{Call, Cancel, Import};
use crate::base::Moment;
use crate::base::id::EntityId;
use crate::transfer::plan::Plan;
use crate::transfer::problem::RowProblem;
use crate::transfer::progress::{Progress, State};
use crate::transfer::report;
use crate::transfer::run::RunState;

impl Import {
    /// Where the import stands.
    #[must_use]
    pub fn progress(&self, now: Moment) -> Progress {
        let counts = self.run.counts();
        let total = self.plan.len();
        let settled = counts.stored + counts.refused + counts.undecided;
        let unsure =
            self.run.open().values().filter(|open| open.unsure.is_some()).map(|open| open.rows.len()).sum();
        let waiting = total.saturating_sub(settled + counts.sent);
        let rows_per_second = self.rate.per_second(now);
        Progress {
            total,
            stored: counts.stored,
            refused: counts.refused,
            unknown: counts.undecided,
            unsure,
            in_flight: counts.sent.saturating_sub(unsure),
            waiting,
            batches: self.run.next_batch().0,
            batch_rows: self.batch_rows(),
            rows_per_second,
            left_ms: self.rate.left_ms(now, total.saturating_sub(settled)),
            state: self.state(),
        }
    }

    fn state(&self) -> State {
        let idle =
            !self.calls.values().any(|call| matches!(call, Call::Watermark | Call::Batch(_) | Call::Reading));
        match &self.stopped {
            _ if self.run.ended() && self.cancel == Cancel::No => State::Ended,
            _ if self.run.ended() => State::Cancelled,
            _ if self.cancel != Cancel::No => State::Cancelling,
            Some(why) => State::Stopped { why: why.clone() },
            None if self.paused && idle => State::Paused,
            None if self.paused => State::Pausing,
            None if self.look.is_some() => State::Settling,
            None => State::Running,
        }
    }

    /// What is imported.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The state that the journal tells.
    #[must_use]
    pub const fn run(&self) -> &RunState {
        &self.run
    }

    /// Rows in the account with their ids, in order.
    pub fn stored(&self) -> impl Iterator<Item = (u32, EntityId)> {
        report::stored(&self.run)
    }

    /// Rows that were refused or whose outcome is unknown, and once the run has ended those that were
    /// not sent, in order.
    pub fn problems(&self) -> impl Iterator<Item = RowProblem> {
        report::problems(&self.run, &self.plan)
    }
}
