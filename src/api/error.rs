//! What Kommo says against a request, in all the shapes it has been seen to say it. Reading one
//! never fails: what is not understood is left out, the status always remains.
//!
//! Source: <https://developers.kommo.com/docs/http-codes>.

use serde_json::{Map, Value as Json};

use super::lenient;
use crate::base::Response;

/// Why a response has no output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// Kommo refused the request.
    #[error("Kommo answered {}: {}", .0.status, .0.detail)]
    Refused(Problem),
    /// The response is not what the contract promises; nothing can be said about its effect.
    #[error("unexpected answer {status}: {reason}")]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// What did not fit, without any of the answer's text.
        reason: String,
    },
}

/// A refusal, from any of Kommo's error bodies; members that did not come are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// Kommo's short title.
    pub title: String,
    /// Kommo's sentence; localised on some accounts.
    pub detail: String,
    /// What is wrong with which items; empty unless it is a validation error.
    pub items: Vec<ItemError>,
}

/// One thing that is wrong with one item of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemError {
    /// Our word for the item, or its index as text where none was sent; empty if Kommo did not say.
    pub request_id: String,
    /// Kommo's code (`NotSupportedChoice`, `InvalidType`, …); the thing to match on.
    pub code: String,
    /// Where in the item, in dots and indexes (`custom_fields_values.0.values.1.value`).
    pub path: String,
    /// Kommo's sentence.
    pub detail: String,
}

impl Problem {
    /// The refusal in a response; pages of HTML and plain text leave only the status.
    #[must_use]
    pub fn decode(response: &Response) -> Self {
        let mut problem = Self { status: response.status, ..Self::default() };
        if let Ok(Json::Object(body)) = serde_json::from_str(&response.body) {
            problem.title = text(&body, &["title"]);
            problem.detail = text(&body, &["detail", "message", "error_description"]);
            for key in ["validation-errors", "errors"] {
                if let Some(errors) = body.get(key) {
                    collect(errors, "", "", &mut problem.items);
                }
            }
        }
        problem
    }

    /// The old numeric code that still surfaces in some sentences ("Error code 244": no right to
    /// this). Sentences in other languages than English hide it.
    #[must_use]
    pub fn legacy_code(&self) -> Option<u32> {
        let detail = self.detail.to_lowercase();
        let (_, after) = detail.split_once("error ")?;
        let digits = after.trim_start_matches("code").trim_start_matches([' ', ':']);
        digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    }
}

/// Seconds to wait, from the body of a 429 where one says so.
#[must_use]
pub fn retry_after_s(body: &str) -> Option<u64> {
    let Ok(Json::Object(body)) = serde_json::from_str::<Json>(body) else { return None };
    let seconds = lenient::number(body.get("retry_after").filter(|json| !json.is_null())?).ok()?;
    u64::try_from(seconds).ok()
}

