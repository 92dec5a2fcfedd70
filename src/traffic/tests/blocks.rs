//! A block: nobody leaves but one request on the user's word.

use super::driver::{Driver, most_in_any, ok, page, problem, too_many};
use crate::base::{Failure, Method};
use crate::traffic::{Gate, Input, Lane, Ticket};

const BLOCKED: Gate = Gate::Blocked { probing: false };

/// A driver with the requests 0 to 5 in flight, all writes, and 20 more waiting.
fn busy() -> Driver {
    let mut driver = Driver::new();
    for _ in 0..26 {
        driver.write();
    }
    driver.drain();
    driver.newly_sent();
    driver
}

fn answer_the_rest(driver: &mut Driver) {
    for ticket in 1..6 {
        driver.answer(Ticket(ticket), ok());
    }
    driver.drain();
}

#[track_caller]
fn check_stopped(driver: &mut Driver, gate: Gate) {
    driver.run(3_600_000);
    assert_eq!((driver.newly_sent(), driver.gate()), (vec![], gate));
}

#[test]
fn after_a_block_not_one_more_leaves_and_what_is_in_flight_is_awaited() {
    let mut driver = busy();
    driver.answer(Ticket(0), page(403));
    driver.submit(Lane::Click, Method::Get);
    check_stopped(&mut driver, BLOCKED);
    answer_the_rest(&mut driver);
    check_stopped(&mut driver, BLOCKED);
    assert_eq!(driver.told.len(), 5);
}

#[test]
fn a_probe_lets_exactly_one_out() {
    let mut driver = busy();
    driver.answer(Ticket(0), page(403));
    answer_the_rest(&mut driver);
    for _ in 0..3 {
        driver.input(Input::Probe);
        driver.input(Input::Probe);
        driver.run(3_600_000);
        driver.input(Input::Probe);
        driver.drain();
        assert_eq!((driver.newly_sent(), driver.gate()), (vec![Ticket(0)], Gate::Blocked { probing: true }));
        driver.answer(Ticket(0), page(403));
        check_stopped(&mut driver, BLOCKED);
    }
}

#[test]
fn a_probe_that_is_taken_opens_the_gate_slowly() {
    let mut driver = busy();
    driver.answer(Ticket(0), page(403));
    answer_the_rest(&mut driver);
    driver.run(5_000);
    driver.input(Input::Probe);
    driver.drain();
    driver.answer(Ticket(0), ok());
    assert_eq!(driver.gate(), Gate::Open);
    driver.latency_ms = Some(0);
    driver.reads(100);
    driver.run(900);
    assert_eq!(driver.newly_sent().len(), 2, "the probe and one more");
    driver.run(60_000);
    assert_eq!((driver.told.len(), most_in_any(1_000, &driver.starts())), (126, 7));
}

#[test]
fn a_probe_that_says_nothing_leaves_the_block_as_it_was() {
    let mut driver = busy();
    driver.answer(Ticket(0), page(403));
    answer_the_rest(&mut driver);
    driver.told.clear();
    driver.input(Input::Probe);
    driver.drain();
    assert_eq!(driver.newly_sent(), [Ticket(0)]);
    driver.answer(Ticket(0), page(504));
    check_stopped(&mut driver, BLOCKED);
    assert_eq!(driver.told.len(), 1);

    driver.input(Input::Probe);
    driver.run(2_000);
    let probe = driver.newly_sent();
    driver.answer(probe[0], too_many(60));
    check_stopped(&mut driver, BLOCKED);
    driver.input(Input::Probe);
    driver.drain();
    assert_eq!(driver.newly_sent(), probe);
    driver.fail(probe[0], Failure::NotSent);
    driver.run(2_000);
    assert_eq!(driver.newly_sent(), probe, "what never left has asked nothing");
}

#[test]
fn a_probe_without_anyone_waiting_is_the_next_submitted() {
    let mut driver = Driver::new();
    let read = driver.read();
    driver.drain();
    driver.answer(read, page(403));
    driver.input(Input::Cancel(read));
    driver.input(Input::Probe);
    driver.run(10_000);
    driver.newly_sent();
    let (next, _) = (driver.read(), driver.read());
    driver.run(10_000);
    assert_eq!(driver.newly_sent(), [next]);
}

#[test]
fn a_probe_without_a_stop_does_nothing() {
    let mut driver = busy();
    driver.input(Input::Probe);
    driver.answer(Ticket(0), page(403));
    check_stopped(&mut driver, BLOCKED);
}

#[test]
fn a_block_outweighs_a_lost_sign_in() {
    let mut driver = busy();
    driver.answer(Ticket(0), problem(401));
    driver.answer(Ticket(1), page(403));
    driver.answer(Ticket(2), problem(401));
    check_stopped(&mut driver, BLOCKED);
}
