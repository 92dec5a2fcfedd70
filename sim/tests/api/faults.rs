//! Every fault that can be switched on, seen from a client.

use serde_json::{Value, json};

use crate::client::Client;

fn names(count: usize) -> Value {
    (0..count).map(|n| json!({ "name": format!("Number {n}") })).collect()
}

#[track_caller]
fn check_timeout(fault: &Value, items: usize, status: u16, stored: u64) {
    let mut client = Client::empty();
    client.faults(&json!({ "gateway_timeout": fault }));
    let answer = client.post("/api/v4/contacts", &names(items));
    assert_eq!(answer.status, status, "{fault} {items}");
    assert_eq!(client.count("contacts"), stored, "{fault} {items}");
    if status == 504 {
        assert_eq!(answer.header("Content-Type"), "text/html");
    }
}

#[test]
fn large_batches_time_out() {
    check_timeout(&json!({ "above": 20 }), 20, 200, 20);
    check_timeout(&json!({ "above": 20 }), 21, 504, 0);
    check_timeout(&json!({ "above": 20, "stored": "half" }), 21, 504, 10);
    check_timeout(&json!({ "above": 20, "stored": "all" }), 21, 504, 21);
    check_timeout(&json!({ "above": 0, "stored": "half" }), 1, 504, 0);
    check_timeout(&json!({ "above": 20, "probability": 0.0 }), 21, 200, 21);
}

#[test]
fn a_timeout_hits_no_read_and_no_wrong_batch() {
    let mut client = Client::empty();
    client.faults(&json!({ "gateway_timeout": { "above": 0 } }));
    assert_eq!(client.get("/api/v4/contacts").status, 204);
    assert_eq!(client.post("/api/v4/contacts", &json!([{ "x": 1 }])).status, 400);
}

