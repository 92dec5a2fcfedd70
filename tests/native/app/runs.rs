//! An import survives the end of its page: it is offered, gone on with, discarded, and watched elsewhere.

use kommo_pace::app::Event;
use kommo_pace::app::import::Event as Click;
use kommo_pace::app::runs::{Event as Runs, Told};
use kommo_pace::app::view::{Body, PageView, RunState, Step};
use kommo_pace::transfer::journal::Entry;
use kommo_pace::transfer::record::{RunRecord, Stage};
use kommo_pace::transfer::store::{Store as _, StoreError};

use super::bench::{Bench, now};

const ROWS: usize = 1_200;

/// Contacts, the second of them with a fault, and one with a cell too many.
fn people() -> String {
    let line = |row: usize| match row {
        1 => "Person 1,not-a-mail\n".to_owned(),
        2 => "Person 2,p2@example.com,more\n".to_owned(),
        _ => format!("Person {row},p{row}@example.com\n"),
    };
    std::iter::once("Name,Email\n".to_owned()).chain((0..ROWS).map(line)).collect()
}

/// An import that has stored so many rows when its page ends.
fn broken_off(stored: usize) -> (Bench, usize) {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start(&people());
    bench.run_until(|page| done(page) >= stored);
    bench.reload();
    (bench, before)
}

fn done(page: &PageView) -> usize {
    let Body::Run(run) = &page.body else { return 0 };
    let tile = run.tiles.iter().find(|tile| tile.id == "stored");
    tile.map_or(0, |tile| tile.number.replace(',', "").parse().unwrap())
}

fn is_done(page: &PageView) -> bool {
    matches!(&page.body, Body::Run(run) if run.state == RunState::Done)
}

fn records(bench: &Bench) -> Vec<RunRecord> {
    now(bench.store.records()).unwrap()
}

/// What the account holds of the file: each name once.
fn expect_all(bench: &mut Bench, before: usize) {
    let contacts = bench.stored("contacts");
    assert_eq!(contacts.len(), before + ROWS - 2);
    let mut names: Vec<String> = contacts.iter().map(|contact| contact["name"].to_string()).collect();
    names.sort();
    names.dedup();
    assert!(names.len() >= ROWS - 2, "nothing twice");
}

#[test]
fn an_import_goes_on_where_its_page_ended() {
    let (mut bench, before) = broken_off(300);
    let offers = bench.offers();
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].title, "An import is not finished");
    assert!(offers[0].what.starts_with("people.csv (Contacts), started 2026-"), "{}", offers[0].what);
    assert!(!offers[0].is_elsewhere && offers[0].so_far.contains("still to go"), "{offers:?}");
    bench.click_offer(Runs::ContinueAsked);
    assert_eq!(bench.page().step, Step::Run);
    assert!(bench.offers().is_empty() && bench.is_guarded);
    bench.run_until(is_done);
    bench.run_ms(100);
    expect_all(&mut bench, before);
    bench.click(Click::ReportAsked);
    let (name, csv) = bench.downloads.pop().unwrap();
    assert_eq!(name, "people-rows-to-mend.csv");
    assert!(
        csv.contains(
            "3,Email,not-a-mail,Not an e-mail address. Write it as name@example.com.,Person 1,not-a-mail"
        ),
        "{csv}"
    );
    assert!(csv.contains("Person 2,p2@example.com,more"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert_eq!(records(&bench)[0].stage, Stage::Ended);
    bench.reload();
    assert!(bench.offers().is_empty());
}

#[test]
fn it_may_end_at_any_moment() {
    for ms in [1, 3, 5, 7, 9, 40, 100, 400, 900, 1_500, 2_500] {
        let mut bench = Bench::open();
        let before = bench.stored("contacts").len();
        bench.start(&people());
        bench.run_ms(ms);
        bench.reload();
        for pause in [30, 700] {
            if !bench.offers().is_empty() {
                bench.click_offer(Runs::ContinueAsked);
                bench.run_ms(pause);
                bench.reload();
            }
        }
        if bench.offers().is_empty() {
            assert_eq!(bench.stored("contacts").len(), before, "nothing was sent after {ms} ms");
            assert!(records(&bench).is_empty(), "what was not begun is dropped");
            continue;
        }
        bench.click_offer(Runs::ContinueAsked);
        bench.run_until(is_done);
        expect_all(&mut bench, before);
    }
}

#[test]
fn a_run_whose_end_is_in_its_journal_alone_has_ended() {
    let (mut bench, _) = broken_off(300);
    let run = records(&bench)[0].id.clone();
    now(bench.store.commit(&run, vec![Entry::Ended])).unwrap();
    bench.reload();
    assert!(bench.offers().is_empty());
    assert_eq!(records(&bench)[0].stage, Stage::Ended);
}

#[test]
fn discarding_is_asked_once_more() {
    let (mut bench, _) = broken_off(300);
    bench.click_offer(Runs::DiscardConfirmed);
    assert_eq!(records(&bench).len(), 1, "nobody has asked");
    bench.click_offer(Runs::DiscardAsked);
    let ask = bench.offers()[0].ask.clone().unwrap();
    assert!(ask.starts_with("What was imported stays in Kommo ("), "{ask}");
    bench.tell(Event::Runs(Runs::DiscardDeclined));
    assert_eq!(bench.offers()[0].ask, None);
    bench.click_offer(Runs::DiscardAsked);
    bench.click_offer(Runs::DiscardConfirmed);
    assert!(bench.offers().is_empty() && records(&bench).is_empty());
}

#[test]
fn nobody_sees_the_runs_of_another_user() {
    let (mut bench, _) = broken_off(300);
    let mut record = records(&bench)[0].clone();
    record.owner.user.0 += 1;
    now(bench.store.keep(&record)).unwrap();
    bench.reload();
    assert!(bench.offers().is_empty());
    assert_eq!(records(&bench).len(), 1, "it waits for its owner");
}

#[test]
fn a_run_of_other_rows_is_not_gone_on_with() {
    let (mut bench, before) = broken_off(300);
    let run = records(&bench)[0].id.clone();
    let stored = bench.stored("contacts").len();
    now(bench.store.append(&run, 1, &[])).unwrap();
    bench.click_offer(Runs::ContinueAsked);
    assert_eq!(bench.page().step, Step::File);
    assert!(bench.offers()[0].trouble.is_some());
    bench.run_ms(5_000);
    assert_eq!(bench.stored("contacts").len(), stored);
    assert!(stored > before);
}

#[test]
fn another_tab_at_work_is_watched_until_it_ends() {
    let (mut bench, before) = broken_off(300);
    let run = records(&bench)[0].id.clone();
    bench.elsewhere.insert(run.clone());
    bench.reload();
    let offer = bench.offers()[0].clone();
    assert_eq!((offer.title.as_str(), offer.is_elsewhere), ("An import runs in another tab", true));
    let told = Told { run: run.clone(), stored: 700, problems: 2, left: 498, is_over: false };
    bench.tell(Event::Runs(Runs::Heard(told)));
    let so_far = "700 imported, 498 still to go, 2 not imported or uncertain";
    assert_eq!(bench.offers()[0].so_far, so_far);
    bench.click_offer(Runs::ContinueAsked);
    assert_eq!(bench.page().step, Step::File, "it is not to be had");
    bench.run_ms(5_000);
    bench.elsewhere.clear();
    bench.tell(Event::Runs(Runs::Free(run)));
    bench.run_ms(100);
    assert!(!bench.offers()[0].is_elsewhere);
    bench.click_offer(Runs::ContinueAsked);
    bench.run_until(is_done);
    expect_all(&mut bench, before);
    bench.run_ms(1_000);
    let last = bench.told.last().unwrap();
    assert!(last.is_over && last.left == 0, "{last:?}");
}

#[test]
fn a_full_store_is_met_before_anything_is_sent() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.refuses = Some(StoreError::Full);
    bench.start(&people());
    bench.run_ms(5_000);
    let run = bench.run();
    assert!(
        run.notices[0].sentence.starts_with("The browser has no room left. Nothing was sent."),
        "{run:?}"
    );
    assert!(run.actions.proceed && run.actions.unkept && run.actions.cancel);
    assert_eq!(bench.stored("contacts").len(), before);
    bench.refuses = None;
    bench.click(Click::ProceedAsked);
    bench.run_until(is_done);
    expect_all(&mut bench, before);
}

