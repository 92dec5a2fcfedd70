//! What the browser measured, matched to the requests it was measured of.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{JSON, Object, Reflect};
use kommo_pace::base::Moment;
use kommo_pace::traffic::{Ticket, Timing};
use kommo_pace::web::timing::Timings;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mock::MockObservers;

const LEADS: &str = "https://demo.kommo.com/api/v4/leads?page=1";
const CONTACTS: &str = "https://demo.kommo.com/api/v4/contacts";

type Told = Rc<RefCell<Vec<(Ticket, Timing)>>>;

fn observe() -> (Timings, Told) {
    let told = Told::default();
    let heard = Rc::clone(&told);
    (Timings::observe(move |ticket, timing| heard.borrow_mut().push((ticket, timing))), told)
}

fn now_ms() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}

fn moment(ms: f64) -> Moment {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a clock's")]
    Moment::from_ms(ms as u64)
}

/// A usual measurement of a fetch that began at `start_ms`: sent 30 ms later, answered 200 ms after that.
fn entry(url: &str, start_ms: f64) -> Value {
    json!({
        "name": url, "startTime": start_ms, "workerStart": 0, "requestStart": start_ms + 30.0,
        "responseStart": start_ms + 230.0, "responseEnd": start_ms + 240.0, "transferSize": 1_300,
        "nextHopProtocol": "h2",
    })
}