/// What is said against items, from any of the shapes: items with a list of errors, items with one
/// error, sentences keyed by item or by path, and errors of no item at all.
fn collect(json: &Json, request_id: &str, path: &str, items: &mut Vec<ItemError>) {
    match json {
        Json::String(detail) => items.push(ItemError {
            request_id: request_id.to_owned(),
            path: path.to_owned(),
            detail: detail.clone(),
            ..ItemError::default()
        }),
        Json::Array(list) => {
            for entry in list {
                collect(entry, request_id, path, items);
            }
        }
        Json::Object(entry) => {
            let word = entry.get("request_id").and_then(lenient::word);
            let request_id = word.as_deref().unwrap_or(request_id);
            if let Some(errors) = entry.get("errors") {
                collect(errors, request_id, path, items);
            } else if ["code", "detail", "message", "title"].iter().any(|key| entry.contains_key(*key)) {
                items.push(ItemError {
                    request_id: request_id.to_owned(),
                    code: text(entry, &["code"]),
                    path: Some(text(entry, &["path"]))
                        .filter(|own| !own.is_empty())
                        .unwrap_or(path.to_owned()),
                    detail: text(entry, &["detail", "message", "title"]),
                });
            } else {
                for (key, errors) in entry {
                    match request_id {
                        "" => collect(errors, key, path, items),
                        known => collect(errors, known, key, items),
                    }
                }
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// The first of these members that says anything.
fn text(body: &Map<String, Json>, keys: &[&str]) -> String {
    keys.iter()
        .filter_map(|key| lenient::text(body.get(*key)?).ok())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &[[&str; 4]]) {
        let problem =
            Problem::decode(&Response { status: 400, body: body.to_owned(), ..Response::default() });
        let found: Vec<_> = problem
            .items
            .iter()
            .map(|item| [item.request_id.as_str(), &item.code, &item.path, &item.detail])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn items_of_every_shape() {
        check(
            r#"{"validation-errors":[{"request_id":"a","errors":[{"code":"C","path":"p","detail":"d"},{"code":"E","path":"q","detail":"f"}]}]}"#,
            &[["a", "C", "p", "d"], ["a", "E", "q", "f"]],
        );
        check(
            r#"{"validation-errors":[{"request_id":0,"errors":{"code":"C","path":"p","detail":"d"}}]}"#,
            &[["0", "C", "p", "d"]],
        );
        check(
            r#"{"validation-errors":{"0":{"request_id":["a"],"errors":[{"code":"C"}]}}}"#,
            &[["a", "C", "", ""]],
        );
        check(r#"{"validation-errors":[{"errors":[{"code":"C","path":"p"}]}]}"#, &[["", "C", "p", ""]]);
        check(
            r#"{"errors":{"777":"no reason","778":["x","y"]}}"#,
            &[["777", "", "", "no reason"], ["778", "", "", "x"], ["778", "", "", "y"]],
        );
        check(
            r#"{"errors":[{"request_id":"1","errors":{"code":"C","path":"p","detail":"d"}}]}"#,
            &[["1", "C", "p", "d"]],
        );
        check(r#"{"errors":[{"request_id":"1","errors":{"name":"blank"}}]}"#, &[["1", "", "name", "blank"]]);
        check(
            r#"{"errors":[{"title":"Entity not found","code":404}]}"#,
            &[["", "404", "", "Entity not found"]],
        );
        check(r#"{"errors":["bad"]}"#, &[["", "", "", "bad"]]);
        check(r#"{"errors":null,"validation-errors":[]}"#, &[]);
        check(r#"{"validation-errors":[null,1,true,{}]}"#, &[]);
    }

    #[track_caller]
    fn check_legacy(detail: &str, expected: Option<u32>) {
        assert_eq!(Problem { detail: detail.to_owned(), ..Problem::default() }.legacy_code(), expected);
    }

    #[test]
    fn legacy_codes() {
        check_legacy("Error code 244: access denied", Some(244));
        check_legacy("Error 285.", Some(285));
        check_legacy("An error code: 2002", Some(2002));
        check_legacy("Limit 250 per page", None);
        check_legacy("An error occurred", None);
        check_legacy("", None);
    }

    #[track_caller]
    fn check_wait(body: &str, expected: Option<u64>) {
        assert_eq!(retry_after_s(body), expected);
    }

    #[test]
    fn waits() {
        check_wait(r#"{"title":"Too many requests","status":429,"retry_after":300}"#, Some(300));
        check_wait(r#"{"retry_after":"12"}"#, Some(12));
        check_wait(r#"{"retry_after":0}"#, Some(0));
        check_wait(r#"{"retry_after":-1}"#, None);
        check_wait(r#"{"retry_after":null}"#, None);
        check_wait(r#"{"retry_after":"soon"}"#, None);
        check_wait(r#"{"status":429}"#, None);
        check_wait("[]", None);
        check_wait("<html>429</html>", None);
        check_wait("", None);
    }

    proptest! {
        #[test]
        fn any_body_leaves_the_status(body: String) {
            let response = Response { status: 403, body, ..Response::default() };
            prop_assert_eq!(Problem::decode(&response).status, 403);
        }
    }
}
