//! Rows that change: what they send, and what is done when it is not known whether they did.

use serde_json::{Value, json};

use super::bench::{Bench, answered, named_errors, problem, rows, stored};
use crate::api::contacts;
use crate::base::Delivery;
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::transfer::draft::Draft;
use crate::transfer::edit::{Change, Edit};
use crate::transfer::import::Import;
use crate::transfer::journal::{Entry, Refusal, fold};
use crate::transfer::plan::Plan;
use crate::transfer::problem::Reason;
use crate::transfer::progress::State;
use crate::transfer::run::RowState;
use crate::transfer::schema::Entity;
use crate::transfer::work::Work;

/// The contact of this id gets the name `New` where it had `Old`.
fn change(id: u64) -> Work {
    let named = |name: &str| {
        Change::Contact(contacts::Change { id: EntityId(id), name: Some(name.into()), ..Default::default() })
    };
    Edit { to: named("New"), from: named("Old") }.into()
}

fn add(name: &str) -> Work {
    Draft::Contact(contacts::New { name: Some(name.into()), ..Default::default() }).into()
}

/// These in rows 2, 3, 4, …
fn plan(works: impl IntoIterator<Item = Work>) -> Plan {
    Plan::new(Entity::Contacts, (2..).zip(works)).unwrap()
}

/// The contacts 5, 6, … in rows 2, 3, ….
fn changes(count: u64) -> Plan {
    plan((5..5 + count).map(change))
}

fn contact(id: u64, name: &str) -> Value {
    json!({ "id": id, "name": name, "created_by": 9 })
}

fn page(contacts: &[Value]) -> Delivery {
    answered(200, &json!({ "_embedded": { "contacts": contacts } }))
}

/// Two looks that show the same.
fn look_twice(bench: &mut Bench, contacts: &[Value]) {
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(page(contacts));
    }
}

#[test]
fn changes_leave_at_once_and_need_no_newest_id() {
    let mut bench = Bench::new(changes(2), 50);
    let call = bench.only_call();
    assert_eq!((call.method.as_str(), call.path.as_str()), ("PATCH", "/api/v4/contacts"));
    assert_eq!(
        serde_json::from_str::<Value>(call.body.as_deref().unwrap()).unwrap(),
        json!([{"id": 5, "name": "New", "request_id": "2"}, {"id": 6, "name": "New", "request_id": "3"}])
    );
    bench.deliver(stored(&[(2, 5), (3, 6)]));
    assert!(bench.ended);
    assert!(matches!(bench.journal.first(), Some(Entry::Started { watermark: EntityId(0), rows: 2, .. })));
    assert_eq!(bench.import.stored().map(|(row, id)| (row, id.0)).collect::<Vec<_>>(), [(2, 5), (3, 6)]);
}

#[test]
fn a_batch_adds_or_changes() {
    let mut bench = Bench::running(plan([change(5), add("A"), change(6), add("B")]), 50);
    let sent: Vec<_> = bench.calls.values().map(|call| (call.method.as_str(), rows(call))).collect();
    assert_eq!(sent, [("PATCH", vec![2, 4]), ("POST", vec![3, 5])]);
    bench.deliver(stored(&[(2, 5), (4, 6)]));
    bench.deliver(stored(&[(3, 71), (5, 72)]));
    assert!(bench.ended);
}

#[test]
fn a_later_change_of_the_same_entity_waits_for_the_earlier_one() {
    let mut bench = Bench::new(plan([change(5), change(6), change(5), change(5)]), 50);
    assert_eq!(bench.sent_rows(), [2, 3]);
    bench.deliver(stored(&[(2, 5), (3, 6)]));
    assert_eq!(bench.sent_rows(), [4]);
    bench.deliver(named_errors(&[(4, "NotSupportedChoice", "name")]));
    assert_eq!(bench.sent_rows(), [5], "refused is settled, too");
    bench.deliver(stored(&[(5, 5)]));
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [4]);
}

