//! How many batches are out at once, how many wait to leave, and what is taken back of them.

use super::bench::{Bench, contacts, problem, stored};
use crate::base::Delivery;
use crate::base::http::Unsure;
use crate::transfer::import::{Input, Stop};
use crate::transfer::progress::State;

const NAMES: [&str; 20] =
    ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T"];

/// One row in a batch.
fn running() -> Bench {
    Bench::running(contacts(NAMES), 1)
}

#[test]
fn few_wait_for_the_polite_client() {
    let mut bench = Bench::new(contacts(NAMES), 1);
    bench.lets_out = false;
    bench.deliver(Delivery::Answered(crate::base::Response { status: 204, ..Default::default() }));
    assert_eq!(bench.sent_rows(), [2, 3, 4]);
    bench.let_out();
    assert_eq!(bench.sent_rows(), [2, 3, 4, 5], "as many wait as before");
    bench.deliver(stored(&[(2, 71)]));
    assert_eq!(bench.sent_rows(), [3, 4, 5], "nothing was let out");
}

#[test]
fn each_answer_admits_one_more_and_trouble_takes_that_back() {
    let mut bench = running();
    assert_eq!(bench.calls.len(), 4);
    for row in 2..6 {
        bench.deliver(stored(&[(row, 70 + u64::from(row))]));
    }
    assert_eq!(bench.calls.len(), 8);
    bench.deliver(Delivery::Unknown(Unsure::GatewayTimeout));
    assert_eq!(bench.calls.len(), 7, "nothing new leaves");
    for row in 7..14 {
        bench.deliver(stored(&[(row, 70 + u64::from(row))]));
    }
    for _ in 0..2 {
        bench.sleep();
        bench.deliver(super::answered(200, &serde_json::json!({"_embedded": {"contacts": []}})));
    }
    assert_eq!(bench.sent_rows(), [6, 14, 15, 16], "as few as at the beginning");
}

#[test]
fn refusals_in_a_row_admit_no_more() {
    let mut bench = running();
    for _ in 0..2 {
        bench.deliver(problem(400));
    }
    assert_eq!(bench.calls.len(), 4);
}

/// What the polite client still held when this happened is taken back and sent again later.
#[track_caller]
fn check_taken_back(happens: impl Fn(&mut Bench), goes_on: impl Fn(&mut Bench), rows: &[u32]) {
    let mut bench = running();
    let waiting: Vec<_> = bench.calls.keys().copied().skip(1).collect();
    happens(&mut bench);
    assert!(waiting.iter().all(|call| bench.withdrawn.contains(call)), "{:?}", bench.withdrawn);
    while !bench.calls.is_empty() {
        bench.deliver(Delivery::Cancelled);
    }
    assert_eq!(bench.sent_rows(), [0; 0], "nothing new leaves");
    goes_on(&mut bench);
    assert_eq!(bench.sent_rows(), rows);
}

#[test]
fn what_waits_is_taken_back() {
    let stop = |bench: &mut Bench| {
        bench.deliver(problem(403));
        let why = Stop::NoRight("no".to_owned());
        assert_eq!(bench.import.progress(bench.now).state, State::Stopped { why });
    };
    check_taken_back(stop, |bench| bench.handle(Input::Continue), &[2, 3, 4, 5]);
    let pause = |bench: &mut Bench| bench.handle(Input::Pause);
    check_taken_back(pause, |bench| bench.handle(Input::Resume), &[2, 3, 4, 5]);
    let doubt = |bench: &mut Bench| bench.deliver(Delivery::Unknown(Unsure::AnswerLost));
    let look = |bench: &mut Bench| {
        for _ in 0..2 {
            bench.sleep();
            bench.deliver(super::answered(200, &serde_json::json!({"_embedded": {"contacts": []}})));
        }
    };
    check_taken_back(doubt, look, &[2, 3, 4, 5]);
}

#[test]
fn what_was_too_much_is_taken_back_before_it_is_refused_as_well() {
    let mut bench = Bench::running(contacts(NAMES), 4);
    let waiting: Vec<_> = bench.calls.keys().copied().skip(1).collect();
    bench.deliver(problem(422));
    assert!(waiting.iter().all(|call| bench.withdrawn.contains(call)));
    for _ in &waiting {
        bench.deliver(Delivery::Cancelled);
    }
    assert!(bench.calls.values().all(|request| super::bench::rows(request).len() == 2));
}
