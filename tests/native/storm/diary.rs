//! What an onlooker saw: every order, start, arrival, answer and delivery, in the order of their happening.
//! All checks are made from it alone; it knows nothing of the inside of an engine.

use std::fmt;

use kommo_pace::base::{Delivery, Failure, Response};
use kommo_pace::traffic::{Lane, Ticket};

use super::locks::Word;

/// Which tab; tabs are counted as they are opened.
pub(crate) type TabId = usize;

/// Which request, however often it is tried.
pub(crate) type Mark = u64;

/// One thing that happened.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at_ms: u64,
    pub(crate) tab: TabId,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A tab was opened beside others.
    Opened,
    /// A tab was opened, and there is no other one.
    OpenedAlone,
    /// The tab was closed or crashed.
    Died,
    Asked(Ticket, Asked),
    /// The user does not want it any more.
    Cancelled(Ticket),
    /// It is not wanted, but its outcome is if it has left.
    Withdrawn(Ticket),
    Left(Ticket),
    /// A request reached the account, this long after it had left.
    Arrived(u64),
    Told(Ticket, Result<Response, Failure>),
    Delivered(Ticket, Delivery),
    /// The user's word to try again after a stop.
    Probe,
    /// The tab's clock was set back.
    ClockSetBack,
    /// The tab's clock was set forward by so much.
    ClockSetOn(u64),
    /// The browser told the tab something about a lock, for whoever reads this.
    Lock(Word),
    /// The tab leads, and nobody did when it asked for the lead.
    LeadsFirst,
    /// Nothing runs in the tab any more.
    Sleeps,
    /// The tab woke up.
    Slept,
}

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) lane: Lane,
    pub(crate) mark: Mark,
    pub(crate) is_read: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Diary {
    pub(crate) entries: Vec<Entry>,
}

impl Diary {
    pub(crate) fn note(&mut self, at_ms: u64, tab: TabId, what: What) {
        self.entries.push(Entry { at_ms, tab, what });
    }

    /// When requests left, of all tabs.
    pub(crate) fn starts(&self) -> Vec<u64> {
        let starts = self.entries.iter().filter(|entry| matches!(entry.what, What::Left(_)));
        starts.map(|entry| entry.at_ms).collect()
    }

    /// When requests arrived and how long they had been on the way.
    pub(crate) fn arrivals(&self) -> Vec<(u64, u64)> {
        let arrival = |entry: &Entry| match entry.what {
            What::Arrived(way_ms) => Some((entry.at_ms, way_ms)),
            _ => None,
        };
        self.entries.iter().filter_map(arrival).collect()
    }
}

impl fmt::Display for Diary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { at_ms, tab, what } in &self.entries {
            writeln!(f, "{at_ms:>8} {tab} {what:?}")?;
        }
        Ok(())
    }
}

/// Whether this outcome says for certain that nothing was applied.
pub(crate) fn is_not_applied(outcome: &Result<Response, Failure>) -> bool {
    match outcome {
        Ok(response) => matches!(response.status, 401 | 429) || is_block(outcome),
        Err(failure) => *failure == Failure::NotSent,
    }
}

/// Whether this outcome says that the address is blocked.
pub(crate) fn is_block(outcome: &Result<Response, Failure>) -> bool {
    matches!(outcome, Ok(response) if response.status == 403 && !response.is_json())
}

/// Whether this outcome leaves open what became of the request.
pub(crate) fn is_unsure(outcome: &Result<Response, Failure>) -> bool {
    match outcome {
        Ok(response) => !(200..500).contains(&response.status),
        Err(failure) => *failure != Failure::NotSent,
    }
}
