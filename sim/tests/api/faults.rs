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

fn delay_ms(client: &mut Client, target: &str) -> u64 {
    client.now_ms += 1_000;
    let request = client.request("GET", target, "");
    client.account.handle(client.now_ms, &request).delay_ms
}

#[test]
fn answers_take_their_time_by_chance() {
    let mut client = Client::empty();
    client.faults(&json!({ "latency_ms": 100, "latency_spread_ms": 4 }));
    let delays: Vec<u64> = (0..2_000).map(|_| delay_ms(&mut client, "/api/v4/account")).collect();
    for ms in 100..=104 {
        let hits = delays.iter().filter(|&&delay| delay == ms).count();
        assert!((320..480).contains(&hits), "{hits} of 2,000 take {ms} ms");
    }
    assert!(delays.iter().all(|delay| (100..=104).contains(delay)));
    assert_eq!(delay_ms(&mut client, "/_sim/log"), 0);
}

#[test]
fn long_jobs_take_longer_where_they_are_done_at_all() {
    let mut client = Client::empty();
    let slow = |path: &str, latency_ms: u64| json!({ "path": path, "latency_ms": latency_ms });
    client.faults(
        &json!({ "latency_ms": 10, "slow_paths": [slow("/api/v4/leads", 3_000), slow("/api/v4/users", 0)] }),
    );
    for (target, expected) in [
        ("/api/v4/leads?page=2", 3_000),
        ("/api/v4/leads/", 3_000),
        ("/api/v4/leads/1", 10),
        ("/api/v4/leads/pipelines", 10),
        ("/api/v4/users", 0),
    ] {
        assert_eq!(delay_ms(&mut client, target), expected, "{target}");
    }
    client.faults(&json!({ "latency_ms": 10, "slow_paths": [slow("/api/v4/leads", 3_000)], "block": true }));
    assert_eq!(delay_ms(&mut client, "/api/v4/leads"), 10, "a refusal is no long job");
}

#[track_caller]
fn check_storm(storm: &Value, body: &Value, header: &str, media_type: &str) {
    let mut client = Client::empty();
    client.faults(&json!({ "storm": storm, "retry_after_s": 9 }));
    for _ in 0..30 {
        let answer = client.get("/api/v4/account");
        assert_eq!(answer.status, 429, "{storm}");
        assert_eq!(answer.at("/retry_after"), body, "{storm}");
        assert_eq!(answer.header("Retry-After"), header, "{storm}");
        assert_eq!(answer.header("Content-Type"), media_type, "{storm}");
    }
    assert_eq!(client.get("/_sim/faults").at("/block"), &json!(false), "it is nobody's offence");
    client.faults(&json!({}));
    assert_eq!(client.get("/api/v4/account").status, 200);
}

#[test]
fn the_limit_of_the_whole_account_refuses_who_keeps_his_own() {
    let (problem, page) = ("application/problem+json", "text/html");
    check_storm(&json!({}), &json!(9), "", problem);
    check_storm(&json!({ "retry_after_s": null }), &json!(9), "", problem);
    check_storm(&json!({ "retry_after_s": 3 }), &json!(3), "", problem);
    check_storm(&json!({ "retry_after_s": 3, "header": true }), &Value::Null, "3", problem);
    check_storm(&json!({ "retry_after_s": 3, "header": true, "html": true }), &Value::Null, "", page);
}

#[test]
fn a_storm_stores_nothing_and_leaves_the_own_limit_in_force() {
    let mut client = Client::empty();
    client.faults(&json!({ "storm": { "retry_after_s": 3 }, "retry_after_s": 9 }));
    let waits: Vec<Value> = (0..12)
        .map(|_| client.send_now("POST", "/api/v4/leads", "[{}]").at("/retry_after").clone())
        .collect();
    assert_eq!(waits, [vec![json!(3); 7], vec![json!(9); 5]].concat());
    assert_eq!(client.send_now("GET", "/api/v4/account", "").status, 403, "five offences of its own");
    assert_eq!(client.count("leads"), 0);
}

#[test]
fn a_storm_can_spare_some() {
    let mut client = Client::empty();
    client.faults(&json!({ "storm": { "probability": 0.5 } }));
    let refused = (0..200).filter(|_| client.get("/api/v4/account").status == 429).count();
    assert!((70..130).contains(&refused), "{refused} of 200");
}

#[test]
fn lists_can_leave_out_what_was_filtered_for() {
    let mut client = Client::empty();
    let task = json!({ "text": "number", "complete_till": 1 });
    for (kind, item) in [("leads", json!({ "name": "number" })), ("tasks", task)] {
        let ids = client.add(kind, &json!([item, item]));
        let target = format!("/api/v4/{kind}?filter[id]={}&filter[updated_at][from]=9999999999", ids[0]);
        assert_eq!(client.get(&target).status, 204);
        client.faults(&json!({ "ignore_filters": true }));
        assert_eq!(client.get(&target).ids(kind), ids);
        assert_eq!(client.get(&format!("{target}&limit=1&order[id]=desc")).ids(kind), [ids[1]]);
        assert_eq!(client.get(&format!("{target}&query=nothing")).status, 204, "a search is no filter");
        client.faults(&json!({}));
    }
}

#[test]
fn lists_can_be_answered_in_full_whatever_has_changed() {
    let mut client = Client::empty();
    client.add("leads", &json!([{ "updated_at": 5 }]));
    client.headers.push(("if-modified-since".to_owned(), "Sun, 06 Nov 1994 08:49:37 GMT".to_owned()));
    assert_eq!(client.get("/api/v4/leads").status, 304);
    client.faults(&json!({ "ignore_if_modified_since": true }));
    assert_eq!(client.get("/api/v4/leads").items("leads").len(), 1);
    assert!(client.account.log().last().unwrap().conditional, "it was asked for all the same");
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
    check_refused(r#"{"storm":{"wait_s":3}}"#, "unknown members: storm.wait_s");
    check_refused(r#"{"storm":{"probability":-0.1}}"#, "storm.probability");
    check_refused(r#"{"slow_paths":[{"path":"/api/v4/leads","ms":3}]}"#, "unknown members: slow_paths.ms");
    check_refused(r#"{"slow_paths":[{"path":"/api/v4/leads"}]}"#, "latency_ms");
    check_refused(r#"{"slow_paths":[{"path":"leads","latency_ms":3}]}"#, "slow_paths.path");
    check_refused(r#"{"gateway_timeout":{"stored":"most"}}"#, "most");
    check_refused(r#"{"no_rights":["user"]}"#, "user");
    check_refused(r#"{"latency_ms":-1}"#, "-1");
    check_refused("[]", "object");
    check_refused("", "");
}

#[test]
fn shows_the_set_so_that_it_can_be_sent_again() {
    let mut client = Client::empty();
    let set = json!({ "gateway_timeout": { "above": 20, "stored": "half" }, "block_after": 3, "no_rights": ["users"],
        "storm": { "html": true }, "slow_paths": [{ "path": "/api/v4/leads", "latency_ms": 3 }] });
    let shown = client.post("/_sim/faults", &set).body;
    assert_eq!(
        shown["gateway_timeout"],
        json!({ "above": 20, "stored": "half", "late_ms": 0, "probability": 1.0 })
    );
    assert_eq!(client.get("/_sim/faults").body, shown);
    assert_eq!(client.post("/_sim/faults", &shown).body, shown);
}
