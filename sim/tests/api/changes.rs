//! What has changed since: filters and order by the last change, and conditional requests.

use serde_json::{Value, json};

use crate::client::Client;

const KINDS: [&str; 4] = ["leads", "contacts", "companies", "tasks"];

#[track_caller]
fn check_updated(query: &str, expected: &[usize]) {
    for kind in KINDS {
        let mut client = Client::empty();
        let ids = client.add(kind, &updated_at(kind, &[10, 30, 20, 20]));
        let found = client.get(&format!("/api/v4/{kind}?{query}")).ids(kind);
        assert_eq!(found, expected.iter().map(|&n| ids[n]).collect::<Vec<_>>(), "{kind} {query}");
    }
}

/// Items of a kind, changed at these times.
fn updated_at(kind: &str, times: &[i64]) -> Value {
    let item = |at: &i64| match kind {
        "tasks" => json!({ "text": "a", "complete_till": 1, "updated_at": at }),
        _ => json!({ "updated_at": at }),
    };
    times.iter().map(item).collect()
}

#[test]
fn filters_every_list_by_the_last_change() {
    check_updated("filter[updated_at][from]=20", &[1, 2, 3]);
    check_updated("filter[updated_at][from]=21", &[1]);
    check_updated("filter[updated_at][to]=20", &[0, 2, 3]);
    check_updated("filter[updated_at][to]=19", &[0]);
    check_updated("filter[updated_at][from]=20&filter[updated_at][to]=20", &[2, 3]);
    check_updated("filter%5Bupdated_at%5D%5Bfrom%5D=30", &[1]);
    check_updated("filter[updated_at][from]=31", &[]);
    check_updated("filter[updated_at][from]=30&filter[updated_at][to]=10", &[]);
}

#[test]
fn orders_every_list_but_that_of_tasks_by_the_last_change() {
    for (direction, expected) in [("asc", [0, 2, 3, 1]), ("desc", [1, 3, 2, 0])] {
        for kind in KINDS {
            let mut client = Client::empty();
            let ids = client.add(kind, &updated_at(kind, &[10, 30, 20, 20]));
            let expected = if kind == "tasks" { [0, 1, 2, 3] } else { expected };
            let found = client.get(&format!("/api/v4/{kind}?order[updated_at]={direction}")).ids(kind);
            assert_eq!(found, expected.map(|n| ids[n]), "{kind} {direction}");
        }
    }
}

#[track_caller]
fn check_since(since: &str, status: u16) {
    for kind in KINDS {
        let mut client = Client::empty();
        client.add(kind, &updated_at(kind, &[784_111_777, 5]));
        client.headers.push(("if-modified-since".to_owned(), since.to_owned()));
        let answer = client.get(&format!("/api/v4/{kind}"));
        assert_eq!(answer.status, status, "{kind} since {since}");
        assert_eq!(answer.text.is_empty(), status == 304);
        let narrow = client.get(&format!("/api/v4/{kind}?filter[updated_at][to]=5"));
        assert_eq!(narrow.status, if since == "nonsense" { 200 } else { 304 }, "the newest is not in it");
        let nothing = client.get(&format!("/api/v4/{kind}?filter[updated_at][to]=4"));
        assert_eq!(nothing.status, 204, "an empty list says so");
        let beyond = client.get(&format!("/api/v4/{kind}?page=2"));
        assert_eq!(beyond.status, if status == 304 { 304 } else { 204 }, "all pages are one list");
    }
}

#[test]
fn answers_304_when_all_is_older_than_the_given_second() {
    check_since("Sun, 06 Nov 1994 08:49:36 GMT", 200);
    check_since("Sun, 06 Nov 1994 08:49:37 GMT", 200);
    check_since("Sun, 06 Nov 1994 08:49:38 GMT", 304);
    check_since("nonsense", 200);
}

#[test]
fn a_change_in_the_second_of_the_look_is_never_missed() {
    for kind in KINDS {
        let mut client = Client::empty();
        let id = client.add(kind, &updated_at(kind, &[5]))[0];
        client.now_ms = client.now_ms / 1_000 * 1_000 + 1_200;
        let look = client.send_now("GET", &format!("/api/v4/{kind}"), "");
        client.headers.push(("If-Modified-Since".to_owned(), look.header("Date").to_owned()));
        client.now_ms += 100;
        assert_eq!(client.send_now("GET", &format!("/api/v4/{kind}"), "").status, 304);
        client.now_ms += 500;
        client.send_now("POST", "/_sim/touch", &json!({ "entity": kind, "id": id }).to_string());
        assert_eq!(client.send_now("GET", &format!("/api/v4/{kind}"), "").status, 200, "{kind}");
    }
}

#[test]
fn the_date_of_a_slow_answer_is_later_than_what_it_shows() {
    let mut client = Client::empty();
    let id = client.add("leads", &json!([{ "updated_at": 5 }]))[0];
    client.faults(&json!({ "latency_ms": 3_000 }));
    let before = client.get("/_sim/log");
    let look = client.send_now("GET", "/api/v4/leads", "");
    client.now_ms += 1_000;
    client.send_now("POST", "/_sim/touch", &json!({ "entity": "leads", "id": id }).to_string());
    client.now_ms += 2_000;
    client.headers.push(("If-Modified-Since".to_owned(), look.header("Date").to_owned()));
    assert_eq!(client.get("/api/v4/leads").status, 304, "the change came while the answer was made");
    client.headers.last_mut().unwrap().1 = before.header("Date").to_owned();
    assert_eq!(client.get("/api/v4/leads").status, 200, "since it was asked, it has changed");
}

#[test]
fn single_entities_and_other_lists_know_no_condition() {
    let mut client = Client::new();
    let lead = client.get("/api/v4/leads?limit=1").ids("leads")[0];
    client.headers.push(("if-modified-since".to_owned(), "Fri, 01 Jan 2038 00:00:00 GMT".to_owned()));
    assert_eq!(client.get("/api/v4/leads").status, 304);
    for path in [&format!("leads/{lead}"), "users", "leads/pipelines", "leads/custom_fields", "account"] {
        assert_eq!(client.get(&format!("/api/v4/{path}")).status, 200, "{path}");
    }
}
