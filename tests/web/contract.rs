//! What Kommo's loader calls: start, mount, unmount. This page is none of Kommo's, so the widget may
//! start for the simulated account only; its service worker and the network are mocks.
//!
//! A start sets the panic hook, which Rust refuses once anything has panicked: after a failure of any
//! other test these fail, too, and say so.

use js_sys::{JSON, Object};
use kommo_pace::web::page;
use kommo_pace::widget::{mount, start, unmount};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::mock::{MockClock, MockFetch, MockWorkers, Replaced, controlled_by};
use crate::screen::{ENGLISH, Root, document, file, settle, tell};

/// Settings as the script hands them over.
fn settings() -> Value {
    json!({
        "code": "pace",
        "account": "https://demo.kommo.com",
        "version": "1.2.3",
        "path": "https://files.example/pace",
        "language": "en",
        "langs": serde_json::from_str::<Value>(ENGLISH).unwrap(),
        "user_id": 7,
        "settings": { "requests_per_second": "5", "seconds_to_answer": "30", "seconds_to_complete": "soon" },
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut settings = settings();
    settings[name] = value;
    settings
}

fn simulated() -> Replaced {
    controlled_by(&format!("{}/kommo-sim-worker.js", page::origin()))
}

/// The message of the `Error` that a start with these settings throws.
#[track_caller]
fn refused(settings: &Value) -> String {
    refused_as(JSON::parse(&settings.to_string()).unwrap())
}

#[track_caller]
fn refused_as(settings: JsValue) -> String {
    let thrown = start(settings).expect_err("the widget started");
    let error: js_sys::Error = thrown.dyn_into().expect("what was thrown is no Error");
    error.message().into()
}

const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0aaaaaaaa.c2lnbmF0dXJl";

#[wasm_bindgen_test]
fn secrets_are_refused_and_never_repeated() {
    let _simulated = simulated();
    let fetch = MockFetch::silent();
    let value = "b5xQ0Zs9do-not-repeat";
    let cases = [
        (with("settings", json!({ "client_secret": value })), value),
        (with("settings", json!({ "clientSecret": value })), value),
        (with("client_secret", json!(value)), value),
        (with("settings", json!({ "access_token": value })), value),
        (with("settings", json!({ "deep": [{ "refresh_token": value }] })), value),
        (with("settings", json!({ "note": TOKEN })), TOKEN),
        (with("settings", json!({ "header": format!("Bearer {value}") })), value),
        (with("settings", json!({ "json": format!("{{\"token\":\"{value}\"}}") })), value),
        (with("settings", json!({ (TOKEN): "1" })), TOKEN),
        (with("version", json!(TOKEN)), TOKEN),
        // Before anything else is looked at, and whatever else is wrong.
        (with("account", json!(TOKEN)), TOKEN),
    ];
    for (settings, secret) in cases {
        let message = refused(&settings);
        assert!(message.contains("must never be on the client"), "{message}");
        assert!(!message.contains(secret) && !message.contains(&secret[..8]), "{message}");
    }
    assert!(fetch.requests().is_empty());
}

#[wasm_bindgen_test]
fn wrong_addresses_are_refused() {
    let _simulated = simulated();
    let addresses = [
        "",
        "demo.kommo.com",
        "http://demo.kommo.com",
        "https://www.kommo.com",
        "https://kommo.com",
        "https://demo.kommo.com.evil.example",
        "https://evil.example/demo.kommo.com",
        "https://demo.kommo.com:8443",
        "https://demo.kommo.com/api",
        "https://user:hunter2@demo.kommo.com",
        "https://api-c.kommo.com",
        "https://127.0.0.1",
    ];
    for address in addresses {
        let message = refused(&with("account", json!(address)));
        let expected = "Pace did not start: the account's address is not right. ";
        assert!(message.starts_with(expected), "{address}: {message}");
        assert!(message.contains("https://SUBDOMAIN.kommo.com"), "{address}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[wasm_bindgen_test]
fn outside_kommo_only_the_simulated_account_will_do() {
    let real = with("account", json!("https://acme.kommo.com"));
    let expected = "Pace did not start: outside Kommo it works with the simulated account only.";
    assert_eq!(refused(&real), expected);
    let _simulated = simulated();
    assert_eq!(refused(&real), expected);
}

#[wasm_bindgen_test]
fn without_the_simulator_the_widget_does_not_start() {
    let expected = "Pace did not start: the simulated account is not running in this page. Reload the page.";
    assert_eq!(refused(&settings()), expected);
    let _other = controlled_by(&format!("{}/other-worker.js", page::origin()));
    assert_eq!(refused(&settings()), expected);
}

#[wasm_bindgen_test]
fn refusals_are_in_the_users_language() {
    let spanish: Value = serde_json::from_str(include_str!("../../www/i18n/es.json")).unwrap();
    let expected = spanish["app"]["start"]["no_simulator"].as_str().unwrap().to_owned();
    let mut settings = with("language", json!("es"));
    settings["langs"] = spanish;
    assert_eq!(refused(&settings), expected);
}

#[wasm_bindgen_test]
fn settings_that_are_none_are_refused() {
    let _simulated = simulated();
    for odd in [JsValue::UNDEFINED, JsValue::NULL, JsValue::from_f64(7.0), JsValue::from_str("{}")] {
        assert!(!refused_as(odd).is_empty());
    }
    let mut lacking = settings();
    lacking.as_object_mut().unwrap().remove("account");
    assert_eq!(refused(&lacking), "the settings lack a member");
    assert_eq!(refused(&with("account", json!(7))), "the settings lack a member");
}

#[wasm_bindgen_test]
fn unmounting_what_shows_nothing_is_harmless() {
    let root = Root::new();
    root.0.set_inner_html("<p>Kommo's own</p>");
    unmount(&root.0);
    unmount(&root.0);
    assert_eq!(root.0.inner_html(), "<p>Kommo's own</p>");
}

/// A widget is started once a page and then lives on, so all that needs a started one is one test.
#[wasm_bindgen_test]
async fn the_life_of_a_widget() {
    let fetch = MockFetch::silent();
    let nothing: JsValue = Object::new().into();
    let first = Root::new();

    let thrown = mount(&first.0, "advanced_settings", &nothing).expect_err("it was not started");
    assert!(thrown.is_instance_of::<js_sys::Error>());
    refused(&settings());
    mount(&first.0, "advanced_settings", &nothing).expect_err("it was refused");
    assert_eq!(first.0.inner_html(), "");

    let simulated = simulated();
    let start_again = || start(JSON::parse(&settings().to_string()).unwrap());
    start_again().unwrap();
    start_again().unwrap();
    settle().await;
    assert_eq!(fetch.urls(), Vec::<String>::new());

    // Mounted twice in one place, it shows once. What is asked of Kommo is awaited as the administrator
    // has set it, or else as usual.
    let clock = MockClock::watching();
    mount(&first.0, "advanced_settings", &nothing).unwrap();
    mount(&first.0, "advanced_settings", &nothing).unwrap();
    settle().await;
    assert_eq!(first.0.child_element_count(), 1);
    first.says(&["What do you want to import?"]);
    let urls = fetch.urls();
    assert!(!urls.is_empty() && urls.iter().all(|url| url.starts_with("https://demo.kommo.com/api/v4/")));
    let waits_ms = clock.waits_ms();
    assert!(waits_ms.contains(&30_000.0) && waits_ms.contains(&120_000.0), "{waits_ms:?}");
    assert!(!waits_ms.contains(&75_000.0), "{waits_ms:?}");
    drop(clock);

    // A second place shows its own screen, and going it takes nothing else along.
    let second = Root::new();
    mount(&second.0, "lead_card", &JSON::parse(r#"{"entity":"leads","id":77}"#).unwrap()).unwrap();
    settle().await;
    assert_eq!(second.all(".pace-facts").len(), 1);
    assert!(fetch.urls().iter().any(|url| url.starts_with("https://demo.kommo.com/api/v4/leads/77")));
    unmount(&second.0);
    assert_eq!(second.0.inner_html(), "");
    first.says(&["What do you want to import?"]);

    // What the user does reaches the application and comes back to the screen.
    first.button("Companies").click();
    settle().await;
    assert_eq!(first.texts("[aria-checked=true]"), ["Companies"]);
    let workers = MockWorkers::able();
    first.choose_file(&file("companies.csv", b"name\nAcme\n"));
    settle().await;
    first.says(&["Reading companies.csv"]);
    assert!(workers.started()[0].url().starts_with("https://files.example/pace/"));
    workers.started()[0].fail();
    settle().await;
    first.says(&["companies.csv cannot be imported"]);

    // Left and opened again, it goes on where it was.
    unmount(&first.0);
    assert_eq!(first.0.inner_html(), "");
    let third = Root::new();
    mount(&third.0, "advanced_settings", &nothing).unwrap();
    settle().await;
    third.says(&["companies.csv cannot be imported"]);
    assert_eq!(third.texts("[aria-checked=true]"), ["Companies"]);

    // In a tab that nobody sees nothing is drawn; what happened meanwhile shows when it is seen again.
    let hidden = Replaced::new(&document(), "hidden", &JsValue::TRUE);
    third.one("[data-tab=traffic]").click();
    settle().await;
    assert_eq!(third.texts("[aria-selected=true]"), ["Import "]);
    drop(hidden);
    tell(&document(), "visibilitychange");
    settle().await;
    assert_eq!(third.texts("[aria-selected=true]"), ["Traffic "]);
    third.says(&["Traffic to Kommo", "lead card"]);
    unmount(&third.0);

    // With the simulated account gone, nothing more would leave.
    let sent = fetch.urls().len();
    drop(simulated);
    mount(&third.0, "lead_card", &JSON::parse(r#"{"id":78}"#).unwrap()).unwrap();
    settle().await;
    assert_eq!(fetch.urls().len(), sent);
    unmount(&third.0);
}
