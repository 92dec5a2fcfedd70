//! Never more than seven in a second. For starts that holds in all weathers. For arrivals it cannot: what
//! a stall holds up arrives at once, and nobody could have known. So for arrivals it must hold wherever the
//! requests of a second were under way for equally long, but for what the guard is for; elsewhere at most
//! those can come on top that were under way when the second began.

use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};

use super::super::diary::{Diary, What};
use super::Totals;

/// How much longer than another a request may be under way without an eighth in a second.
const GUARD_MS: u64 = 60;

/// Requests that may be under way at once.
const UNDER_WAY_MAX: usize = 6;

pub(super) fn check(diary: &Diary, totals: &mut Totals) {
    check_starts(diary);
    check_arrivals(diary, totals);
    totals.count("starts", diary.starts().len());
}

fn check_starts(diary: &Diary) {
    // A clock that is set on while the second runs makes the tab believe that it is over.
    let leaps: Vec<u64> = diary
        .entries
        .iter()
        .filter(|entry| matches!(entry.what, What::ClockSetOn(_) | What::Opened))
        .map(|entry| entry.at_ms)
        .collect();
    let starts = diary.starts();
    for window in starts.windows(REQUESTS_PER_SECOND + 1) {
        let (first_ms, last_ms) = (window[0], window[REQUESTS_PER_SECOND]);
        let is_fooled = leaps.iter().any(|at_ms| (first_ms..=last_ms).contains(at_ms));
        let span_ms = last_ms - first_ms;
        assert!(span_ms >= SECOND_MS || is_fooled, "eight starts within {span_ms} ms, up to {last_ms}");
    }
}

fn check_arrivals(diary: &Diary, totals: &mut Totals) {
    let arrivals = diary.arrivals();
    let leaps = diary.entries.iter().filter(|entry| matches!(entry.what, What::ClockSetOn(_) | What::Opened));
    let leaps: Vec<u64> = leaps.map(|entry| entry.at_ms).collect();
    for window in arrivals.windows(REQUESTS_PER_SECOND + 1) {
        let (first_ms, last_ms) = (window[0].0, window[REQUESTS_PER_SECOND].0);
        if last_ms - first_ms >= SECOND_MS {
            continue;
        }
        totals.count("held-up arrivals", 1);
        let ways = window.iter().map(|(_, way_ms)| *way_ms);
        let (least_ms, most_ms) = (ways.clone().min().unwrap(), ways.max().unwrap());
        let left_ms = first_ms.saturating_sub(most_ms);
        let is_fooled = leaps.iter().any(|at_ms| (left_ms..=last_ms).contains(at_ms));
        assert!(
            most_ms - least_ms > GUARD_MS || is_fooled,
            "eight arrivals within {} ms, up to {last_ms}, on a line as even as {least_ms} to {most_ms} ms",
            last_ms - first_ms
        );
    }
    let most = REQUESTS_PER_SECOND + UNDER_WAY_MAX;
    for window in arrivals.windows(most + 1) {
        let (first_ms, last_ms) = (window[0].0, window[most].0);
        let is_fooled = leaps.iter().any(|at_ms| (first_ms.saturating_sub(20_000)..=last_ms).contains(at_ms));
        assert!(
            last_ms - first_ms >= SECOND_MS || is_fooled,
            "{} arrivals in a second, at {last_ms}",
            most + 1
        );
    }
}
