//! Answers in Kommo's error shapes. It decides nothing: who refuses names the shape.
//!
//! <https://developers.kommo.com/docs/http-codes>

use serde_json::{Map, Value, json};

use crate::exchange::Response;
use crate::faults::RetryAfter;

const MEDIA_TYPE: &str = "application/problem+json";

fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        _ => "Error",
    }
}

fn with_body(status: u16, media_type: &str, body: Vec<u8>) -> Response {
    Response { status, headers: vec![("Content-Type".to_owned(), media_type.to_owned())], body }
}

fn body(status: u16, detail: &str) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("title".to_owned(), title(status).into());
    members.insert("type".to_owned(), format!("https://httpstatus.es/{status}").into());
    members.insert("status".to_owned(), status.into());
    members.insert("detail".to_owned(), detail.into());
    members
}

/// The standard problem body.
pub(crate) fn problem(status: u16, detail: &str) -> Response {
    with_body(status, MEDIA_TYPE, Value::from(body(status, detail)).to_string().into_bytes())
}

/// 401: no session.
pub(crate) fn unauthorized() -> Response {
    problem(401, "Invalid user name or password")
}

/// 404: no such path.
pub(crate) fn no_path(method: &str, base: &str, path: &str) -> Response {
    problem(404, &format!("Cannot {method} {base}{path}"))
}

/// 405: the path exists, the method does not.
pub(crate) fn no_method() -> Response {
    problem(405, "Method Not Allowed")
}

/// 429; Kommo's page tells of `retry_after` in the body only, other clients have met the other two.
pub(crate) fn too_many_requests(retry_after: RetryAfter) -> Response {
    let mut members = body(429, "Too many requests");
    let mut headers = Vec::new();
    match retry_after {
        RetryAfter::Body(wait_s) => {
            members.insert("retry_after".to_owned(), wait_s.into());
        }
        RetryAfter::Header(wait_s) => headers.push(("Retry-After".to_owned(), wait_s.to_string())),
        RetryAfter::Untold => return html(429),
    }
    let mut response = with_body(429, MEDIA_TYPE, Value::from(members).to_string().into_bytes());
    response.headers.extend(headers);
    response
}

/// 400 with `validation-errors`, which come first in Kommo's bodies.
pub(crate) fn validation(errors: Vec<Value>) -> Response {
    let mut members = Map::new();
    members.insert("validation-errors".to_owned(), errors.into());
    members.extend(body(400, "Request validation failed"));
    with_body(400, MEDIA_TYPE, Value::from(members).to_string().into_bytes())
}

/// 400 for a broken business rule: `errors` is an object keyed by entity.
pub(crate) fn rule_broken(errors: &Map<String, Value>) -> Response {
    let body = json!({
        "errors": errors,
        "title": title(400),
        "status": 400,
        "detail": "Invalid request body",
    });
    with_body(400, MEDIA_TYPE, body.to_string().into_bytes())
}

/// A page of the web server in front of Kommo: no JSON.
pub(crate) fn html(status: u16) -> Response {
    let line = format!("{status} {}", title(status));
    let page = format!(
        "<html>\r\n<head><title>{line}</title></head>\r\n<body>\r\n<center><h1>{line}</h1></center>\r\n\
         <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    );
    with_body(status, "text/html", page.into_bytes())
}

/// A failure of the server: a problem for 500, the web server's page for the rest.
pub(crate) fn server_error(status: u16) -> Response {
    if status == 500 { problem(500, "An unknown error occurred.") } else { html(status) }
}
