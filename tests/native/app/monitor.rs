//! The traffic monitor: what it shows while an import runs and when something goes wrong, and what the file
//! for support says and never says.

use kommo_pace::app::monitor::{Event, MonitorView};
use kommo_pace::app::tab::Tab;
use kommo_pace::app::view::{Body, PageView, RunState};
use kommo_pace::app::{Event as Happened, Place};
use serde_json::Value;

use super::bench::Bench;

fn rows(count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|row| format!("Person {row},p{row}@example.com\n")).collect();
    format!("Name,E-mail\n{}", rows.concat())
}

fn is_done(page: &PageView) -> bool {
    matches!(&page.body, Body::Run(run) if run.state == RunState::Done)
}

fn monitor(bench: &Bench) -> MonitorView {
    MonitorView::clone(&bench.page().monitor.expect("the monitor is shown"))
}

fn told(bench: &mut Bench, event: Event) -> MonitorView {
    bench.tell(Happened::Monitor(event));
    monitor(bench)
}

fn tile(view: &MonitorView, id: &str) -> String {
    view.tiles.iter().find(|tile| tile.id == id).map(|tile| tile.number.clone()).unwrap()
}

fn total(view: &MonitorView, id: &str) -> Option<String> {
    view.chart.series.iter().find(|series| series.id == id).map(|series| series.total.clone())
}

fn watched() -> Bench {
    let mut bench = Bench::open();
    bench.tell(Happened::TabChosen(Tab::Traffic));
    bench
}

#[test]
fn it_is_made_only_while_it_is_shown() {
    let mut bench = Bench::open();
    assert_eq!(bench.page().tab, Tab::Import);
    assert!(bench.page().monitor.is_none());
    bench.tell(Happened::TabChosen(Tab::Traffic));
    let first = monitor(&bench);
    assert_eq!(first.rows.len(), 3, "account, users and fields were read: {:?}", first.rows);
    bench.tell(Happened::Hidden(true));
    bench.start(&rows(200));
    bench.run_ms(3_000);
    assert_eq!(monitor(&bench), first, "nobody sees it, so nothing is made");
    bench.tell(Happened::Hidden(false));
    assert!(monitor(&bench).rows.len() > 3);
    bench.tell(Happened::Closed(Place::Page));
    bench.click(kommo_pace::app::import::Event::Restarted);
    let last = monitor(&bench);
    // One row more, because those that were imported are left out.
    bench.start(&rows(201));
    bench.run_until(is_done);
    assert_eq!(monitor(&bench), last);
    bench.tell(Happened::TabChosen(Tab::Import));
    assert!(bench.page().monitor.is_none());
}

#[test]
fn it_is_made_anew_twice_a_second_at_most_and_rests_when_nothing_moves() {
    let mut bench = watched();
    bench.start(&rows(1_000));
    let (mut changes, mut last) = (0, monitor(&bench));
    for _ in 0..200 {
        bench.run_ms(10);
        let next = monitor(&bench);
        changes += u32::from(next != last);
        last = next;
    }
    assert!((3..=4).contains(&changes), "{changes} times in two seconds");
    bench.run_until(is_done);
    bench.run_ms(120_000);
    assert_eq!(monitor(&bench).chart.series, []);
    let woken = bench.woken;
    bench.run_ms(600_000);
    assert_eq!(bench.woken, woken, "nothing moves, so nobody is woken");
}

