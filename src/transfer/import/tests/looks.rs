//! Unknown outcomes: what is read, what it decides, and what stays unknown.

use serde_json::json;

use super::bench::{self, Bench, answered, contacts, stored};
use crate::base::Delivery;
use crate::base::http::Unsure;
use crate::base::id::UserId;
use crate::transfer::import::{Import, Input, Settings, Stop};
use crate::transfer::journal::fold;
use crate::transfer::progress::State;

#[test]
fn an_unknown_outcome_is_looked_up_twice() {
    let mut bench = Bench::running(contacts(["A", "B"]), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    assert!(bench.calls.is_empty(), "first the late write may land");
    assert_eq!(bench.import.progress(bench.now).state, State::Settling);
    bench.sleep();
    assert_eq!(bench.only_call().path.as_str(), "/api/v4/contacts?page=1&limit=250&order[id]=desc");
    bench.deliver(found(&[(72, 9, "B"), (71, 5, "A"), (70, 9, "A")]));
    assert!(bench.calls.is_empty(), "one look proves nothing");
    bench.sleep();
    bench.deliver(found(&[(72, 9, "B"), (71, 5, "A"), (70, 9, "A")]));
    assert_eq!(bench.sent_rows(), [2], "A of another user, and A below the watermark, are not ours");
    bench.deliver(stored(&[(2, 73)]));
    assert!(bench.ended);
    assert_eq!(bench.import.stored().map(|(row, id)| (row, id.0)).collect::<Vec<_>>(), [(2, 73), (3, 72)]);
}

#[test]
fn a_look_that_disagrees_is_repeated_and_in_the_end_the_rows_stay_unknown() {
    let mut bench = Bench::running(contacts(["A", "B"]), 50);
    bench.deliver(Delivery::Unknown(Unsure::TimedOut));
    let mut looks = 0;
    while !bench.ended {
        bench.sleep();
        looks += 1;
        let seen: &[(u64, u64, &str)] =
            if looks % 2 == 0 { &[(72, 9, "B"), (71, 9, "A")] } else { &[(72, 9, "B")] };
        bench.deliver(found(seen));
    }
    assert_eq!(looks, Settings::new(UserId(9)).looks_max);
    // The last look saw both: what was seen is stored, and nothing is sent again.
    assert_eq!(bench.import.progress(bench.now).stored, 2);
    let mut bench = Bench::running(contacts(["A", "B"]), 50);
    bench.deliver(Delivery::Unknown(Unsure::TimedOut));
    for look in 0..6 {
        bench.sleep();
        bench.deliver(if look % 2 == 0 {
            found(&[(72, 9, "B"), (71, 9, "A")])
        } else {
            found(&[(72, 9, "B")])
        });
    }
    assert!(bench.ended);
    assert_eq!(bench.problem_rows(), [2]);
    assert_eq!(bench.import.progress(bench.now).unknown, 1);
}

#[test]
fn an_answer_that_misses_rows_is_looked_up_for_those() {
    let mut bench = Bench::running(contacts(["A", "B"]), 50);
    bench.deliver(stored(&[(2, 71)]));
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(found(&[(72, 9, "B"), (71, 9, "A")]));
    }
    assert!(bench.ended);
    assert_eq!(bench.import.stored().map(|(row, id)| (row, id.0)).collect::<Vec<_>>(), [(2, 71), (3, 72)]);
}

#[test]
fn a_second_cancel_looks_no_more() {
    let mut bench = Bench::running(contacts(["A"]), 1);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    bench.handle(Input::Cancel);
    assert!(!bench.ended);
    bench.handle(Input::Cancel);
    assert!(bench.ended);
    assert_eq!(bench.import.progress(bench.now).unknown, 1);
}

#[test]
fn a_resumed_import_looks_up_what_was_meant() {
    let mut before = Bench::running(contacts(["A", "B", "C"]), 2);
    before.deliver(stored(&[(2, 71), (3, 72)]));
    let run = fold(&before.journal);
    let import = Import::resume(bench::settings(2), contacts(["A", "B", "C"]), run).unwrap();
    let mut bench = Bench::with(import, before.journal.clone());
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(found(&[(73, 9, "C"), (72, 9, "B"), (71, 9, "A")]));
    }
    assert!(bench.ended);
    assert_eq!(bench.import.progress(bench.now).stored, 3);
    assert!(Import::resume(bench::settings(2), contacts(["A", "B"]), fold(&before.journal)).is_err());
}

#[test]
fn three_failed_readings_ask_the_user_and_guess_nothing() {
    let mut bench = Bench::running(contacts(["A"]), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    for _ in 0..3 {
        bench.sleep();
        bench.deliver(answered(500, &json!(null)));
    }
    assert_eq!(bench.import.progress(bench.now).state, State::Stopped { why: Stop::Unreadable });
    assert!(bench.calls.is_empty());
    bench.handle(Input::Continue);
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(found(&[(71, 9, "A")]));
    }
    assert!(bench.ended);
    assert_eq!(bench.import.progress(bench.now).stored, 1);
}

#[test]
fn a_look_reads_page_by_page_down_to_the_watermark() {
    let mut bench = Bench::running(contacts(["A", "B"]), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    let others: Vec<_> = (0..250).map(|n| (400 - n, 5, "other")).collect();
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(found(&others));
        assert_eq!(bench.only_call().path.as_str(), "/api/v4/contacts?page=2&limit=250&order[id]=desc");
        // Something came meanwhile, so the last of the first page is seen again.
        let mut rest: Vec<_> = (0..80).map(|n| (151 - n, 5, "other")).collect();
        rest.extend([(71, 9, "B"), (70, 9, "A")]);
        bench.deliver(found(&rest));
    }
    assert_eq!(bench.sent_rows(), [2]);
}

#[test]
fn what_was_changed_since_is_never_sent_again() {
    let mut bench = Bench::running(bench::leads_of(["A", "B"], 100), 50);
    bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    let changed = json!({"_embedded": {"leads": [{"id": 71, "created_by": 9, "name": "A", "price": 7}]}});
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(answered(200, &changed));
    }
    assert_eq!(bench.sent_rows(), [3]);
    assert_eq!(bench.problem_rows(), [2]);
}

fn found(entities: &[(u64, u64, &str)]) -> Delivery {
    let entities: Vec<_> =
        entities.iter().map(|(id, user, name)| json!({"id": id, "created_by": user, "name": name})).collect();
    answered(200, &json!({"_embedded": {"contacts": entities}}))
}
