//! Address, session, rate, block and the size of batches.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::client::{Client, START_MS};

#[track_caller]
fn check_host(host: &str, status: u16) {
    let mut client = Client::new();
    let mut request = client.request("GET", "/api/v4/account", "");
    request.host = host.to_owned();
    let response = client.account.handle(START_MS, &request).response.unwrap();
    assert_eq!(response.status, status, "{host}");
}

#[test]
fn answers_for_its_own_host_only() {
    check_host("demo.kommo.com", 200);
    check_host("demo.kommo.com:8443", 200);
    check_host("other.kommo.com", 404);
    check_host("kommo.com", 404);
    check_host("www.kommo.com", 404);
    check_host("demo.amocrm.com", 404);
    check_host("demo.kommo.com.evil.example", 404);
    check_host("x.demo.kommo.com", 404);
    check_host("", 404);
}

#[test]
fn a_wrong_host_is_not_counted() {
    check_host("other.kommo.com", 404);
    let mut client = Client::new();
    let mut request = client.request("GET", "/api/v4/account", "");
    request.host = "other.kommo.com".to_owned();
    client.account.handle(START_MS, &request);
    assert!(client.account.log().is_empty());
}

#[test]
fn asks_for_a_session() {
    let mut client = Client::new();
    client.headers.clear();
    let answer = client.get("/api/v4/account");
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("Content-Type"), "application/problem+json");
    assert_eq!(
        answer.body,
        json!({ "title": "Unauthorized", "type": "https://httpstatus.es/401", "status": 401,
                "detail": "Invalid user name or password" })
    );
    client.headers = vec![("cookie".to_owned(), "theme=dark; session_id=demo".to_owned())];
    assert_eq!(client.get("/api/v4/account").status, 200);
}

#[track_caller]
fn check_path(method: &str, target: &str, status: u16, detail: &str) {
    let mut client = Client::new();
    let answer = client.send(method, target, "[{}]");
    assert_eq!((answer.status, answer.at("/detail").as_str()), (status, Some(detail)), "{method} {target}");
    assert_eq!(answer.header("Content-Type"), "application/problem+json");
    assert_eq!(answer.at("/type"), &json!(format!("https://httpstatus.es/{status}")));
}

#[test]
fn refuses_unknown_paths_and_methods() {
    check_path("GET", "/api/v4/customers", 404, "Cannot GET https://demo.kommo.com/api/v4/customers");
    check_path("GET", "/api/v4/leads/x?page=1", 404, "Cannot GET https://demo.kommo.com/api/v4/leads/x");
    check_path("GET", "/", 404, "Cannot GET https://demo.kommo.com/");
    check_path("POST", "/api/v4/contacts/1", 405, "Method Not Allowed");
    check_path("DELETE", "/api/v4/leads", 405, "Method Not Allowed");
    check_path("POST", "/api/v4/account", 405, "Method Not Allowed");
    check_path("GET", "/api/v4/users/1", 404, "User not found");
    check_path("GET", "/api/v4/leads/pipelines/1", 404, "Pipeline not found");
    check_path("GET", "/api/v4/leads/custom_fields/1", 404, "Custom field not found");
}

#[test]
fn every_answer_carries_an_id_of_its_own() {
    let mut client = Client::new();
    let targets = ["/api/v4/account", "/api/v4/leads/1", "/api/v4/nothing"];
    let mut ids: Vec<String> =
        targets.iter().map(|target| client.get(target).header("X-Request-Id").to_owned()).collect();
    assert!(
        ids.iter().all(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())),
        "{ids:?}"
    );
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[track_caller]
fn check_date(target: &str, latency_ms: u64, expected: &str) {
    let mut client = Client::new();
    client.faults(&json!({ "latency_ms": latency_ms }));
    client.now_ms = START_MS + 59_500;
    assert_eq!(client.send_now("GET", target, "").header("Date"), expected, "{target}");
}

#[test]
fn every_answer_tells_when_it_leaves() {
    for target in ["/api/v4/account", "/api/v4/leads/1", "/api/v4/x", "/ajax/v4/leads", "/_sim/log", "/x"] {
        check_date(target, 0, "Mon, 01 Jun 2026 14:00:59 GMT");
    }
    check_date("/api/v4/account", 499, "Mon, 01 Jun 2026 14:00:59 GMT");
    check_date("/api/v4/account", 500, "Mon, 01 Jun 2026 14:01:00 GMT");
}

