//! Days, years and the two written forms of a moment that Kommo's API knows. It knows no time zones by name.

pub(crate) const DAY_S: i64 = 86_400;

/// The whole seconds of a time in milliseconds.
pub(crate) fn seconds(ms: u64) -> i64 {
    i64::try_from(ms / 1_000).unwrap_or(i64::MAX)
}

/// Days since 1970-01-01 of a date in the Gregorian calendar.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// The year that a moment lies in, UTC.
pub(crate) fn year_of(at_s: i64) -> i64 {
    let mut year = 1970 + at_s.div_euclid(31_556_952);
    while days_from_civil(year + 1, 1, 1) * DAY_S <= at_s {
        year += 1;
    }
    while days_from_civil(year, 1, 1) * DAY_S > at_s {
        year -= 1;
    }
    year
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let next =
        if month == 12 { days_from_civil(year + 1, 1, 1) } else { days_from_civil(year, month + 1, 1) };
    next - days_from_civil(year, month, 1)
}

fn digits(text: &str, from: usize, length: usize) -> Option<i64> {
    let part = text.get(from..from + length)?;
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}

fn moment(date: (i64, i64, i64), time: (i64, i64, i64)) -> Option<i64> {
    let (year, month, day) = date;
    let (hour, minute, second) = time;
    let valid = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    valid.then(|| days_from_civil(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second)
}

/// Unix seconds of an RFC 3339 moment, such as `2026-01-02T00:00:00-05:00`; a date alone is none.
pub(crate) fn parse_rfc3339(text: &str) -> Option<i64> {
    let date = (digits(text, 0, 4)?, digits(text, 5, 2)?, digits(text, 8, 2)?);
    let time = (digits(text, 11, 2)?, digits(text, 14, 2)?, digits(text, 17, 2)?);
    let marks = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
    if !marks.iter().all(|&(at, mark)| text.get(at..=at) == Some(mark)) {
        return None;
    }
    let mut zone = text.get(19..)?;
    if let Some(fraction) = zone.strip_prefix('.') {
        zone = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
    }
    let offset_s = match zone.as_bytes() {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let size = digits(zone, 1, 2)? * 3600 + digits(zone, 4, 2)? * 60;
            if *sign == b'+' { size } else { -size }
        }
        _ => return None,
    };
    Some(moment(date, time)? - offset_s)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// 1970-01-01 was a Thursday.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// A moment as an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(at_s: i64) -> String {
    let (days, second) = (at_s.div_euclid(DAY_S), at_s.rem_euclid(DAY_S));
    let (year, month, day) = civil_from_days(days);
    let name = |names: &'static [&str], index: i64| {
        usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
    };
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        name(&WEEKDAYS, days.rem_euclid(7)),
        name(&MONTHS, month - 1),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Unix seconds of an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`; `UTC` is taken for `GMT`.
pub(crate) fn parse_http_date(text: &str) -> Option<i64> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split(' ');
    let day = parts.next().filter(|part| part.len() == 2).and_then(|part| digits(part, 0, 2))?;
    let name = parts.next()?;
    let month = (1..).zip(MONTHS).find(|(_, known)| *known == name)?.0;
    let year = parts.next().filter(|part| part.len() == 4).and_then(|part| digits(part, 0, 4))?;
    let clock = parts.next().filter(|part| part.len() == 8)?;
    let time = (digits(clock, 0, 2)?, digits(clock, 3, 2)?, digits(clock, 6, 2)?);
    matches!(parts.next(), Some("GMT" | "UTC")).then(|| moment((year, month, day), time)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_rfc3339(text: &str, expected: Option<i64>) {
        assert_eq!(parse_rfc3339(text), expected, "{text}");
    }

    #[test]
    fn parses_rfc3339() {
        check_rfc3339("1970-01-01T00:00:00Z", Some(0));
        check_rfc3339("2026-06-01T14:00:00Z", Some(1_780_322_400));
        check_rfc3339("2026-06-01T10:00:00-04:00", Some(1_780_322_400));
        check_rfc3339("2026-06-01T16:00:00.250+02:00", Some(1_780_322_400));
        check_rfc3339("1969-12-31T23:59:59Z", Some(-1));
        check_rfc3339("2024-02-29T00:00:00Z", Some(1_709_164_800));
        check_rfc3339("2026-02-29T00:00:00Z", None);
        check_rfc3339("2026-13-01T00:00:00Z", None);
        check_rfc3339("2026-06-01", None);
        check_rfc3339("2026-06-01 14:00:00Z", None);
        check_rfc3339("2026-06-01T14:00:00", None);
        check_rfc3339("", None);
    }

    #[track_caller]
    fn check_http(text: &str, expected: Option<i64>) {
        assert_eq!(parse_http_date(text), expected, "{text}");
    }

    #[test]
    fn parses_http_dates() {
        check_http("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777));
        check_http("Mon, 01 Jun 2026 14:00:00 UTC", Some(1_780_322_400));
        check_http("Mon, 1 Jun 2026 14:00:00 GMT", None);
        check_http("Monday, 01-Jun-26 14:00:00 GMT", None);
        check_http("yesterday", None);
    }

    #[track_caller]
    fn check_shown(at_s: i64, expected: &str) {
        assert_eq!(http_date(at_s), expected);
        assert_eq!(parse_http_date(expected), Some(at_s), "{expected}");
    }

    #[test]
    fn writes_http_dates() {
        check_shown(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT");
        check_shown(0, "Thu, 01 Jan 1970 00:00:00 GMT");
        check_shown(-1, "Wed, 31 Dec 1969 23:59:59 GMT");
        check_shown(1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT");
        check_shown(1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT");
        check_shown(1_780_322_400, "Mon, 01 Jun 2026 14:00:00 GMT");
        check_shown(1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT");
        check_shown(4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT");
    }

    #[test]
    fn knows_the_year_at_its_edges() {
        assert_eq!(year_of(0), 1970);
        assert_eq!(year_of(-1), 1969);
        assert_eq!(year_of(days_from_civil(2027, 1, 1) * DAY_S - 1), 2026);
        assert_eq!(year_of(days_from_civil(2027, 1, 1) * DAY_S), 2027);
    }
}
