//! The way of a request to the server, which the host waits for before the account sees the request.

use kommo_sim::{Account, Options};
use serde_json::json;

use crate::client::Client;

fn client(jitter_ms: u64) -> Client {
    let mut client = Client::empty();
    client.faults(&json!({ "arrival_jitter_ms": jitter_ms }));
    client
}

fn ways(client: &mut Client, target: &str, count: usize) -> Vec<u64> {
    let request = client.request("GET", target, "");
    (0..count).map(|_| client.account.way_ms(&request)).collect()
}

#[test]
fn takes_no_longer_without_the_fault() {
    assert_eq!(ways(&mut Client::new(), "/api/v4/account", 100), [0; 100]);
}

#[test]
fn takes_every_time_up_to_the_longest_about_equally_often() {
    let ways = ways(&mut client(4), "/api/v4/account", 5_000);
    for ms in 0..=4 {
        let hits = ways.iter().filter(|&&way| way == ms).count();
        assert!((850..1_150).contains(&hits), "{hits} of 5,000 take {ms} ms");
    }
    assert!(ways.iter().all(|&way| way <= 4));
}

#[track_caller]
fn check_at_once(host: &str, target: &str) {
    let mut client = client(1_000_000);
    let mut request = client.request("GET", target, "");
    request.host = host.to_owned();
    assert_eq!(client.account.way_ms(&request), 0, "{host}{target}");
}

#[test]
fn delays_the_api_alone() {
    check_at_once("demo.kommo.com", "/_sim/log");
    check_at_once("demo.kommo.com", "/_sim/log?next=/api/v4");
    check_at_once("demo.kommo.com", "/ajax/v4/leads");
    check_at_once("demo.kommo.com", "/");
    check_at_once("other.kommo.com", "/api/v4/leads");
}

#[test]
fn is_the_same_for_the_same_seed() {
    let run = |seed: u64| {
        let mut client = Client::new();
        client.account = Account::new(&Options { seed, ..Options::default() });
        client.faults(&json!({ "arrival_jitter_ms": 1_000 }));
        ways(&mut client, "/api/v4/account", 20)
    };
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
}

#[test]
fn changes_nothing_else() {
    let run = |jitter_ms: u64| {
        let mut client = client(0);
        client.faults(&json!({ "arrival_jitter_ms": jitter_ms, "server_error": { "probability": 0.5 } }));
        let ask = |_| {
            let request = client.request("GET", "/api/v4/account", "");
            client.account.way_ms(&request);
            let answer = client.send("GET", "/api/v4/account", "");
            (answer.status, answer.header("X-Request-Id").to_owned())
        };
        (0..50).map(ask).collect::<Vec<_>>()
    };
    assert_eq!(run(0), run(90));
}
