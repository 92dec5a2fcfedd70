//! The runs that the browser keeps, and which page works on them: orders in, events out. A run belongs to
//! the page that holds its lock; how it goes is told over a channel of the account. It decides nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

use super::locks::{Held, How, Locks};
use super::member::member;
use super::store::BrowserStore;
use crate::app::runs::{Event, Order, Room, Told};
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::store::{Store as _, StoreError, found};

/// Without locks, nobody works on a run that no page has spoken of for this time, in milliseconds.
const SILENCE_MS: u32 = 3_000;

/// The account's kept runs.
pub struct Runs {
    account: String,
    store: BrowserStore,
    locks: Option<Locks>,
    channel: Option<BroadcastChannel>,
    held: RefCell<BTreeMap<RunId, Held>>,
    tell: Box<dyn Fn(Event)>,
}

impl Runs {
    /// The runs of this account; what happens goes to `tell`.
    #[must_use]
    pub fn new(account: &str, tell: impl Fn(Event) + 'static) -> Rc<Self> {
        let runs = Rc::new(Self {
            account: account.to_owned(),
            store: BrowserStore::new(&format!("pace-{account}")),
            locks: Locks::new(),
            channel: BroadcastChannel::new(&format!("pace-runs-{account}")).ok(),
            held: RefCell::default(),
            tell: Box::new(tell),
        });
        runs.listen();
        runs
    }

    /// Appends entries to a run's journal.
    pub async fn commit(&self, run: &RunId, entries: Vec<Entry>) -> Result<(), StoreError> {
        self.store.commit(run, entries).await
    }

    /// Carries out an order.
    pub fn perform(self: &Rc<Self>, order: Order) {
        match order {
            Order::Hold(run) => self.hold(run),
            Order::Release(run) => drop(self.held.borrow_mut().remove(&run)),
            Order::Watch(run) => self.watch(run),
            Order::Tell(told) => self.post(&told),
            other => {
                let runs = Rc::clone(self);
                spawn_local(async move {
                    if let Some(event) = runs.ask(other).await {
                        (runs.tell)(event);
                    }
                });
            }
        }
    }

    async fn ask(&self, order: Order) -> Option<Event> {
        let store = &self.store;
        Some(match order {
            Order::List(owner, now) => Event::Listed(owner, found(store, owner, now).await),
            Order::Keep(record) => Event::Wrote(record.id.clone(), store.keep(&record).await),
            Order::Append(run, slice, rows) => {
                let result = store.append(&run, slice, &rows).await;
                Event::Wrote(run, result)
            }
            Order::Journal(run) => {
                let result = store.load(&run).await;
                Event::Journal(run, result)
            }
            Order::Rows(run, slice) => {
                let result = store.rows(&run, slice).await;
                Event::Rows(run, slice, result)
            }
            Order::Forget(run) => {
                let result = store.forget(&run).await;
                Event::Forgotten(run, result)
            }
            Order::Room => Event::Room(room().await),
            Order::Hold(_) | Order::Release(_) | Order::Watch(_) | Order::Tell(_) => return None,
        })
    }

    fn hold(self: &Rc<Self>, run: RunId) {
        let runs = Rc::clone(self);
        let Some(locks) = &self.locks else {
            // The answer comes after the question, as it does with locks.
            return self.later(0, Event::Held(run, true));
        };
        let granted = {
            let run = run.clone();
            move |held: Option<Held>| {
                let is_held = held.is_some();
                if let Some(held) = held {
                    runs.held.borrow_mut().insert(run.clone(), held);
                }
                (runs.tell)(Event::Held(run, is_held));
            }
        };
        locks.ask(&self.lock(&run), How::IfFree, granted, || {});
    }

    /// Waits in line for the run's lock, and gives it back at once.
    fn watch(self: &Rc<Self>, run: RunId) {
        let runs = Rc::clone(self);
        let name = self.lock(&run);
        let Some(locks) = &self.locks else { return self.later(SILENCE_MS, Event::Free(run)) };
        let granted = move |held: Option<Held>| {
            drop(held);
            (runs.tell)(Event::Free(run));
        };
        locks.ask(&name, How::InLine(None), granted, || {});
    }

    fn later(self: &Rc<Self>, ms: u32, event: Event) {
        let runs = Rc::clone(self);
        spawn_local(async move {
            TimeoutFuture::new(ms).await;
            (runs.tell)(event);
        });
    }

    fn lock(&self, run: &RunId) -> String {
        format!("pace-run-{}-{}", self.account, run.0)
    }

    fn post(&self, told: &Told) {
        if let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(told)) {
            // A text can always be posted, as long as the channel is not closed, which nobody does.
            let _ = channel.post_message(&text.into());
        }
    }

    fn listen(self: &Rc<Self>) {
        let Some(channel) = &self.channel else { return };
        let runs = Rc::downgrade(self);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let (Some(runs), Ok(told)) = (runs.upgrade(), serde_json::from_str(&text)) {
                (runs.tell)(Event::Heard(told));
            }
        });
        // The browser keeps the closure for as long as it may call it.
        channel.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    }
}

/// Asks the browser not to clear what is kept here, and how much room there is.
async fn room() -> Room {
    let storage = web_sys::window().map(|window| member(&window.navigator(), "storage")).unwrap_or_default();
    let estimate = ask(&storage, "estimate").await.unwrap_or_default();
    let number = |name| member(&estimate, name).as_f64();
    let free = number("quota").zip(number("usage")).map(|(quota, usage)| (quota - usage).max(0.0));
    Room {
        is_persistent: ask(&storage, "persist").await.and_then(|answer| answer.as_bool()),
        free: free.map(bytes),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and it is not negative"
)]
const fn bytes(number: f64) -> u64 {
    number as u64
}

/// Calls a method that promises something; `None` if there is no such method, or it fails.
async fn ask(object: &JsValue, name: &str) -> Option<JsValue> {
    let method: Function = member(object, name).dyn_into().ok()?;
    let promise: Promise = method.call0(object).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
