//! After a 429 nothing leaves before the time that Kommo asked for is over.

use std::collections::BTreeMap;

use super::super::diary::{Diary, TabId, What};
use super::Totals;
use kommo_pace::traffic::Ticket;

/// What a 429 without a time means at least, in milliseconds.
const UNASKED_MS: u64 = 1_000;

/// The least that is taken for an answer.
const ASKED_LEAST_MS: u64 = 1_000;

#[derive(Default)]
struct Known {
    left: BTreeMap<Ticket, u64>,
    /// Until when nothing may leave.
    until_ms: u64,
    /// When the last 429 came that was no echo of an earlier one.
    complaint_ms: Option<u64>,
}

pub(super) fn check(diary: &Diary, totals: &mut Totals) {
    let mut tabs: BTreeMap<TabId, Known> = BTreeMap::new();
    for entry in &diary.entries {
        let (known, now_ms) = (tabs.entry(entry.tab).or_default(), entry.at_ms);
        match &entry.what {
            What::Left(ticket) => {
                assert!(
                    now_ms >= known.until_ms,
                    "tab {}: {ticket:?} left at {now_ms}, Kommo asked to wait until {}",
                    entry.tab,
                    known.until_ms
                );
                known.left.insert(*ticket, now_ms);
            }
            What::Told(ticket, Ok(response)) if response.status == 429 => {
                totals.count("429", 1);
                let left_ms = known.left[ticket];
                let is_echo = known.complaint_ms.is_some_and(|at_ms| left_ms <= at_ms);
                if !is_echo {
                    known.complaint_ms = Some(now_ms);
                }
                let wait_ms = match response.retry_after_s {
                    Some(seconds) => ASKED_LEAST_MS.max(seconds * 1_000),
                    None if is_echo => 0,
                    None => UNASKED_MS,
                };
                known.until_ms = known.until_ms.max(now_ms + wait_ms);
            }
            // For this tab so much time is over.
            What::ClockSetOn(ms) => known.until_ms = known.until_ms.saturating_sub(*ms),
            _ => {}
        }
    }
}
