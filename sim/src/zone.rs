//! The account's time zone, `America/New_York`. It uses the rule of the United States since 2007 for every year,
//! so dates before 2007 can be an hour off in spring and autumn.

use crate::calendar::{DAY_S, days_from_civil, year_of};

/// The zone's name as the account tells it.
pub(crate) const NAME: &str = "America/New_York";

/// The day number of the nth Sunday of a month.
fn sunday(year: i64, month: i64, nth: i64) -> i64 {
    let first = days_from_civil(year, month, 1);
    // 1970-01-01 was a Thursday: day number 3 is the first Sunday.
    first + (3 - first).rem_euclid(7) + 7 * (nth - 1)
}

/// How far local time is from UTC at a moment, seconds.
pub(crate) fn offset_s(at_s: i64) -> i64 {
    let year = year_of(at_s);
    let starts = sunday(year, 3, 2) * DAY_S + 7 * 3600;
    let ends = sunday(year, 11, 1) * DAY_S + 6 * 3600;
    if (starts..ends).contains(&at_s) { -4 * 3600 } else { -5 * 3600 }
}

/// The local midnight that opens the local day of a moment, unix seconds.
pub(crate) fn midnight(at_s: i64) -> i64 {
    let midnight_as_utc = (at_s + offset_s(at_s)).div_euclid(DAY_S) * DAY_S;
    // Clocks change at two in the morning, so midnight can have another offset than the moment.
    midnight_as_utc - offset_s(midnight_as_utc + 5 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_rfc3339;

    #[track_caller]
    fn check(moment: &str, midnight_of_its_day: &str) {
        let at = parse_rfc3339(moment).unwrap();
        assert_eq!(midnight(at), parse_rfc3339(midnight_of_its_day).unwrap(), "{moment}");
    }

    #[test]
    fn midnight_opens_the_local_day() {
        check("2026-06-01T14:00:00Z", "2026-06-01T00:00:00-04:00");
        check("2026-06-01T00:00:00Z", "2026-05-31T00:00:00-04:00");
        check("2026-01-15T05:00:00Z", "2026-01-15T00:00:00-05:00");
        check("2026-01-15T04:59:59Z", "2026-01-14T00:00:00-05:00");
        // The two days of the change: midnight lies on the other side of it.
        check("2026-03-08T23:00:00-04:00", "2026-03-08T00:00:00-05:00");
        check("2026-11-01T23:00:00-05:00", "2026-11-01T00:00:00-04:00");
        check("1960-07-04T12:00:00Z", "1960-07-04T00:00:00-04:00");
    }

    #[test]
    fn offset_changes_to_the_second() {
        let spring = parse_rfc3339("2026-03-08T07:00:00Z").unwrap();
        assert_eq!((offset_s(spring - 1), offset_s(spring)), (-18_000, -14_400));
        let autumn = parse_rfc3339("2026-11-01T06:00:00Z").unwrap();
        assert_eq!((offset_s(autumn - 1), offset_s(autumn)), (-14_400, -18_000));
    }
}
