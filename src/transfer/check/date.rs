//! Days and times as people write them.
//!
//! `05/06/2024` alone does not say which number is the month; it is told by the rest of its column,
//! and never guessed here. Years of two digits and spreadsheets' day numbers are refused.

use jiff::civil::{Date, DateTime, Time};

use super::clock::{self, Clock};
use super::zone::Zone;
use crate::transfer::likeness;

/// Which of day and month comes first in a column.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `31/12/2024`.
    #[default]
    DayFirst,
    /// `12/31/2024`.
    MonthFirst,
}

/// What a text can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    day: Day,
    clock: Option<Clock>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Sure(Date, Option<DateOrder>),
    Either { day_first: Date, month_first: Date },
}

/// What a day becomes in the field that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A day: sent as its noon, which no change of the clocks moves to another day. Kommo itself
    /// moves it to the day's beginning in the account's zone.
    Day,
    /// A day with its time, midnight where none is written.
    Moment,
    /// A task's due time, the last minute of the day where none is written, as Kommo has it.
    Due,
}

impl Reading {
    /// What the text shows of its column.
    pub(super) const fn evidence(&self) -> Option<DateOrder> {
        match self.day {
            Day::Sure(_, evidence) => evidence,
            Day::Either { .. } => None,
        }
    }

    /// Whether day and month cannot be told apart.
    pub(super) const fn is_unsure(&self) -> bool {
        matches!(self.day, Day::Either { .. })
    }

    /// Unix seconds of the text in a column of this order; `None` if no clock can show them.
    pub(super) fn unix(&self, order: DateOrder, purpose: Purpose, zone: &Zone) -> Option<i64> {
        let day = match (self.day, order) {
            (Day::Sure(day, _), _) => day,
            (Day::Either { day_first, .. }, DateOrder::DayFirst) => day_first,
            (Day::Either { month_first, .. }, DateOrder::MonthFirst) => month_first,
        };
        let clock = self.clock;
        let noon = |day: Date| zone.unix(day.at(12, 0, 0, 0));
        let exact = |clock: Clock| match clock.offset_s {
            Some(offset_s) => Zone::fixed(offset_s).unix(day.to_datetime(clock.time)),
            None => zone.unix(day.to_datetime(clock.time)),
        };
        match (purpose, clock) {
            // Programs write a day as midnight in UTC as often as in their own zone, so only another
            // time says that the day may be another one here.
            (Purpose::Day, Some(clock)) if clock.offset_s.is_some() && clock.time != Time::midnight() => {
                noon(zone.local(exact(clock)?)?.date())
            }
            (Purpose::Day, _) => noon(day),
            (Purpose::Moment | Purpose::Due, Some(clock)) => exact(clock),
            (Purpose::Moment, None) => zone.unix(DateTime::from_parts(day, Time::midnight())),
            (Purpose::Due, None) => zone.unix(day.at(23, 59, 0, 0)),
        }
    }
}

/// What a trimmed text can mean; `None` if it is no day.
pub(super) fn read(text: &str) -> Option<Reading> {
    let (day, clock) = clock::split(text)?;
    let day = read_numbers(day).or_else(|| read_words(day))?;
    Some(Reading { day, clock })
}

fn read_numbers(text: &str) -> Option<Day> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-/.".contains(*c))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (first_number, second_number, third_number) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return (third.len() <= 2 && second.len() <= 2)
            .then(|| date(first_number, second_number, third_number))?
            .map(|day| Day::Sure(day, None));
    }
    if third.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let day_first = date(third_number, second_number, first_number);
    let month_first = date(third_number, first_number, second_number);
    match (day_first, month_first) {
        (Some(same), Some(other)) if same == other => Some(Day::Sure(same, None)),
        (Some(day_first), Some(month_first)) => Some(Day::Either { day_first, month_first }),
        (Some(day), None) => Some(Day::Sure(day, Some(DateOrder::DayFirst))),
        (None, Some(day)) => Some(Day::Sure(day, Some(DateOrder::MonthFirst))),
        (None, None) => None,
    }
}

/// A day with its month in words: `5 de enero de 2024`, `Jan 5th, 2024`, `05-jan-2024`.
fn read_words(text: &str) -> Option<Day> {
    let key = likeness::words(text);
    let words = key.split(' ').filter(|word| !matches!(*word, "de" | "del" | "do" | "of" | "the"));
    let (mut day, mut month, mut year) = (None, None, None);
    for word in words {
        let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd");
        let digits = digits.trim_end_matches("th").trim_end_matches(['\u{ba}', '\u{b0}']);
        let slot = match number(digits) {
            Some(value) if digits.len() == 4 => year.replace(value),
            Some(value) if digits.len() <= 2 => day.replace(value),
            _ => month.replace(month_of(word)?),
        };
        if slot.is_some() {
            return None;
        }
    }
    date(year?, month?, day?).map(|day| Day::Sure(day, None))
}

const MONTHS: [&[&str]; 12] = [
    &["january", "enero", "janeiro"],
    &["february", "febrero", "fevereiro"],
    &["march", "marzo", "marco"],
    &["april", "abril"],
    &["may", "mayo", "maio"],
    &["june", "junio", "junho"],
    &["july", "julio", "julho"],
    &["august", "agosto"],
    &["september", "septiembre", "setiembre", "setembro"],
    &["october", "octubre", "outubro"],
    &["november", "noviembre", "novembro"],
    &["december", "diciembre", "dezembro"],
];

