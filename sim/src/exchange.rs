//! What goes in and out of the account: requests, replies and the lines of its log. No behaviour of the API.

use serde::Serialize;

/// One HTTP request as it reached the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method in capitals, such as `GET`.
    pub method: String,
    /// The host the request was sent to, with or without a port.
    pub host: String,
    /// Path and query as they were on the request line: `/api/v4/leads?page=2`.
    pub target: String,
    /// Header names (any case) and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body, empty if there was none.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of the first header called `name`, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// One HTTP response to be sent by the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body, empty for 204 and 304.
    pub body: Vec<u8>,
}

/// What the host does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer, or `None`: the connection is dropped without one.
    pub response: Option<Response>,
    /// How long the host waits before it answers (or drops), in milliseconds.
    pub delay_ms: u64,
}

/// One API request in the log. It never holds what a body says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// When it arrived, unix milliseconds.
    pub at_ms: u64,
    /// The method in capitals.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query as it was sent, without its question mark; empty if there was none.
    pub query: String,
    /// The status it was answered with; 0 means dropped without an answer.
    pub status: u16,
    /// The size of the answer's body.
    pub bytes: usize,
    /// The entities in the request's body, `None` for a read and for a body that holds none.
    pub items: Option<usize>,
    /// Whether it was sent with `If-Modified-Since`.
    pub conditional: bool,
}
