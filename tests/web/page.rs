//! The page around the widget: leaving it is guarded only while there is something to lose.

use kommo_pace::web::page::{guard_leaving, origin, simulator_controls};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit};

use crate::mock::controlled_by;

/// Whether the user would be asked.
fn asks() -> bool {
    let init = EventInit::new();
    init.set_cancelable(true);
    // The browser makes a `BeforeUnloadEvent`, which nobody else can.
    let event = Event::new_with_event_init_dict("beforeunload", &init).unwrap();
    !web_sys::window().unwrap().dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
fn leaving_is_asked_about_while_it_is_guarded() {
    assert!(!asks());
    guard_leaving(true);
    assert!(asks());
    guard_leaving(true);
    assert!(asks());
    guard_leaving(false);
    assert!(!asks(), "a guard was left behind");
    guard_leaving(false);
    guard_leaving(true);
    assert!(asks());
    guard_leaving(false);
    assert!(!asks());
}

#[wasm_bindgen_test]
fn only_the_simulators_own_worker_counts() {
    let script = |script: &str| controlled_by(script);
    assert!(!simulator_controls());
    {
        let _controller = script(&format!("{}/kommo-sim-worker.js", origin()));
        assert!(simulator_controls());
    }
    for other in ["/kommo-sim-worker.js", "https://demo.kommo.com/kommo-sim-worker.js", ""] {
        let _controller = script(other);
        assert!(!simulator_controls(), "{other}");
    }
    assert!(!simulator_controls());
}
