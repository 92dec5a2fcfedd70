//! The control path.

use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn shows_and_clears_the_log() {
    let mut client = Client::empty();
    let start = client.now_ms;
    client.send_now("GET", "/api/v4/leads?page=1", "");
    let stored = client.send_now("POST", "/api/v4/leads", "[{},{}]").text.len();
    client.now_ms = start + 999;
    let nothing = client.send_now("GET", "/api/v4/nothing", "").text.len();
    client.now_ms = start + 1_000;
    client.headers.push(("if-modified-since".to_owned(), "Sun, 06 Nov 1994 08:49:37 GMT".to_owned()));
    let listed = client.send_now("GET", "/api/v4/leads?filter[id]=1&filter%5Bid%5D=2", "").text.len();
    let line = |at_ms: u64, method: &str, path: &str, status: u16, bytes: usize| {
        json!({ "at_ms": at_ms, "method": method, "path": path, "query": "", "status": status, "bytes": bytes,
                "items": null, "conditional": false })
    };
    let mut lines = [
        line(start, "GET", "/api/v4/leads", 204, 0),
        line(start, "POST", "/api/v4/leads", 200, stored),
        line(start + 999, "GET", "/api/v4/nothing", 404, nothing),
        line(start + 1_000, "GET", "/api/v4/leads", 204, listed),
    ];
    lines[0]["query"] = json!("page=1");
    lines[1]["items"] = json!(2);
    lines[3]["query"] = json!("filter[id]=1&filter%5Bid%5D=2");
    lines[3]["conditional"] = json!(true);
    let expected = json!({
        "requests": lines,
        "next": 4,
        "worst_second": 3,
        "status_counts": { "200": 1, "204": 2, "404": 1 },
    });
    let answer = client.get("/_sim/log");
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.body, expected);
    assert_eq!(client.send("DELETE", "/_sim/log", "").status, 200);
    assert_eq!(
        client.get("/_sim/log").body,
        json!({ "requests": [], "next": 0, "worst_second": 0, "status_counts": {} })
    );
}

#[test]
fn shows_the_end_of_the_log() {
    let mut client = Client::empty();
    for n in 0..4 {
        client.get(&format!("/api/v4/leads?page={n}"));
    }
    let all = client.get("/_sim/log").body;
    for (since, left) in [("0", 4), ("1", 3), ("3", 1), ("4", 0), ("5", 0), ("18446744073709551615", 0)] {
        let shown = client.get(&format!("/_sim/log?since={since}")).body;
        let lines = shown["requests"].as_array().unwrap();
        assert_eq!(lines[..], all["requests"].as_array().unwrap()[4 - left..], "since {since}");
        for member in ["next", "worst_second", "status_counts"] {
            assert_eq!(shown[member], all[member], "since {since}");
        }
    }
    for wrong in ["-1", "x", ""] {
        assert_eq!(client.get(&format!("/_sim/log?since={wrong}")).status, 400, "{wrong}");
    }
}

#[track_caller]
fn check_items(method: &str, target: &str, body: &str, expected: Option<usize>) {
    let mut client = Client::new();
    client.send(method, target, body);
    assert_eq!(client.account.log()[0].items, expected, "{method} {target} {body}");
}

#[test]
fn the_log_counts_the_entities_of_a_batch() {
    check_items("POST", "/api/v4/leads", r#"[{"name":"A"},{"name":"B"},{}]"#, Some(3));
    check_items("PATCH", "/api/v4/leads", r#"[{"id":1}]"#, Some(1));
    check_items("PATCH", "/api/v4/leads/1", r#"{"name":"A"}"#, Some(1));
    check_items("POST", "/api/v4/leads", " [[[]],2]", Some(2));
    check_items("POST", "/api/v4/leads", "[]", Some(0));
    check_items("POST", "/api/v4/leads", "[{}", None);
    check_items("POST", "/api/v4/leads", "7", None);
    check_items("POST", "/api/v4/leads", "", None);
    check_items("GET", "/api/v4/leads", "[{}]", None);
}

#[test]
fn the_log_counts_entities_of_refused_batches_too() {
    let mut client = Client::empty();
    client.faults(&json!({ "block": true }));
    client.post("/api/v4/leads", &json!([{}, {}]));
    assert_eq!(client.account.log()[0].items, Some(2));
}

#[test]
fn a_colleague_edits() {
    let mut client = Client::new();
    for kind in ["leads", "contacts", "companies", "tasks"] {
        let before = client.get(&format!("/api/v4/{kind}?limit=1")).items(kind)[0].clone();
        let text = if kind == "tasks" { "text" } else { "name" };
        let touched = client.post("/_sim/touch", &json!({ "entity": kind, "id": before["id"] }));
        let now_s = client.now_ms / 1_000;
        assert_eq!(touched.body, json!({ "entity": kind, "id": before["id"], "updated_at": now_s }));
        client.post("/_sim/touch", &json!({ "entity": kind, "id": before["id"] }));
        let after = client.get(&format!("/api/v4/{kind}/{}", before["id"])).body;
        assert_eq!(after["updated_at"], now_s + 1, "{kind}");
        assert_eq!(after[text], format!("{}**", before[text].as_str().unwrap()), "each edit shows");
        assert_eq!(after["updated_by"], client.user("Mateo"), "{kind}");
        assert_eq!(after["created_at"], before["created_at"], "{kind}");
        assert_eq!(client.post("/_sim/touch", &json!({ "entity": kind, "id": 1 })).status, 404);
    }
    for wrong in
        [json!({}), json!({ "entity": "cats", "id": 1 }), json!({ "entity": "leads", "id": 1, "x": 2 })]
    {
        assert_eq!(client.post("/_sim/touch", &wrong).status, 400, "{wrong}");
    }
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
fn check_reset(wish: &Value, leads: u64, contacts: u64, companies: u64, tasks: u64) {
    let mut client = Client::new();
    let counts = json!({ "leads": leads, "contacts": contacts, "companies": companies, "tasks": tasks });
    assert_eq!(client.post("/_sim/reset", wish).at("/counts"), &counts, "{wish}");
    assert_eq!(client.get("/_sim/state?entity=tasks").at("/counts"), &counts, "{wish}");
}

#[test]
fn resets_to_as_many_entities_as_are_wished_for() {
    check_reset(&json!({ "leads": 1_000 }), 1_000, 400, 80, 60);
    check_reset(&json!({ "leads": 0 }), 0, 400, 80, 60);
    check_reset(&json!({ "leads": 30, "empty": true }), 30, 0, 0, 0);
    check_reset(&json!({ "tasks": 3, "companies": 2, "contacts": 1, "empty": true }), 0, 1, 2, 3);
    check_reset(&json!({ "empty": true }), 0, 0, 0, 0);
    let mut client = Client::new();
    assert_eq!(client.post("/_sim/reset", &json!({ "leads": 100_001 })).status, 400);
    assert_eq!(client.post("/_sim/reset", &json!({ "leads": -1 })).status, 400);
    assert_eq!(client.count("leads"), 300, "nothing was reset");
}

#[test]
fn a_scan_of_many_entities_takes_several_pages() {
    let mut client = Client::new();
    client.post("/_sim/reset", &json!({ "contacts": 610 }));
    let pages: Vec<Vec<u64>> = (1..=4)
        .map(|page| client.get(&format!("/api/v4/contacts?limit=250&page={page}")).ids("contacts"))
        .collect();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [250, 250, 110, 0]);
    assert!(pages.concat().is_sorted_by(|one, next| one < next));
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
    check("GET", "/_sim/touch", 405);
}
