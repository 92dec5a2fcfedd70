//! The engine against answers written by hand; against a whole account see `tests/native/simulation`.

mod ahead;
mod bench;
mod changes;
mod looks;

use serde_json::json;

use super::{Input, Stop};
use crate::base::{Delivery, Failure};
use crate::transfer::journal::{Entry, Refusal};
use crate::transfer::progress::State;
use crate::transfer::run::RowState;
use bench::{Bench, answered, contacts, named_errors, problem, stored};

#[test]
fn an_import_reads_the_newest_id_then_sends_and_ends() {
    let mut bench = Bench::new(contacts(["A", "B"]), 50);
    assert_eq!(bench.only_call().path.as_str(), "/api/v4/contacts?page=1&limit=1&order[id]=desc");
    bench.deliver(answered(200, &json!({"_embedded": {"contacts": [{"id": 70}]}})));
    let call = bench.only_call();
    assert_eq!(call.path.as_str(), "/api/v4/contacts");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(call.body.as_deref().unwrap()).unwrap(),
        json!([{"name": "A", "request_id": "2"}, {"name": "B", "request_id": "3"}])
    );
    bench.deliver(stored(&[(2, 71), (3, 72)]));
    assert!(bench.ended);
    assert_eq!(bench.import.progress(bench.now).state, State::Ended);
    assert_eq!(bench.import.stored().map(|(row, id)| (row, id.0)).collect::<Vec<_>>(), [(2, 71), (3, 72)]);
    assert_eq!(bench.import.problems().count(), 0);
}

#[test]
fn nothing_leaves_before_its_intent_is_durable() {
    let mut bench = Bench::new(contacts(["A"]), 50);
    bench.persists = false;
    bench.deliver(answered(204, &json!(null)));
    assert!(bench.calls.is_empty());
    assert!(matches!(bench.unsaved.as_slice(), [Entry::Started { .. }]));
    bench.persist();
    assert!(bench.calls.is_empty(), "the intent is not durable yet");
    assert!(matches!(bench.unsaved.as_slice(), [Entry::Intent { .. }]));
    bench.persist();
    assert_eq!(bench.calls.len(), 1);
}

#[test]
fn an_empty_plan_ends_at_once() {
    let bench = Bench::new(contacts([]), 50);
    assert!(bench.ended);
    assert_eq!(bench.journal, [Entry::Ended]);
}

#[test]
fn named_rows_are_refused_and_the_others_sent_again() {
    let mut bench = Bench::running(contacts(["A", "B", "C"]), 50);
    bench.deliver(named_errors(&[(3, "NotSupportedChoice", "name")]));
    assert_eq!(bench.sent_rows(), [2, 4]);
    bench.deliver(stored(&[(2, 71), (4, 72)]));
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [3]);
}

#[test]
fn a_batch_refused_without_names_is_halved_down_to_the_row() {
    let mut bench = Bench::running(contacts(["A", "B", "C", "D"]), 50);
    bench.refuse_rows_whole(&[4]);
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [4]);
    assert!(matches!(
        bench.import.run().row(4),
        Some(RowState::Refused(refusals)) if matches!(refusals.as_slice(), [Refusal::Whole { status: 400, .. }])
    ));
}

#[test]
fn three_whole_refusals_in_a_row_ask_the_user() {
    let mut bench = Bench::running(contacts(["A", "B", "C", "D", "E", "F", "G", "H"]), 50);
    for _ in 0..2 {
        bench.deliver(problem(400));
    }
    assert_eq!(bench.import.progress(bench.now).state, State::Running);
    bench.deliver(problem(400));
    let why = Stop::Refused { status: 400, detail: "no".to_owned() };
    assert_eq!(bench.import.progress(bench.now).state, State::Stopped { why });
    let left = bench.calls.len();
    bench.deliver(stored(&[(2, 71), (3, 72)]));
    assert_eq!(bench.calls.len(), left - 1, "nothing new leaves");
    bench.handle(Input::Continue);
    assert_eq!(bench.import.progress(bench.now).state, State::Running);
    bench.refuse_rows_whole(&[2, 3, 4, 5, 6, 7, 8, 9]);
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_status_that_no_batch_survives_stops_at_once() {
    let stops = [
        (402, Stop::NotPaid("no".into())),
        (403, Stop::NoRight("no".into())),
        (404, Stop::NotFound("no".into())),
    ];
    for (status, why) in stops {
        let mut bench = Bench::running(contacts(["A"]), 50);
        bench.deliver(problem(status));
        assert_eq!(bench.import.progress(bench.now).state, State::Stopped { why });
        bench.handle(Input::Continue);
        bench.deliver(stored(&[(2, 71)]));
        assert!(bench.ended);
    }
}

#[test]
fn too_many_rows_make_smaller_batches() {
    let mut bench = Bench::running(contacts(["A", "B", "C", "D"]), 4);
    bench.deliver(problem(422));
    assert_eq!(bench.calls.len(), 2);
    assert_eq!(bench.sent_rows(), [2, 3, 4, 5]);
}

#[test]
fn what_did_not_arrive_is_sent_again() {
    let mut bench = Bench::running(contacts(["A"]), 50);
    bench.deliver(Delivery::Failed(Failure::NotSent));
    assert_eq!(bench.sent_rows(), [2]);
    bench.deliver(Delivery::Cancelled);
    assert_eq!(bench.sent_rows(), [2]);
    bench.deliver(stored(&[(2, 71)]));
    assert!(bench.ended);
}

#[test]
fn a_pause_holds_and_a_cancel_ends() {
    let mut bench = Bench::running(contacts(["A", "B", "C", "D"]), 1);
    bench.handle(Input::Pause);
    assert_eq!(bench.import.progress(bench.now).state, State::Pausing);
    assert_eq!((bench.calls.len(), bench.withdrawn.len()), (4, 4));
    bench.deliver(stored(&[(2, 71)]));
    assert_eq!(bench.calls.len(), 3);
    bench.handle(Input::Cancel);
    assert_eq!(bench.withdrawn.len(), 4 + 3);
    assert_eq!(bench.import.progress(bench.now).state, State::Cancelling);
    bench.deliver(Delivery::Cancelled);
    bench.deliver(stored(&[(4, 72)]));
    bench.deliver(Delivery::Cancelled);
    assert!(bench.ended);
    assert_eq!(bench.import.progress(bench.now).state, State::Cancelled);
    assert_eq!(bench.problem_rows(), [3, 5]);
}

#[test]
fn a_store_that_refuses_stops_the_import_and_loses_nothing() {
    let mut bench = Bench::new(contacts(["A"]), 50);
    bench.persists = false;
    bench.deliver(answered(204, &json!(null)));
    bench.handle(Input::NotPersisted);
    assert_eq!(bench.import.progress(bench.now).state, State::Stopped { why: Stop::Journal });
    bench.persists = true;
    bench.handle(Input::Continue);
    bench.deliver(stored(&[(2, 71)]));
    assert!(bench.ended);
    assert!(matches!(bench.journal.first(), Some(Entry::Started { .. })));
}