#[test]
fn refuses_the_eighth_request_of_a_second() {
    let mut client = Client::new();
    for _ in 0..7 {
        assert_eq!(client.send_now("GET", "/api/v4/account", "").status, 200);
    }
    let refused = client.send_now("GET", "/api/v4/account", "");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.at("/title"), "Too Many Requests");
    assert!(matches!(refused.at("/retry_after").as_u64(), Some(1 | 2)), "{}", refused.text);
    client.now_ms += 1_000;
    assert_eq!(client.send_now("GET", "/api/v4/account", "").status, 200);
}

#[test]
fn blocks_after_five_refusals_until_it_is_lifted() {
    let mut client = Client::new();
    let statuses: Vec<u16> = (0..13).map(|_| client.send_now("GET", "/api/v4/account", "").status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 429, 429, 429, 429, 429, 403]);
    client.now_ms += 86_400_000;
    let blocked = client.get("/api/v4/account");
    assert_eq!(blocked.status, 403);
    assert_eq!(blocked.header("Content-Type"), "text/html");
    assert!(blocked.text.contains("403 Forbidden") && blocked.text.contains("nginx"), "{}", blocked.text);
    assert_eq!(client.get("/_sim/faults").at("/block"), &json!(true));
    client.faults(&json!({}));
    assert_eq!(client.get("/api/v4/account").status, 200);
}

#[test]
fn a_lifted_block_starts_from_nothing() {
    let mut client = Client::new();
    for _ in 0..12 {
        client.send_now("GET", "/api/v4/account", "");
    }
    client.faults(&json!({}));
    assert_eq!(client.send_now("GET", "/api/v4/account", "").status, 200, "the clock has moved on");
    let statuses: Vec<u16> = (0..11).map(|_| client.send_now("GET", "/api/v4/account", "").status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429, 429, 429, 429]);
}

#[test]
fn forgets_refusals_after_a_minute() {
    let mut client = Client::new();
    for _ in 0..10 {
        for _ in 0..8 {
            client.send_now("GET", "/api/v4/account", "");
        }
        client.now_ms += 20_000;
    }
    assert_eq!(client.get("/api/v4/account").status, 200, "never more than three in a minute");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn serves_no_more_than_seven_in_any_second(gaps in prop::collection::vec(0_u64..300, 1..80)) {
        let mut client = Client::empty();
        for gap in gaps {
            client.now_ms += gap;
            client.send_now("GET", "/api/v4/leads/1", "");
            // The block would hide the rate.
            client.send_now("POST", "/_sim/faults", "{}");
        }
        let served: Vec<u64> = client.account.log().iter().filter(|line| line.status == 204).map(|line| line.at_ms).collect();
        for &start in &served {
            let within = served.iter().filter(|&&at| (start..start + 1_000).contains(&at)).count();
            prop_assert!(within <= 7, "{} served from {}", within, start);
        }
    }
}

#[track_caller]
fn check_batch(items: usize, status: u16) {
    let mut client = Client::empty();
    for kind in ["leads", "contacts", "companies", "tasks"] {
        let item = if kind == "tasks" { json!({ "text": "a", "complete_till": 1 }) } else { json!({}) };
        let answer = client.post(&format!("/api/v4/{kind}"), &Value::from(vec![item; items]));
        assert_eq!(answer.status, status, "{items} {kind}");
        assert_eq!(client.count(kind), if status == 200 { items as u64 } else { 0 });
        if status == 422 {
            assert_eq!(answer.at("/title"), "Unprocessable Entity");
            assert_eq!(answer.at("/detail"), "Limit 250 per page");
        }
    }
}

#[test]
fn takes_batches_up_to_250() {
    check_batch(1, 200);
    check_batch(250, 200);
    check_batch(251, 422);
    check_batch(0, 400);
}

#[test]
fn the_pages_own_reads_do_not_count_but_are_blocked_with_all_others() {
    let mut client = Client::new();
    for _ in 0..20 {
        assert_eq!(client.send_now("GET", "/ajax/v4/leads?limit=1", "").ids("leads").len(), 1);
    }
    assert_eq!(client.account.log().len(), 0);
    assert_eq!(client.send_now("GET", "/api/v4/leads?limit=1", "").status, 200);
    assert_eq!(client.send_now("POST", "/ajax/v4/leads", "[{}]").status, 405);
    client.send_now("POST", "/_sim/faults", r#"{"block": true}"#);
    assert_eq!(client.send_now("GET", "/ajax/v4/leads", "").status, 403);
}
