//! What an import will cost, said before its first request. It promises nothing: it reckons that all goes well.

use std::collections::VecDeque;

use super::batch_size::BatchSize;
use super::import::AHEAD;
use crate::base::limits::SECOND_MS;

/// How fast an import may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Rows in a batch to begin with, as an earlier import of the same kind ended; `None` is what Kommo
    /// recommends.
    pub batch_rows: Option<usize>,
    /// Rows in a batch at most.
    pub batch_rows_max: usize,
    /// Requests a second, at least 1.
    pub rate: usize,
    /// How long Kommo takes to answer, in milliseconds.
    pub answer_ms: u64,
}

/// What an import will cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Requests that it takes.
    pub requests: usize,
    /// Milliseconds until the last answer.
    pub likely_ms: u64,
}

impl Estimate {
    /// What so many rows cost at this pace.
    #[must_use]
    pub fn new(rows: usize, pace: Pace) -> Self {
        let batches = batches(rows, pace);
        if batches == 0 {
            return Self { requests: 0, likely_ms: 0 };
        }
        // Only the rate bounds it: the polite client has as many on their way as that takes.
        let starts_ms = (batches as u64 - 1) * SECOND_MS / pace.rate.max(1) as u64;
        // Before the first batch one request learns the greatest id.
        Self { requests: batches + 1, likely_ms: pace.answer_ms + starts_ms + pace.answer_ms }
    }

    /// What both cost, one after the other: the greatest id is learned once.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self.requests, other.requests) {
            (0, _) => other,
            (_, 0) => self,
            (mine, others) => {
                Self { requests: mine + others - 1, likely_ms: self.likely_ms + other.likely_ms }
            }
        }
    }
}

/// Plays the growth of the batches: each is made when so many before it are not answered yet.
fn batches(rows: usize, pace: Pace) -> usize {
    let answers = u64::try_from(pace.rate).unwrap_or(u64::MAX).saturating_mul(pace.answer_ms);
    let unanswered = AHEAD + usize::try_from(answers.div_ceil(SECOND_MS)).unwrap_or(usize::MAX);
    let mut size = BatchSize::new(pace.batch_rows, pace.batch_rows_max);
    let (mut left, mut batches, mut out) = (rows, 0, VecDeque::new());
    while left > 0 {
        if out.len() >= unanswered {
            size.succeeded(out.pop_front().unwrap_or_default());
        }
        let batch = size.get().min(left);
        out.push_back(batch);
        left -= batch;
        batches += 1;
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace { batch_rows: None, batch_rows_max: 50, rate: 7, answer_ms: 500 };

    #[track_caller]
    fn check(rows: usize, pace: Pace, requests: usize, likely_ms: u64) {
        assert_eq!(Estimate::new(rows, pace), Estimate { requests, likely_ms });
    }

    #[test]
    fn batches_of_one_size() {
        check(0, PACE, 0, 0);
        check(1, PACE, 2, 1_000);
        check(50, PACE, 2, 1_000);
        check(51, PACE, 3, 1_142);
        check(400, PACE, 9, 2_000);
        check(10_000, PACE, 201, 29_428);
        check(10_000, Pace { answer_ms: 100, ..PACE }, 201, 28_628);
    }

    #[test]
    fn a_slower_rate_and_fewer_rows_take_longer() {
        check(10_000, Pace { rate: 2, ..PACE }, 201, 100_500);
        check(10_000, Pace { rate: 0, ..PACE }, 201, 200_000);
        check(10_000, Pace { batch_rows: Some(25), batch_rows_max: 25, ..PACE }, 401, 58_000);
        check(10, Pace { batch_rows: Some(0), batch_rows_max: 0, ..PACE }, 11, 2_285);
    }

    #[test]
    fn what_was_learned_before_counts_and_batches_grow() {
        let learned = |rows| Pace { batch_rows: Some(rows), batch_rows_max: 250, ..PACE };
        check(10_000, learned(250), 41, 6_571);
        check(10_000, Pace { batch_rows_max: 250, ..PACE }, 94, 14_142);
        assert!(Estimate::new(1_000, learned(1)).requests > Estimate::new(1_000, learned(10)).requests);
    }
}
