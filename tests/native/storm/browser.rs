//! The browser's connections to Kommo: over HTTP/1.1 there are six for all tabs, and what finds none free
//! waits where no page sees it.

use std::collections::VecDeque;

use kommo_pace::base::Request;
use kommo_pace::traffic::Ticket;

use super::diary::TabId;

const CONNECTIONS: usize = 6;

/// A request that a tab has let out.
#[derive(Clone, Debug)]
pub(crate) struct Flight {
    pub(crate) tab: TabId,
    pub(crate) ticket: Ticket,
    pub(crate) request: Request,
    pub(crate) left_ms: u64,
    /// When its first byte was sent.
    pub(crate) sent_ms: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Browser {
    used: usize,
    waiting: VecDeque<Flight>,
}

impl Browser {
    /// Gives the flight a connection, or keeps it.
    pub(crate) fn connect(&mut self, flight: Flight) -> Option<Flight> {
        if self.used >= CONNECTIONS {
            self.waiting.push_back(flight);
            return None;
        }
        self.used += 1;
        Some(flight)
    }

    /// So many connections are used by others, even if there are not so many.
    pub(crate) fn occupy(&mut self, count: usize) {
        self.used += count;
    }

    /// A connection is free again; the flight that gets it.
    pub(crate) fn release(&mut self) -> Option<Flight> {
        self.used -= 1;
        if self.used >= CONNECTIONS {
            return None;
        }
        let next = self.waiting.pop_front()?;
        self.used += 1;
        Some(next)
    }

    /// A tab is gone, and what waited of it.
    pub(crate) fn forget(&mut self, tab: TabId) {
        self.waiting.retain(|flight| flight.tab != tab);
    }
}
