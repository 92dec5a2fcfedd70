//! Who goes first, who is taken back, and what a long queue costs.

use super::driver::{Driver, ok, page, too_many};
use crate::base::{Delivery, Failure, Method};
use crate::traffic::{Input, Lane, Outcomes, Settings, Ticket, Waiting};

#[test]
fn lanes_go_in_order_and_first_in_first_out() {
    let mut driver = Driver::instant();
    let bulk = [driver.submit(Lane::Bulk, Method::Get), driver.submit(Lane::Bulk, Method::Get)];
    let screen = [driver.submit(Lane::Screen, Method::Get), driver.submit(Lane::Screen, Method::Get)];
    let click = [driver.submit(Lane::Click, Method::Get), driver.submit(Lane::Click, Method::Get)];
    driver.run(1_000);
    assert_eq!(driver.newly_sent(), [click, screen, bulk].concat());
}

#[test]
fn a_click_overtakes_bulk_work_that_already_waits() {
    let mut driver = Driver::instant();
    driver.bulk(20);
    driver.run(500);
    driver.newly_sent();
    let click = driver.submit(Lane::Click, Method::Get);
    driver.run(1_000);
    assert_eq!(driver.newly_sent().first(), Some(&click));
}

#[test]
fn no_more_than_six_are_in_flight() {
    let mut driver = Driver::new();
    driver.reads(10);
    driver.run(60_000);
    assert_eq!((driver.newly_sent().len(), driver.traffic.stats(driver.moment()).in_flight), (6, 6));
    driver.answer(Ticket(3), ok());
    driver.drain();
    assert_eq!(driver.newly_sent(), [Ticket(6)]);
}

#[test]
fn slow_batches_leave_a_place_for_a_click() {
    let mut driver = Driver::new();
    driver.bulk(10);
    driver.run(10_000);
    assert_eq!(driver.newly_sent().len(), 5);
    let click = driver.submit(Lane::Click, Method::Get);
    driver.run(2_000);
    assert_eq!(driver.newly_sent(), [click]);
}

#[test]
fn bulk_work_is_more_careful_while_nothing_tells_how_unequal_the_ways_are() {
    for (lane, expected_ms) in [(Lane::Screen, 1_010 + 75), (Lane::Bulk, 1_010 + 150)] {
        let mut driver = Driver::with(Settings { in_flight_max: 20, ..Settings::default() });
        driver.latency_ms = Some(3_000);
        driver.submit(lane, Method::Post);
        driver.run(5_000);
        for _ in 0..8 {
            driver.submit(lane, Method::Post);
        }
        driver.run(2_000);
        let starts = driver.starts();
        assert_eq!(starts[8] - starts[1], expected_ms, "{lane:?}");
    }
}

#[test]
fn slow_clicks_without_end_leave_an_eighth_to_bulk_work() {
    for latency_ms in [100, 1_000, 3_000] {
        let mut driver = Driver::new();
        driver.latency_ms = Some(latency_ms);
        driver.bulk(40);
        let clicks: Vec<_> = (0..200).map(|_| driver.submit(Lane::Click, Method::Get)).collect();
        driver.run(20_000);
        let sent = driver.newly_sent();
        let is_bulk = |ticket: &Ticket| !clicks.contains(ticket);
        let longest = sent.split(is_bulk).map(<[Ticket]>::len).max();
        assert!(longest <= Some(7), "{longest:?} clicks in a row, answers after {latency_ms} ms");
    }
}

#[test]
fn cancelled_before_it_left_it_never_leaves_and_its_asker_is_told() {
    let mut driver = Driver::new();
    let (first, second) = (driver.write(), driver.write());
    driver.input(Input::Cancel(first));
    driver.drain();
    assert_eq!(driver.told, [(first, Delivery::Cancelled)]);
    assert_eq!(driver.newly_sent(), [second]);
    driver.input(Input::Cancel(first));
    driver.drain();
    assert_eq!(driver.told.len(), 1);
}

#[test]
fn cancelled_while_it_rests_it_does_not_come_back() {
    let mut driver = Driver::new();
    let read = driver.read();
    driver.drain();
    driver.answer(read, page(504));
    driver.input(Input::Cancel(read));
    driver.run(60_000);
    assert_eq!((driver.told.as_slice(), driver.sent.len()), ([(read, Delivery::Cancelled)].as_slice(), 1));
}

#[test]
fn cancelled_in_flight_it_keeps_its_place_until_answered_and_nobody_is_told() {
    for outcome in 0..4 {
        let mut driver = Driver::with(Settings { in_flight_max: 1, ..Settings::default() });
        let (first, second) = (driver.write(), driver.write());
        driver.drain();
        driver.input(Input::Cancel(first));
        driver.run(10_000);
        assert_eq!(driver.newly_sent(), [first]);
        match outcome {
            0 => driver.answer(first, ok()),
            1 => driver.answer(first, page(504)),
            2 => driver.answer(first, too_many(1)),
            _ => driver.fail(first, Failure::Lost),
        }
        driver.run(10_000);
        assert_eq!((driver.newly_sent(), driver.told.len()), (vec![second], 0), "outcome {outcome}");
    }
}

#[test]
fn outcomes_of_what_is_not_in_flight_are_ignored() {
    let mut driver = Driver::new();
    let read = driver.read();
    driver.answer(read, page(403));
    driver.fail(Ticket(99), Failure::NotSent);
    driver.drain();
    driver.answer(read, ok());
    driver.answer(read, page(403));
    driver.input(Input::Probe);
    driver.read();
    driver.drain();
    assert_eq!((driver.told.len(), driver.sent.len()), (1, 2));
}

#[test]
fn the_screen_is_shown_what_happens() {
    let mut driver = Driver::new();
    driver.submit(Lane::Screen, Method::Get);
    driver.reads(8);
    driver.drain();
    driver.answer(Ticket(0), ok());
    driver.answer(Ticket(1), page(504));
    driver.drain();
    let stats = driver.traffic.stats(driver.moment());
    assert_eq!(stats.waiting, Waiting { screen: 2, resting: 1, ..Waiting::default() });
    assert_eq!((stats.in_flight, stats.starts_in_last_second, stats.rate, stats.sent), (5, 7, 7, 7));
    assert_eq!(stats.outcomes, Outcomes { done: 1, gateway_timeout: 1, ..Outcomes::default() });
    driver.freeze(1_000);
    assert_eq!(driver.traffic.stats(driver.moment()).starts_in_last_second, 0);
}

#[test]
fn fifty_thousand_wait_and_half_of_them_are_cancelled_from_the_back() {
    let mut driver = Driver::instant();
    driver.reads(50_000);
    for ticket in (0..50_000).rev().step_by(2) {
        driver.input(Input::Cancel(Ticket(ticket)));
    }
    driver.run(24 * 60 * 60 * 1_000);
    assert_eq!((driver.sent.len(), driver.told.len()), (25_000, 50_000));
}
