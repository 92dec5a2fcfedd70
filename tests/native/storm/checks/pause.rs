//! After a 429 nothing leaves before the time that Kommo asked for is over, but for what left before the
//! tab that lets it out could know.

use std::collections::BTreeMap;

use super::super::climate::Climate;
use super::super::diary::{Diary, TabId, What};
use super::super::script::Company;
use super::Totals;
use super::lead::{Gap, Lead};
use kommo_pace::traffic::Ticket;

/// What a 429 without a time means at least, in milliseconds.
const UNASKED_MS: u64 = 1_000;

/// How old a word to go may be that is obeyed, in milliseconds.
const GO_MS: u64 = 750;

/// The least that is taken for an answer.
const ASKED_LEAST_MS: u64 = 1_000;

/// From when to when nothing may leave, and who was told so when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hold {
    told: TabId,
    told_ms: u64,
    from_ms: u64,
    until_ms: u64,
}

/// What tabs that share a budget know.
#[derive(Default)]
struct Known {
    /// When what has left was told to.
    left: BTreeMap<(TabId, Ticket), u64>,
    holds: Vec<Hold>,
    /// When the last 429 came that was no echo of an earlier one.
    complaint_ms: Option<u64>,
    /// When a new leader may have been told of an earlier one again.
    retold_ms: Option<u64>,
}

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let grace_ms = climate.grace_ms();
    let mut lead = Lead::new(grace_ms);
    let mut budgets: BTreeMap<TabId, Known> = BTreeMap::new();
    for entry in &diary.entries {
        let (known, now_ms) = (budgets.entry(climate.budget(entry.tab)).or_default(), entry.at_ms);
        let gap = lead.read(entry).filter(|_| climate.company == Company::Joined);
        if let Some(gap) = gap {
            known.holds.retain(|hold| gap.is_known(hold.told, hold.told_ms));
            // A new leader is told again of each 429 that its request waits to be sent again after, and
            // takes it for one of now; so what left before may be an echo.
            if matches!(gap, Gap::Leads(..)) {
                known.retold_ms = known.complaint_ms.map(|_| now_ms);
            }
        }
        match &entry.what {
            What::Left(ticket) => {
                known.holds.retain(|hold| now_ms < hold.until_ms);
                let hold = known.holds.iter().find(|hold| hold.from_ms <= now_ms);
                let is_late = hold.is_some() && !(grace_ms > 0 && lead.is_drowsy(now_ms));
                assert!(!is_late, "tab {}: {ticket:?} left at {now_ms} in spite of {hold:?}", entry.tab);
                // Who wakes up may obey a word that is old, and counts from then.
                let is_late = climate.company == Company::Joined && lead.wakes(entry.tab, now_ms);
                let told_ms = if is_late { now_ms.saturating_sub(GO_MS) } else { now_ms };
                // So may what was let out before the leader, awake again, heard of the 429.
                let told_ms = hold.map_or(told_ms, |hold| told_ms.min(hold.told_ms));
                known.left.insert((entry.tab, *ticket), told_ms);
            }
            What::Told(ticket, Ok(response)) if response.status == 429 => {
                totals.count("429", 1);
                let left_ms = known.left[&(entry.tab, *ticket)];
                let is_before =
                    |at_ms: Option<u64>| at_ms.is_some_and(|at_ms| left_ms <= at_ms + 2 * grace_ms);
                let is_echo = is_before(known.complaint_ms);
                if !is_echo {
                    known.complaint_ms = Some(now_ms);
                }
                let wait_ms = match response.retry_after_s {
                    Some(seconds) => ASKED_LEAST_MS.max(seconds * 1_000),
                    None if is_echo || is_before(known.retold_ms) => 0,
                    None => UNASKED_MS,
                };
                let (from_ms, until_ms) = (now_ms + grace_ms, now_ms + wait_ms);
                known.holds.push(Hold { told: entry.tab, told_ms: now_ms, from_ms, until_ms });
            }
            // For whoever leads so much time may be over.
            What::ClockSetOn(ms) => {
                known.holds.iter_mut().for_each(|hold| hold.until_ms = hold.until_ms.saturating_sub(*ms));
            }
            _ => {}
        }
    }
}