#[test]
fn a_resumed_import_keeps_the_order() {
    let works = || plan([change(5), change(5)]);
    let bench = Bench::new(works(), 50);
    let resumed = Import::resume(super::bench::settings(50), works(), fold(&bench.journal)).unwrap();
    let mut bench = Bench::with(resumed, bench.journal);
    look_twice(&mut bench, &[contact(5, "New")]);
    assert_eq!(bench.sent_rows(), [3]);
}

#[test]
fn an_unknown_outcome_is_looked_up_by_ids() {
    let mut bench = Bench::new(changes(4), 50);
    bench.deliver(Delivery::Unknown(Unsure::TimedOut));
    assert_eq!(bench.import.progress(bench.now).state, State::Settling);
    let all = [contact(5, "New"), contact(6, "Old"), contact(7, "Other")];
    for _ in 0..2 {
        bench.sleep();
        let ids = "filter[id][]=5&filter[id][]=6&filter[id][]=7&filter[id][]=8";
        assert_eq!(bench.only_call().path.as_str(), format!("/api/v4/contacts?page=1&limit=250&{ids}"));
        bench.deliver(page(&all));
        assert_eq!(bench.only_call().path.as_str(), "/api/v4/contacts/8");
        bench.deliver(answered(204, &json!(null)));
    }
    assert_eq!(bench.sent_rows(), [3], "what still is as it was goes again");
    bench.deliver(stored(&[(3, 6)]));
    assert!(bench.ended);
    assert_eq!(bench.import.run().row(2), Some(&RowState::Stored(EntityId(5))));
    assert_eq!(bench.import.run().row(4), Some(&RowState::Undecided));
    assert_eq!(bench.import.run().row(5), Some(&RowState::Refused(vec![Refusal::Gone])));
    let problems: Vec<_> = bench.import.problems().map(|problem| problem.reason).collect();
    assert_eq!(problems, [Reason::UnknownChange, Reason::Gone]);
}

#[test]
fn readings_that_disagree_decide_nothing() {
    let mut bench = Bench::new(changes(1), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    for name in ["Old", "New"] {
        bench.sleep();
        bench.deliver(page(&[contact(5, name)]));
        assert_eq!(bench.import.progress(bench.now).state, State::Settling);
    }
    bench.sleep();
    bench.deliver(page(&[contact(5, "New")]));
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [0; 0]);
}

#[test]
fn a_change_after_one_that_will_never_be_known_is_not_written() {
    let mut bench = Bench::new(plan([change(5), change(5), change(5)]), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    look_twice(&mut bench, &[contact(5, "Other")]);
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [2, 3, 4]);
}

#[test]
fn adds_and_changes_may_be_unsure_at_once() {
    let mut bench = Bench::running(plan([change(5), add("A"), change(6), add("B")]), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    for _ in 0..2 {
        bench.sleep();
        assert_eq!(bench.only_call().path.as_str(), "/api/v4/contacts?page=1&limit=250&order[id]=desc");
        bench.deliver(page(&[contact(71, "B"), contact(70, "Z")]));
        assert!(bench.only_call().path.as_str().ends_with("filter[id][]=5&filter[id][]=6"));
        bench.deliver(page(&[contact(5, "Old"), contact(6, "New")]));
    }
    let sent: Vec<_> = bench.calls.values().map(|call| (call.method.as_str(), rows(call))).collect();
    assert_eq!(sent, [("PATCH", vec![2]), ("POST", vec![3])]);
}

#[test]
fn what_is_gone_is_refused_and_stops_nothing() {
    let mut bench = Bench::new(changes(9), 50);
    // 404 for every batch that holds row 2, 3 or 4, which is more failures in a row than others may have.
    for _ in 0..40 {
        let Some(sent) = bench.calls.values().next().map(rows) else { break };
        if sent.iter().any(|row| *row < 5) {
            bench.deliver(problem(404));
        } else {
            bench.deliver(stored(&sent.iter().map(|row| (*row, u64::from(*row) + 3)).collect::<Vec<_>>()));
        }
    }
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [2, 3, 4]);
}
