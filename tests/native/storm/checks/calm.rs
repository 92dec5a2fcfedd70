//! What must hold while nothing goes wrong: the pace is used, clicks come first and bulk work still comes,
//! and what was taken back costs no place.

use std::collections::BTreeMap;

use super::super::climate::Climate;
use super::super::diary::{Asked, Diary, Entry, TabId, What};
use super::super::script::Company;
use super::Totals;
use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};
use kommo_pace::traffic::{Lane, Ticket};

/// The guard of the engine as it is delivered, in milliseconds.
const GUARD_MS: u64 = 10;

/// Until the line is known, the pace may be slower; in milliseconds.
const LEARNING_MS: u64 = 5_000;

/// Answers of a kind until it is known, and those by which it is judged at most.
const LEARNING: u64 = 8;
const LATELY: u64 = 64;

/// What a single answer leaves open of how much the ways differ, and so many answers that much less; in
/// milliseconds.
const UNSEEN_MS: u64 = 300;

/// Shorter than this nothing is said about the pace.
const SPAN_LEAST_MS: u64 = 8_000;

/// Starts in a row of other lanes that a lane must bear: seven, then it goes first, or after another lane
/// that has borne as many. Where tabs share a budget, a lane is out of line now and then, until its tab has
/// said that it sent the last one.
const PASSED_OVER_MAX: u64 = 8;
const PASSED_OVER_JOINED_MAX: u64 = 20;

/// Clicks that leave within one turn of the window, whatever else waits.
const CLICKS_A_TURN: u64 = 4;

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    totals.count("calm seeds", 1);
    let entries = until_a_429(diary);
    check_throughput(climate, entries, totals);
    check_clicks(climate, entries, totals);
    check_lanes(climate, entries);
}

/// The account may complain of an eighth arrival, which `pace` lets pass hardly ever. Then the weather is
/// calm no more.
fn until_a_429(diary: &Diary) -> &[Entry] {
    let is_429 = |entry: &Entry| matches!(&entry.what, What::Told(_, Ok(response)) if response.status == 429);
    let end = diary.entries.iter().position(is_429).unwrap_or(diary.entries.len());
    &diary.entries[..end]
}

/// While anything waits, at least 95 % of what the guard, the line and the timers allow leave. What was taken back
/// before it left is no start and no excuse.
fn check_throughput(climate: &Climate, entries: &[Entry], totals: &mut Totals) {
    let mut waiting: BTreeMap<(TabId, Ticket), bool> = BTreeMap::new();
    let mut reads: BTreeMap<(TabId, Ticket), bool> = BTreeMap::new();
    let (mut from_ms, mut to_ms, mut starts) = (None, 0, 0_u64);
    // Writes and reads, in all and since the line should be known.
    let (mut all, mut seldom) = ([0_u64; 2], [0_u64; 2]);
    for entry in entries {
        match &entry.what {
            What::Asked(ticket, Asked { is_read, .. }) => {
                waiting.insert((entry.tab, *ticket), *is_read);
                reads.insert((entry.tab, *ticket), *is_read);
            }
            What::Left(ticket) => {
                let is_read = usize::from(reads[&(entry.tab, *ticket)]);
                waiting.remove(&(entry.tab, *ticket));
                if waiting.is_empty() {
                    break;
                }
                all[is_read] += 1;
                if entry.at_ms >= LEARNING_MS {
                    from_ms.get_or_insert(entry.at_ms);
                    to_ms = entry.at_ms;
                    starts += 1;
                    seldom[is_read] += u64::from(all[is_read] <= LEARNING);
                }
            }
            What::Delivered(ticket, _)
                if waiting.remove(&(entry.tab, *ticket)).is_some() && waiting.is_empty() =>
            {
                break;
            }
            _ => {}
        }
    }
    // A request of a kind that is not known yet may arrive as late as its answer.
    let unknown_ms = seldom.iter().sum::<u64>() * climate.ways.longest_ms();
    let span_ms = (to_ms - from_ms.unwrap_or(to_ms)).saturating_sub(unknown_ms);
    if span_ms < SPAN_LEAST_MS {
        return;
    }
    let known = (0..2).filter(|is_read| all[*is_read] >= 2 * LEARNING);
    let believed_ms =
        |is_read: usize| climate.ways.spread_ms(is_read == 1) + UNSEEN_MS / all[is_read].min(LATELY);
    let spread_ms = known.map(believed_ms).min().unwrap_or_default();
    // What a follower sends leaves when the word has come, and counts from then on.
    let word_ms = if climate.company == Company::Joined { climate.message_ms / 2 } else { 0 };
    let window_ms = late(climate, SECOND_MS + GUARD_MS + spread_ms + word_ms);
    let expected = REQUESTS_PER_SECOND as u64 * span_ms / window_ms;
    totals.count("measured calm seeds", 1);
    totals.count("calm starts", usize::try_from(starts).unwrap());
    totals.count("calm starts at most", usize::try_from(expected).unwrap());
    assert!(
        starts * 100 >= expected * 95,
        "only {starts} of {expected} starts within {span_ms} ms; {spread_ms} ms spread, timers up to {} ms late",
        climate.timer_late_ms
    );
}

