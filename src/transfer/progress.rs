//! Honest progress of an import: counts, pace and time left, from what happened and nothing else.

use std::collections::VecDeque;

use super::import::Stop;
use crate::base::Moment;

/// The span over which the pace is measured.
const WINDOW_MS: u64 = 15_000;

/// Where an import stands. The rows' counts add up to `total`.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Rows of the plan.
    pub total: usize,
    /// Rows in the account.
    pub stored: usize,
    /// Rows that Kommo refused.
    pub refused: usize,
    /// Rows that may be in the account; this will never be known.
    pub unknown: usize,
    /// Rows of unknown outcome that are being looked up.
    pub unsure: usize,
    /// Rows about to leave or on their way.
    pub in_flight: usize,
    /// Rows that wait.
    pub waiting: usize,
    /// Batches so far.
    pub batches: u32,
    /// Rows in the next batch.
    pub batch_rows: usize,
    /// Rows stored a second, lately; `None` until there is enough to tell.
    pub rows_per_second: Option<f64>,
    /// Milliseconds left at that pace.
    pub left_ms: Option<u64>,
    /// What it is doing.
    pub state: State,
}

/// What an import is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Sending.
    Running,
    /// Waiting for what has left, then paused.
    Pausing,
    /// Held by the user.
    Paused,
    /// Finding out what became of batches of unknown outcome.
    Settling,
    /// Waiting for the user's word.
    Stopped {
        /// Why.
        why: Stop,
    },
    /// Waiting for what has left, then cancelled.
    Cancelling,
    /// Every row is settled.
    Ended,
    /// Ended by the user.
    Cancelled,
}

/// Rows stored in the last seconds.
#[derive(Debug, Default)]
pub(super) struct Rate {
    lately: VecDeque<(Moment, usize)>,
    begun: Option<Moment>,
}

impl Rate {
    pub(super) fn begin(&mut self, now: Moment) {
        self.begun.get_or_insert(now);
    }

    pub(super) fn add(&mut self, now: Moment, rows: usize) {
        self.lately.push_back((now, rows));
        self.lately.retain(|(at, _)| now.since_ms(*at) <= WINDOW_MS);
    }

    pub(super) fn per_second(&self, now: Moment) -> Option<f64> {
        let (rows, span_ms) = self.measure(now)?;
        #[expect(
            clippy::cast_precision_loss,
            reason = "rows and milliseconds of one import are far below 2^52"
        )]
        Some(rows as f64 * 1_000.0 / span_ms as f64)
    }

    pub(super) fn left_ms(&self, now: Moment, rows_left: usize) -> Option<u64> {
        let (rows, span_ms) = self.measure(now)?;
        Some((rows_left as u64).saturating_mul(span_ms) / rows as u64)
    }

    /// Rows and the milliseconds they took, neither of them 0.
    fn measure(&self, now: Moment) -> Option<(usize, u64)> {
        let recent = self.lately.iter().filter(|(at, _)| now.since_ms(*at) <= WINDOW_MS);
        let rows = recent.map(|(_, rows)| rows).sum();
        let span_ms = now.since_ms(self.begun?).min(WINDOW_MS);
        (rows > 0 && span_ms > 0).then_some((rows, span_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stored: &[(u64, usize)], now_ms: u64, per_second: Option<f64>, left_ms: Option<u64>) {
        let mut rate = Rate::default();
        rate.begin(Moment::from_ms(1_000));
        for (at_ms, rows) in stored {
            rate.add(Moment::from_ms(*at_ms), *rows);
        }
        let now = Moment::from_ms(now_ms);
        assert_eq!((rate.per_second(now), rate.left_ms(now, 100)), (per_second, left_ms));
    }

    #[test]
    fn measures_the_last_seconds() {
        check(&[], 5_000, None, None);
        check(&[(1_000, 50)], 1_000, None, None);
        check(&[(2_000, 50)], 2_000, Some(50.0), Some(2_000));
        check(&[(2_000, 50), (3_000, 50)], 3_000, Some(50.0), Some(2_000));
        check(&[(2_000, 50)], 6_000, Some(10.0), Some(10_000));
        check(&[(2_000, 50), (31_000, 30)], 31_000, Some(2.0), Some(50_000));
        check(&[(2_000, 50)], 60_000, None, None);
    }
}
