//! Never more than seven in a second. For starts that holds in all weathers. For arrivals it cannot: what
//! a stall holds up arrives at once, and nobody could have known. So for arrivals it must hold wherever the
//! requests of a second were under way for equally long, but for the guard; elsewhere at most those can
//! come on top that were under way when the second began. How often it happens at all is counted, and
//! bounded over all seeds.

use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};

use super::super::climate::Climate;
use super::super::diary::{Diary, Entry, What};
use super::super::script::Company;
use super::Totals;

/// How much longer than another a request may be under way without an eighth in a second.
const GUARD_MS: u64 = 10;

/// Requests of one browser that may be under way at once, and where one connection carries many.
const UNDER_WAY_MAX: usize = 6;
const MULTIPLEXED_MAX: usize = 28;

/// Until the line is known; in milliseconds.
const LEARNING_MS: u64 = 5_000;

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let (starts, leaps) = (diary.starts(), leaps(climate, diary));
    totals.count("starts", starts.len());
    for window in starts.windows(REQUESTS_PER_SECOND + 1) {
        let (first_ms, last_ms) = (window[0], window[REQUESTS_PER_SECOND]);
        let span_ms = last_ms - first_ms;
        let is_fooled = leaps.iter().any(|at_ms| (first_ms..=last_ms).contains(at_ms));
        assert!(span_ms >= SECOND_MS || is_fooled, "eight starts within {span_ms} ms, up to {last_ms}");
    }
    check_arrivals(climate, diary, &leaps, totals);
}

/// When a tab could not know what had left before: its clock was set on, or it is a new one.
fn leaps(climate: &Climate, diary: &Diary) -> Vec<u64> {
    let is_leap = |entry: &&Entry| match entry.what {
        What::ClockSetOn(_) => true,
        What::Opened | What::OpenedAlone => climate.company != Company::Joined && entry.at_ms > 0,
        // The last tab was left or closed just before.
        What::LeadsFirst => true,
        _ => false,
    };
    let leaps = diary.entries.iter().filter(is_leap);
    leaps.map(|entry| entry.at_ms).collect()
}

fn check_arrivals(climate: &Climate, diary: &Diary, leaps: &[u64], totals: &mut Totals) {
    let arrivals = diary.arrivals();
    let tabs = if climate.company == Company::NoLocks { climate.tabs() } else { 1 };
    let under_way = tabs * if climate.ways.is_multiplexed { MULTIPLEXED_MAX } else { UNDER_WAY_MAX };
    for (index, (last_ms, _)) in arrivals.iter().enumerate() {
        let second: Vec<(u64, u64)> = arrivals[..=index]
            .iter()
            .rev()
            .take_while(|(at_ms, _)| last_ms - at_ms < SECOND_MS)
            .copied()
            .collect();
        if second.len() <= REQUESTS_PER_SECOND {
            continue;
        }
        let ways = second.iter().map(|(_, way_ms)| *way_ms);
        let (least_ms, most_ms) = (ways.clone().min().unwrap(), ways.max().unwrap());
        let first_left_ms = second.iter().map(|(at_ms, way_ms)| at_ms - way_ms).min().unwrap();
        if leaps.iter().any(|at_ms| (first_left_ms..=*last_ms).contains(at_ms)) {
            totals.count("too many arrivals, by a clock", 1);
            continue;
        }
        assert!(
            most_ms - least_ms > GUARD_MS,
            "{} arrivals in the second up to {last_ms}, on ways as even as {least_ms} to {most_ms} ms",
            second.len()
        );
        assert!(
            second.len() <= REQUESTS_PER_SECOND + under_way,
            "{} arrivals in the second up to {last_ms}",
            second.len()
        );
        let by = if most_ms > climate.ways.there_most_ms() {
            "too many arrivals, by a stall"
        } else if climate.is_calm && *last_ms > LEARNING_MS {
            "too many arrivals, in calm weather"
        } else {
            "too many arrivals, by jitter"
        };
        totals.count(by, 1);
    }
}