/// The window where timers are late. Work that is spread waits for a timer before each start, and what that
/// adds up to is made good by a thirty-second of the window alone; other work waits for one in a window.
fn late(climate: &Climate, window_ms: u64) -> u64 {
    let once_ms = climate.timer_late_ms / 2;
    let each_ms = REQUESTS_PER_SECOND as u64 * climate.timer_late_ms / 2;
    window_ms + each_ms.saturating_sub(window_ms / 32).max(once_ms)
}

/// A click leaves before long, whatever else waits: it waits for other clicks alone. Clicks of other tabs
/// that came later may go before it, because tabs take turns.
fn check_clicks(climate: &Climate, entries: &[Entry], totals: &mut Totals) {
    let mut waiting: BTreeMap<(TabId, Ticket), (u64, u64)> = BTreeMap::new();
    let mut gone = 0;
    for entry in entries {
        match &entry.what {
            What::Asked(ticket, asked) if asked.lane == Lane::Click => {
                waiting.insert((entry.tab, *ticket), (entry.at_ms, gone));
            }
            What::Left(ticket) => {
                let Some((asked_ms, gone_before)) = waiting.remove(&(entry.tab, *ticket)) else { continue };
                let (waited_ms, ahead) = (entry.at_ms - asked_ms, gone - gone_before);
                gone += 1;
                let turn_ms = SECOND_MS
                    + GUARD_MS
                    + climate.ways.longest_ms()
                    + 2 * climate.timer_late_ms
                    + 2 * climate.grace_ms();
                let most_ms = turn_ms * (ahead / CLICKS_A_TURN + 1);
                totals.count("calm clicks", 1);
                assert!(waited_ms <= most_ms, "{ticket:?} waited {waited_ms} ms behind {ahead} clicks");
            }
            What::Delivered(ticket, _) => {
                waiting.remove(&(entry.tab, *ticket));
            }
            _ => {}
        }
    }
}

/// No lane is passed over for ever.
fn check_lanes(climate: &Climate, entries: &[Entry]) {
    let most = if climate.company == Company::Joined { PASSED_OVER_JOINED_MAX } else { PASSED_OVER_MAX };
    let mut waiting: BTreeMap<(TabId, Ticket), Lane> = BTreeMap::new();
    let mut passed_over: BTreeMap<Lane, u64> = BTreeMap::new();
    for entry in entries {
        match &entry.what {
            What::Asked(ticket, asked) => {
                waiting.insert((entry.tab, *ticket), asked.lane);
            }
            What::Left(ticket) => {
                let gone = waiting.remove(&(entry.tab, *ticket));
                for lane in Lane::ALL {
                    let is_passed_over = gone != Some(lane) && waiting.values().any(|other| *other == lane);
                    let count = passed_over.entry(lane).or_default();
                    *count = if is_passed_over { *count + 1 } else { 0 };
                    assert!(*count <= most, "{lane:?} was passed over {count} times, at {}", entry.at_ms);
                }
            }
            What::Delivered(ticket, _) => {
                waiting.remove(&(entry.tab, *ticket));
            }
            _ => {}
        }
    }
}
