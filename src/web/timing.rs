//! What the browser measured of each exchange with the account: how long it held the request back and how
//! long the server took. It says nothing rather than something that may be wrong.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{PerformanceObserver, PerformanceObserverEntryList, PerformanceResourceTiming};

use super::clock;
use crate::base::Moment;
use crate::traffic::{Ticket, Timing};

/// Fetches that no measurement has come for; of older ones none will come.
const EXPECTED_MAX: usize = 32;

/// Bounds of the time from the call of `fetch` to the moment that the browser notes as its start, in
/// milliseconds. It is noted within the call, by a clock that may be rounded, on a thread that may have to
/// wait; a fetch of the same address by somebody else is mostly elsewhere.
const CALL_MS: (f64, f64) = (-1.0, 100.0);

/// Protocols whose one connection carries many requests at once begin with one of these.
const MULTIPLEXED: [&str; 2] = ["h2", "h3"];

type OnEntries = Closure<dyn FnMut(PerformanceObserverEntryList)>;

/// Watches the page's exchanges; dropping it ends that.
pub struct Timings {
    expected: Rc<RefCell<VecDeque<Expected>>>,
    observing: Option<(PerformanceObserver, OnEntries)>,
}

/// A fetch that is about to begin.
struct Expected {
    ticket: Ticket,
    url: String,
    /// When the engine counted it as started.
    started: Moment,
    called_ms: f64,
}

impl Drop for Timings {
    fn drop(&mut self) {
        if let Some((observer, _)) = &self.observing {
            observer.disconnect();
        }
    }
}

impl Timings {
    /// Calls `tell` with each measurement that is certain. A browser that measures nothing costs nothing
    /// but that.
    #[must_use]
    pub fn observe(tell: impl Fn(Ticket, Timing) + 'static) -> Self {
        let expected = Rc::new(RefCell::new(VecDeque::new()));
        let on_entries = {
            let expected = Rc::clone(&expected);
            OnEntries::new(move |list: PerformanceObserverEntryList| {
                for entry in list.get_entries() {
                    let entry: PerformanceResourceTiming = entry.unchecked_into();
                    if let Some((ticket, timing)) = recognise(&expected, &entry) {
                        tell(ticket, timing);
                    }
                }
            })
        };
        let observing = PerformanceObserver::new(on_entries.as_ref().unchecked_ref()).ok().map(|observer| {
            let options = Object::new();
            // Members of a fresh object can be set.
            let _ = Reflect::set(&options, &"type".into(), &"resource".into());
            let _ = Reflect::set(&options, &"buffered".into(), &true.into());
            observer.observe(options.unchecked_ref());
            (observer, on_entries)
        });
        Self { expected, observing }
    }

    /// `fetch` is called for this address right after this; the engine counted the start at `started`.
    pub fn expect(&self, ticket: Ticket, url: String, started: Moment) {
        let mut expected = self.expected.borrow_mut();
        if expected.len() >= EXPECTED_MAX {
            expected.pop_front();
        }
        expected.push_back(Expected { ticket, url, started, called_ms: clock::monotonic_ms() });
    }
}

/// Which fetch an entry is of, and what it says of it. What is recognised is expected no longer.
fn recognise(
    expected: &RefCell<VecDeque<Expected>>,
    entry: &PerformanceResourceTiming,
) -> Option<(Ticket, Timing)> {
    let (url, start_ms) = (entry.name(), entry.start_time());
    let mut expected = expected.borrow_mut();
    // Of several at one address it is the one that was called last before.
    let called_then = |fetch: &Expected| {
        let since_ms = start_ms - fetch.called_ms;
        fetch.url == url && CALL_MS.0 <= since_ms && since_ms <= CALL_MS.1
    };
    let index = expected.iter().rposition(called_then)?;
    let fetch = expected.remove(index)?;
    Some((fetch.ticket, timing(entry, fetch.started)?))
}

fn timing(entry: &PerformanceResourceTiming, started: Moment) -> Option<Timing> {
    let (sent_ms, answered_ms) = (entry.request_start(), entry.response_start());
    let protocol = entry.next_hop_protocol();
    // A service worker's times are not those of the network, a cache has none, and zero is what is said of
    // another origin that has not allowed more.
    let is_of_the_network =
        entry.worker_start() <= 0.0 && entry.transfer_size() > 0.0 && !protocol.is_empty();
    let is_in_order = sent_ms > 0.0 && sent_ms >= entry.start_time() && answered_ms >= sent_ms;
    (is_of_the_network && is_in_order).then(|| Timing {
        held_ms: clock::to_u64(sent_ms.round()).saturating_sub(started.as_ms()),
        answer_ms: clock::to_u64((answered_ms - sent_ms).round()),
        multiplexed: MULTIPLEXED.iter().any(|known| protocol.starts_with(known)),
    })
}
