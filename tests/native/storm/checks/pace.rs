//! Never more than seven in a second. For starts that holds in all weathers, unless a clock was set on (for
//! its tab the second is over then) or a new tab cannot know that one ended just before. For arrivals it
//! cannot hold always, because nobody knows how long a request will be on its way. It must hold
//!
//! * wherever all requests of a second were on their way for equally long, but for the guard;
//! * but for one more, hardly ever, in calm weather once the line is known: the shortest and the longest
//!   of many ways have been seen, which says nothing for certain of the next;
//! * but for one more, seldom, in other weathers: the engine may have taken the jitter for less, or have
//!   seen too little of it;
//! * but for those that may be under way at once, where one was held up for longer than the jitter, by a
//!   stall or by a browser without a free connection; and all but never elsewhere.
//!
//! Tabs that cannot know of each other have a budget each. How often each exception happens is bounded over
//! all seeds, in [`super::totals`].

use std::collections::BTreeMap;

use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};

use super::super::climate::Climate;
use super::super::diary::{Diary, Entry, TabId, What};
use super::super::script::Company;
use super::Totals;

/// How much longer than another a request may be under way without an eighth in a second.
const GUARD_MS: u64 = 10;

/// Requests of one browser that may be under way at once, and where one connection carries many.
const UNDER_WAY_MAX: usize = 6;
const MULTIPLEXED_MAX: usize = 28;

/// How old a word to go may be that is obeyed, in milliseconds.
const GO_MS: u64 = 750;

/// By how much the clock of a tab is set back at most where tabs share a budget, in milliseconds.
const CLOCK_BACK_MAX_MS: u64 = 3_000;

/// Arrivals in a second by jitter, but all but never.
const MOSTLY_MAX: usize = REQUESTS_PER_SECOND + 1;

/// Until the line is known; in milliseconds.
const LEARNING_MS: u64 = 5_000;

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let (starts, leaps) = (diary.starts(), leaps(climate, diary));
    totals.count("starts", starts.len());
    for window in starts.windows(REQUESTS_PER_SECOND + 1) {
        let (first_ms, last_ms) = (window[0], window[REQUESTS_PER_SECOND]);
        let span_ms = last_ms - first_ms;
        let told_ms = first_ms.saturating_sub(word_ms(climate));
        let is_fooled = leaps.iter().any(|at_ms| (told_ms..=last_ms).contains(at_ms));
        assert!(span_ms >= SECOND_MS || is_fooled, "eight starts within {span_ms} ms, up to {last_ms}");
    }
    check_arrivals(climate, diary, &leaps, totals);
}

/// How much later than it was told to a request may leave, in milliseconds; it counts from the word on.
fn word_ms(climate: &Climate) -> u64 {
    if climate.company == Company::Joined { GO_MS } else { 0 }
}

/// When a tab could not know what had left before: its clock was set on, or it is a new one; or it woke up
/// to an old word to go that looks new, because the clock on the wall was set back meanwhile.
fn leaps(climate: &Climate, diary: &Diary) -> Vec<u64> {
    let is_leap = |entry: &&Entry| match entry.what {
        What::Opened | What::OpenedAlone => climate.company != Company::Joined && entry.at_ms > 0,
        // The last tab was left or closed just before.
        What::ClockSetOn(_) | What::LeadsFirst => true,
        _ => false,
    };
    let leaps = diary.entries.iter().filter(is_leap);
    leaps.map(|entry| entry.at_ms).chain(old_words(climate, diary)).collect()
}

/// When tabs woke up that had slept while the clock on the wall or their own was set back: by that they know
/// how old a word or an answer is, and that they slept.
fn old_words(climate: &Climate, diary: &Diary) -> Vec<u64> {
    let mut sleeps: BTreeMap<TabId, u64> = BTreeMap::new();
    let mut backs: BTreeMap<TabId, u64> = BTreeMap::new();
    let mut words = Vec::new();
    for Entry { at_ms, tab, what } in &diary.entries {
        match what {
            What::Sleeps => drop(sleeps.entry(*tab).or_insert(*at_ms)),
            What::ClockSetBack => drop(backs.insert(*tab, *at_ms)),
            What::Slept => {
                let is_own = backs.get(tab).is_some_and(|back_ms| *at_ms <= back_ms + CLOCK_BACK_MAX_MS);
                let since_ms = sleeps.remove(tab).unwrap_or(*at_ms);
                let is_back =
                    |(set_ms, by_ms): &(u64, i64)| *by_ms < 0 && (since_ms..=*at_ms).contains(set_ms);
                words.extend((is_own || climate.walls.iter().any(is_back)).then_some(*at_ms));
            }
            _ => {}
        }
    }
    words
}

fn check_arrivals(climate: &Climate, diary: &Diary, leaps: &[u64], totals: &mut Totals) {
    let arrivals = diary.arrivals();
    let budgets = if climate.company == Company::NoLocks { climate.tabs() } else { 1 };
    let under_way = if climate.ways.is_multiplexed { MULTIPLEXED_MAX } else { UNDER_WAY_MAX };
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
        let told_ms = first_left_ms.saturating_sub(word_ms(climate));
        if leaps.iter().any(|at_ms| (told_ms..=*last_ms).contains(at_ms)) {
            totals.count("too many arrivals, by a clock", 1);
            continue;
        }
        let (count, what) =
            (second.len(), format!("{} arrivals in the second up to {last_ms}", second.len()));
        assert!(most_ms - least_ms > GUARD_MS, "{what}, on ways as even as {least_ms} to {most_ms} ms");
        let is_held_up = most_ms > climate.ways.there_most_ms();
        let is_calm = climate.is_calm && *last_ms > LEARNING_MS;
        assert!(!is_calm || count == REQUESTS_PER_SECOND + 1, "{what}, in calm weather");
        assert!(count <= REQUESTS_PER_SECOND + budgets * under_way, "{what}");
        let by = match count {
            _ if is_calm => "too many arrivals, in calm weather",
            _ if is_held_up => "too many arrivals, by a stall",
            ..=MOSTLY_MAX => "too many arrivals, by jitter",
            _ => "far too many arrivals, by jitter",
        };
        totals.count(by, 1);
    }
}
