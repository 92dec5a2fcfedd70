//! Requests reach the account and its replies come back, the unkind ones too.

use std::io::Read;
use std::thread::{scope, sleep};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ureq::SendBody;

use crate::running::Running;

#[test]
fn the_account_answers() {
    let server = Running::start(&[]);
    let mut answer = server.get("/api/v4/account");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/hal+json");
    assert!(answer.body_mut().read_to_string().unwrap().contains("\"subdomain\":\"demo\""));
}

#[test]
fn the_account_is_the_one_that_was_asked_for() {
    let server = Running::start(&["--subdomain", "other"]);
    assert_ne!(server.get("/api/v4/account").status(), 200, "demo is somebody else");
}

#[test]
fn a_seed_draws_the_same_account_again() {
    let names = |seed| {
        let server = Running::start(&["--seed", seed]);
        let mut leads = server.get("/api/v4/leads?limit=50");
        let leads = leads.body_mut().read_to_string().unwrap();
        leads
            .split("\"name\":\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    };
    let first: Vec<String> = names("7");
    assert!(!first.is_empty());
    assert_eq!(names("7"), first);
    assert_ne!(names("8"), first);
}

#[test]
fn the_eighth_request_of_a_second_is_too_many() {
    let server = Running::start(&[]);
    let statuses: Vec<u16> = (0..8).map(|_| server.get("/api/v4/account").status().as_u16()).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 429]);
}

#[test]
fn a_lost_answer_is_a_dropped_connection() {
    let server = Running::start(&[]);
    server.ask("POST", "/_sim/faults", r#"{"lost_answer":{"stored":true}}"#).unwrap();
    let lost = server.ask("POST", "/api/v4/leads", r#"[{"name":"Lost"}]"#);
    assert!(lost.is_err(), "{lost:?}");
    server.ask("POST", "/_sim/faults", "{}").unwrap();
    let mut stored = server.get("/api/v4/leads?query=Lost");
    assert!(stored.body_mut().read_to_string().unwrap().contains("\"Lost\""), "the account had taken it");
}

#[test]
fn a_delayed_answer_holds_up_no_other() {
    let server = Running::start(&[]);
    server.ask("POST", "/_sim/faults", r#"{"latency_ms":600}"#).unwrap();
    let started_ms = now_ms();
    scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| assert_eq!(server.get("/api/v4/account").status(), 200));
        }
        sleep(Duration::from_millis(200));
        assert_eq!(server.get("/_sim/log").status(), 200);
        assert!(now_ms() - started_ms < 600, "the control path is not delayed and waits for nobody");
    });
    let took_ms = now_ms() - started_ms;
    assert!((600..1_200).contains(&took_ms), "{took_ms} ms for four at once");
}

#[test]
fn the_date_is_the_accounts_alone() {
    let server = Running::start(&[]);
    for target in ["/api/v4/account", "/_sim/log"] {
        let answer = server.get(target);
        let dates: Vec<_> = answer.headers().get_all("date").iter().collect();
        assert_eq!(dates.len(), 1, "{target}");
    }
    server.ask("POST", "/_sim/faults", r#"{"latency_ms":1500}"#).unwrap();
    let asked_s = now_ms() / 1_000;
    let date = server.get("/api/v4/account").headers()["date"].to_str().unwrap().to_owned();
    let second: u64 = date.trim_end_matches(" GMT").rsplit(':').next().unwrap().parse().unwrap();
    let since_asked = (second + 60 - asked_s % 60) % 60;
    assert!((1..=2).contains(&since_asked), "{date} is when it leaves");
}

#[test]
fn requests_on_their_way_overtake_each_other_and_are_counted_where_they_arrive() {
    let server = Running::start(&[]);
    server.ask("POST", "/_sim/faults", r#"{"arrival_jitter_ms":800}"#).unwrap();
    let started_ms = now_ms();
    scope(|threads| {
        for n in 0..7 {
            let server = &server;
            threads.spawn(move || {
                assert_eq!(server.get(&format!("/api/v4/account?n={n}")).status(), 200);
            });
        }
        sleep(Duration::from_millis(30));
        let log = server.get("/_sim/log").body_mut().read_to_string().unwrap();
        assert!(log.matches("at_ms").count() < 7, "what is on its way is not in the log: {log}");
        assert!(now_ms() - started_ms < 400, "the control path waits for nobody");
    });
    let took_ms = now_ms() - started_ms;
    assert!(took_ms < 1_300, "{took_ms} ms: they wait side by side");
    let log = server.get("/_sim/log").body_mut().read_to_string().unwrap();
    let times: Vec<u64> = numbers(&log, "\"at_ms\":").collect();
    assert_eq!(times.len(), 7);
    assert!(times.is_sorted(), "{times:?}");
    assert!(times[6] - times[0] > 200, "the seed spreads them: {times:?}");
    assert!(times[6] - started_ms <= took_ms, "{times:?}");
    let order: Vec<u64> = numbers(&log, "\"n=").collect();
    assert!(!order.is_sorted(), "{order:?}");
}

/// The numbers that follow a mark.
fn numbers(text: &str, mark: &str) -> impl Iterator<Item = u64> {
    text.split(mark).skip(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    })
}

#[test]
fn a_request_arrives_with_its_head() {
    let server = Running::start(&[]);
    let started_ms = now_ms();
    let mut body = SlowBody(Some(r#"[{"name":"Slow"}]"#));
    let answer = server.ask("POST", "/api/v4/leads", SendBody::from_reader(&mut body)).unwrap();
    assert_eq!(answer.status(), 200);
    assert!(now_ms() - started_ms >= SlowBody::PAUSE_MS);
    let log = server.get("/_sim/log").body_mut().read_to_string().unwrap();
    let waited_ms = numbers(&log, "\"at_ms\":").next().unwrap() - started_ms;
    assert!(waited_ms < SlowBody::PAUSE_MS, "stamped {waited_ms} ms after the start");
}

#[test]
fn a_reset_starts_the_account_anew() {
    let server = Running::start(&[]);
    server.ask("POST", "/api/v4/leads", r#"[{"name":"Gone"}]"#).unwrap();
    assert_eq!(server.ask("POST", "/_sim/reset", ()).unwrap().status(), 200);
    let state = server.get("/_sim/state").body_mut().read_to_string().unwrap();
    assert!(!state.contains("\"Gone\""));
}

/// A body whose bytes come only after a while.
struct SlowBody(Option<&'static str>);

impl SlowBody {
    const PAUSE_MS: u64 = 700;
}

impl Read for SlowBody {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(text) = self.0.take() else { return Ok(0) };
        sleep(Duration::from_millis(Self::PAUSE_MS));
        buffer[..text.len()].copy_from_slice(text.as_bytes());
        Ok(text.len())
    }
}

#[expect(clippy::disallowed_methods, reason = "compares the server's own clock with the machine's")]
fn now_ms() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}
