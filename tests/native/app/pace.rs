//! How fast an import goes, and what is said of it before it starts.

use kommo_pace::app::import::Event;
use kommo_pace::app::view::{Body, PageView, RunState, Tile};
use kommo_pace::app::{self, Memory};
use kommo_pace::traffic;

use super::bench::Bench;

fn rows(count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|row| format!("Person {row},p{row}@example.com\n")).collect();
    format!("Name,E-mail\n{}", rows.concat())
}

fn is_done(page: &PageView) -> bool {
    matches!(&page.body, Body::Run(run) if run.state == RunState::Done)
}

/// Batches a second once the pace has settled, where each is answered after so long.
#[track_caller]
fn check_rate(latency_ms: u64, at_least: usize) {
    let settings = app::Settings { rows_max: 5, ..app::Settings::default() };
    let mut bench = Bench::make("{}", settings);
    bench.is_multiplexed = true;
    bench.faults(&format!(r#"{{"latency_ms": {latency_ms}}}"#));
    bench.start(&rows(1_500));
    bench.run_until(is_done);
    let batches = bench.batches("contacts");
    assert_eq!(batches.len(), 300);
    let within = |from: u64| batches.iter().filter(|at| (from..from + 10_000).contains(*at)).count();
    let best = batches.iter().map(|at| within(*at)).max().unwrap_or_default();
    assert!(best >= at_least, "{best} batches in the best ten seconds at {latency_ms} ms");
    assert!(bench.worst_second() <= 7);
}

#[test]
fn slow_answers_do_not_slow_an_import_down() {
    check_rate(50, 68);
    check_rate(1_000, 68);
    check_rate(2_500, 68);
}

/// What is said before the start is what it comes to: within a fiftieth of the requests, and a tenth of the time.
#[track_caller]
fn check_estimate(count: usize, rows_max: usize, rate: usize, memory: &str) {
    let pace = traffic::Settings { rate, ..traffic::Settings::default() };
    let settings = app::Settings { rows_max, pace, memory: Memory::parse(memory) };
    let mut bench = Bench::make("{}", settings);
    bench.faults(r#"{"latency_ms": 460}"#);
    bench.choose(&rows(count));
    bench.click(Event::CheckAsked);
    bench.run_until(|page| matches!(&page.body, Body::Check(check) if check.checking.is_none()));
    let tiles = bench.check().tiles;
    let (requests, seconds) = (number(&tiles, "requests"), number(&tiles, "time"));

    let begun = bench.now_ms();
    bench.click(Event::StartAsked);
    bench.run_until(is_done);
    let (sent, took) = (bench.batches("contacts").len() + 1, (bench.now_ms() - begun).div_ceil(1_000));
    let said = format!("said {requests} requests in {seconds} s, were {sent} in {took} s");
    assert!(requests.abs_diff(sent as u64) <= 1 + requests / 50, "{said}");
    assert!(seconds.abs_diff(took) <= 1 + took / 10, "{said}");
}

/// The number on a tile; a time in seconds.
fn number(tiles: &[Tile], id: &str) -> u64 {
    let tile = tiles.iter().find(|tile| tile.id == id).unwrap();
    let parts = tile.number.replace(',', "");
    let numbers: Vec<u64> = parts.split(' ').filter_map(|part| part.parse().ok()).collect();
    numbers.into_iter().fold(0, |sum, part| sum * 60 + part)
}

#[test]
fn an_import_costs_what_was_said_before() {
    check_estimate(3_000, 50, 7, "");
    check_estimate(3_000, 50, 2, "");
    check_estimate(3_000, 250, 7, "");
    check_estimate(3_000, 250, 7, r#"{"batch_rows": {"contacts": 3}}"#);
    check_estimate(3_000, 250, 7, r#"{"batch_rows": {"contacts": 250}}"#);
    check_estimate(3_000, 250, 7, r#"{"batch_rows": {"leads": 3}}"#);
    check_estimate(90, 3, 4, r#"{"batch_rows": {"contacts": 100}}"#);
}
