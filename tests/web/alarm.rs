//! Calling back after a while, by the page's timer or the worker's, whichever goes off first.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise};
use kommo_pace::web::alarm::Alarms;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mock::{MockClock, MockWarnings, MockWorkers};

const FILES: &str = "https://files.example/pace";

/// Longer than any test waits.
const NEVER_MS: u32 = 60_000;

fn counter() -> (Rc<Cell<u32>>, impl Fn() + Clone + 'static) {
    let count = Rc::new(Cell::new(0));
    let counted = Rc::clone(&count);
    (count, move || counted.set(counted.get() + 1))
}

/// Waits for something that a busy machine may take a while for.
async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..100 {
        if is_so() {
            return;
        }
        TimeoutFuture::new(20).await;
    }
}

/// What was posted: the number, and how long to wait if it is no end of waiting.
fn posted(workers: &MockWorkers) -> Vec<(u32, Option<u32>)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "they were `u32`")]
    let number = |value: JsValue| value.as_f64().map(|number| number as u32);
    let pair = |message: JsValue| {
        let message: Array = message.unchecked_into();
        (number(message.get(0)).unwrap(), number(message.get(1)))
    };
    workers.messages().into_iter().map(pair).collect()
}

#[wasm_bindgen_test]
fn the_worker_wakes_the_page() {
    let workers = MockWorkers::able();
    let alarms = Alarms::new(FILES, "1.2.3");
    let [worker] = &workers.started()[..] else { panic!("not one worker") };
    assert_eq!(worker.url(), "https://files.example/pace/clock.js?v=1.2.3");
    let (calls, call) = counter();
    let alarm = alarms.after(NEVER_MS, call);
    let [(id, Some(NEVER_MS))] = posted(&workers)[..] else { panic!("{:?}", posted(&workers)) };

    worker.say(&(id + 1).into(), &Array::new());
    worker.say(&"odd".into(), &Array::new());
    assert_eq!(calls.get(), 0);
    worker.say(&id.into(), &Array::new());
    worker.say(&id.into(), &Array::new());
    assert_eq!(calls.get(), 1);
    drop(alarm);
}

#[wasm_bindgen_test]
async fn the_page_wakes_itself_if_it_is_first() {
    let workers = MockWorkers::able();
    let alarms = Alarms::new(FILES, "1");
    let (calls, call) = counter();
    let _alarm = alarms.after(5, call);
    until(|| calls.get() > 0).await;
    assert_eq!(calls.get(), 1);
    let messages = posted(&workers);
    let id = messages[0].0;
    assert_eq!(messages, [(id, Some(5)), (id, None)], "the worker need not go on");
    workers.started()[0].say(&id.into(), &Array::new());
    assert_eq!(calls.get(), 1);
}

#[wasm_bindgen_test]
async fn what_is_dropped_does_not_ring() {
    let workers = MockWorkers::able();
    let clock = MockClock::watching();
    let alarms = Alarms::new(FILES, "1");
    let (calls, call) = counter();
    let (first, second) = (alarms.after(5, call.clone()), alarms.after(NEVER_MS, call));
    let ids: Vec<u32> = posted(&workers).iter().map(|(id, _)| *id).collect();
    drop((first, second));
    assert_eq!(clock.uncleared_ms(), Vec::<f64>::new());
    for id in &ids {
        workers.started()[0].say(&(*id).into(), &Array::new());
    }
    TimeoutFuture::new(30).await;
    assert_eq!(calls.get(), 0);
    assert_eq!(posted(&workers)[2..], [(ids[0], None), (ids[1], None)]);
}

/// As the application does: what is called sets the next alarm in the place of the one that rings.
#[wasm_bindgen_test]
async fn an_alarm_may_be_replaced_while_it_rings() {
    let workers = MockWorkers::able();
    let alarms = Rc::new(Alarms::new(FILES, "1"));
    let (calls, call) = counter();
    let slot = Rc::new(RefCell::new(None));
    let first = {
        let (slot, alarms) = (Rc::clone(&slot), Rc::clone(&alarms));
        alarms.clone().after(1, move || drop(slot.replace(Some(alarms.after(1, call)))))
    };
    slot.replace(Some(first));
    until(|| calls.get() > 0).await;
    assert_eq!(calls.get(), 1);
    drop(slot);
    drop(alarms);
    assert!(workers.started()[0].is_ended());
}

#[wasm_bindgen_test]
fn a_file_that_does_not_run_is_replaced_by_the_same_text() {
    let warnings = MockWarnings::new();
    let workers = MockWorkers::able();
    let alarms = Alarms::new(FILES, "1");
    assert!(workers.started()[0].fail(), "nobody took care of it");
    let [file, text] = &workers.started()[..] else { panic!("not two workers") };
    assert!(file.is_ended() && text.url().starts_with("blob:"));
    let (calls, call) = counter();
    let _alarm = alarms.after(NEVER_MS, call);
    text.say(&posted(&workers)[0].0.into(), &Array::new());
    assert_eq!((calls.get(), warnings.count()), (1, 0));
}

#[wasm_bindgen_test]
async fn without_any_worker_the_page_wakes_itself_and_says_so_once() {
    let check = |alarms: Alarms| async move {
        let (calls, call) = counter();
        let _alarms: Vec<_> = (0..3).map(|_| alarms.after(1, call.clone())).collect();
        until(|| calls.get() == 3).await;
        assert_eq!(calls.get(), 3);
    };
    let warnings = MockWarnings::new();
    {
        let _workers = MockWorkers::unable();
        check(Alarms::new(FILES, "1")).await;
        assert_eq!(warnings.count(), 1);
    }
    let workers = MockWorkers::able();
    let alarms = Alarms::new(FILES, "1");
    workers.started()[0].fail();
    workers.started()[1].fail();
    check(alarms).await;
    assert_eq!((workers.started().len(), warnings.count()), (2, 2));
}

/// Resolves when an alarm of so long rings.
async fn ring(alarms: &Alarms, wait_ms: u32) {
    let mut alarm = None;
    let rung = Promise::new(&mut |resolve: Function, _| {
        alarm = Some(alarms.after(wait_ms, move || drop(resolve.call0(&JsValue::NULL))));
    });
    JsFuture::from(rung).await.unwrap();
}

/// Real workers and timers: an alarm does not ring before its time, and not long after it.
async fn check_on_time(alarms: &Alarms) {
    let now = || web_sys::window().unwrap().performance().unwrap().now();
    for wait_ms in [0, 1, 20, 151, 20, 1, 0] {
        let start = now();
        ring(alarms, wait_ms).await;
        let late_ms = now() - start - f64::from(wait_ms);
        assert!((-1.0..500.0).contains(&late_ms), "{wait_ms}: {late_ms}");
    }
}

#[wasm_bindgen_test]
async fn alarms_are_on_time() {
    check_on_time(&Alarms::new("/no-such-folder", "1")).await;
}

/// As in a hidden tab. No such file is served here, so the worker runs the text in the module.
#[wasm_bindgen_test]
async fn alarms_are_on_time_while_the_pages_timers_stand_still() {
    let alarms = Alarms::new("/no-such-folder", "1");
    TimeoutFuture::new(200).await;
    let _clock = MockClock::stopped();
    check_on_time(&alarms).await;
}