#[test]
fn a_late_batch_lands_when_it_is_due() {
    let mut client = Client::empty();
    let id = client.add("contacts", &json!([{ "name": "Old" }]))[0];
    client.faults(&json!({ "gateway_timeout": { "above": 0, "stored": "all", "late_ms": 30_000 } }));
    client.now_ms += 1_000;
    let sent_ms = client.now_ms;
    assert_eq!(client.send_now("POST", "/api/v4/contacts", &names(3).to_string()).status, 504);
    assert_eq!(client.send_now("PATCH", &format!("/api/v4/contacts/{id}"), r#"{"name":"New"}"#).status, 504);
    client.faults(&json!({}));
    client.now_ms = sent_ms + 29_999;
    assert_eq!(client.send_now("GET", "/api/v4/contacts", "").items("contacts").len(), 1);
    client.now_ms = sent_ms + 40_000;
    let landed = client.send_now("GET", "/api/v4/contacts", "").items("contacts");
    assert_eq!(landed.len(), 4);
    assert_eq!(landed[0]["name"], "New");
    assert_eq!(landed[1]["created_at"], sent_ms / 1_000 + 30);
}

#[test]
fn answers_get_lost_with_and_without_a_stored_write() {
    for is_stored in [false, true] {
        let mut client = Client::empty();
        client.faults(&json!({ "lost_answer": { "probability": 1.0, "stored": is_stored } }));
        assert_eq!(client.post("/api/v4/contacts", &names(3)).status, 0);
        assert_eq!(client.get("/api/v4/contacts").status, 0);
        assert_eq!(client.post("/api/v4/contacts", &json!([{ "x": 1 }])).status, 0);
        assert_eq!(client.count("contacts"), if is_stored { 3 } else { 0 });
        assert!(client.account.log().iter().all(|line| line.status == 0));
    }
}

#[test]
fn the_server_fails_with_and_without_a_stored_write() {
    for (is_stored, status, media_type) in
        [(false, 500, "application/problem+json"), (true, 502, "text/html"), (true, 503, "text/html")]
    {
        let mut client = Client::empty();
        client.faults(&json!({ "server_error": { "stored": is_stored, "status": status } }));
        let answer = client.post("/api/v4/leads", &names(3));
        assert_eq!((answer.status, answer.header("Content-Type")), (status, media_type));
        assert_eq!(client.get("/api/v4/leads").status, status);
        assert_eq!(client.count("leads"), if is_stored { 3 } else { 0 });
    }
}

#[test]
fn chances_are_the_same_for_the_same_seed() {
    let run = |seed: u64| -> Vec<u16> {
        let mut client = Client::new();
        client.post("/_sim/reset", &json!({ "seed": seed, "empty": true }));
        client.faults(&json!({ "lost_answer": { "probability": 0.3, "stored": true }, "server_error": { "probability": 0.2 } }));
        (0..100).map(|_| client.post("/api/v4/contacts", &names(1)).status).collect()
    };
    let first = run(7);
    assert_eq!(first, run(7));
    assert_ne!(first, run(8));
    let share = |status: u16| first.iter().filter(|&&one| one == status).count();
    assert!((10..35).contains(&share(500)) && (12..40).contains(&share(0)), "{first:?}");
}

#[test]
fn blocks_now_or_later() {
    let mut client = Client::empty();
    client.faults(&json!({ "block": true }));
    assert_eq!(client.get("/api/v4/account").status, 403);
    client.faults(&json!({ "block_after": 2 }));
    let statuses: Vec<u16> = (0..4).map(|_| client.get("/api/v4/account").status).collect();
    assert_eq!(statuses, [200, 200, 403, 403]);
    client.faults(&json!({ "block_after": 0 }));
    assert_eq!(client.get("/api/v4/account").status, 403);
}

#[test]
fn latency_signing_out_and_missing_rights() {
    let mut client = Client::empty();
    client.faults(&json!({ "latency_ms": 1_234, "no_rights": ["users", "contacts"] }));
    let request = client.request("GET", "/api/v4/account", "");
    assert_eq!(client.account.handle(client.now_ms, &request).delay_ms, 1_234);
    let request = client.request("GET", "/_sim/log", "");
    assert_eq!(client.account.handle(client.now_ms, &request).delay_ms, 0);
    for (target, status) in [
        ("users", 403),
        ("users/11400507", 403),
        ("contacts", 403),
        ("leads", 204),
        ("contacts/custom_fields", 200),
    ] {
        let answer = client.get(&format!("/api/v4/{target}"));
        assert_eq!(answer.status, status, "{target}");
        if status == 403 {
            assert_eq!(
                (answer.header("Content-Type"), answer.at("/title")),
                ("application/problem+json", &json!("Forbidden"))
            );
        }
    }
    client.faults(&json!({ "signed_out": true }));
    assert_eq!(client.get("/api/v4/account").status, 401);
}

#[test]
fn the_wait_of_429_can_be_set() {
    let mut client = Client::empty();
    client.faults(&json!({ "retry_after_s": 300 }));
    let waits: Vec<Value> =
        (0..8).map(|_| client.send_now("GET", "/api/v4/account", "").at("/retry_after").clone()).collect();
    assert_eq!(waits.last(), Some(&json!(300)));
}

#[track_caller]
fn check_refused(body: &str, expected: &str) {
    let mut client = Client::empty();
    client.faults(&json!({ "latency_ms": 5 }));
    let answer = client.send("POST", "/_sim/faults", body);
    assert_eq!(answer.status, 400, "{body}");
    assert!(answer.at("/error").as_str().unwrap().contains(expected), "{body}: {}", answer.text);
    assert_eq!(client.get("/_sim/faults").at("/latency_ms"), 5, "the set before stays");
}

#[test]
fn refuses_faults_it_does_not_know() {
    check_refused(
        r#"{"lag":1,"latency_ms":2,"gateway_timeout":{"over":3}}"#,
        "unknown members: lag, gateway_timeout.over",
    );
    check_refused(r#"{"lost_answer":{"probability":1.5}}"#, "lost_answer.probability");
    check_refused(r#"{"server_error":{"status":404}}"#, "server_error.status");
    check_refused(r#"{"gateway_timeout":{"stored":"most"}}"#, "most");
    check_refused(r#"{"no_rights":["user"]}"#, "user");
    check_refused(r#"{"latency_ms":-1}"#, "-1");
    check_refused("[]", "object");
    check_refused("", "");
}

#[test]
fn shows_the_set_so_that_it_can_be_sent_again() {
    let mut client = Client::empty();
    let set = json!({ "gateway_timeout": { "above": 20, "stored": "half" }, "block_after": 3, "no_rights": ["users"] });
    let shown = client.post("/_sim/faults", &set).body;
    assert_eq!(
        shown["gateway_timeout"],
        json!({ "above": 20, "stored": "half", "late_ms": 0, "probability": 1.0 })
    );
    assert_eq!(client.get("/_sim/faults").body, shown);
    assert_eq!(client.post("/_sim/faults", &shown).body, shown);
}