#[test]
fn an_import_shows_as_it_goes() {
    let mut bench = watched();
    bench.start(&rows(1_000));
    bench.run_ms(2_000);
    let view = monitor(&bench);
    let newest = &view.rows[0];
    assert_eq!((newest.request.as_str(), newest.asker.as_str()), ("POST /api/v4/contacts", "import"));
    assert_eq!((newest.lane.as_str(), newest.attempt.as_str()), ("bulk", "1"));
    assert!(view.rows.iter().all(|row| row.kind == "done" || row.kind == "flying"), "{:?}", view.rows);
    let done = view.rows.iter().find(|row| row.kind == "done").unwrap();
    assert_eq!((done.status.as_str(), done.fate.as_str()), ("200", "delivered"));
    assert!(done.took.ends_with(" ms") && !done.sent.is_empty() && !done.received.is_empty(), "{done:?}");
    assert!(view.rows.windows(2).all(|pair| pair[0].number > pair[1].number), "newest first");
    let most =
        (0..60).map(|second| view.chart.series.iter().map(|one| one.counts[second]).sum::<u32>()).max();
    assert!((5..=7).contains(&most.unwrap()), "{most:?} in one second");
    assert!(tile(&view, "now").ends_with(" / 7"));
    assert!(bench.page().underway.unwrap().permille > 0);
    bench.run_until(is_done);
    bench.run_ms(600);
    let view = monitor(&bench);
    assert_eq!((view.waits.as_str(), tile(&view, "flying").as_str()), ("Nothing waits.", "0"));
}

