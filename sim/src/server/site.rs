//! The files of a built site, served from the account's own address as the page of a signed-in user. It never serves
//! a file outside its directory and never answers for the API.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header, request};
use axum::response::Response;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::service::host_of;

/// What the account takes as the signed-in user, under the flags that Kommo's own cookie has.
const SESSION_COOKIE: HeaderValue =
    HeaderValue::from_static("session_id=demo; Path=/; Secure; HttpOnly; SameSite=Lax");

/// The paths that stay the account's.
const ACCOUNT_PATHS: [&str; 3] = ["/api", "/ajax", "/_sim"];

/// Why there is no site to serve.
#[derive(Debug, thiserror::Error)]
pub(super) enum SiteError {
    #[error("{} has no index.html: build the site first, or name the directory it was built into with '--site DIR'", .0.display())]
    NoPage(PathBuf),
}

/// A directory of files.
pub(super) struct Site {
    files: ServeDir,
    account_host: String,
}

impl Site {
    pub(super) fn open(dir: &Path, subdomain: &str) -> Result<Self, SiteError> {
        if !dir.join("index.html").is_file() {
            return Err(SiteError::NoPage(dir.to_owned()));
        }
        Ok(Self { files: ServeDir::new(dir), account_host: format!("{subdomain}.kommo.com") })
    }

    /// Whether a request is for the site: it reads, at the account's own address or this machine's, off the API.
    pub(super) fn serves(&self, head: &request::Parts) -> bool {
        let path = head.uri.path();
        let is_account_path = ACCOUNT_PATHS.iter().any(|prefix| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let host = host_of(head);
        let is_own_host = host == self.account_host || host == "localhost" || host == "127.0.0.1";
        let reads = head.method == Method::GET || head.method == Method::HEAD;
        reads && is_own_host && !is_account_path
    }

    pub(super) async fn answer(&self, head: request::Parts) -> Response {
        // A page that the browser has already comes back as 304, without a media type; a browser that was
        // killed has the page and no session.
        let names_page = head.uri.path().ends_with('/');
        let request = Request::from_parts(head, Body::empty());
        let mut answer = match self.files.clone().oneshot(request).await {
            Ok(answer) => answer.map(Body::new),
            Err(never) => match never {},
        };
        let headers = answer.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let is_page = headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/html"));
        if names_page || is_page {
            headers.insert(header::SET_COOKIE, SESSION_COOKIE);
        }
        answer
    }
}
