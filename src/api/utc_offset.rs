//! A time zone's offset from UTC, from any of the forms in which servers write one. It knows no
//! zones and no dates.

use serde_json::Value as Json;

/// No place on Earth is further from UTC than 14 hours; more is a misreading.
const MAX_S: i32 = 14 * 3_600;

/// Seconds east of UTC from `+03:00`, `-0500`, `+3`, `UTC+3`, `Z`, or seconds as number or text;
/// `None` if it cannot be understood.
pub(super) fn parse(json: &Json) -> Option<i32> {
    let seconds = match json {
        Json::Number(number) => i32::try_from(number.as_i64()?).ok()?,
        Json::String(text) => parse_text(text.trim())?,
        _ => return None,
    };
    (-MAX_S..=MAX_S).contains(&seconds).then_some(seconds)
}

fn parse_text(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "UTC" | "GMT") {
        return Some(0);
    }
    let text = text.trim_start_matches("UTC").trim_start_matches("GMT").trim();
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let is_signed = digits.len() < text.len();
    let seconds = match (digits.split_once(':'), digits.len()) {
        (Some((hours, rest)), _) => {
            let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
            clock(hours.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?)?
        }
        (None, 1 | 2) if is_signed => clock(digits.parse().ok()?, 0, 0)?,
        (None, 4) if is_signed => {
            let number: i32 = digits.parse().ok()?;
            clock(number / 100, number % 100, 0)?
        }
        (None, _) => digits.parse().ok()?,
    };
    Some(sign * seconds)
}

fn clock(hours: i32, minutes: i32, seconds: i32) -> Option<i32> {
    let is_clock = hours < 24 && minutes < 60 && seconds < 60;
    is_clock.then_some(hours * 3_600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    #[track_caller]
    fn check(json: &Json, expected: Option<i32>) {
        assert_eq!(super::parse(json), expected);
    }

    #[test]
    fn forms() {
        check(&json!("+03:00"), Some(10_800));
        check(&json!("-03:30"), Some(-12_600));
        check(&json!("+05:45:30"), Some(20_730));
        check(&json!("-0500"), Some(-18_000));
        check(&json!("+0530"), Some(19_800));
        check(&json!("+3"), Some(10_800));
        check(&json!("-11"), Some(-39_600));
        check(&json!("UTC+3"), Some(10_800));
        check(&json!("GMT -05:00"), Some(-18_000));
        check(&json!("\u{2212}03:00"), Some(-10_800));
        check(&json!("03:00"), Some(10_800));
        check(&json!("UTC"), Some(0));
        check(&json!("Z"), Some(0));
        check(&json!("+00:00"), Some(0));
        check(&json!(10_800), Some(10_800));
        check(&json!(-18_000), Some(-18_000));
        check(&json!("10800"), Some(10_800));
        check(&json!("-18000"), Some(-18_000));
        check(&json!(0), Some(0));
    }

    #[test]
    fn edges_and_nonsense() {
        check(&json!("+14:00"), Some(50_400));
        check(&json!("+14:01"), None);
        check(&json!(50_401), None);
        check(&json!("+03:60"), None);
        check(&json!("+-3"), None);
        check(&json!("Europe/Lisbon"), None);
        check(&json!(""), None);
        check(&json!(":"), None);
        check(&json!("99999999999"), None);
        check(&json!(null), None);
        check(&json!([]), None);
        check(&json!(i64::MIN), None);
    }
}
