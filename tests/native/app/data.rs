//! The account's data as their user has them: lists read under a plan, kept, and looked at for changes by
//! one request. The account's own log says what was asked.

use std::collections::BTreeSet;

use kommo_pace::app::data::Event as Data;
use kommo_pace::app::view::Tone;
use kommo_pace::app::{Event, Place};
use kommo_pace::base::id::EntityId;
use kommo_pace::transfer::scan::Kept;
use kommo_pace::transfer::scan::store::{Commit, Mirror as _};
use kommo_pace::transfer::schema::Entity;
use serde_json::json;

use super::bench::{Bench, now};

const LEADS: Entity = Entity::Leads;

/// The page with an account of so many leads; nothing of them is read.
fn account_of(leads: u64) -> Bench {
    let mut bench = Bench::open();
    bench.control("/_sim/reset", &json!({ "leads": leads, "contacts": 3, "companies": 1, "tasks": 2 }));
    bench.run_ms(5_000);
    bench
}

fn click(bench: &mut Bench, event: Data) {
    bench.tell(Event::Data(event));
}

/// Does this and waits until nothing is read any more; gives what the screen says of it.
fn until_done(bench: &mut Bench, event: Data) -> (Tone, String) {
    click(bench, event);
    bench.run_ms(120_000);
    let leads = bench.leads();
    assert_eq!(leads.reading, None);
    let notice = leads.notice.unwrap();
    (notice.tone, notice.sentence)
}

fn kept(bench: &Bench) -> Vec<Kept> {
    now(bench.mirror.slice(LEADS, EntityId(0), usize::MAX)).unwrap()
}

/// The copy is the account's list, to the last member.
#[track_caller]
fn is_a_copy(bench: &mut Bench) {
    let stored = bench.stored("leads");
    let kept = kept(bench);
    assert_eq!(kept.len(), stored.len());
    for (kept, stored) in kept.iter().zip(&stored) {
        let kept: serde_json::Value = kept.read().unwrap();
        for member in ["id", "name", "updated_at", "custom_fields_values", "price"] {
            assert_eq!(kept[member], stored[member], "{member}");
        }
    }
}

fn touch(bench: &mut Bench, index: usize) -> u64 {
    let id = bench.stored("leads")[index]["id"].as_u64().unwrap();
    bench.control("/_sim/touch", &json!({ "entity": "leads", "id": id }));
    id
}

fn read(bench: &mut Bench) {
    let (tone, _) = until_done(bench, Data::ReadAsked(LEADS));
    assert_eq!(tone, Tone::Success);
}

#[test]
fn six_hundred_leads_are_read_by_three_requests_and_looked_at_by_one_without_a_body() {
    let mut bench = account_of(600);
    assert_eq!(bench.lead_reads(), [], "nothing is read unasked");
    let before = bench.leads();
    assert_eq!(before.kept, "Nothing is kept.");
    assert!(before.plan.unwrap().contains("up to 400 requests"));
    assert!(before.actions.read && !before.actions.look && !before.actions.forget);

    let said = until_done(&mut bench, Data::ReadAsked(LEADS));
    assert_eq!(said, (Tone::Success, "Read to the end: 600 entities, 3 requests.".to_owned()));
    let reads = bench.lead_reads();
    assert_eq!(reads.len(), 3);
    assert!(reads.iter().all(|line| line.query.contains("order[id]=asc") && !line.conditional));
    is_a_copy(&mut bench);

    let said = until_done(&mut bench, Data::LookAsked(LEADS));
    assert_eq!(said, (Tone::Success, "Nothing has changed: 1 request, no data.".to_owned()));
    let look = bench.lead_reads().split_off(3);
    assert_eq!(look.len(), 1);
    assert_eq!((look[0].bytes, look[0].conditional), (0, true));
    assert!(
        look[0].query.starts_with("page=1&limit=250&") && look[0].query.contains("filter[updated_at][from]=")
    );
    assert!(bench.worst_second() <= 7);
}

