//! Carries one HTTP request to the account and its reply back. It decides nothing: statuses, faults and the control
//! path `/_sim` are the account's own.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request, response};
use kommo_sim::{Options, Request, Response};

use super::clock::Clock;
use super::service::{Dropped, host_of};
use crate::in_order::InOrder;

/// More than any request of Kommo's API; larger ones lose their connection.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The account, one request at a time.
pub(super) struct AccountHost {
    clock: Clock,
    account: Mutex<InOrder>,
}

impl AccountHost {
    pub(super) fn start(subdomain: &str, seed: u64) -> Self {
        let clock = Clock::start();
        let now_ms = clock.now_ms();
        let account = InOrder::start(&Options { subdomain: subdomain.to_owned(), seed, now_ms });
        Self { clock, account: Mutex::new(account) }
    }

    fn account(&self) -> MutexGuard<'_, InOrder> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request whose head has just arrived and whose body may still be on its way.
    pub(super) async fn answer(
        &self,
        head: request::Parts,
        body: Body,
    ) -> Result<axum::response::Response, Dropped> {
        let mut request = Request {
            method: head.method.as_str().to_owned(),
            host: host_of(&head).to_owned(),
            target: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
            headers: header_list(&head.headers),
            body: Vec::new(),
        };
        // The lock is gone before the wait: requests on their way may overtake each other.
        let way_ms = self.account().way_ms(&request);
        if way_ms > 0 {
            tokio::time::sleep(Duration::from_millis(way_ms)).await;
        }
        let arrived_ms = self.clock.now_ms();
        request.body = to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| Dropped)?.into();
        let (_, reply) = self.account().handle(arrived_ms, &request);
        if reply.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(reply.delay_ms)).await;
        }
        reply.response.map(into_http).ok_or(Dropped)
    }
}

/// The headers but `Host`, which HTTP/2 does not have and which the request carries as its host. HTTP/2 may split the
/// cookies into several fields; they are put together again (RFC 9113, section 8.2.3).
fn header_list(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let plain = headers.iter().filter(|(name, _)| **name != header::HOST && **name != header::COOKIE);
    let mut list: Vec<_> = plain.map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let cookies: Vec<_> = headers.get_all(header::COOKIE).iter().map(text).collect();
    if !cookies.is_empty() {
        list.push((header::COOKIE.as_str().to_owned(), cookies.join("; ")));
    }
    list
}

fn into_http(answer: Response) -> axum::response::Response {
    let mut built = response::Builder::new().status(answer.status);
    for (name, value) in answer.headers {
        built = built.header(name, value);
    }
    built.body(Body::from(answer.body)).unwrap_or_else(|_| {
        let mut failed = axum::response::Response::new(Body::from("the account's answer is no valid HTTP"));
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_cookies_come_as_one_header() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("demo.kommo.com"));
        headers.append(header::COOKIE, HeaderValue::from_static("a=1"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        headers.append(header::COOKIE, HeaderValue::from_static("session_id=demo"));
        let expected = [("accept", "*/*"), ("cookie", "a=1; session_id=demo")];
        assert_eq!(header_list(&headers), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
