//! What a response is, before anything reads it: an answer, nothing, or a refusal. It decides by the
//! status alone and never repeats text of the answer in an error.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::{ApiError, Problem};
use crate::base::Response;

/// The body of a success; `None` for 204, which is Kommo's empty list and unknown id.
pub(super) fn body(response: &Response) -> Result<Option<&str>, ApiError> {
    match response.status {
        204 => Ok(None),
        200..=299 if response.body.trim().is_empty() => Err(unexpected(response, "the answer is empty")),
        200..=299 => Ok(Some(&response.body)),
        // 304 must not pass for an empty list: no request here asks for changes only.
        400..=599 => Err(ApiError::Refused(Problem::decode(response))),
        _ => Err(unexpected(response, "neither a success nor a refusal")),
    }
}

/// The same where a success must say something.
pub(super) fn full<T: DeserializeOwned>(response: &Response) -> Result<T, ApiError> {
    let body = body(response)?.ok_or_else(|| unexpected(response, "the answer is empty"))?;
    parse(response, body)
}

/// JSON text to a value.
pub(super) fn parse<T: DeserializeOwned>(response: &Response, body: &str) -> Result<T, ApiError> {
    serde_json::from_str(body).map_err(|error| misfit(response, &error))
}

/// The response is not what the contract promises.
pub(super) fn unexpected(response: &Response, reason: impl Into<String>) -> ApiError {
    ApiError::Unexpected { status: response.status, reason: reason.into() }
}

/// The same from the parser, whose own words would quote the answer.
pub(super) fn misfit(response: &Response, error: &serde_json::Error) -> ApiError {
    let what = match error.classify() {
        Category::Data => "not of the promised shape",
        Category::Eof => "JSON that ends too early",
        Category::Io | Category::Syntax => "not JSON",
    };
    let at = match error.line() {
        0 => String::new(),
        line => format!(" at line {line} column {}", error.column()),
    };
    unexpected(response, format!("{what}{at}"))
}