#[test]
fn one_changed_lead_is_read_alone() {
    let mut bench = account_of(600);
    read(&mut bench);
    let id = touch(&mut bench, 300);
    bench.run_ms(10_000);
    let said = until_done(&mut bench, Data::LookAsked(LEADS));
    assert_eq!(said, (Tone::Success, "Changed: 1. New: 0. 1 request.".to_owned()));
    let look = bench.lead_reads().split_off(3);
    assert_eq!((look.len(), look[0].status), (1, 200));
    assert!(look[0].bytes < 5_000, "one lead is {} bytes", look[0].bytes);
    is_a_copy(&mut bench);
    assert_eq!(kept(&bench)[300].id.0, id);
    let (_, said) = until_done(&mut bench, Data::LookAsked(LEADS));
    assert_eq!(said, "Nothing has changed: 1 request, no data.");
    assert_eq!(bench.lead_reads().last().unwrap().bytes, 0);
}

/// Whatever the moment of a change, the next look finds it: also in the second of the reading, and while
/// the server works on its answer.
#[test]
fn no_change_falls_between_two_looks() {
    for (latency_ms, after_ms) in [(0, 0), (0, 30), (0, 900), (5_000, 100), (5_000, 2_500), (5_000, 4_900)] {
        let mut bench = account_of(40);
        bench.faults(&json!({ "latency_ms": latency_ms }).to_string());
        click(&mut bench, Data::ReadAsked(LEADS));
        bench.run_ms(after_ms);
        touch(&mut bench, 7);
        bench.run_ms(60_000);
        bench.faults("{}");
        let before = bench.lead_reads().len();
        until_done(&mut bench, Data::LookAsked(LEADS));
        assert_eq!(bench.lead_reads().len(), before + 1);
        is_a_copy(&mut bench);
        // And between a look and the next one.
        bench.faults(&json!({ "latency_ms": latency_ms }).to_string());
        click(&mut bench, Data::LookAsked(LEADS));
        bench.run_ms(after_ms);
        touch(&mut bench, 8);
        bench.run_ms(60_000);
        bench.faults("{}");
        until_done(&mut bench, Data::LookAsked(LEADS));
        is_a_copy(&mut bench);
    }
}

