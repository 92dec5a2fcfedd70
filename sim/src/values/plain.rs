//! A single value without choices: from what was written to what is read back.

use serde_json::Value;

use crate::calendar::parse_rfc3339;
use crate::field::FieldType;
use crate::validate::Fault;
use crate::zone;

/// The most characters that a short text takes through the API.
const TEXT_LIMIT: usize = 256;

/// A value as it is stored and read back.
pub(super) fn plain_value(value: &Value, field_type: FieldType) -> Result<Value, Fault> {
    let text = value.as_str();
    match field_type {
        FieldType::Text | FieldType::Multitext => {
            let text = text.ok_or(Fault::InvalidType("string"))?;
            if text.chars().count() > TEXT_LIMIT {
                return Err(Fault::TooLong(TEXT_LIMIT));
            }
            Ok(text.into())
        }
        FieldType::Textarea | FieldType::Url | FieldType::StreetAddress | FieldType::TrackingData => {
            text.map(Value::from).ok_or(Fault::InvalidType("string"))
        }
        FieldType::Numeric => {
            let written = if value.is_number() { Some(value.to_string()) } else { text.map(str::to_owned) };
            let number = written.and_then(|written| decimal(&written));
            number.map(Value::from).ok_or(Fault::InvalidType("numeric"))
        }
        FieldType::Monetary => text.and_then(decimal).map(Value::from).ok_or(Fault::InvalidType("string")),
        FieldType::Checkbox => value.as_bool().map(Value::from).ok_or(Fault::InvalidType("bool")),
        FieldType::Date | FieldType::Birthday => moment(value).map(|at| zone::midnight(at).into()),
        FieldType::DateTime => moment(value).map(Value::from),
        FieldType::Select | FieldType::Multiselect | FieldType::Radiobutton => Err(Fault::NotSupportedChoice),
    }
}

/// Beyond the year 9999 nothing is a date, and arithmetic on it stays far from its limits.
const FARTHEST_S: i64 = 253_402_300_799;

fn moment(value: &Value) -> Result<i64, Fault> {
    let at = value.as_i64().or_else(|| value.as_str().and_then(parse_rfc3339));
    at.filter(|at| (-FARTHEST_S..=FARTHEST_S).contains(at)).ok_or(Fault::InvalidType("int"))
}

/// A decimal number without an exponent in its shortest form.
fn decimal(text: &str) -> Option<String> {
    let (sign, size) = text.strip_prefix('-').map_or(("", text), |size| ("-", size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    Some(match (whole, fraction) {
        ("0", "") => "0".to_owned(),
        (_, "") => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(decimal(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn shortens_decimal_numbers() {
        check("12", Some("12"));
        check("12.50", Some("12.5"));
        check("12.0", Some("12"));
        check("007", Some("7"));
        check("-0.5", Some("-0.5"));
        check("-0", Some("0"));
        check("1,5", None);
        check("1.", None);
        check(".5", None);
        check("1e3", None);
        check("twelve", None);
        check("", None);
    }
}
