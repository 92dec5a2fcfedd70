//! Sending a request: what leaves, what does not, and what an answer becomes. Nothing here reaches a
//! network: the browser's `fetch` is a mock.

use js_sys::{Array, Function, JsString, Object, Reflect, TypeError};
use kommo_pace::base::http::Path;
use kommo_pace::base::{Access, Account, Failure, Method, Request, Response};
use kommo_pace::web::alarm::Alarms;
use kommo_pace::web::{Timeouts, fetch, page};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Headers, RequestCredentials, RequestRedirect, ResponseInit};

use crate::mock::{MockClock, MockFetch, MockWorkers, Replaced, controlled_by, offline};

/// Sends with the usual time-outs.
async fn send(account: &Account, access: Access, request: &Request) -> Result<Response, Failure> {
    send_within(Timeouts::default(), account, access, request).await
}

/// Sends with the page's own timers, which the tests can change.
async fn send_within(
    timeouts: Timeouts,
    account: &Account,
    access: Access,
    request: &Request,
) -> Result<Response, Failure> {
    let _workers = MockWorkers::able();
    fetch::send(account, access, request, timeouts, &Alarms::new("https://files.example", "1")).await
}

fn demo() -> Account {
    Account::parse("https://demo.kommo.com").unwrap()
}

fn read() -> Request {
    Request::get(Path::api(&["leads"]))
}

