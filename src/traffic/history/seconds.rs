//! How many requests left in each of the last seconds, and how those ended. An end is counted in the second
//! of its start, so that no bar is higher than the number of starts.

use std::collections::VecDeque;

use super::Class;
use crate::base::Moment;
use crate::base::limits::SECOND_MS;

/// Seconds that are remembered.
pub const SECONDS_KEPT: usize = 120;

/// One second of the engine's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Requests that left in it.
    pub starts: u32,
    ended: [u32; Class::ALL.len()],
}

impl Second {
    /// How many of its requests ended so.
    #[must_use]
    pub fn ended(&self, class: Class) -> u32 {
        self.ended.get(class as usize).copied().unwrap_or_default()
    }

    /// How many of its requests are still on their way.
    #[must_use]
    pub fn flying(&self) -> u32 {
        self.starts.saturating_sub(self.ended.iter().sum())
    }
}

/// The last seconds.
#[derive(Debug, Default)]
pub(super) struct Seconds {
    /// The number of the last one kept.
    newest: u64,
    /// Oldest first, without a gap.
    kept: VecDeque<Second>,
}

impl Seconds {
    pub(super) fn start(&mut self, now: Moment) {
        self.move_on(number(now));
        if let Some(second) = self.kept.back_mut() {
            second.starts = second.starts.saturating_add(1);
        }
    }

    /// One that left at `started` has ended; nothing if that is forgotten.
    pub(super) fn end(&mut self, started: Moment, class: Class) {
        let back = self.newest.checked_sub(number(started)).and_then(|back| usize::try_from(back).ok());
        let place = back.and_then(|back| self.kept.len().checked_sub(back + 1));
        let second = place.and_then(|place| self.kept.get_mut(place));
        if let Some(count) = second.and_then(|second| second.ended.get_mut(class as usize)) {
            *count = count.saturating_add(1);
        }
    }

    /// The last `count` seconds up to the one of `now`, oldest first; those without a request are empty.
    pub(super) fn last(&self, now: Moment, count: usize) -> Vec<Second> {
        let now = number(now);
        (0..count as u64)
            .rev()
            .map(|ago| now.checked_sub(ago).map(|second| self.at(second)).unwrap_or_default())
            .collect()
    }

    fn at(&self, second: u64) -> Second {
        let back = self.newest.checked_sub(second).and_then(|back| usize::try_from(back).ok());
        let place = back.and_then(|back| self.kept.len().checked_sub(back.checked_add(1)?));
        place.and_then(|place| self.kept.get(place)).copied().unwrap_or_default()
    }

    /// Makes this second the last one kept; after a long idle time nothing older is left.
    fn move_on(&mut self, second: u64) {
        let passed =
            if self.kept.is_empty() { SECONDS_KEPT as u64 } else { second.saturating_sub(self.newest) };
        if passed >= SECONDS_KEPT as u64 {
            self.kept.clear();
            self.kept.push_back(Second::default());
        } else {
            for _ in 0..passed {
                self.kept.push_back(Second::default());
            }
            while self.kept.len() > SECONDS_KEPT {
                self.kept.pop_front();
            }
        }
        self.newest = self.newest.max(second);
    }
}

/// The second of the engine's clock that a moment is in.
const fn number(moment: Moment) -> u64 {
    moment.as_ms() / SECOND_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    /// Starts at these times; then the starts of the last seconds before `now`.
    #[track_caller]
    fn check(starts: &[u64], now: u64, expected: &[u32]) {
        let mut seconds = Seconds::default();
        for ms in starts {
            seconds.start(at(*ms));
        }
        let last: Vec<u32> =
            seconds.last(at(now), expected.len()).iter().map(|second| second.starts).collect();
        assert_eq!(last, expected);
        assert!(seconds.kept.len() <= SECONDS_KEPT);
    }

    #[test]
    fn starts_are_counted_in_their_second() {
        check(&[], 5_000, &[0, 0, 0]);
        check(&[5_000, 5_001, 5_999], 5_999, &[0, 0, 3]);
        check(&[5_000, 6_000, 8_500], 8_999, &[1, 1, 0, 1]);
        check(&[5_000], 7_000, &[1, 0, 0]);
        check(&[0], 500, &[0, 0, 1]);
    }

    #[test]
    fn time_that_passes_idle_empties_them() {
        check(&[5_000], 5_000 + 59_000, &[0; 3]);
        check(&[5_000, 5_000 + 119_000], 5_000 + 119_000, &[0, 0, 1]);
        check(&[5_000, 9_000_000_000], 9_000_000_000, &[0, 0, 1]);
        check(&[5_000, 9_000_000_000], 9_000_002_000, &[1, 0, 0]);
        check(&[5_000], u64::MAX, &[0; 3]);
        check(&[5_000, u64::MAX], u64::MAX, &[0, 0, 1]);
    }

    #[test]
    fn a_start_that_is_late_to_be_told_counts_in_the_last_second() {
        check(&[5_000, 4_000], 5_999, &[0, 2]);
        check(&[5_000, 4_000, 6_000], 6_999, &[0, 2, 1]);
    }

    #[test]
    fn only_so_many_are_kept() {
        let mut seconds = Seconds::default();
        (0..500).for_each(|second| seconds.start(at(second * 1_000)));
        let all = seconds.last(at(499_000), 200);
        assert_eq!(all.iter().filter(|second| second.starts > 0).count(), SECONDS_KEPT);
        assert_eq!(all.last().map(|second| second.starts), Some(1));
    }

    #[test]
    fn an_end_is_counted_where_it_began() {
        let mut seconds = Seconds::default();
        seconds.start(at(1_000));
        seconds.start(at(1_500));
        seconds.start(at(3_000));
        seconds.end(at(1_500), Class::RateLimited);
        let last = seconds.last(at(3_000), 3);
        assert_eq!((last[0].ended(Class::RateLimited), last[0].flying()), (1, 1));
        assert_eq!((last[2].ended(Class::RateLimited), last[2].flying()), (0, 1));
        // Forgotten, or never known: it changes nothing.
        seconds.start(at(900_000));
        seconds.end(at(3_000), Class::Done);
        seconds.end(at(0), Class::Done);
        seconds.end(at(990_000), Class::Done);
        assert_eq!(seconds.last(at(900_000), 1)[0].flying(), 1);
    }
}
