//! Calls back after a while, on time in a hidden tab, too: browsers let the timers of a hidden page go
//! off once a second, later once a minute, and those of a worker as ever. It decides nothing.
//!
//! Each wait is handed to the page's own timer and to a worker's; the first to go off counts. The page's
//! is the more exact one while somebody looks, and all there is where no worker can be had.

mod ticker;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use ticker::Ticker;

type Call = Box<dyn FnOnce()>;

/// Everything that waits in a page.
#[derive(Clone)]
pub struct Alarms(Rc<Waiting>);

struct Waiting {
    ticker: RefCell<Option<Ticker>>,
    calls: RefCell<BTreeMap<u32, Call>>,
    next_id: Cell<u32>,
}

/// One call to come; dropping this calls it off.
#[must_use]
pub struct Alarm {
    waiting: Rc<Waiting>,
    id: u32,
    _timer: Timeout,
}

impl Alarms {
    /// Alarms whose worker is among the widget's files at this URL, of this version.
    #[must_use]
    pub fn new(files: &str, version: &str) -> Self {
        Self(Rc::new_cyclic(|waiting| {
            let (waiting, lost) = (waiting.clone(), waiting.clone());
            let ring = move |id| {
                if let Some(waiting) = waiting.upgrade() {
                    Waiting::ring(&waiting, id);
                }
            };
            let replace = move |next| {
                if let Some(waiting) = lost.upgrade() {
                    waiting.ticker.replace(next);
                }
            };
            let ticker = Ticker::start(&format!("{files}/clock.js?v={version}"), ring, replace);
            Waiting { ticker: RefCell::new(ticker), calls: RefCell::default(), next_id: Cell::new(0) }
        }))
    }

    /// Calls `call` once after so many milliseconds, unless the alarm is dropped before.
    pub fn after(&self, wait_ms: u32, call: impl FnOnce() + 'static) -> Alarm {
        let waiting = Rc::clone(&self.0);
        let id = waiting.next_id.replace(waiting.next_id.get().wrapping_add(1));
        waiting.calls.borrow_mut().insert(id, Box::new(call));
        waiting.tell(|ticker| ticker.set(id, wait_ms));
        let timer = {
            let waiting = Rc::clone(&waiting);
            Timeout::new(wait_ms, move || Waiting::ring(&waiting, id))
        };
        Alarm { waiting, id, _timer: timer }
    }
}

impl Waiting {
    /// The time of an alarm has come; what was called or called off already is not called again.
    fn ring(self: &Rc<Self>, id: u32) {
        if let Some(call) = self.take(id) {
            call();
        }
    }

    fn take(&self, id: u32) -> Option<Call> {
        let call = self.calls.borrow_mut().remove(&id)?;
        self.tell(|ticker| ticker.clear(id));
        Some(call)
    }

    fn tell(&self, what: impl FnOnce(&Ticker)) {
        if let Some(ticker) = self.ticker.borrow().as_ref() {
            what(ticker);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.waiting.take(self.id);
    }
}
