//! Calendar time as HTTP writes it: `Tue, 24 Nov 2026 08:00:00 GMT`, always in GMT.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats>

use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

use super::Timestamp;

/// Writes a time; `None` for one outside the years that a calendar has.
#[must_use]
pub fn write(time: Timestamp) -> Option<String> {
    let time = jiff::Timestamp::from_second(time.0).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()
}

/// Reads a header's text; `None` if it is no date.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let time = DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
    Some(Timestamp(time.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_gmt_and_read_back() {
        let text = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(write(Timestamp(784_111_777)).as_deref(), Some(text));
        assert_eq!(parse(text), Some(Timestamp(784_111_777)));
        assert_eq!(write(Timestamp(i64::MAX)), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "1994-11-06T08:49:37Z", "784111777"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
