//! The sliding window over real starts. A start is stamped when it happens and never ahead, so time that
//! was slept through gives nothing back. It knows neither queue nor answers.

use std::collections::VecDeque;

use crate::base::Moment;
use crate::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};

/// The last starts, at most [`REQUESTS_PER_SECOND`] of them, oldest first.
#[derive(Debug)]
pub(super) struct Limiter {
    starts: VecDeque<Moment>,
    window_ms: u64,
}

impl Limiter {
    /// A window of Kommo's second and `guard_ms` more.
    pub(super) fn new(guard_ms: u64) -> Self {
        Self {
            starts: VecDeque::with_capacity(REQUESTS_PER_SECOND),
            window_ms: SECOND_MS.saturating_add(guard_ms),
        }
    }

    /// The earliest moment of the next start if `rate` starts are allowed in a window (at most
    /// [`REQUESTS_PER_SECOND`], whatever is asked for); `None` if that is any time.
    pub(super) fn free_at(&self, rate: usize) -> Option<Moment> {
        let rate = rate.clamp(1, REQUESTS_PER_SECOND);
        let oldest_that_counts = self.starts.len().checked_sub(rate)?;
        self.starts.get(oldest_that_counts).map(|start| start.plus_ms(self.window_ms))
    }

    /// The earliest moment of the next start if starts are spread evenly over the window, on top of
    /// [`free_at`](Self::free_at).
    pub(super) fn spread_at(&self, rate: usize) -> Option<Moment> {
        // A little less than the even step: timers are late, and that would add up from start to start.
        let step_ms = self.window_ms * 31 / 32 / rate.clamp(1, REQUESTS_PER_SECOND) as u64;
        self.starts.back().map(|last| last.plus_ms(step_ms))
    }

    /// Stamps a start.
    pub(super) fn start(&mut self, now: Moment) {
        if self.starts.len() >= REQUESTS_PER_SECOND {
            self.starts.pop_front();
        }
        self.starts.push_back(now);
    }

    /// Starts within Kommo's second before `now`.
    pub(super) fn starts_in_last_second(&self, now: Moment) -> usize {
        self.starts.iter().filter(|start| now.since_ms(**start) < SECOND_MS).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(starts: &[u64]) -> Limiter {
        let mut limiter = Limiter::new(60);
        for ms in starts {
            limiter.start(Moment::from_ms(*ms));
        }
        limiter
    }

    #[track_caller]
    fn check(starts: &[u64], rate: usize, expected: Option<u64>) {
        assert_eq!(limiter(starts).free_at(rate).map(Moment::as_ms), expected);
    }

    #[test]
    fn the_start_that_many_back_must_have_left_the_window() {
        check(&[], 7, None);
        check(&[0, 0, 0, 0, 0, 0], 7, None);
        check(&[0, 1, 2, 3, 4, 5, 6], 7, Some(1_060));
        check(&[0, 1, 2, 3, 4, 5, 6, 1_060], 7, Some(1_061));
        check(&[0, 1, 2, 3, 4, 5, 6], 2, Some(1_065));
        check(&[0, 1, 2, 3, 4, 5, 6], 1, Some(1_066));
        check(&[500], 1, Some(1_560));
    }

    #[test]
    fn no_rate_asked_for_exceeds_seven_or_stops_everything() {
        check(&[0, 1, 2, 3, 4, 5, 6], 100, Some(1_060));
        check(&[0], 0, Some(1_060));
    }

    #[test]
    fn spread_starts_keep_an_even_distance() {
        let spread = |starts: &[u64], rate| limiter(starts).spread_at(rate).map(Moment::as_ms);
        assert_eq!(spread(&[], 7), None);
        assert_eq!(spread(&[0, 100], 7), Some(246));
        assert_eq!(spread(&[100], 2), Some(613));
        assert_eq!(spread(&[100], 0), Some(1_126));
    }

    #[test]
    fn the_last_second_is_half_open() {
        let limiter = limiter(&[0, 10, 999, 1_000]);
        assert_eq!(limiter.starts_in_last_second(Moment::from_ms(1_000)), 3);
        assert_eq!(limiter.starts_in_last_second(Moment::from_ms(2_500)), 0);
    }
}
