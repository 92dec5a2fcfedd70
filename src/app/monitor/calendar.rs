//! Tells the calendar time of moments that the engine stamped. The two clocks part ways when the computer
//! sleeps or the calendar is set, so they are compared again and again.

use crate::base::{Moment, Timestamp};

/// Seconds by which the clocks may disagree: calendar time is told in whole ones only.
const WOBBLE_S: u64 = 2;

/// Comparisons that are kept.
const KEPT: usize = 32;

/// Moments with their calendar times, from the first on and wherever the clocks parted.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    compared: Vec<(Moment, Timestamp)>,
}

impl Calendar {
    /// Both clocks show this now.
    pub(super) fn compare(&mut self, moment: Moment, time: Timestamp) {
        let agrees =
            self.compared.last().is_some_and(|last| ahead(*last, moment).0.abs_diff(time.0) <= WOBBLE_S);
        if !agrees {
            if self.compared.len() >= KEPT {
                self.compared.remove(0);
            }
            self.compared.push((moment, time));
        }
    }

    /// The calendar time of a moment that has been; 0 before any comparison.
    pub(super) fn time(&self, moment: Moment) -> Timestamp {
        let before = self.compared.iter().rev().find(|(compared, _)| *compared <= moment);
        before.or_else(|| self.compared.first()).map_or(Timestamp(0), |last| ahead(*last, moment))
    }
}

fn ahead((compared, time): (Moment, Timestamp), moment: Moment) -> Timestamp {
    let seconds = i64::try_from(moment.since_ms(compared) / 1_000).unwrap_or(i64::MAX);
    Timestamp(time.0.saturating_add(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    #[test]
    fn times_follow_the_last_comparison_before_them() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.time(at(5)), Timestamp(0));
        calendar.compare(at(10_000), Timestamp(500));
        calendar.compare(at(12_900), Timestamp(503));
        // The computer slept for an hour; its monotonic clock stood still.
        calendar.compare(at(13_000), Timestamp(4_103));
        assert_eq!(calendar.time(at(12_000)), Timestamp(502));
        assert_eq!(calendar.time(at(13_000)), Timestamp(4_103));
        assert_eq!(calendar.time(at(20_000)), Timestamp(4_110));
        assert_eq!(calendar.time(at(0)), Timestamp(500));
        assert_eq!(calendar.compared.len(), 2);
    }

    #[test]
    fn clocks_that_part_without_end_are_forgotten() {
        let mut calendar = Calendar::default();
        (0..100).for_each(|n| calendar.compare(at(n), Timestamp(i64::try_from(n).unwrap() * 1_000)));
        assert_eq!(calendar.compared.len(), KEPT);
        assert_eq!(calendar.time(at(99)), Timestamp(99_000));
    }
}
