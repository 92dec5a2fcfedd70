//! A lost sign-in: nobody leaves but one request at a time to ask.

use super::driver::{Driver, ok, page, problem};
use crate::base::Delivery;
use crate::traffic::{Gate, Input, Ticket};

const SIGNED_OUT: Gate = Gate::SignedOut { probing: false };

#[track_caller]
fn check_signed_out(driver: &mut Driver) {
    driver.sent.clear();
    driver.run(3_600_000);
    assert_eq!((driver.newly_sent(), driver.gate()), (vec![], SIGNED_OUT));
}

#[test]
fn after_a_401_one_request_asks_again_then_the_user_must_sign_in() {
    let mut driver = Driver::new();
    for _ in 0..26 {
        driver.write();
    }
    driver.drain();
    driver.newly_sent();
    for ticket in 0..6 {
        driver.answer(Ticket(ticket), problem(401));
    }
    driver.run(999);
    assert_eq!((driver.newly_sent(), driver.gate()), (vec![], Gate::SignedOut { probing: true }));
    driver.run(10_000);
    assert_eq!(driver.newly_sent(), [Ticket(6)]);
    driver.answer(Ticket(6), problem(401));
    check_signed_out(&mut driver);
    assert_eq!(driver.told, []);

    driver.input(Input::Probe);
    driver.drain();
    assert_eq!((driver.newly_sent(), driver.gate()), (vec![Ticket(7)], Gate::SignedOut { probing: true }));
    driver.answer(Ticket(7), ok());
    driver.latency_ms = Some(0);
    driver.run(60_000);
    assert_eq!(driver.newly_sent()[..7], [0, 1, 2, 3, 4, 5, 6].map(Ticket));
    assert_eq!((driver.told.len(), driver.gate()), (26, Gate::Open));
}

#[test]
fn a_session_that_is_renewed_meanwhile_costs_a_second() {
    let mut driver = Driver::new();
    let write = driver.write();
    driver.drain();
    driver.answer(write, problem(401));
    driver.run(1_000);
    driver.answer(write, ok());
    driver.drain();
    assert_eq!((driver.starts(), driver.gate()), (vec![0, 1_000], Gate::Open));
    assert_eq!(driver.told, [(write, Delivery::Answered(ok()))]);
}

#[test]
fn a_question_that_is_not_answered_is_put_again() {
    let mut driver = Driver::new();
    let read = driver.read();
    driver.drain();
    driver.answer(read, problem(401));
    driver.run(1_000);
    driver.answer(read, page(502));
    driver.run(1_000);
    assert_eq!(driver.starts(), [0, 1_000, 2_000]);
    driver.answer(read, problem(401));
    check_signed_out(&mut driver);
}

#[test]
fn a_401_of_one_request_alone_stops_nobody_and_is_told_the_second_time() {
    let mut driver = Driver::new();
    let (account, users) = (driver.read(), driver.read());
    driver.drain();
    driver.answer(account, ok());
    driver.answer(users, problem(401));
    let other = driver.read();
    driver.run(1_000);
    assert_eq!((driver.newly_sent(), driver.gate()), (vec![account, users, other, users], Gate::Open));
    driver.answer(users, problem(401));
    driver.drain();
    assert_eq!(driver.told[1..], [(users, Delivery::Answered(problem(401)))]);
    assert_eq!(driver.gate(), Gate::Open);
}

#[test]
fn an_answer_that_comes_late_speaks_for_the_session_too() {
    let mut driver = Driver::new();
    let (account, users) = (driver.read(), driver.read());
    driver.drain();
    driver.answer(users, problem(401));
    driver.answer(account, ok());
    driver.run(1_000);
    driver.answer(users, problem(401));
    driver.drain();
    assert_eq!(driver.told[1..], [(users, Delivery::Answered(problem(401)))]);
    assert_eq!((driver.sent.len(), driver.gate()), (3, Gate::Open));
}

#[test]
fn a_request_that_is_always_refused_cannot_keep_the_user_signed_out() {
    let mut driver = Driver::new();
    let users = driver.write();
    driver.drain();
    driver.answer(users, problem(401));
    driver.run(1_000);
    driver.answer(users, problem(401));
    assert_eq!(driver.gate(), SIGNED_OUT);
    let other = driver.read();
    driver.input(Input::Probe);
    driver.run(2_000);
    driver.answer(other, ok());
    driver.drain();
    driver.answer(users, problem(401));
    driver.drain();
    assert_eq!(driver.told[1..], [(users, Delivery::Answered(problem(401)))]);
    assert_eq!(driver.gate(), Gate::Open);
}
