//! How many leave in any second, and that no more is given away than has to be.

use proptest::collection::vec;
use proptest::prelude::*;

use super::driver::{Driver, most_in_any, ok};
use crate::base::Method;
use crate::traffic::{Input, Lane, Settings, Ticket, Timing};

/// The default window with its guard.
const WINDOW_MS: u64 = 1_010;

/// The least distance of bulk work.
const STEP_MS: u64 = WINDOW_MS * 31 / 32 / 7;

/// No second holds more than seven, some second does hold seven, and the last leaves when expected.
#[track_caller]
fn check(driver: &Driver, count: usize, last_ms: u64) {
    let starts = driver.starts();
    assert_eq!(starts.len(), count);
    assert_eq!(most_in_any(1_000, &starts), 7);
    assert_eq!(most_in_any(WINDOW_MS, &starts), 7);
    assert_eq!(starts.last(), Some(&last_ms));
}

#[test]
fn burst() {
    let mut driver = Driver::instant();
    driver.reads(42);
    driver.run(10_000);
    check(&driver, 42, 5 * WINDOW_MS);
}

#[test]
fn edge() {
    let mut driver = Driver::instant();
    driver.reads(1);
    driver.run(960);
    driver.reads(20);
    driver.run(10_000);
    check(&driver, 21, 960 + 2 * WINDOW_MS);
}

#[test]
fn idle() {
    let mut driver = Driver::instant();
    driver.reads(7);
    driver.run(3_300);
    driver.reads(21);
    driver.run(10_000);
    check(&driver, 28, 3_300 + 2 * WINDOW_MS);
}

#[test]
fn steady() {
    let mut driver = Driver::instant();
    for _ in 0..50 {
        driver.reads(1);
        driver.run(40);
    }
    driver.run(10_000);
    check(&driver, 50, 7 * WINDOW_MS);
}

#[test]
fn stall() {
    let mut driver = Driver::instant();
    driver.reads(28);
    driver.run(500);
    driver.freeze(1_500);
    driver.run(10_000);
    check(&driver, 28, 2_000 + 2 * WINDOW_MS);
}

#[test]
fn bulk_work_is_spread_evenly_and_loses_no_more_than_one_window() {
    let mut driver = Driver::instant();
    driver.bulk(42);
    driver.run(10_000);
    let starts = driver.starts();
    assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= STEP_MS), "{starts:?}");
    check(&driver, 42, 5 * WINDOW_MS + 6 * STEP_MS);
}

#[test]
fn a_click_need_not_wait_for_a_window_of_bulk_work() {
    let mut driver = Driver::instant();
    driver.bulk(42);
    driver.run(2_000);
    let click = driver.submit(Lane::Click, Method::Get);
    driver.run(WINDOW_MS / 7 + 3);
    assert!(driver.told.iter().any(|(ticket, _)| *ticket == click));
}

#[test]
fn slow_answers_waste_nothing_but_their_own_places() {
    let slow = |in_flight_max| {
        let mut driver = Driver::with(Settings { in_flight_max, ..Settings::default() });
        driver.latency_ms = Some(3_000);
        driver.reads(42);
        driver.run(30_000);
        driver
    };
    // Until the first answer those on their way might arrive at any moment; after it their ways are taken
    // to be unequal by 75 ms at most.
    let fifty = slow(50);
    assert_eq!((fifty.starts().len(), most_in_any(WINDOW_MS, &fifty.starts())), (42, 7));
    assert!(fifty.starts()[41] <= 3_000 + 4 * (WINDOW_MS + 75), "{:?}", fifty.starts());
    let six = slow(6);
    assert_eq!(six.starts().last(), Some(&(6 * 3_000)));
    assert_eq!(most_in_any(3_000, &six.starts()), 6);
}

#[test]
fn after_hours_asleep_no_more_than_seven_leave_at_once() {
    let mut driver = Driver::instant();
    driver.reads(100);
    driver.drain();
    driver.freeze(8 * 60 * 60 * 1_000);
    driver.drain();
    assert_eq!(driver.sent.len(), 14);
}

#[test]
fn a_clock_set_back_by_a_day_costs_no_more_than_the_time_it_hides() {
    let mut driver = Driver::instant();
    driver.reads(14);
    driver.run(500);
    driver.freeze(300);
    driver.behind_ms = 86_400_000;
    driver.run(10_000);
    check(&driver, 14, WINDOW_MS + 300);
}

#[test]
fn a_rate_above_sevens_is_seven_and_a_lower_one_is_kept() {
    for (asked, kept) in [(50, 7), (7, 7), (3, 3), (1, 1), (0, 1)] {
        let mut driver = Driver::with(Settings { rate: asked, ..Settings::default() });
        driver.latency_ms = Some(0);
        driver.reads(30);
        driver.run(60_000);
        assert_eq!((driver.sent.len(), most_in_any(1_000, &driver.starts())), (30, kept));
        assert_eq!(driver.traffic.stats(driver.moment()).rate, kept);
    }
}

