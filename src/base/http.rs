//! What is sent and what comes back, without a host: only `Account::url` can make an address of it.

use std::fmt;

use super::time::Timestamp;

/// The methods that Kommo's API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Reads; may be repeated at will.
    Get,
    /// Adds; repeating one makes a second entity.
    Post,
    /// Changes.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a repetition changes nothing in the account.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Get)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A path with its query on the account's own host, such as `/api/v4/leads?page=1&limit=250`.
///
/// It begins with `/api/v4/` and is made of literal parts and percent-encoded values only, so it
/// cannot name a host, climb out of the API or carry a fragment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    text: String,
    has_query: bool,
}

impl Path {
    /// The path of an API resource from its segments: `["leads", "12"]` is `/api/v4/leads/12`.
    ///
    /// Segments are percent-encoded. A segment of dots only would be climbed by a browser, so its
    /// dots are dropped.
    #[must_use]
    pub fn api<S: AsRef<str>>(segments: &[S]) -> Self {
        let mut text = String::from("/api/v4");
        for segment in segments {
            text.push('/');
            let segment = segment.as_ref();
            if segment.bytes().any(|byte| byte != b'.') {
                encode_into(&mut text, segment);
            }
        }
        Self { text, has_query: false }
    }

    /// The same path with one more query parameter; both parts are percent-encoded but for the
    /// brackets of Kommo's PHP-style names (`filter[id][]`).
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        encode_into(&mut self.text, name);
        self.text.push('=');
        encode_into(&mut self.text, &value.to_string());
        self
    }

    /// The path without its query.
    #[must_use]
    pub fn without_query(&self) -> &str {
        self.text.split_once('?').map_or(&self.text, |(path, _)| path)
    }

    /// The path as text, beginning with `/api/v4`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn encode_into(text: &mut String, part: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~[],:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for nibble in [byte >> 4, byte & 15] {
                text.push(HEX.get(usize::from(nibble)).copied().map_or('0', char::from));
            }
        }
    }
}

/// One request: what is asked, never of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is done.
    pub method: Method,
    /// To what.
    pub path: Path,
    /// JSON text, if the method carries any.
    pub body: Option<String>,
    /// Only if something has changed since then: the header `If-Modified-Since`, which Kommo recommends
    /// for lists of leads, contacts, companies and tasks ("Limitations"). It may be ignored.
    pub since: Option<Timestamp>,
}

impl Request {
    /// A read.
    #[must_use]
    pub const fn get(path: Path) -> Self {
        Self { method: Method::Get, path, body: None, since: None }
    }

    /// The same request, to be answered with 304 if nothing has changed since then.
    #[must_use]
    pub fn since(self, time: Timestamp) -> Self {
        Self { since: Some(time), ..self }
    }

    /// A write with a JSON body.
    #[must_use]
    pub const fn write(method: Method, path: Path, body: String) -> Self {
        Self { method, path, body: Some(body), since: None }
    }
}

/// One answer of the server, whatever its status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The media type without parameters, in lower case; empty if none was given.
    pub content_type: String,
    /// Seconds to wait, from the `Retry-After` header, else from the body's `retry_after`.
    pub retry_after_s: Option<u64>,
    /// The body as text; empty for 204 and 304.
    pub body: String,
    /// The server's own clock when it answered, from the header `Date`.
    pub date: Option<Timestamp>,
}

impl Response {
    /// Whether the status says success (200 to 299).
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// Whether the body claims to be JSON, as Kommo's own answers do; a gateway's pages do not.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.content_type.ends_with("json")
    }
}

/// Why there is no answer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The request certainly never left: the browser was offline or the guard refused it.
    #[error("the request was not sent")]
    NotSent,
    /// The connection broke; the server may or may not have acted.
    #[error("no answer: the connection was lost")]
    Lost,
    /// No answer within the time allowed; the server may still act.
    #[error("no answer in time")]
    TimedOut,
}

/// What finally became of a request, as the one who asked is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server answered, and the answer tells what happened: success, refusal, or a missing right.
    Answered(Response),
    /// A write that may or may not have been applied (504, a lost answer). It must be looked up
    /// before it is ever repeated.
    Unknown(Unsure),
    /// It was certainly not applied, and will not be tried again by itself.
    Failed(Failure),
    /// Taken back while it waited; nothing of it was applied.
    Cancelled,
}

/// Why the outcome of a write is not known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error, serde::Serialize, serde::Deserialize,
)]
pub enum Unsure {
    /// 504: the batch was too heavy for the gateway; make it smaller.
    #[error("the gateway gave up waiting (504)")]
    GatewayTimeout,
    /// Another 5xx status.
    #[error("the server failed ({0})")]
    ServerError(u16),
    /// The connection broke after the request had left.
    #[error("the answer was lost")]
    AnswerLost,
    /// No answer within the time allowed.
    #[error("no answer in time")]
    TimedOut,
}
