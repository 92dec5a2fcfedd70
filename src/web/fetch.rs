//! Sends one request to the account, by `fetch`, with the signed-in user's session.
//!
//! The address comes from [`Account::url`] alone, redirects are never followed, and outside Kommo
//! nothing leaves unless the simulated account controls the page at that very moment.

use gloo_net::http::{Headers, RequestBuilder};
use web_sys::{AbortController, RequestCredentials, RequestRedirect, ResponseType};

use super::alarm::{Alarm, Alarms};
use super::page;
use super::timeouts::Timeouts;
use crate::base::http_date;
use crate::base::{Access, Account, Failure, Request, Response};

/// Kommo's status for a session that has ended.
const SIGNED_OUT: u16 = 401;

/// Sends a request and waits for its answer, for as long as that may take.
pub async fn send(
    account: &Account,
    access: Access,
    request: &Request,
    timeouts: Timeouts,
    alarms: &Alarms,
) -> Result<Response, Failure> {
    let can_leave = match access {
        Access::Session => !page::is_offline(),
        // It lives in the browser and needs no network.
        Access::Simulated => page::simulator_controls(),
    };
    if !can_leave {
        return Err(Failure::NotSent);
    }
    let abort = AbortController::new().map_err(|_| Failure::NotSent)?;
    let abort_after = |wait_ms| {
        let abort = abort.clone();
        alarms.after(wait_ms, move || abort.abort())
    };
    let _whole = abort_after(timeouts.whole_ms);
    let head = abort_after(timeouts.head_ms);
    exchange(account, request, &abort, head).await
}

async fn exchange(
    account: &Account,
    request: &Request,
    abort: &AbortController,
    head: Alarm,
) -> Result<Response, Failure> {
    let headers = Headers::new();
    headers.set("Accept", "application/json");
    // jQuery sends this with every request of Kommo's own page.
    headers.set("X-Requested-With", "XMLHttpRequest");
    if let Some(since) = request.since.and_then(http_date::write) {
        headers.set("If-Modified-Since", &since);
    }
    if request.body.is_some() {
        headers.set("Content-Type", "application/json");
    }
    let builder = RequestBuilder::new(&account.url(&request.path))
        .method(method(request))
        .headers(headers)
        .credentials(RequestCredentials::Include)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&abort.signal()));
    let built = match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    };
    let lost = |_| if abort.signal().aborted() { Failure::TimedOut } else { Failure::Lost };
    let answer = built.map_err(|_| Failure::NotSent)?.send().await.map_err(lost)?;
    drop(head);
    if answer.type_() == ResponseType::Opaqueredirect {
        // Kommo's API does not redirect; its front door does, to the sign-in page. Nothing was done.
        return Ok(Response { status: SIGNED_OUT, ..Response::default() });
    }
    if !answer.url().is_empty() && !account.owns(&answer.url()) {
        return Err(Failure::Lost);
    }
    let header = |name: &str| answer.headers().get(name).unwrap_or_default();
    let content_type = header("content-type");
    let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let retry_after_s = header("retry-after").trim().parse().ok();
    let date = http_date::parse(&header("date"));
    let body = answer.text().await.map_err(lost)?;
    let retry_after_s = retry_after_s.or_else(|| crate::api::error::retry_after_s(&body));
    Ok(Response { status: answer.status(), content_type, retry_after_s, body, date })
}

const fn method(request: &Request) -> gloo_net::http::Method {
    use gloo_net::http::Method as Wire;

    use crate::base::Method;
    match request.method {
        Method::Get => Wire::GET,
        Method::Post => Wire::POST,
        Method::Patch => Wire::PATCH,
        Method::Delete => Wire::DELETE,
    }
}
