//! Kommo's limit of requests: a sliding window of arrivals, and the offences that end in a block.
//! It counts and judges; it answers nothing.
//!
//! <https://developers.kommo.com/docs/limitations>

use std::collections::VecDeque;

/// Requests that Kommo answers in any second.
pub(crate) const PER_SECOND: usize = 7;
/// Refused requests within [`OFFENCE_WINDOW_MS`] that end in a block. Kommo does not publish its number.
pub(crate) const OFFENCES: usize = 5;
pub(crate) const OFFENCE_WINDOW_MS: u64 = 60_000;
const WINDOW_MS: u64 = 1_000;

/// Arrivals and offences of the recent past.
#[derive(Debug, Default)]
pub(crate) struct RateWindow {
    arrivals: VecDeque<u64>,
    offences: VecDeque<u64>,
}

impl RateWindow {
    /// Counts an arrival and tells whether it is within the limit.
    ///
    /// Refused requests fill the window, too: whoever hammers on stays refused.
    pub(crate) fn arrive(&mut self, now_ms: u64) -> bool {
        forget(&mut self.arrivals, now_ms, WINDOW_MS);
        self.arrivals.push_back(now_ms);
        self.arrivals.len() <= PER_SECOND
    }

    /// Counts an offence and tells whether the sender is to be blocked now.
    pub(crate) fn offend(&mut self, now_ms: u64) -> bool {
        forget(&mut self.offences, now_ms, OFFENCE_WINDOW_MS);
        self.offences.push_back(now_ms);
        self.offences.len() >= OFFENCES
    }

    /// Forgives what was: a lifted block starts from nothing.
    pub(crate) fn forgive(&mut self) {
        self.offences.clear();
    }
}

fn forget(times: &mut VecDeque<u64>, now_ms: u64, window_ms: u64) {
    while times.front().is_some_and(|&at| at + window_ms <= now_ms) {
        times.pop_front();
    }
}

/// The largest number of times in any half-open window of one second; the times must ascend.
#[derive(Debug, Default)]
pub(crate) struct WorstSecond {
    window: VecDeque<u64>,
    worst: usize,
}

impl WorstSecond {
    pub(crate) fn count(&mut self, at_ms: u64) {
        forget(&mut self.window, at_ms, WINDOW_MS);
        self.window.push_back(at_ms);
        self.worst = self.worst.max(self.window.len());
    }

    pub(crate) fn worst(&self) -> usize {
        self.worst
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(arrivals: &[u64], expected: &[bool]) {
        let mut window = RateWindow::default();
        let verdicts: Vec<bool> = arrivals.iter().map(|&at| window.arrive(at)).collect();
        assert_eq!(verdicts, expected);
    }

    #[test]
    fn refuses_the_eighth_in_a_second() {
        check(&[0; 7], &[true; 7]);
        check(&[0, 0, 0, 0, 0, 0, 0, 0], &[true, true, true, true, true, true, true, false]);
        check(&[0, 0, 0, 0, 0, 0, 0, 999], &[true, true, true, true, true, true, true, false]);
        check(&[0, 0, 0, 0, 0, 0, 0, 1000], &[true; 8]);
        check(
            &[0, 150, 300, 450, 600, 750, 900, 1000, 1149],
            &[true, true, true, true, true, true, true, true, false],
        );
    }

    #[test]
    fn refused_requests_fill_the_window() {
        let mut window = RateWindow::default();
        let passed = (0..100).filter(|n| window.arrive(n * 100)).count();
        assert_eq!(passed, 7);
    }

    #[test]
    fn blocks_at_the_fifth_offence_within_a_minute() {
        let mut window = RateWindow::default();
        let verdicts: Vec<bool> = [0, 1, 2, 3, 60_000].iter().map(|&at| window.offend(at)).collect();
        assert_eq!(verdicts, [false; 5], "the first is a minute old by then");
        assert!(window.offend(60_000));
        window.forgive();
        assert!(!window.offend(60_001));
    }

    proptest! {
        #[test]
        fn judges_as_a_count_over_the_whole_past(gaps in prop::collection::vec(0_u64..400, 1..200)) {
            let mut window = RateWindow::default();
            let mut past: Vec<u64> = Vec::new();
            let mut now = 5_000;
            for gap in gaps {
                now += gap;
                past.push(now);
                let within = past.iter().filter(|&&at| at > now - 1_000).count();
                prop_assert_eq!(window.arrive(now), within <= 7);
            }
            let by_hand = past.iter().map(|&start| past.iter().filter(|&&at| (start..start + 1_000).contains(&at)).count());
            let mut second = WorstSecond::default();
            for &at in &past {
                second.count(at);
            }
            prop_assert_eq!(second.worst(), by_hand.max().unwrap_or(0));
        }
    }
}
