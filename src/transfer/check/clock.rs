//! The time of day at the end of a date: `14:30`, `2:30 PM`, `14:30:15Z`.

use jiff::civil::Time;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// What the clock shows, in whole seconds.
    pub(super) time: Time,
    /// Seconds ahead of UTC, if the text says so.
    pub(super) offset_s: Option<i32>,
}

/// The day's text and the time after it, if there is one; `None` if what has a colon is no time.
pub(super) fn split(text: &str) -> Option<(&str, Option<Clock>)> {
    let Some(colon) = text.find(':') else { return Some((text, None)) };
    let head = text.get(..colon)?;
    let hour_at = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (day, clock) = text.split_at_checked(hour_at)?;
    let day = day.strip_suffix(['T', 't']).unwrap_or(day).trim_end_matches([' ', ',', '\u{a0}']);
    Some((day, Some(read(clock)?)))
}

fn read(text: &str) -> Option<Clock> {
    let lower = text.to_ascii_lowercase();
    let (rest, offset_s) = without_offset(&lower)?;
    let (rest, half) = without_half(rest);
    let parts: Vec<&str> = rest.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        [hour, minute, second] => (*hour, *minute, second.split('.').next().unwrap_or_default()),
        _ => return None,
    };
    if hour.len() > 2 || minute.len() != 2 || second.len() != 2 {
        return None;
    }
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let hour = match (number(hour)?, half) {
        (hour, None) => hour,
        (hour, Some(_)) if !(1..=12).contains(&hour) => return None,
        (hour, Some(half)) => hour % 12 + half,
    };
    let time = Time::new(hour, number(minute)?, number(second)?, 0).ok()?;
    Some(Clock { time, offset_s })
}

/// The text before `am` or `pm`, and the hours to add for it.
fn without_half(text: &str) -> (&str, Option<i8>) {
    let ends: [(&str, i8); 6] =
        [("am", 0), ("a.m.", 0), ("a. m.", 0), ("pm", 12), ("p.m.", 12), ("p. m.", 12)];
    let found = ends.iter().find_map(|(end, hours)| Some((text.strip_suffix(end)?.trim_end(), Some(*hours))));
    found.unwrap_or((text.trim_end(), None))
}

fn without_offset(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(rest) = text.strip_suffix('z') {
        return Some((rest.trim_end(), Some(0)));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, None)) };
    let (rest, offset) = text.split_at_checked(at)?;
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let has_form = matches!(offset.len(), 3 | 5 | 6) && matches!(digits.len(), 2 | 4);
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |m| m.parse().ok())?;
    let is_real = has_form && hours <= 14 && minutes < 60;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    is_real.then_some((rest.trim_end(), Some(sign * (hours * 3_600 + minutes * 60))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, day: &str, time: &str, offset_s: Option<i32>) {
        let clock = Clock { time: time.parse().unwrap(), offset_s };
        assert_eq!(split(text), Some((day, Some(clock))), "{text:?}");
    }

    #[track_caller]
    fn check_none(text: &str) {
        assert_eq!(split(text), None, "{text:?}");
    }

    #[test]
    fn times() {
        check("2024-05-06 14:30", "2024-05-06", "14:30:00", None);
        check("2024-05-06T04:30:15", "2024-05-06", "04:30:15", None);
        check("1.2.2024, 4:30", "1.2.2024", "04:30:00", None);
        check("x 12:00 am", "x", "00:00:00", None);
        check("x 12:00 PM", "x", "12:00:00", None);
        check("x 1:05:00 p. m.", "x", "13:05:00", None);
        check("xT01:00:00.999Z", "x", "01:00:00", Some(0));
        check("xT01:00:00-03:00", "x", "01:00:00", Some(-10_800));
        check("xT01:00:00+0530", "x", "01:00:00", Some(19_800));
        check("xT01:00+05", "x", "01:00:00", Some(18_000));
        assert_eq!(split("2024-05-06"), Some(("2024-05-06", None)));
    }

    #[test]
    fn no_times() {
        check_none("x 24:00");
        check_none("x 13:00 pm");
        check_none("x 0:30 am");
        check_none("x 1:5");
        check_none("x 1:60");
        check_none("x 1:00:00:00");
        check_none("x 1:00+99");
        check_none("x 1:00 noon");
        check_none("x 1:+5");
    }
}
