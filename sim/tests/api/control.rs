//! The control path.

use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn shows_and_clears_the_log() {
    let mut client = Client::empty();
    let start = client.now_ms;
    client.send_now("GET", "/api/v4/leads?page=1", "");
    client.send_now("POST", "/api/v4/leads", "[{}]");
    client.now_ms = start + 999;
    client.send_now("GET", "/api/v4/nothing", "");
    client.now_ms = start + 1_000;
    client.send_now("GET", "/api/v4/leads", "");
    let line = |at_ms: u64, method: &str, path: &str, status: u16| json!({ "at_ms": at_ms, "method": method, "path": path, "status": status });
    let expected = json!({
        "requests": [
            line(start, "GET", "/api/v4/leads", 204),
            line(start, "POST", "/api/v4/leads", 200),
            line(start + 999, "GET", "/api/v4/nothing", 404),
            line(start + 1_000, "GET", "/api/v4/leads", 200),
        ],
        "worst_second": 3,
        "status_counts": { "200": 2, "204": 1, "404": 1 },
    });
    let answer = client.get("/_sim/log");
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.body, expected);
    assert_eq!(client.send("DELETE", "/_sim/log", "").status, 200);
    assert_eq!(
        client.get("/_sim/log").body,
        json!({ "requests": [], "worst_second": 0, "status_counts": {} })
    );
}

#[test]
fn needs_no_session_no_host_and_no_patience() {
    let mut client = Client::new();
    client.headers.clear();
    client.faults(&json!({ "block": true, "signed_out": true, "lost_answer": { "probability": 1.0 } }));
    for _ in 0..50 {
        let mut request = client.request("GET", "/_sim/log", "");
        request.host = "127.0.0.1:8080".to_owned();
        assert_eq!(client.account.handle(client.now_ms, &request).response.unwrap().status, 200);
    }
    assert!(client.account.log().is_empty());
}

#[test]
fn shows_the_state_as_the_api_reads_it() {
    let mut client = Client::new();
    let state = client.get("/_sim/state").body;
    assert_eq!(state["counts"], json!({ "leads": 300, "contacts": 400, "companies": 80, "tasks": 60 }));
    for kind in ["leads", "contacts", "companies", "tasks"] {
        let all = state[kind].as_array().unwrap();
        assert_eq!(all.len() as u64, state["counts"][kind]);
        let first = client.get(&format!("/api/v4/{kind}/{}?with=contacts,leads,loss_reason", all[0]["id"]));
        assert_eq!(first.body, all[0]);
        let narrow = client.get(&format!("/_sim/state?entity={kind}")).body;
        assert_eq!(narrow[kind], state[kind]);
        assert_eq!(narrow.as_object().unwrap().len(), 2);
    }
    assert_eq!(client.get("/_sim/state?entity=cats").status, 400);
}

#[test]
fn resets_to_a_seed_or_to_nothing() {
    let mut client = Client::new();
    let before = client.get("/_sim/state").body;
    client.add("contacts", &json!([{ "name": "New" }]));
    client.faults(&json!({ "latency_ms": 5 }));
    let now_ms = client.now_ms;
    assert_eq!(client.send("POST", "/_sim/reset", "").status, 200);
    assert!(client.account.log().is_empty());
    assert_eq!(client.get("/_sim/faults").at("/latency_ms"), 0);
    assert_eq!(client.get("/_sim/state").at("/counts"), &before["counts"]);
    client.now_ms = now_ms;
    client.post("/_sim/reset", &json!({ "seed": 1 }));
    let again = client.get("/_sim/state").body;
    client.now_ms = now_ms;
    client.post("/_sim/reset", &json!({ "seed": 2 }));
    let other = client.get("/_sim/state").body;
    assert_ne!(again["contacts"], other["contacts"]);
    client.post("/_sim/reset", &json!({ "empty": true }));
    assert_eq!(client.get("/_sim/state").body["contacts"], json!([]));
    assert_eq!(client.get("/api/v4/users").status, 200);
    assert_eq!(client.post("/_sim/reset", &json!({ "sede": 1 })).status, 400);
}

#[track_caller]
fn check(method: &str, path: &str, status: u16) {
    let answer = Client::new().send(method, path, "");
    assert_eq!(answer.status, status, "{method} {path}");
    assert!(answer.at("/error").is_string() && answer.body != Value::Null);
}

#[test]
fn refuses_what_it_does_not_have() {
    check("GET", "/_sim", 404);
    check("GET", "/_sim/other", 404);
    check("POST", "/_sim/log", 405);
    check("GET", "/_sim/reset", 405);
}
