//! After a 429 nothing leaves before the time that Kommo asked for is over, but for what left before the
//! tab that lets it out could know.

use std::collections::BTreeMap;

use super::super::climate::Climate;
use super::super::diary::{Diary, TabId, What};
use super::Totals;
use kommo_pace::traffic::Ticket;

/// What a 429 without a time means at least, in milliseconds.
const UNASKED_MS: u64 = 1_000;

/// The least that is taken for an answer.
const ASKED_LEAST_MS: u64 = 1_000;

/// What tabs that share a budget know.
#[derive(Default)]
struct Known {
    left: BTreeMap<(TabId, Ticket), u64>,
    /// From when to when nothing may leave.
    holds: Vec<(u64, u64)>,
    /// When the last 429 came that was no echo of an earlier one.
    complaint_ms: Option<u64>,
}

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let grace_ms = climate.grace_ms();
    let mut budgets: BTreeMap<TabId, Known> = BTreeMap::new();
    for entry in &diary.entries {
        let (known, now_ms) = (budgets.entry(climate.budget(entry.tab)).or_default(), entry.at_ms);
        match &entry.what {
            What::Left(ticket) => {
                known.holds.retain(|(_, until_ms)| now_ms < *until_ms);
                let hold = known.holds.iter().find(|(from_ms, _)| *from_ms <= now_ms);
                assert_eq!(hold, None, "tab {}: {ticket:?} left at {now_ms}", entry.tab);
                known.left.insert((entry.tab, *ticket), now_ms);
            }
            What::Told(ticket, Ok(response)) if response.status == 429 => {
                totals.count("429", 1);
                let left_ms = known.left[&(entry.tab, *ticket)];
                let is_echo = known.complaint_ms.is_some_and(|at_ms| left_ms <= at_ms + 2 * grace_ms);
                if !is_echo {
                    known.complaint_ms = Some(now_ms);
                }
                let wait_ms = match response.retry_after_s {
                    Some(seconds) => ASKED_LEAST_MS.max(seconds * 1_000),
                    None if is_echo => 0,
                    None => UNASKED_MS,
                };
                known.holds.push((now_ms + grace_ms, now_ms + wait_ms));
            }
            // For whoever leads so much time may be over.
            What::ClockSetOn(ms) => {
                known.holds.iter_mut().for_each(|(_, until_ms)| *until_ms = until_ms.saturating_sub(*ms));
            }
            _ => {}
        }
    }
}
