//! Answers in Kommo's success shapes: HAL bodies, links and answers without a body.

use serde_json::{Value, json};

use crate::exchange::Response;

/// 200 with a HAL body.
pub(crate) fn ok(body: &Value) -> Response {
    Response {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/hal+json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}

/// An answer without a body: 204 or 304.
pub(crate) fn empty(status: u16) -> Response {
    Response { status, headers: Vec::new(), body: Vec::new() }
}

/// `{"self":{"href":…}}` for a path below `/api/v4/`.
pub(crate) fn self_link(base: &str, path: &str) -> Value {
    json!({ "self": { "href": format!("{base}/api/v4/{path}") } })
}