#[test]
fn a_store_that_fills_up_or_is_cleared_stops_the_run() {
    for clears in [false, true] {
        let mut bench = Bench::open();
        let before = bench.stored("contacts").len();
        bench.start(&people());
        bench.run_until(|page| done(page) >= 300);
        if clears {
            let run = records(&bench)[0].id.clone();
            now(bench.store.forget(&run)).unwrap();
        } else {
            bench.refuses = Some(StoreError::Full);
        }
        bench.run_ms(20_000);
        let run = bench.run();
        assert!(run.notices.iter().any(|notice| notice.title == "The import stopped"), "{run:?}");
        let stored = bench.stored("contacts").len();
        bench.run_ms(20_000);
        assert_eq!(bench.stored("contacts").len(), stored, "nothing leaves");
        assert!(bench.run().actions.unkept);
        bench.click(Click::UnkeptAsked);
        bench.run_until(is_done);
        expect_all(&mut bench, before);
        bench.refuses = None;
        bench.reload();
        assert!(
            bench.offers().is_empty() && records(&bench).is_empty(),
            "nobody goes on with half a journal"
        );
    }
}

#[test]
fn without_a_store_an_import_needs_a_word() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.refuses = Some(StoreError::Unavailable);
    bench.reload();
    bench.choose(&people());
    bench.click(Click::CheckAsked);
    bench.run_ms(1_000);
    let check = bench.check();
    assert_eq!(check.start.as_deref(), Some("Import without this safety"));
    let notice = check.notices.last().unwrap();
    assert_eq!(notice.title, "This browser does not keep the import");
    bench.click(Click::StartAsked);
    bench.run_until(is_done);
    expect_all(&mut bench, before);
    assert!(records(&bench).is_empty());
}

#[test]
fn how_safe_it_is_is_said_before_the_start() {
    let mut bench = Bench::open();
    bench.choose(&people());
    bench.click(Click::CheckAsked);
    bench.run_ms(1_000);
    let check = bench.check();
    let notice = check.notices.last().unwrap();
    assert_eq!(notice.title, "This import can be continued");
    assert!(notice.sentence.contains("1024 MB are free."), "{}", notice.sentence);
    assert!(notice.sentence.contains("for you alone"), "{}", notice.sentence);
}