fn object(entry: &Value) -> Object {
    JSON::parse(&entry.to_string()).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
fn a_measurement_is_told() {
    let observers = MockObservers::able();
    let (timings, told) = observe();
    let options = observers.get("options");
    assert_eq!(Reflect::get(&options, &"type".into()).unwrap(), "resource");
    let start_ms = now_ms();
    timings.expect(Ticket(7), LEADS.to_owned(), moment(start_ms - 12.0));
    let entry = object(&entry(LEADS, start_ms + 2.0));
    observers.say(&entry);
    let [(Ticket(7), timing)] = told.borrow()[..] else { panic!("{told:?}") };
    assert!((43..=46).contains(&timing.held_ms), "{timing:?}");
    assert_eq!((timing.answer_ms, timing.multiplexed), (200, true));
    observers.say(&entry);
    assert_eq!(told.borrow().len(), 1, "it is told once");
    drop(timings);
    assert!(observers.get("isEnded").is_truthy());
}

#[track_caller]
fn check(change: impl Fn(&mut Value), expected: Option<bool>) {
    let observers = MockObservers::able();
    let (timings, told) = observe();
    let start_ms = now_ms();
    timings.expect(Ticket(1), LEADS.to_owned(), moment(start_ms));
    let mut entry = entry(LEADS, start_ms);
    change(&mut entry);
    observers.say(&object(&entry));
    let said = told.borrow().first().map(|(_, timing)| timing.multiplexed);
    assert_eq!(said, expected, "{entry}");
}

#[wasm_bindgen_test]
fn the_protocol_tells_whether_requests_share_a_connection() {
    for (protocol, multiplexed) in
        [("h2", true), ("h3", true), ("h3-29", true), ("http/1.1", false), ("http/1.0", false)]
    {
        check(|entry| entry["nextHopProtocol"] = json!(protocol), Some(multiplexed));
    }
    check(|entry| entry["nextHopProtocol"] = json!(""), None);
}

#[wasm_bindgen_test]
fn what_may_be_wrong_is_not_told() {
    let set = |name: &'static str, value: f64| move |entry: &mut Value| entry[name] = json!(value);
    // A service worker answered.
    check(set("workerStart", 5.0), None);
    // A cache answered, or another origin keeps its times to itself.
    check(set("transferSize", 0.0), None);
    check(set("requestStart", 0.0), None);
    check(set("responseStart", 0.0), None);
    check(
        |entry| {
            for name in ["requestStart", "responseStart", "transferSize"] {
                entry[name] = json!(0);
            }
        },
        None,
    );
    // The clock ran backwards.
    check(|entry| entry["requestStart"] = json!(entry["startTime"].as_f64().unwrap() - 9.0), None);
    check(|entry| entry["responseStart"] = json!(entry["requestStart"].as_f64().unwrap() - 9.0), None);
    // Somebody else's fetch.
    check(|entry| entry["name"] = json!(CONTACTS), None);
    check(|entry| entry["startTime"] = json!(entry["startTime"].as_f64().unwrap() + 129.0), None);
    check(|entry| entry["startTime"] = json!(entry["startTime"].as_f64().unwrap() - 9.0), None);
    // And as it is, it is told.
    check(|_| {}, Some(true));
}

#[wasm_bindgen_test]
fn each_of_several_at_one_address_gets_its_own() {
    let observers = MockObservers::able();
    let (timings, told) = observe();
    let mut starts = Vec::new();
    for ticket in 0..4 {
        let start_ms = now_ms();
        timings.expect(Ticket(ticket), CONTACTS.to_owned(), moment(start_ms));
        starts.push(start_ms + 0.3);
        while now_ms() < start_ms + 3.0 {}
    }
    for index in [2, 0, 3, 1] {
        observers.say(&object(&entry(CONTACTS, starts[index])));
    }
    let tickets: Vec<u64> = told.borrow().iter().map(|(ticket, _)| ticket.0).collect();
    assert_eq!(tickets, [2, 0, 3, 1]);
}

/// Without entries nothing piles up: only the latest few are remembered.
#[wasm_bindgen_test]
fn what_is_never_measured_is_forgotten() {
    let observers = MockObservers::able();
    let (timings, told) = observe();
    let start_ms = now_ms();
    for ticket in 0..100 {
        timings.expect(Ticket(ticket), format!("{CONTACTS}?page={ticket}"), moment(start_ms));
    }
    for ticket in 0..100 {
        observers.say(&object(&entry(&format!("{CONTACTS}?page={ticket}"), start_ms + 5.0)));
    }
    let tickets: Vec<u64> = told.borrow().iter().map(|(ticket, _)| ticket.0).collect();
    assert_eq!(tickets, (68..100).collect::<Vec<_>>());
}

#[wasm_bindgen_test]
fn a_browser_that_measures_nothing_is_none_the_worse() {
    let _observers = MockObservers::unknown();
    let (timings, told) = observe();
    timings.expect(Ticket(1), LEADS.to_owned(), moment(now_ms()));
    assert!(told.borrow().is_empty());
}

/// The browser's own observer, and its own measurement of a real exchange with this test's server.
#[wasm_bindgen_test]
async fn a_real_exchange_is_measured() {
    let (timings, told) = observe();
    let window = web_sys::window().unwrap();
    let url = format!("{}/?really", window.location().origin().unwrap());
    let mut took_ms = 0.0;
    // A busy machine may let more pass before the fetch begins than is believed.
    for _ in 0..5 {
        let start_ms = now_ms();
        timings.expect(Ticket(3), url.clone(), moment(start_ms));
        let answer: web_sys::Response =
            JsFuture::from(window.fetch_with_str(&url)).await.unwrap().unchecked_into();
        JsFuture::from(answer.text().unwrap()).await.unwrap();
        took_ms = now_ms() - start_ms;
        for _ in 0..50 {
            gloo_timers::future::TimeoutFuture::new(20).await;
            if !told.borrow().is_empty() {
                break;
            }
        }
        if !told.borrow().is_empty() {
            break;
        }
    }
    let [(Ticket(3), timing)] = told.borrow()[..] else { panic!("{told:?}") };
    let measured_ms = u32::try_from(timing.held_ms + timing.answer_ms).unwrap();
    assert!(f64::from(measured_ms) <= took_ms + 2.0, "{timing:?} of {took_ms} ms");
    assert!(!timing.multiplexed);
}
