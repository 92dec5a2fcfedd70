//! The page around the widget: its origin, whether the simulated account controls it, whether anybody
//! sees it, whether there is a network, and the guard against leaving it.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BeforeUnloadEvent, Document, EventTarget, ServiceWorker};

/// The script of the simulated account's service worker, at the root of the demo's site.
const SIMULATOR: &str = "/kommo-sim-worker.js";

/// The page's origin, such as `https://demo.kommo.com`.
#[must_use]
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Whether the simulated account's service worker controls the page right now, so that it answers
/// every request before any could reach the network.
#[must_use]
pub fn simulator_controls() -> bool {
    let worker: Option<ServiceWorker> = web_sys::window()
        .filter(web_sys::Window::is_secure_context)
        .and_then(|window| window.navigator().service_worker().controller());
    worker.is_some_and(|worker| worker.script_url() == format!("{}{SIMULATOR}", origin()))
}

/// Whether the browser is certain to have no network.
#[must_use]
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Whether the browser's tab is in the background, so that nobody can see the page.
#[must_use]
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Tells from now on, for as long as the page lives, when the tab goes to the background and when it comes
/// back.
pub fn watch_hidden(mut tell: impl FnMut(bool) + 'static) {
    if let Some(document) = document() {
        listen(&document, "visibilitychange", move || tell(is_hidden()));
    }
}

/// Calls `call` whenever the browser has a network again, for as long as the page lives.
pub fn watch_online(call: impl FnMut() + 'static) {
    if let Some(window) = web_sys::window() {
        listen(&window, "online", call);
    }
}

fn listen(target: &EventTarget, event: &str, call: impl FnMut() + 'static) {
    // The browser keeps the closure for as long as it may call it.
    let closure = Closure::<dyn FnMut()>::new(call).into_js_value();
    // A target that exists takes every listener.
    let _ = target.add_event_listener_with_callback(event, closure.unchecked_ref());
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|window| window.document())
}

type LeaveGuard = Closure<dyn FnMut(BeforeUnloadEvent)>;

thread_local! {
    static LEAVE_GUARD: RefCell<Option<LeaveGuard>> = const { RefCell::new(None) };
}

/// Asks the user before the page is left, or stops asking.
pub fn guard_leaving(on: bool) {
    let Some(window) = web_sys::window() else { return };
    LEAVE_GUARD.with_borrow_mut(|slot| {
        if let Some(guard) = slot.take() {
            // Removing what was added cannot fail in a way that matters.
            let _ =
                window.remove_event_listener_with_callback("beforeunload", guard.as_ref().unchecked_ref());
        }
        if on {
            let guard = LeaveGuard::new(|event: BeforeUnloadEvent| event.prevent_default());
            let added =
                window.add_event_listener_with_callback("beforeunload", guard.as_ref().unchecked_ref());
            if added.is_ok() {
                *slot = Some(guard);
            }
        }
    });
}