fn month_of(word: &str) -> Option<i16> {
    let is_month = |names: &&[&str]| names.iter().any(|name| name.starts_with(word));
    let at = MONTHS.iter().position(is_month).filter(|_| word.len() >= 3)?;
    i16::try_from(at + 1).ok()
}

fn number(text: &str) -> Option<i16> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The day, if it exists and is neither a slip nor a program's "never".
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let is_likely = (1900..=2100).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| is_likely)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, order: DateOrder, purpose: Purpose, zone: &Zone) -> Option<String> {
        let unix = read(text)?.unix(order, purpose, zone)?;
        Some(zone.local(unix)?.to_string())
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            let found = written(text, order, Purpose::Day, &Zone::fixed(-10_800));
            assert_eq!(found, Some(format!("{expected}T12:00:00")), "{text:?}");
        }
    }

    #[track_caller]
    fn check_evidence(text: &str, expected: Option<DateOrder>) {
        assert_eq!(read(text).unwrap().evidence(), expected, "{text:?}");
    }

    #[track_caller]
    fn check_time(text: &str, purpose: Purpose, expected: &str) {
        let found = written(text, DateOrder::DayFirst, purpose, &Zone::fixed(-10_800));
        assert_eq!(found.as_deref(), Some(expected), "{text:?}");
    }

    #[track_caller]
    fn check_none(text: &str) {
        assert_eq!(read(text), None, "{text:?}");
    }

    #[test]
    fn sure() {
        check("2024-05-06", "2024-05-06");
        check("2024/5/6", "2024-05-06");
        check("2024.12.31", "2024-12-31");
        check("31.12.2024", "2024-12-31");
        check("31/12/2024", "2024-12-31");
        check("12/31/2024", "2024-12-31");
        check("12-31-2024", "2024-12-31");
        check("5/5/2024", "2024-05-05");
        check("29.02.2024", "2024-02-29");
        check("01/31/1945", "1945-01-31");
    }

    #[test]
    fn words() {
        check("5 de enero de 2024", "2024-01-05");
        check("5 Jan 2024", "2024-01-05");
        check("January 5th, 2024", "2024-01-05");
        check("05-abr-2024", "2024-04-05");
        check("1º de março de 2024", "2024-03-01");
        check("3. Sept. 2024", "2024-09-03");
        check_none("5 Ju 2024");
        check_none("5 marketing 2024");
        check_none("5 6 Jan 2024");
        check_none("Jan 2024");
    }

    #[test]
    fn either() {
        let both = |text| {
            [DateOrder::DayFirst, DateOrder::MonthFirst]
                .map(|order| written(text, order, Purpose::Day, &Zone::fixed(0)).unwrap())
        };
        assert_eq!(both("05/06/2024"), ["2024-06-05T12:00:00", "2024-05-06T12:00:00"]);
        assert!(read("05.06.2024").unwrap().is_unsure());
        assert!(!read("05.05.2024").unwrap().is_unsure());
    }

    #[test]
    fn evidence() {
        check_evidence("31/12/2024", Some(DateOrder::DayFirst));
        check_evidence("12/31/2024", Some(DateOrder::MonthFirst));
        check_evidence("05/06/2024", None);
        check_evidence("05/05/2024", None);
        check_evidence("2024-05-31", None);
        check_evidence("31 Dec 2024", None);
    }

    #[test]
    fn none() {
        check_none("");
        check_none("31.02.2024");
        check_none("2023-02-29");
        check_none("32/01/2024");
        check_none("13/13/2024");
        check_none("00/01/2024");
        check_none("31/12/24");
        check_none("24-12-31");
        check_none("45123");
        check_none("20240501");
        check_none("01/01/0024");
        check_none("31/12.2024");
        check_none("31/12/2024/1");
        check_none("tomorrow");
        check_none("-1/2/2024");
    }

    #[test]
    fn times() {
        check_time("2024-05-06 14:30", Purpose::Moment, "2024-05-06T14:30:00");
        check_time("06.05.2024, 2:30 PM", Purpose::Moment, "2024-05-06T14:30:00");
        check_time("2024-05-06T14:30:15.123", Purpose::Moment, "2024-05-06T14:30:15");
        check_time("2024-05-06T14:30:00Z", Purpose::Moment, "2024-05-06T11:30:00");
        check_time("2024-05-06T14:30:00+02:00", Purpose::Moment, "2024-05-06T09:30:00");
        check_time("2024-05-06", Purpose::Moment, "2024-05-06T00:00:00");
        check_time("2024-05-06", Purpose::Due, "2024-05-06T23:59:00");
        check_time("2024-05-06 08:00", Purpose::Due, "2024-05-06T08:00:00");
        check_none("2024-05-06 25:00");
        check_none("14:30");
    }

    #[test]
    fn a_time_does_not_move_its_day_unless_its_zone_says_so() {
        check_time("2024-05-06 23:30", Purpose::Day, "2024-05-06T12:00:00");
        check_time("2024-05-06T00:00:00Z", Purpose::Day, "2024-05-06T12:00:00");
        check_time("2024-05-06T02:00:00Z", Purpose::Day, "2024-05-05T12:00:00");
    }
}