proptest! {
    /// Each leaves as early as the window allows: not a millisecond is given away.
    #[test]
    fn starts_are_the_earliest_possible(gaps in vec(0_u64..400, 1..80)) {
        let mut driver = Driver::instant();
        let mut expected: Vec<u64> = Vec::new();
        for gap in gaps {
            driver.run(gap);
            driver.reads(1);
            let seventh_last = expected.len().checked_sub(7).map_or(0, |index| expected[index] + WINDOW_MS);
            let last = expected.last().copied().unwrap_or(0);
            expected.push(driver.now_ms.max(last).max(seventh_last));
        }
        driver.run(60_000);
        prop_assert_eq!(driver.starts(), expected);
    }

    /// What the guard is for: what no answer tells of unequal ways, up to its length, changes nothing.
    #[test]
    fn the_server_sees_seven_at_most(
        gaps in vec(0_u64..300, 20..60), travel in vec(0_u64..=10, 60), freeze in 0_u64..3_000,
    ) {
        let mut driver = Driver::instant();
        for (index, gap) in gaps.into_iter().enumerate() {
            driver.reads(2);
            driver.run(gap);
            if index == 10 {
                driver.freeze(freeze);
            }
        }
        let arrivals: Vec<u64> = driver.starts().iter().zip(travel).map(|(start, ms)| start + ms).collect();
        prop_assert!(most_in_any(1_000, &arrivals) <= 7);
    }
}

proptest! {
    // Each case lives through every millisecond of it.
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// However late requests arrive, and however busy the machine is: the answers tell, as long as some
    /// go straight.
    #[test]
    fn the_server_sees_seven_at_most_on_the_worst_of_lines(
        ways in vec((prop_oneof![7 => 0_u64..40, 3 => 0_u64..1_500], 0_u64..30), 60), gaps in vec(0_u64..300, 20),
    ) {
        let mut driver = Driver::new();
        let mut ways = ways.into_iter();
        let (mut arrivals, mut answers): (Vec<u64>, Vec<(u64, Ticket)>) = (Vec::new(), Vec::new());
        let mut gaps = gaps.into_iter().cycle();
        driver.bulk(60);
        while driver.told.len() < 60 {
            let step = gaps.next().unwrap_or(100) + 1;
            for _ in 0..step {
                driver.run(1);
                for (start, ticket) in std::mem::take(&mut driver.sent) {
                    let (there, back) = ways.next().unwrap_or_default();
                    arrivals.push(start + there);
                    answers.push((start + there + 20 + back, ticket));
                }
                let now = driver.now_ms;
                for (_, ticket) in answers.extract_if(.., |(due, _)| *due <= now).collect::<Vec<_>>() {
                    driver.answer(ticket, ok());
                }
            }
        }
        prop_assert!(most_in_any(1_000, &arrivals) <= 7, "{arrivals:?}");
    }
}

/// Runs on a rough line whose first answers may by chance be late and alike: no second sees an eighth arrival.
#[test]
fn few_answers_do_not_pass_for_the_whole_line() {
    for (lane, seed) in
        [Lane::Click, Lane::Bulk].into_iter().flat_map(|lane| (0..400).map(move |seed| (lane, seed)))
    {
        let arrivals = arrivals_on_a_rough_line(lane, seed);
        assert!(most_in_any(1_000, &arrivals) <= 7, "{lane:?}, {seed}: {arrivals:?}");
    }
}

/// When 43 requests arrive, the first alone, whose ways differ by up to 150 ms.
fn arrivals_on_a_rough_line(lane: Lane, seed: u64) -> Vec<u64> {
    let mut dice = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    let mut way_ms = || {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice >> 11) % 151
    };
    let mut driver = Driver::new();
    let (mut arrivals, mut answers): (Vec<u64>, Vec<(u64, Ticket)>) = (Vec::new(), Vec::new());
    driver.submit(lane, Method::Post);
    while driver.told.len() < 43 {
        driver.run(1);
        if driver.now_ms == 1_200 {
            for _ in 0..42 {
                driver.submit(lane, Method::Post);
            }
        }
        for (start, ticket) in std::mem::take(&mut driver.sent) {
            let arrival = start + way_ms();
            let timing = Timing { held_ms: 0, answer_ms: arrival + 5 - start, multiplexed: true };
            driver.input(Input::Timed(ticket, timing));
            arrivals.push(arrival);
            answers.push((arrival + 5, ticket));
        }
        let now = driver.now_ms;
        for (_, ticket) in answers.extract_if(.., |(due, _)| *due <= now).collect::<Vec<_>>() {
            driver.answer(ticket, ok());
        }
    }
    arrivals
}