fn write() -> Request {
    Request::write(Method::Post, Path::api(&["leads"]), r#"[{"name":"ñ"}]"#.to_owned())
}

fn answer(status: u16, headers: &[(&str, &str)], body: Option<&str>) -> web_sys::Response {
    let init = ResponseInit::new();
    init.set_status(status);
    let all = Headers::new().unwrap();
    for (name, value) in headers {
        all.set(name, value).unwrap();
    }
    init.set_headers(&all);
    web_sys::Response::new_with_opt_str_and_init(body, &init).unwrap()
}

/// An answer as if it had come like this: the browser lets nobody make one.
fn answer_with(name: &str, value: &str) -> web_sys::Response {
    let answer = answer(200, &[("content-type", "application/json")], Some("{}"));
    std::mem::forget(Replaced::new(&answer, name, &value.into()));
    answer
}

async fn answered(answer: impl Into<JsValue>) -> Result<Response, Failure> {
    let answer: JsValue = answer.into();
    let _fetch = MockFetch::answering(move |_| Ok(answer.clone()));
    send(&demo(), Access::Session, &write()).await
}

#[wasm_bindgen_test]
async fn without_the_simulated_account_nothing_leaves() {
    let fetch = MockFetch::answering(|_| Ok(answer(200, &[], Some("{}")).into()));
    let origin = page::origin();
    let others = [
        None,
        Some(format!("{origin}/other-worker.js")),
        Some(format!("{origin}/sub/kommo-sim-worker.js")),
        Some(format!("{origin}/kommo-sim-worker.js?x")),
        Some("https://evil.example/kommo-sim-worker.js".to_owned()),
    ];
    for script in others {
        let _controller = script.as_deref().map(controlled_by);
        for request in [read(), write()] {
            let sent = send(&demo(), Access::Simulated, &request).await;
            assert_eq!(sent, Err(Failure::NotSent), "{script:?}");
        }
    }
    assert_eq!(fetch.urls(), Vec::<String>::new());
    // What was not sent above is sent when the simulated account is there.
    let _controller = controlled_by(&format!("{origin}/kommo-sim-worker.js"));
    send(&demo(), Access::Simulated, &read()).await.unwrap();
    assert_eq!(fetch.urls(), ["https://demo.kommo.com/api/v4/leads"]);
}

/// The simulated account is looked for at each request, not only at the start.
#[wasm_bindgen_test]
async fn nothing_leaves_once_the_simulated_account_is_gone() {
    let fetch = MockFetch::answering(|_| Ok(answer(200, &[], Some("{}")).into()));
    let controller = controlled_by(&format!("{}/kommo-sim-worker.js", page::origin()));
    send(&demo(), Access::Simulated, &read()).await.unwrap();
    drop(controller);
    assert_eq!(send(&demo(), Access::Simulated, &read()).await, Err(Failure::NotSent));
    assert_eq!(fetch.requests().len(), 1);
}

#[wasm_bindgen_test]
async fn offline_nothing_leaves() {
    let fetch = MockFetch::answering(|_| Ok(answer(200, &[], Some("{}")).into()));
    let network = offline();
    assert_eq!(send(&demo(), Access::Session, &write()).await, Err(Failure::NotSent));
    drop(network);
    assert_eq!(fetch.requests().len(), 0);
    send(&demo(), Access::Session, &write()).await.unwrap();
    assert_eq!(fetch.requests().len(), 1);
}

#[wasm_bindgen_test]
async fn the_simulated_account_needs_no_network() {
    let fetch = MockFetch::answering(|_| Ok(answer(200, &[], Some("{}")).into()));
    let _network = offline();
    let _simulated = controlled_by(&format!("{}/kommo-sim-worker.js", page::origin()));
    send(&demo(), Access::Simulated, &read()).await.unwrap();
    assert_eq!(fetch.requests().len(), 1);
}

fn headers(request: &web_sys::Request) -> Vec<(String, String)> {
    let pairs = Array::from(&request.headers());
    let text = |pair: &JsValue, index: u32| {
        String::from(pair.unchecked_ref::<Array>().get(index).unchecked_into::<JsString>())
    };
    pairs.iter().map(|pair| (text(&pair, 0), text(&pair, 1))).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[wasm_bindgen_test]
async fn a_read_is_sent_as_it_is_meant() {
    let fetch = MockFetch::answering(|_| Ok(answer(204, &[], None).into()));
    let path = Path::api(&["leads"]).with("filter[id][]", 7).with("query", "a&b #ñ/../?").with("page", 2);
    send(&demo(), Access::Session, &Request::get(path)).await.unwrap();
    let [sent] = &fetch.requests()[..] else { panic!("not one request") };
    let query = "filter[id][]=7&query=a%26b%20%23%C3%B1%2F..%2F%3F&page=2";
    assert_eq!(sent.url(), format!("https://demo.kommo.com/api/v4/leads?{query}"));
    assert_eq!(sent.method(), "GET");
    let expected = [pair("accept", "application/json"), pair("x-requested-with", "XMLHttpRequest")];
    assert_eq!(headers(sent), expected);
    assert_eq!(sent.credentials(), RequestCredentials::Include);
    assert_eq!(sent.redirect(), RequestRedirect::Manual);
    assert_eq!(text_of(sent).await, "");
}

#[wasm_bindgen_test]
async fn a_write_is_sent_as_it_is_meant() {
    for method in [Method::Post, Method::Patch, Method::Delete] {
        let fetch = MockFetch::answering(|_| Ok(answer(204, &[], None).into()));
        let body = r#"[{"name":"ñ \"€\""}]"#;
        let path = Path::api(&["contacts", "12"]);
        send(&demo(), Access::Session, &Request::write(method, path, body.to_owned())).await.unwrap();
        let [sent] = &fetch.requests()[..] else { panic!("not one request") };
        assert_eq!(sent.url(), "https://demo.kommo.com/api/v4/contacts/12");
        assert_eq!(sent.method(), method.as_str());
        let expected = [
            pair("accept", "application/json"),
            pair("content-type", "application/json"),
            pair("x-requested-with", "XMLHttpRequest"),
        ];
        assert_eq!(headers(sent), expected);
        assert_eq!(sent.credentials(), RequestCredentials::Include);
        assert_eq!(sent.redirect(), RequestRedirect::Manual);
        assert_eq!(text_of(sent).await, body);
    }
}

async fn text_of(request: &web_sys::Request) -> String {
    JsFuture::from(request.text().unwrap()).await.unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn an_answer_is_taken_in() {
    let json = ("content-type", "application/hal+json; charset=utf-8");
    let expected = Response {
        status: 200,
        content_type: "application/hal+json".to_owned(),
        body: r#"{"name":"ñ"}"#.to_owned(),
        ..Response::default()
    };
    assert_eq!(answered(answer(200, &[json], Some(r#"{"name":"ñ"}"#))).await, Ok(expected));

    let empty = Response { status: 204, ..Response::default() };
    assert_eq!(answered(answer(204, &[], None)).await, Ok(empty));

    let page = ("content-type", " Text/HTML ;charset=UTF-8");
    let blocked = Response {
        status: 403,
        content_type: "text/html".to_owned(),
        body: "<h1>403</h1>".to_owned(),
        ..Response::default()
    };
    assert_eq!(answered(answer(403, &[page], Some("<h1>403</h1>"))).await, Ok(blocked));
}

async fn check_wait(headers: &[(&str, &str)], body: &str, expected: Option<u64>) {
    let answer = answered(answer(429, headers, Some(body))).await.unwrap();
    assert_eq!(answer.retry_after_s, expected, "{headers:?} {body}");
}

#[wasm_bindgen_test]
async fn how_long_to_wait_is_read_from_header_and_body() {
    check_wait(&[("retry-after", "3")], "", Some(3)).await;
    check_wait(&[("Retry-After", " 300 ")], r#"{"retry_after":7}"#, Some(300)).await;
    check_wait(&[], r#"{"retry_after":7}"#, Some(7)).await;
    check_wait(&[("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")], r#"{"retry_after":7}"#, Some(7)).await;
    check_wait(&[("retry-after", "soon")], "", None).await;
    check_wait(&[], "<html>", None).await;
}

#[wasm_bindgen_test]
async fn a_redirect_means_a_lost_session() {
    let signed_out = Response { status: 401, ..Response::default() };
    assert_eq!(answered(answer_with("type", "opaqueredirect")).await, Ok(signed_out));
}

#[wasm_bindgen_test]
async fn an_answer_from_elsewhere_is_no_answer() {
    let others = [
        "https://www.kommo.com/",
        "https://other.kommo.com/api/v4/leads",
        "https://demo.kommo.com.evil.example/api/v4/leads",
        "https://demo.kommo.com:8443/api/v4/leads",
        "http://demo.kommo.com/api/v4/leads",
    ];
    for other in others {
        assert_eq!(answered(answer_with("url", other)).await, Err(Failure::Lost), "{other}");
    }
    let own = answered(answer_with("url", "https://demo.kommo.com/api/v4/leads")).await.unwrap();
    assert_eq!(own.status, 200);
}

#[wasm_bindgen_test]
async fn a_broken_connection_is_a_lost_answer() {
    let _fetch = MockFetch::answering(|_| Err(TypeError::new("Failed to fetch").into()));
    assert_eq!(send(&demo(), Access::Session, &write()).await, Err(Failure::Lost));
}

/// The connection breaks after the headers have come.
#[wasm_bindgen_test]
async fn a_broken_body_is_a_lost_answer() {
    let make = "return new Response(new ReadableStream({ start(c) { c.error(new TypeError('cut')); } }));";
    let answer = Function::new_no_args(make).call0(&JsValue::NULL).unwrap();
    assert_eq!(answered(answer).await, Err(Failure::Lost));
}

#[wasm_bindgen_test]
async fn no_answer_in_time() {
    let fetch = MockFetch::silent();
    let clock = MockClock::hurrying();
    assert_eq!(send(&demo(), Access::Session, &write()).await, Err(Failure::TimedOut));
    assert_eq!(ours(clock.waits_ms()), [120_000.0, 75_000.0]);
    assert!(fetch.requests()[0].signal().aborted(), "the browser still waits for the answer");
}

/// The headers came in time, the body never ends.
#[wasm_bindgen_test]
async fn no_end_of_the_answer_in_time() {
    let fetch = MockFetch::answering(|request| {
        let signal = request.signal();
        let make = "return new Response(new ReadableStream({ start(c) { signal.onabort = () => c.error(signal.reason); } }));";
        Function::new_with_args("signal", make).call1(&JsValue::NULL, &signal)
    });
    let _clock = MockClock::hurrying();
    assert_eq!(send(&demo(), Access::Session, &write()).await, Err(Failure::TimedOut));
    assert_eq!(fetch.requests().len(), 1);
}

/// An answer whose head and then its body take so many seconds.
fn slow(request: &web_sys::Request, head_s: u32, body_s: u32) -> Result<JsValue, JsValue> {
    let make = "return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        const text = new ReadableStream({ start(controller) {
            signal.addEventListener('abort', () => controller.error(signal.reason));
            setTimeout(() => { controller.enqueue(new TextEncoder().encode('{}')); controller.close(); }, (head + body) * 1000);
        } });
        setTimeout(() => resolve(new Response(text, { status: 200 })), head * 1000);
    });";
    Function::new_with_args("signal, head, body", make).call3(
        &JsValue::NULL,
        &request.signal(),
        &head_s.into(),
        &body_s.into(),
    )
}

async fn check_slow((head_s, body_s): (u32, u32), wished: (Option<usize>, Option<usize>), in_time: bool) {
    let _fetch = MockFetch::answering(move |request| slow(request, head_s, body_s));
    let _clock = MockClock::fast();
    let timeouts = Timeouts::new(wished.0, wished.1);
    let answer = send_within(timeouts, &demo(), Access::Session, &write()).await;
    let expected = if in_time { Ok(200) } else { Err(Failure::TimedOut) };
    assert_eq!(answer.map(|answer| answer.status), expected, "{head_s} s and {body_s} s, {wished:?}");
}

#[wasm_bindgen_test]
async fn slow_answers_are_awaited_for_as_long_as_is_set() {
    let usual = (None, None);
    check_slow((50, 0), usual, true).await;
    check_slow((100, 0), usual, false).await;
    check_slow((50, 50), usual, true).await;
    check_slow((50, 100), usual, false).await;
    check_slow((0, 100), usual, true).await;
    let patient = (Some(200), Some(400));
    check_slow((150, 150), patient, true).await;
    check_slow((250, 0), patient, false).await;
    check_slow((20, 420), patient, false).await;
    let hasty = (Some(20), Some(40));
    check_slow((40, 0), hasty, false).await;
    check_slow((0, 60), hasty, false).await;
}

#[wasm_bindgen_test]
fn time_outs_are_kept_within_reason() {
    let same = |one: (Option<usize>, Option<usize>), other: (usize, usize)| {
        assert_eq!(Timeouts::new(one.0, one.1), Timeouts::new(Some(other.0), Some(other.1)), "{one:?}");
    };
    same((None, None), (75, 120));
    same((Some(0), Some(0)), (10, 20));
    same((Some(usize::MAX), Some(usize::MAX)), (300, 600));
    same((Some(90), None), (90, 120));
    same((Some(300), None), (300, 300));
    same((Some(200), Some(100)), (200, 200));
}

/// After an answer nothing is left running that could abort anything.
#[wasm_bindgen_test]
async fn an_answer_ends_the_wait() {
    let _fetch = MockFetch::answering(|_| Ok(answer(200, &[], Some("{}")).into()));
    let clock = MockClock::watching();
    send(&demo(), Access::Session, &read()).await.unwrap();
    assert_eq!((ours(clock.waits_ms()), ours(clock.uncleared_ms())), (vec![120_000.0, 75_000.0], vec![]));
}

/// The mock puts back what it replaced; all the tests here rest on that.
#[wasm_bindgen_test]
fn mocks_leave_nothing_behind() {
    let window = web_sys::window().unwrap();
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap();
    let before = (get(&window, "fetch"), get(&window.navigator(), "onLine"));
    {
        let _fetch = MockFetch::silent();
        let _network = offline();
        assert_ne!(get(&window, "fetch"), before.0);
        assert_eq!(get(&window.navigator(), "onLine"), JsValue::FALSE);
    }
    assert_eq!((get(&window, "fetch"), get(&window.navigator(), "onLine")), before);
    let own = Object::get_own_property_names(window.navigator().unchecked_ref::<Object>());
    assert!(!own.includes(&"onLine".into(), 0));
}

/// Waits for an answer; other tests' pages live on, and wait for something shorter now and then.
fn ours(waits_ms: Vec<f64>) -> Vec<f64> {
    waits_ms.into_iter().filter(|ms| *ms >= 75_000.0).collect()
}
