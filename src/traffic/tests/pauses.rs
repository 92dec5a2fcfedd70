//! 429 and a network that is down: everyone waits, nothing is lost, nothing comes back too fast.

use super::driver::{Driver, most_in_any, ok, page, problem, too_many};
use crate::base::{Delivery, Failure, Method};
use crate::traffic::{Gate, Input, Lane, PauseCause, Ticket};

/// A driver with one write in flight and more of everything waiting.
fn busy() -> (Driver, Ticket) {
    let mut driver = Driver::new();
    let write = driver.write();
    driver.drain();
    driver.newly_sent();
    driver.submit(Lane::Click, Method::Get);
    driver.reads(20);
    (driver, write)
}

#[track_caller]
fn check_paused(driver: &mut Driver, cause: PauseCause, ms: u64) {
    let Gate::Paused { until, cause: shown } = driver.gate() else { panic!("{:?}", driver.gate()) };
    assert_eq!((driver.true_ms(until) - driver.now_ms, shown), (ms, cause));
    driver.run(ms - 1);
    assert_eq!(driver.newly_sent(), []);
    driver.run(1);
    assert_eq!(driver.gate(), Gate::Open);
}

#[test]
fn a_429_stops_every_lane_for_as_long_as_kommo_asks() {
    let (mut driver, write) = busy();
    driver.answer(write, too_many(300));
    check_paused(&mut driver, PauseCause::RateLimit, 300_000);
    assert!(driver.newly_sent().contains(&write), "it goes again by itself");
    assert_eq!(driver.told, []);
}

#[test]
fn a_429_that_asks_for_nothing_stops_for_one_second_then_for_two() {
    let (mut driver, write) = busy();
    driver.answer(write, problem(429));
    check_paused(&mut driver, PauseCause::RateLimit, 1_000);
    let again = driver.newly_sent();
    driver.answer(again[0], problem(429));
    check_paused(&mut driver, PauseCause::RateLimit, 2_000);
}

#[test]
fn the_refused_go_first_when_it_goes_on() {
    let mut driver = Driver::new();
    driver.reads(20);
    driver.drain();
    for ticket in [4, 2, 0] {
        driver.answer(Ticket(ticket), problem(429));
    }
    driver.newly_sent();
    driver.latency_ms = Some(0);
    driver.run(4_000);
    assert_eq!(driver.newly_sent()[..4], [0, 2, 4, 6].map(Ticket));
}

#[test]
fn one_burst_of_429_is_one_step_and_others_answers_count() {
    let mut driver = Driver::new();
    driver.reads(6);
    driver.drain();
    for ticket in 0..5 {
        driver.answer(Ticket(ticket), problem(429));
    }
    driver.answer(Ticket(5), ok());
    driver.drain();
    assert_eq!(driver.told, [(Ticket(5), Delivery::Answered(ok()))]);
    driver.newly_sent();
    check_paused(&mut driver, PauseCause::RateLimit, 1_000);
}

#[test]
fn after_a_pause_it_comes_back_slowly() {
    let (mut driver, write) = busy();
    driver.reads(200);
    driver.answer(write, problem(429));
    driver.run(1_000);
    driver.newly_sent().iter().for_each(|ticket| driver.answer(*ticket, ok()));
    driver.latency_ms = Some(0);
    let mut rates = Vec::new();
    for _ in 0..8 {
        driver.run(1_060);
        driver.sent.clear();
        rates.push(driver.traffic.stats(driver.moment()).rate);
    }
    assert_eq!(rates, [3, 4, 5, 6, 7, 7, 7, 7]);
    driver.run(10_000);
    assert_eq!(most_in_any(1_000, &driver.starts()), 7);
}

#[test]
fn once_the_full_rate_is_back_the_next_429_is_a_first_one() {
    let (mut driver, write) = busy();
    driver.reads(100);
    driver.answer(write, problem(429));
    driver.run(1_000);
    driver.newly_sent().iter().for_each(|ticket| driver.answer(*ticket, ok()));
    driver.latency_ms = Some(0);
    driver.run(10_000);
    driver.latency_ms = None;
    driver.run(2_000);
    let late = driver.newly_sent();
    driver.answer(late[late.len() - 1], problem(429));
    check_paused(&mut driver, PauseCause::RateLimit, 1_000);
}

#[test]
fn an_answer_shows_that_the_network_is_up() {
    let mut driver = Driver::new();
    for _ in 0..3 {
        let read = driver.read();
        driver.drain();
        driver.fail(read, Failure::NotSent);
        driver.newly_sent();
        check_paused(&mut driver, PauseCause::Offline, 1_000);
        driver.answer(read, page(502));
        driver.run(1_000);
        driver.answer(read, ok());
        driver.drain();
    }
}

#[test]
fn at_the_slow_start_two_leave_in_a_second() {
    let (mut driver, write) = busy();
    driver.answer(write, problem(429));
    driver.run(2_000);
    assert_eq!(driver.newly_sent().len(), 2);
    assert_eq!(driver.traffic.stats(driver.moment()).rate, 2);
}

#[test]
fn without_a_network_everyone_waits_longer_and_longer_and_nobody_is_told() {
    let (mut driver, write) = busy();
    let mut leaving = vec![write];
    for seconds in [1, 2, 4, 8, 16, 30, 30] {
        for ticket in leaving {
            driver.fail(ticket, Failure::NotSent);
        }
        check_paused(&mut driver, PauseCause::Offline, seconds * 1_000);
        leaving = driver.newly_sent();
        assert_eq!(leaving.len(), 6);
    }
    assert_eq!(driver.told, []);
    for ticket in leaving {
        driver.answer(ticket, ok());
    }
    driver.latency_ms = Some(0);
    driver.run(10_000);
    assert_eq!(driver.told.len(), 22);
}

#[test]
fn when_the_network_is_back_everyone_goes_on_at_once_and_not_too_fast() {
    let (mut driver, write) = busy();
    let mut leaving = vec![write];
    for seconds in [1, 2, 4] {
        for ticket in leaving {
            driver.fail(ticket, Failure::NotSent);
        }
        check_paused(&mut driver, PauseCause::Offline, seconds * 1_000);
        leaving = driver.newly_sent();
    }
    for ticket in leaving {
        driver.fail(ticket, Failure::NotSent);
    }
    driver.run(100);
    assert_eq!(driver.newly_sent(), []);
    driver.latency_ms = Some(0);
    driver.input(Input::Online);
    driver.run(2_000);
    assert!(driver.newly_sent().contains(&write));
    driver.run(10_000);
    assert_eq!((driver.gate(), driver.told.len()), (Gate::Open, 22));
    assert_eq!(most_in_any(1_000, &driver.starts()), 7);
}

#[test]
fn a_network_that_is_back_is_no_reason_to_come_back_to_kommo_early() {
    let (mut driver, write) = busy();
    driver.answer(write, too_many(300));
    driver.input(Input::Online);
    check_paused(&mut driver, PauseCause::RateLimit, 300_000);
    let next = driver.newly_sent()[0];
    driver.answer(next, page(403));
    driver.input(Input::Online);
    driver.run(60_000);
    assert_eq!(driver.gate(), Gate::Blocked { probing: false });
}
