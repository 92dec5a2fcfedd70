//! The inside of the service worker: the simulated account, kept across reloads and the worker's own end.
//!
//! The account is deterministic, so what is kept is not its state but how it came about: its start and every request
//! since. Reads of the API are kept, too: they use up the limit and the faults' chances, so leaving them out would
//! replay another account. It never sends anything anywhere.

mod exchange;
mod journal;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use kommo_sim::{Options, Reply, Request};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::spawn_local;

use crate::in_order::InOrder;
use journal::{Journal, JournalError, Record, Start};

/// Throws away what the account has become, and with it the journal.
const RESET_PATH: &str = "/_sim/reset";

/// Why the account does not answer; the service worker then opens it anew from its journal.
#[derive(Debug, Clone, thiserror::Error)]
enum HostError {
    #[error("the browser refused: {0}")]
    Browser(String),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("an earlier request could not be kept")]
    Behind,
}

impl From<JsValue> for HostError {
    fn from(thrown: JsValue) -> Self {
        Self::Browser(format!("{thrown:?}"))
    }
}

/// An opened account.
#[wasm_bindgen]
pub struct Host {
    inner: Rc<Inner>,
}

struct Inner {
    account: RefCell<InOrder>,
    journal: Journal,
    /// The journal misses a request that the account has seen.
    is_behind: Cell<bool>,
}

#[wasm_bindgen]
impl Host {
    /// Opens the account as its journal left it, or starts one at `now_ms` (unix milliseconds) if there is no journal.
    /// `anew` throws the journal away unread.
    pub async fn open(subdomain: String, seed: u32, now_ms: u64, anew: bool) -> Result<Host, JsError> {
        let fresh = Start { subdomain, seed: u64::from(seed), now_ms };
        let (journal, start, records) = Journal::open(fresh, anew).await?;
        let Start { subdomain, seed, now_ms } = start;
        let mut account = InOrder::start(&Options { subdomain, seed, now_ms });
        for record in records {
            account.handle(record.now_ms, &record.into_request());
        }
        let inner = Inner { account: RefCell::new(account), journal, is_behind: Cell::new(false) };
        Ok(Host { inner: Rc::new(inner) })
    }

    /// Answers one request that arrived at `arrived_ms` (unix milliseconds), as soon as the journal holds it.
    pub async fn answer(
        &self,
        request: web_sys::Request,
        arrived_ms: u64,
    ) -> Result<web_sys::Response, JsError> {
        let inner = Rc::clone(&self.inner);
        Ok(inner.answer(request, arrived_ms).await?)
    }
}

impl Inner {
    async fn answer(
        self: Rc<Self>,
        request: web_sys::Request,
        arrived_ms: u64,
    ) -> Result<web_sys::Response, HostError> {
        let Some(request) = exchange::read(&request).await? else { return Ok(web_sys::Response::error()) };
        // Chance on the way is not kept: the journal tells when each request arrived.
        let way_ms = self.account.borrow_mut().way_ms(&request);
        let arrived_ms = if way_ms > 0 {
            wait_ms(way_ms).await;
            now_ms()
        } else {
            arrived_ms
        };
        if self.is_behind.get() {
            return Err(HostError::Behind);
        }
        // Nothing is awaited between handling and noting: the journal's order is the account's.
        let (now_ms, reply) = self.account.borrow_mut().handle(arrived_ms, &request);
        self.keep(now_ms, request, &reply).await?;
        if reply.delay_ms > 0 {
            wait_ms(reply.delay_ms).await;
        }
        match reply.response {
            Some(answer) => exchange::write(&answer),
            None => Ok(web_sys::Response::error()),
        }
    }

    /// Has the journal hold a request before its answer is given. Reads are not waited for: whatever is waited for later
    /// brings them along.
    async fn keep(self: &Rc<Self>, now_ms: u64, request: Request, reply: &Reply) -> Result<(), JournalError> {
        let is_read = matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS");
        let is_control = path_of(&request.target).starts_with("/_sim/");
        if is_read && is_control {
            return Ok(());
        }
        let is_reset = request.method == "POST" && path_of(&request.target) == RESET_PATH;
        let succeeded = reply.response.as_ref().is_some_and(|answer| (200..300).contains(&answer.status));
        let record = Record::new(now_ms, request);
        if is_reset && succeeded {
            self.journal.begin_with(record);
        } else {
            self.journal.note(record);
        }
        if is_read {
            let inner = Rc::clone(self);
            // `is_behind` tells the next request if this fails.
            spawn_local(async move { inner.write_noted().await.unwrap_or_default() });
            return Ok(());
        }
        self.write_noted().await
    }

    async fn write_noted(&self) -> Result<(), JournalError> {
        let written = self.journal.write_noted().await;
        if written.is_err() {
            self.is_behind.set(true);
        }
        written
    }
}

async fn wait_ms(ms: u64) {
    TimeoutFuture::new(u32::try_from(ms).unwrap_or(u32::MAX)).await;
}

/// The clock that the times of arrival are read from, unix milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of milliseconds")]
fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

fn path_of(target: &str) -> &str {
    target.split_once('?').map_or(target, |(path, _query)| path)
}