#[test]
fn a_break_and_a_block_are_told_with_their_reason() {
    let mut bench = watched();
    bench.start(&rows(500));
    bench.disturb(6);
    bench.run_until(|page| page.gate.is_some());
    bench.run_ms(600);
    let view = monitor(&bench);
    assert!(view.waits.contains("Kommo asked for a break (429)"), "{}", view.waits);
    assert!(tile(&view, "limited") != "0" && total(&view, "rate_limited").is_some());
    let refused = view.rows.iter().find(|row| row.kind == "rate_limited").unwrap();
    assert_eq!((refused.status.as_str(), refused.fate.as_str()), ("429", "goes again after the break"));

    bench.run_until(|page| page.gate.is_none());
    bench.faults(r#"{"block": true}"#);
    bench.run_until(|page| page.gate.is_some());
    bench.run_ms(600);
    let view = monitor(&bench);
    assert!(view.waits.contains("Kommo has blocked this IP address"), "{}", view.waits);
    assert!(view.rows.iter().any(|row| row.kind == "blocked"));
}

#[test]
fn the_list_can_be_narrowed_down() {
    let mut bench = watched();
    bench.start(&rows(500));
    bench.disturb(6);
    bench.run_until(is_done);
    bench.run_ms(600);
    let all = monitor(&bench).rows.len();
    let limited = told(&mut bench, Event::KindChosen("rate_limited".to_owned()));
    assert!(!limited.rows.is_empty() && limited.rows.iter().all(|row| row.status == "429"));
    assert_eq!(limited.filter.kinds.1, "rate_limited");
    let none = told(&mut bench, Event::LaneChosen("screen".to_owned()));
    assert_eq!(none.rows, []);
    told(&mut bench, Event::KindChosen(String::new()));
    let screen = told(&mut bench, Event::LaneChosen("screen".to_owned()));
    assert!(screen.rows.iter().all(|row| row.asker == "account data"), "{:?}", screen.rows);
    told(&mut bench, Event::LaneChosen(String::new()));
    let found = told(&mut bench, Event::TextTyped("  CONTACTS post 429 ".to_owned()));
    assert_eq!(found.rows, limited.rows);
    assert!(found.count.starts_with(&format!("{0} of {0} shown", found.rows.len())), "{}", found.count);
    assert_eq!(told(&mut bench, Event::TextTyped(String::new())).rows.len(), all);
}

#[test]
fn what_is_held_still_stays_while_the_numbers_go_on() {
    let mut bench = watched();
    bench.start(&rows(1_000));
    bench.run_ms(1_000);
    let held = told(&mut bench, Event::HoldAsked(true));
    assert!(held.is_held);
    bench.run_until(is_done);
    bench.run_ms(600);
    let later = monitor(&bench);
    assert_eq!((&later.rows, &later.chart.series), (&held.rows, &held.chart.series));
    assert_ne!(later.tiles, held.tiles);
    let filtered = told(&mut bench, Event::LaneChosen("screen".to_owned()));
    assert!(filtered.rows.len() < held.rows.len(), "the filter works on what is held");
    told(&mut bench, Event::LaneChosen(String::new()));
    assert!(told(&mut bench, Event::HoldAsked(false)).rows.len() > held.rows.len());
}

#[test]
fn no_more_rows_are_shown_than_a_page_can_bear() {
    let mut bench = watched();
    // The last one twice: the second read need not be sent.
    for id in (1..=300).chain([300]) {
        bench.tell(Happened::Opened(Place::LeadCard { id }));
    }
    bench.run_ms(60_000);
    let view = monitor(&bench);
    assert_eq!(view.rows.len(), 200);
    let is_spared = |view: &MonitorView| view.rows.iter().any(|row| row.kind == "saved");
    assert!(view.count.starts_with("200 of ") && !is_spared(&view), "{}", view.count);
    let spared = told(&mut bench, Event::KindChosen("saved".to_owned()));
    assert!(is_spared(&spared) && tile(&spared, "saved") != "0", "{}", spared.count);
}

/// The file for support after an import of rows with people in them.
fn exported(with_queries: bool) -> (String, String, Value) {
    let mut bench = watched();
    bench.tell(Happened::Opened(Place::LeadCard { id: 1 }));
    bench.start(&rows(300));
    bench.faults(r#"{"lost_answer": {"stored": true}}"#);
    bench.run_ms(3_000);
    bench.faults("{}");
    bench.run_until(is_done);
    told(&mut bench, Event::QueriesAllowed(with_queries));
    bench.tell(Happened::Monitor(Event::ExportAsked));
    let (name, text) = bench.downloads.pop().unwrap();
    let file = serde_json::from_str(&text).unwrap();
    (name, text, file)
}

#[test]
fn the_file_for_support_says_what_went_out() {
    let (name, _, file) = exported(false);
    assert_eq!(name, "pace-traffic-demo-2026-09-21.json");
    assert_eq!((&file["account"], &file["gate"]["state"]), (&"demo".into(), &"open".into()));
    assert_eq!(file["pace"], env!("CARGO_PKG_VERSION"));
    assert_eq!(file["settings"]["requests_per_second"], 7);
    let requests = file["requests"].as_array().unwrap();
    assert_eq!(file["counts"]["sent"], requests.len());
    let post = requests.iter().find(|one| one["method"] == "POST" && one["status"] == 200).unwrap();
    assert_eq!((&post["path"], &post["asker"]), (&"/api/v4/contacts".into(), &"import".into()));
    assert_eq!((&post["then"], &post["lane"]), (&"delivered".into(), &"bulk".into()));
    assert!(post["at"].as_str().unwrap().starts_with("2026-09-21T"), "{post}");
    assert!(requests.iter().any(|one| one["failure"] == "lost" && one["then"] == "unknown"));
}

#[test]
fn the_file_for_support_names_nobody() {
    let (_, text, file) = exported(false);
    for personal in ["Person", "example.com", "@", "?", "filter", "with=", "page=", "limit="] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    let known = [
        "number",
        "at",
        "method",
        "path",
        "lane",
        "asker",
        "try",
        "sent_bytes",
        "sent",
        "end",
        "status",
        "failure",
        "took_ms",
        "received_bytes",
        "then",
    ];
    for request in file["requests"].as_array().unwrap() {
        for name in request.as_object().unwrap().keys() {
            assert!(known.contains(&name.as_str()), "{name} is new: may it be told to support?");
        }
    }
    let (_, text, _) = exported(true);
    assert!(text.contains("page=") && !text.contains("Person") && !text.contains("example.com"));
}

#[test]
fn times_are_the_accounts() {
    let bench = watched();
    let view = monitor(&bench);
    // The clock starts at 14:13:20 in UTC, which is not the simulated account's zone.
    let time = &view.rows[0].time;
    assert!(time.ends_with(":13:20") && time != "14:13:20", "{time}");
}
