//! What stands in the way, and what the page says about it.

use kommo_pace::app::data::Event as Data;
use kommo_pace::app::view::{Body, RunState};
use kommo_pace::app::{Event, Place};
use kommo_pace::traffic::Input;
use kommo_pace::transfer::schema::Entity;

use super::bench::Bench;

fn rows(count: usize) -> String {
    let rows: Vec<String> = (0..count).map(|row| format!("Person {row},p{row}@example.com\n")).collect();
    format!("Name,E-mail\n{}", rows.concat())
}

fn is_done(page: &kommo_pace::app::view::PageView) -> bool {
    matches!(&page.body, Body::Run(run) if run.state == RunState::Done)
}

#[test]
fn a_block_stops_everything_until_the_users_word() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start(&rows(1_000));
    bench.faults(r#"{"block_after": 8}"#);
    bench.run_until(|page| page.gate.is_some());
    bench.run_ms(2_000);
    let asked = bench.statuses().len();
    bench.run_ms(600_000);
    assert_eq!(bench.statuses().len(), asked, "nothing leaves during a block");

    let gate = bench.page().gate.unwrap();
    assert_eq!(gate.title, "Kommo has blocked this IP address");
    let message = gate.support.unwrap();
    assert!(message.contains("https://demo.kommo.com") && message.contains("account id"), "{message}");
    assert_eq!(bench.run().state, RunState::Held);

    bench.tell(Event::Probe);
    bench.run_ms(5_000);
    assert_eq!(bench.statuses().len(), asked + 1, "one request asks whether the block still stands");

    bench.faults("{}");
    bench.tell(Event::Probe);
    bench.run_until(is_done);
    assert_eq!(bench.stored("contacts").len(), before + 1_000);
}

#[test]
fn a_pause_for_another_programs_requests_ends_by_itself() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start(&rows(500));
    bench.disturb(6);
    bench.run_until(|page| page.gate.is_some());
    let gate = bench.page().gate.unwrap();
    assert_eq!((gate.title.as_str(), gate.probe), ("Kommo asked for a break", None));
    bench.run_until(is_done);
    assert_eq!(bench.stored("contacts").len(), before + 500);
}

#[test]
fn a_network_that_is_away_is_what_the_import_and_a_reading_wait_for() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start(&rows(500));
    bench.run_ms(500);
    bench.tell(Event::Data(Data::ReadAsked(Entity::Leads)));
    bench.is_offline = true;
    bench.run_until(|page| page.gate.is_some());
    let asked = bench.statuses().len();
    bench.run_ms(60_000);
    assert_eq!(bench.statuses().len(), asked, "nothing arrives");
    let run = bench.run();
    assert_eq!(run.state, RunState::Held);
    assert!(run.headline.starts_with("Waiting for the network: "), "{}", run.headline);
    assert_eq!(bench.leads().reading.unwrap().headline, "Waiting for the network: Leads");

    bench.is_offline = false;
    bench.tell(Event::Traffic(Input::Online));
    bench.run_until(is_done);
    assert_eq!(bench.stored("contacts").len(), before + 500);
}

#[test]
fn a_wait_for_kommo_is_called_so() {
    let mut bench = Bench::open();
    bench.start(&rows(500));
    bench.tell(Event::Data(Data::ReadAsked(Entity::Leads)));
    bench.disturb(6);
    bench.run_until(|page| page.gate.is_some());
    assert!(bench.run().headline.starts_with("Waiting for Kommo: "), "{}", bench.run().headline);
    assert_eq!(bench.leads().reading.unwrap().headline, "Waiting for Kommo: Leads");
}

#[test]
fn what_is_cancelled_before_it_leaves_never_leaves() {
    let mut bench = Bench::open();
    bench.start(&rows(500));
    bench.disturb(6);
    bench.run_until(|page| page.gate.is_some());
    bench.click(kommo_pace::app::import::Event::CancelAsked);
    bench.run_until(is_done);
    assert!(bench.page().gate.is_some(), "nothing had to be waited for");
    let stored = bench.stored("contacts").len();
    bench.run_ms(60_000);
    assert_eq!(bench.stored("contacts").len(), stored);
}

#[test]
fn a_lost_session_waits_for_the_user() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start(&rows(300));
    bench.faults(r#"{"signed_out": true}"#);
    bench.run_until(|page| page.gate.as_ref().is_some_and(|gate| gate.probe.is_some()));
    assert_eq!(bench.page().gate.unwrap().title, "You are signed out of Kommo");
    bench.run_ms(60_000);
    bench.faults("{}");
    bench.tell(Event::Probe);
    bench.run_until(is_done);
    assert_eq!(bench.stored("contacts").len(), before + 300);
}

#[test]
fn heavy_batches_shrink_and_nothing_comes_twice() {
    for stored in ["none", "half", "all"] {
        let mut bench = Bench::open();
        let before = bench.stored("contacts").len();
        bench.faults(&format!(r#"{{"gateway_timeout": {{"above": 20, "stored": "{stored}"}}}}"#));
        bench.start(&rows(300));
        bench.run_until(is_done);
        assert_eq!(bench.stored("contacts").len(), before + 300, "{stored}");
        assert_eq!(bench.run().problems.rows, 0);
    }
}

#[test]
fn users_who_may_not_list_users_can_import_all_the_same() {
    let mut bench = Bench::open_with(r#"{"no_rights": ["users"]}"#);
    bench.start(&rows(3));
    bench.run_until(is_done);
    assert_eq!(bench.run().headline, "Done: 3 of 3 rows imported");
}

#[test]
fn the_leads_card_shows_the_lead() {
    let mut bench = Bench::open();
    let lead = bench.stored("leads")[0].clone();
    bench.tell(Event::Opened(Place::LeadCard { id: lead["id"].as_u64().unwrap() }));
    bench.run_ms(3_000);
    let facts = bench.card().facts;
    assert_eq!(facts[0], ("Lead".to_owned(), lead["name"].as_str().unwrap().to_owned()));
    assert_eq!(facts.len(), 5, "{facts:?}");

    bench.tell(Event::Opened(Place::LeadCard { id: 0 }));
    assert_eq!(bench.card().notice.unwrap().title, "Not saved yet");
    bench.tell(Event::Opened(Place::LeadCard { id: 999_999_999 }));
    bench.run_ms(3_000);
    assert!(bench.card().notice.unwrap().sentence.starts_with("This lead is not in the account"));
}

#[test]
fn an_administrator_can_set_a_slower_pace() {
    let mut bench = Bench::open_at(2);
    bench.start(&rows(300));
    bench.run_until(is_done);
    assert_eq!(bench.worst_second(), 2);
    assert_eq!(bench.page().budget.allowed, 2);
}

#[test]
fn facts_that_could_not_be_read_are_asked_for_again_on_the_users_word_only() {
    let mut bench =
        Bench::open_with(r#"{"server_error": {"probability": 1.0, "stored": false, "status": 500}}"#);
    bench.choose(&rows(1));
    bench.run_ms(120_000);
    let columns = bench.columns();
    assert!(columns.notices.iter().any(|notice| notice.reload), "{columns:?}");
    let asked = bench.statuses().len();
    bench.click(kommo_pace::app::import::Event::DateOrderChosen(String::new()));
    bench.run_ms(120_000);
    assert_eq!(bench.statuses().len(), asked, "nobody asked");
    bench.faults("{}");
    bench.tell(Event::Reload);
    bench.run_ms(3_000);
    assert!(bench.columns().ready);
}
