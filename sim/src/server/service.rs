//! Which part answers a request: the site its pages, the account everything else. It also makes `Dropped` real: an
//! error here ends the connection (HTTP/1) or resets the stream (HTTP/2) without an answer.

use axum::body::Body;
use axum::http::uri::Authority;
use axum::http::{Request, header, request};
use axum::response::Response;
use hyper::body::Incoming;

use super::account_host::AccountHost;
use super::site::Site;

/// The request gets no answer.
#[derive(Debug, thiserror::Error)]
#[error("dropped without an answer")]
pub(super) struct Dropped;

/// Everything that answers.
pub(super) struct Service {
    pub(super) account: AccountHost,
    pub(super) site: Option<Site>,
}

impl Service {
    /// Answers a request; called when its head has arrived.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Result<Response, Dropped> {
        let (head, body) = request.into_parts();
        match &self.site {
            Some(site) if site.serves(&head) => Ok(site.answer(head).await),
            _ => self.account.answer(head, Body::new(body)).await,
        }
    }
}

/// The host a request was sent to, without the port: this machine's port is not Kommo's.
pub(super) fn host_of(head: &request::Parts) -> &str {
    let from_header = || head.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let authority = head.uri.authority().map(Authority::as_str).or_else(from_header);
    let host = authority.unwrap_or_default();
    host.rsplit_once(':').map_or(host, |(name, _port)| name)
}