#[test]
fn a_server_that_ignores_every_condition_is_asked_once_and_not_walked() {
    let mut bench = account_of(600);
    read(&mut bench);
    bench.run_ms(700_000);
    bench.faults(r#"{"ignore_if_modified_since": true, "ignore_filters": true}"#);
    let (tone, said) = until_done(&mut bench, Data::LookAsked(LEADS));
    assert_eq!(tone, Tone::Warning);
    assert!(said.contains("Nothing of it was taken"), "{said}");
    assert_eq!(bench.lead_reads().len(), 4);
    let leads = bench.leads();
    assert!(leads.actions.again && !leads.actions.look, "a full reading is offered instead");
    bench.reload();
    assert!(!bench.leads().actions.look, "it is remembered");
    assert_eq!(until_done(&mut bench, Data::ReadAsked(LEADS)).0, Tone::Success);
    assert!(bench.leads().actions.look);
}

#[test]
fn one_working_condition_is_enough() {
    for fault in ["ignore_if_modified_since", "ignore_filters"] {
        let mut bench = account_of(300);
        read(&mut bench);
        bench.faults(&json!({ fault: true }).to_string());
        let (_, said) = until_done(&mut bench, Data::LookAsked(LEADS));
        assert_eq!(said, "Nothing has changed: 1 request, no data.", "{fault}");
        assert_eq!(bench.lead_reads().last().unwrap().bytes, 0);
    }
}

#[test]
fn a_crash_between_two_pages_costs_none_of_them() {
    for at_ms in [60, 200, 300, 450, 550] {
        let mut bench = account_of(1_200);
        click(&mut bench, Data::ReadAsked(LEADS));
        bench.run_ms(at_ms);
        let durable = kept(&bench).len();
        let asked = bench.lead_reads().len();
        bench.reload();
        let leads = bench.leads();
        if durable == 0 {
            assert!(leads.actions.read && !leads.actions.rest);
            continue;
        }
        assert!(leads.kept.contains("broken off"), "{}", leads.kept);
        assert_eq!(bench.lead_reads().len(), asked, "nothing goes on unasked");
        let (tone, _) = until_done(&mut bench, Data::RestAsked(LEADS));
        assert_eq!(tone, Tone::Success);
        is_a_copy(&mut bench);
        let reads = bench.lead_reads();
        let distinct: BTreeSet<_> = reads.iter().map(|line| &line.query).collect();
        // Only what was on its way at the crash may have been asked a second time.
        assert!(reads.len() - distinct.len() <= 1 && distinct.len() == 5, "{reads:?}");
    }
}

#[test]
fn reading_again_so_soon_is_asked_first() {
    let mut bench = account_of(300);
    read(&mut bench);
    bench.run_ms(60_000);
    click(&mut bench, Data::ReadAsked(LEADS));
    bench.run_ms(10_000);
    assert_eq!(bench.lead_reads().len(), 2);
    let ask = bench.leads().ask.unwrap();
    assert!(ask.sentence.contains("300 entities"), "{}", ask.sentence);
    click(&mut bench, Data::ReadDeclined);
    assert_eq!(bench.leads().ask, None);
    click(&mut bench, Data::ReadAsked(LEADS));
    assert_eq!(until_done(&mut bench, Data::ReadConfirmed(LEADS)).0, Tone::Success);
    assert_eq!(bench.lead_reads().len(), 4);
    bench.run_ms(700_000);
    assert_eq!(
        until_done(&mut bench, Data::ReadAsked(LEADS)).0,
        Tone::Success,
        "ten minutes later it just starts"
    );
}

#[test]
fn pause_resume_stop_and_continue() {
    let mut bench = account_of(1_200);
    bench.faults(r#"{"latency_ms": 400}"#);
    click(&mut bench, Data::ReadAsked(LEADS));
    bench.run_ms(100);
    assert!(bench.leads().actions.pause);
    click(&mut bench, Data::PauseAsked);
    bench.run_ms(60_000);
    assert_eq!((bench.lead_reads().len(), kept(&bench).len()), (1, 250));
    let reading = bench.leads().reading.unwrap();
    assert_eq!(reading.headline, "Paused: Leads");
    click(&mut bench, Data::LookAsked(Entity::Contacts));
    bench.run_ms(5_000);
    assert!(bench.data().lists.iter().all(|list| list.list == LEADS || list.reading.is_none()));
    click(&mut bench, Data::ResumeAsked);
    bench.run_ms(600);
    let (tone, _) = until_done(&mut bench, Data::StopAsked);
    assert_eq!(tone, Tone::Info);
    let asked = bench.lead_reads().len();
    assert!((2..5).contains(&asked));
    assert_eq!(until_done(&mut bench, Data::RestAsked(LEADS)).0, Tone::Success);
    assert_eq!(bench.lead_reads().len(), 5);
    is_a_copy(&mut bench);
}

/// As if the plan of the reading that was broken off had so many pages more, and no further.
fn cut_plan(bench: &mut Bench, pages_more: u32) {
    let owner = now(bench.mirror.owner()).unwrap().unwrap();
    let mut state = now(bench.mirror.claim(owner)).unwrap()[&LEADS].state.clone();
    let position = state.position.as_mut().unwrap();
    position.pages_max = position.pages + pages_more;
    let commit = Commit { list: LEADS, span: None, entities: Vec::new(), state };
    now(bench.mirror.commit(owner, &commit)).unwrap();
    bench.reload();
}

#[test]
fn a_plan_that_is_used_up_says_what_is_left_and_is_followed_by_another_on_a_click() {
    let mut bench = account_of(1_200);
    bench.faults(r#"{"latency_ms": 400}"#);
    click(&mut bench, Data::ReadAsked(LEADS));
    bench.run_ms(600);
    until_done(&mut bench, Data::StopAsked);
    assert_eq!(bench.leads().rest, "Continue");
    cut_plan(&mut bench, 1);
    let leads = bench.leads();
    assert!(leads.plan.as_ref().unwrap().starts_with("Plan to read on: up to 1 request for"), "{leads:?}");

    let (tone, said) = until_done(&mut bench, Data::RestAsked(LEADS));
    assert_eq!(tone, Tone::Warning);
    assert!(said.contains("(1 request), and the list goes on. Read: the first 744 entities."), "{said}");
    let asked = bench.lead_reads().len();
    bench.reload();
    bench.run_ms(60_000);
    assert_eq!(bench.lead_reads().len(), asked, "nothing goes on unasked");
    let leads = bench.leads();
    assert!(
        leads.kept.ends_with("The plan is used up (3 requests), and the list goes on."),
        "{}",
        leads.kept
    );
    assert!(leads.plan.unwrap().starts_with("Plan to read on: up to 400 requests for"));
    assert_eq!((leads.rest.as_str(), leads.actions.rest), ("Read on: up to 400 requests", true));
    assert_eq!(until_done(&mut bench, Data::RestAsked(LEADS)).0, Tone::Success);
    is_a_copy(&mut bench);
}

#[test]
fn a_trouble_is_shown_in_its_place_and_gone_on_from() {
    let mut bench = account_of(300);
    bench.faults(r#"{"no_rights": ["leads"]}"#);
    click(&mut bench, Data::ReadAsked(LEADS));
    bench.run_ms(10_000);
    let leads = bench.leads();
    assert_eq!(leads.notice.unwrap().title, "The reading stopped");
    assert!(leads.actions.proceed && leads.actions.stop);
    bench.faults("{}");
    assert_eq!(until_done(&mut bench, Data::ProceedAsked).0, Tone::Success);
    is_a_copy(&mut bench);
}

#[test]
fn the_end_of_the_session_leaves_nothing_behind() {
    let mut bench = account_of(600);
    read(&mut bench);
    bench.faults(r#"{"signed_out": true}"#);
    click(&mut bench, Data::LookAsked(LEADS));
    bench.run_ms(10_000);
    assert_eq!(kept(&bench), []);
    assert_eq!(now(bench.mirror.owner()), Ok(None));
    assert!(bench.data().lists.is_empty());
    bench.faults("{}");
    bench.tell(Event::Probe);
    bench.run_ms(10_000);
    assert_eq!(bench.leads().kept, "Nothing is kept.");
    assert_eq!(kept(&bench), []);
    read(&mut bench);
    is_a_copy(&mut bench);
}

#[test]
fn forgetting_and_every_other_list() {
    let mut bench = account_of(5);
    read(&mut bench);
    for list in [Entity::Contacts, Entity::Companies, Entity::Tasks] {
        click(&mut bench, Data::ReadAsked(list));
        bench.run_ms(5_000);
        click(&mut bench, Data::LookAsked(list));
        bench.run_ms(5_000);
    }
    let sizes: Vec<_> =
        bench.data().lists.into_iter().map(|list| (list.notice.unwrap().tone, list.kept)).collect();
    for ((tone, kept), count) in sizes.iter().zip(["5 ent", "3 ent", "1 ent", "2 ent"]) {
        assert_eq!(*tone, Tone::Success);
        assert!(kept.contains(count), "{kept}");
    }
    click(&mut bench, Data::ForgetAsked(LEADS));
    bench.run_ms(100);
    assert_eq!((bench.leads().kept, bench.leads().notice), ("Nothing is kept.".to_owned(), None));
    assert_eq!(kept(&bench), []);
    bench.tell(Event::Opened(Place::Page));
    assert!(bench.data().lists[1].kept.contains("3 ent"));
}
