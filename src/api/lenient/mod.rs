//! Reading PHP's JSON: `null`, a missing member and `[]` are the same nothing, numbers come as text
//! and text as numbers, lists come as objects keyed by index.
//!
//! It never writes, and never takes one meaning for another: text that is no number is an error,
//! not 0.

mod scalar;
mod shape;

pub(super) use scalar::{flag, id, number, some_flag, some_id, some_text, text};
pub(super) use shape::{list, object};

use serde_json::Value as Json;

/// The word by which an item is known: text, a number, or an array of just one of them.
pub(super) fn word(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Array(list) => match list.as_slice() {
            [one] if !one.is_array() => word(one),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[track_caller]
    fn check(json: &serde_json::Value, expected: Option<&str>) {
        assert_eq!(super::word(json).as_deref(), expected);
    }

    #[test]
    fn words() {
        check(&json!("a"), Some("a"));
        check(&json!(7), Some("7"));
        check(&json!(["a"]), Some("a"));
        check(&json!([7]), Some("7"));
        check(&json!(["a", "b"]), None);
        check(&json!([["a"]]), None);
        check(&json!([]), None);
        check(&json!({}), None);
        check(&json!(null), None);
    }
}
