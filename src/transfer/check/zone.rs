//! The account's time zone, as far as it must be known: its offsets from UTC and when they change.
//!
//! It holds no rules of any country; the shell knows them and says what they come to.

use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// Seconds ahead of UTC before the first change.
    offset_s: i32,
    /// Unix seconds of each change in order, and the seconds ahead of UTC from then on.
    changes: Vec<(i64, i32)>,
}

impl Zone {
    /// A zone that never changes, so many seconds ahead of UTC.
    #[must_use]
    pub const fn fixed(offset_s: i32) -> Self {
        Self { offset_s, changes: Vec::new() }
    }

    /// A zone with changes: Unix seconds, and the seconds ahead of UTC from then on.
    #[must_use]
    pub fn changing(offset_s: i32, mut changes: Vec<(i64, i32)>) -> Self {
        changes.sort_unstable();
        Self { offset_s, changes }
    }

    /// Unix seconds at which clocks of the zone show `local`; the first time if they do so twice, and
    /// later by the gap if they never do.
    pub(super) fn unix(&self, local: DateTime) -> Option<i64> {
        let local = Offset::UTC.to_timestamp(local).ok()?.as_second();
        let mut offset_s = self.offset_s;
        for (change, next_s) in &self.changes {
            let before = local - i64::from(offset_s);
            if before < *change || local - i64::from(*next_s) < *change {
                return Some(before);
            }
            offset_s = *next_s;
        }
        Some(local - i64::from(offset_s))
    }

    /// What clocks of the zone show at these Unix seconds.
    pub(super) fn local(&self, unix: i64) -> Option<DateTime> {
        let past = self.changes.iter().take_while(|(change, _)| *change <= unix);
        let offset_s = past.last().map_or(self.offset_s, |(_, offset_s)| *offset_s);
        let timestamp = jiff::Timestamp::from_second(unix).ok()?;
        Some(Offset::from_seconds(offset_s).ok()?.to_datetime(timestamp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// New York in 2024: -5 h, from 10 March 07:00 UTC -4 h, from 3 November 06:00 UTC -5 h.
    fn new_york() -> Zone {
        Zone::changing(-18_000, vec![(1_730_613_600, -18_000), (1_710_054_000, -14_400)])
    }

    #[track_caller]
    fn check(zone: &Zone, local: &str, expected: i64) {
        assert_eq!(zone.unix(local.parse().unwrap()), Some(expected), "{local}");
    }

    #[test]
    fn fixed() {
        check(&Zone::fixed(0), "1970-01-01T00:00", 0);
        check(&Zone::fixed(-10_800), "2024-05-01T12:00", 1_714_575_600);
        check(&Zone::fixed(19_800), "1950-01-01T12:00", -631_128_600);
    }

    #[test]
    fn changing() {
        check(&new_york(), "2024-01-15T12:00", 1_705_338_000);
        check(&new_york(), "2024-03-10T01:59", 1_710_053_940);
        check(&new_york(), "2024-03-10T03:00", 1_710_054_000);
        check(&new_york(), "2024-07-15T12:00", 1_721_059_200);
        check(&new_york(), "2024-11-03T02:00", 1_730_617_200);
        check(&new_york(), "2024-12-15T12:00", 1_734_282_000);
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        check(&new_york(), "2024-11-03T01:30", 1_730_611_800);
    }

    #[test]
    fn a_time_that_never_comes_is_later_by_the_gap() {
        check(&new_york(), "2024-03-10T02:30", 1_710_055_800);
        assert_eq!(new_york().local(1_710_055_800), Some("2024-03-10T03:30".parse().unwrap()));
    }

    #[test]
    fn local() {
        assert_eq!(new_york().local(1_705_338_000), Some("2024-01-15T12:00".parse().unwrap()));
        assert_eq!(new_york().local(1_721_059_200), Some("2024-07-15T12:00".parse().unwrap()));
    }
}
