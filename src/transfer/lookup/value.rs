//! Whether a value reads back as it was written, with all that Kommo is known to change on the way.
//!
//! Source: <https://developers.kommo.com/reference/custom-field-by-entity>.

use serde_json::Value as Json;

use crate::api::value::{FieldValues, ReadValue, WriteValue};

/// A day with 25 hours, less its last instant.
const LONGEST_DAY_S: i64 = 25 * 3_600;
const DAY_S: i64 = 24 * 3_600;

/// Whether `read`, a value of `field`, is what `sent` becomes.
pub(super) fn same(sent: &WriteValue, read: &ReadValue, field: &FieldValues) -> bool {
    let option = sent.enum_id.is_none_or(|id| read.enum_id == Some(id));
    let code = match (&sent.enum_code, &read.enum_code) {
        (Some(sent), Some(read)) => sent.eq_ignore_ascii_case(read),
        _ => true,
    };
    option && code && sent.value.as_ref().is_none_or(|value| same_value(value, &read.value, field))
}

fn same_value(sent: &Json, read: &Json, field: &FieldValues) -> bool {
    match field.field_type.as_str() {
        "date" | "birthday" => match (number(sent), number(read)) {
            (Some(sent), Some(read)) => same_day(sent, read),
            _ => same_text(sent, read),
        },
        "multitext" if field.field_code.as_deref() == Some("PHONE") => {
            same_text(sent, read) || (!digits(sent).is_empty() && digits(sent) == digits(read))
        }
        _ => same_json(sent, read),
    }
}

/// A day is moved back to its first second in the account's time zone. Exactly one day apart is two
/// days that were both sent as first seconds.
fn same_day(sent: f64, read: f64) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and such a date equals nothing")]
    let past_midnight_s = (sent as i64).saturating_sub(read as i64);
    (0..LONGEST_DAY_S).contains(&past_midnight_s) && past_midnight_s != DAY_S
}

fn same_json(sent: &Json, read: &Json) -> bool {
    match (sent, read) {
        (Json::Object(sent), Json::Object(read)) => {
            sent.iter().all(|(name, value)| read.get(name).is_some_and(|found| same_json(value, found)))
        }
        (Json::Array(sent), Json::Array(read)) => {
            sent.len() == read.len() && sent.iter().zip(read).all(|(sent, read)| same_json(sent, read))
        }
        (Json::Bool(sent), _) => truth(read) == Some(*sent),
        _ => same_text(sent, read) || same_number(sent, read),
    }
}

fn same_number(sent: &Json, read: &Json) -> bool {
    // Two texts stay texts: "007" is not "7", unless the field made a number of it.
    if sent.is_string() && read.is_string() && !plain_number(sent) {
        return false;
    }
    match (number(sent), number(read)) {
        (Some(sent), Some(read)) => (sent - read).abs() <= 1e-6_f64.max(1e-12 * sent.abs()),
        _ => false,
    }
}

fn plain_number(value: &Json) -> bool {
    let text = value.as_str().unwrap_or_default().trim();
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    whole == "0" || !whole.starts_with('0')
}

fn same_text(sent: &Json, read: &Json) -> bool {
    same_words(&text(sent), &text(read))
}

/// Whether two texts differ by their white space at most.
pub(in crate::transfer) fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Whether nothing is written by this value: Kommo stores no such thing.
pub(in crate::transfer) fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

fn number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn truth(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(truth) => Some(*truth),
        Json::Null => Some(false),
        other => match text(other).as_str() {
            "1" | "true" => Some(true),
            "0" | "false" | "" => Some(false),
            _ => None,
        },
    }
}

fn digits(value: &Json) -> String {
    text(value).chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::id::EnumId;

    #[track_caller]
    fn check(kind: &str, sent: Json, read: Json, expected: bool) {
        let code = (kind == "multitext").then(|| "PHONE".to_owned());
        let field = FieldValues { field_type: kind.to_owned(), field_code: code, ..Default::default() };
        let sent = WriteValue { value: Some(sent), ..Default::default() };
        let read = ReadValue { value: read, ..Default::default() };
        assert_eq!(same(&sent, &read, &field), expected);
    }

    #[test]
    fn values_read_back() {
        check("numeric", json!(12), json!("12"), true);
        check("numeric", json!(12.5), json!("12.50"), true);
        check("numeric", json!("12"), json!("12.0"), true);
        check("numeric", json!(12), json!("13"), false);
        check("monetary", json!("9.90"), json!("9.9"), true);
        check("text", json!("a"), json!("a "), true);
        check("text", json!("a\r\nb"), json!("a\nb"), true);
        check("text", json!("a"), json!("A"), false);
        check("text", json!("007"), json!("7"), false);
        check("text", json!("1e3"), json!("x"), false);
        check("checkbox", json!(true), json!(true), true);
        check("checkbox", json!(true), json!("1"), true);
        check("checkbox", json!(true), json!(false), false);
        check("checkbox", json!(false), json!(null), true);
        check("date_time", json!(1_700_000_000), json!(1_700_000_000), true);
        check("date_time", json!(1_700_000_000), json!(1_699_999_999), false);
        check("multitext", json!("+1 555-0100"), json!("+15550100"), true);
        check("multitext", json!("+1 555-0100"), json!("+15550101"), false);
        check("multitext", json!("none"), json!("nobody"), false);
        check("smart", json!({"name": "A"}), json!({"name": "A", "vat": null}), true);
        check("smart", json!({"name": "A"}), json!({"name": "B"}), false);
    }

    #[test]
    fn dates_go_back_to_midnight() {
        check("date", json!(1_780_272_000), json!(1_780_272_000), true);
        check("date", json!(1_780_272_000), json!(1_780_261_200), true); // midnight UTC in UTC+3
        check("date", json!(1_780_272_000), json!(1_780_203_600), true); // the same in UTC-5
        check("date", json!(1_780_272_000), json!(1_780_185_600), false); // the day before
        check("date", json!(1_780_272_000), json!(1_780_275_600), false); // never forward
        check("birthday", json!(-86_400), json!(-97_200), true);
    }

    #[test]
    fn options_are_matched_by_id() {
        let field = FieldValues { field_type: "select".to_owned(), ..Default::default() };
        let sent = WriteValue { enum_id: Some(EnumId(7)), ..Default::default() };
        let read = |id| ReadValue { value: json!("Red"), enum_id: Some(EnumId(id)), ..Default::default() };
        assert!(same(&sent, &read(7), &field));
        assert!(!same(&sent, &read(8), &field));
    }

    #[test]
    fn kinds_of_phones_are_matched_where_told() {
        let field = FieldValues::default();
        let sent = WriteValue { value: Some(json!("1")), enum_code: Some("WORK".into()), enum_id: None };
        let read = |code: Option<&str>| ReadValue {
            value: json!("1"),
            enum_id: None,
            enum_code: code.map(Into::into),
        };
        assert!(same(&sent, &read(Some("work")), &field));
        assert!(same(&sent, &read(None), &field));
        assert!(!same(&sent, &read(Some("MOB")), &field));
    }
}
