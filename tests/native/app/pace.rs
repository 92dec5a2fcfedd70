//! How fast an import goes, and what is said of it before it starts.

use kommo_pace::app;
use kommo_pace::app::view::{Body, PageView, RunState};

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
