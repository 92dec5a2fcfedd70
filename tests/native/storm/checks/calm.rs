//! What must hold while nothing goes wrong: the pace is used, clicks come first, cancelling frees the place.

use std::collections::BTreeMap;

use super::super::climate::Climate;
use super::super::diary::{Asked, Diary, What};
use super::Totals;
use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};
use kommo_pace::traffic::{Lane, Ticket};

/// The guard of the engine as it is delivered, in milliseconds.
const GUARD_MS: u64 = 60;

/// Until the line is known, the pace may be slower; in milliseconds.
const LEARNING_MS: u64 = 5_000;

/// Shorter than this nothing is said about the pace.
const SPAN_LEAST_MS: u64 = 10_000;

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    totals.count("calm seeds", 1);
    check_throughput(climate, diary, totals);
    check_clicks(climate, diary, totals);
}

/// While bulk work waits, at least 95 % of what the guard and the line allow leave.
fn check_throughput(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let mut waiting: BTreeMap<Ticket, Lane> = BTreeMap::new();
    let (mut from_ms, mut to_ms, mut starts) = (None, 0, 0_u64);
    for entry in &diary.entries {
        match &entry.what {
            What::Asked(ticket, Asked { lane, is_read: _, .. }) => {
                waiting.insert(*ticket, *lane);
            }
            What::Left(ticket) => {
                waiting.remove(ticket);
                if waiting.is_empty() {
                    break;
                }
                if entry.at_ms >= LEARNING_MS {
                    from_ms.get_or_insert(entry.at_ms);
                    to_ms = entry.at_ms;
                    starts += 1;
                }
            }
            What::Delivered(ticket, _) => {
                waiting.remove(ticket);
            }
            _ => {}
        }
    }
    let span_ms = to_ms - from_ms.unwrap_or(to_ms);
    if span_ms < SPAN_LEAST_MS {
        return;
    }
    totals.count("measured calm seeds", 1);
    let second_ms = SECOND_MS + GUARD_MS.max(climate.ways.spread_ms());
    let expected = REQUESTS_PER_SECOND as u64 * span_ms / second_ms;
    totals.count("calm starts", usize::try_from(starts).unwrap());
    totals.count("calm starts at most", usize::try_from(expected).unwrap());
    assert!(
        starts * 100 >= expected * 95,
        "only {starts} of {expected} starts within {span_ms} ms; {} ms spread, timers up to {} ms late",
        climate.ways.spread_ms(),
        climate.timer_late_ms
    );
}

/// A click leaves before long, whatever else waits.
fn check_clicks(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let mut waiting: BTreeMap<Ticket, (u64, u64)> = BTreeMap::new();
    for entry in &diary.entries {
        match &entry.what {
            What::Asked(ticket, asked) if asked.lane == Lane::Click => {
                let ahead = waiting.len() as u64;
                waiting.insert(*ticket, (entry.at_ms, ahead));
            }
            What::Left(ticket) => {
                let Some((asked_ms, ahead)) = waiting.remove(ticket) else { continue };
                let waited_ms = entry.at_ms - asked_ms;
                let turn_ms = SECOND_MS + GUARD_MS + climate.ways.longest_ms() + 2 * climate.timer_late_ms;
                let most_ms = turn_ms * (ahead / REQUESTS_PER_SECOND as u64 + 1);
                totals.count("calm clicks", 1);
                assert!(waited_ms <= most_ms, "{ticket:?} waited {waited_ms} ms behind {ahead} clicks");
            }
            What::Delivered(ticket, _) => {
                waiting.remove(ticket);
            }
            _ => {}
        }
    }
}
