//! A look at the traffic for the screen: the present numbers and what went before. It changes nothing.

use super::Traffic;
use crate::base::{Moment, Request};
use crate::traffic::history::{Exchange, Fate, History, Saved, Second, Source};
use crate::traffic::stats::Stats;
use crate::traffic::{Order, Ticket};

/// The traffic at one moment, with its recent past.
#[derive(Clone, Copy, Debug)]
pub struct Monitor<'a> {
    /// The moment in the engine's time, which the exchanges are told in.
    pub now: Moment,
    /// The present numbers.
    pub stats: Stats,
    /// What did not have to be sent.
    pub saved: Saved,
    history: &'a History,
}

impl Traffic {
    /// What followed from the last try of a request.
    pub(in crate::traffic) fn fate(&self, ticket: Ticket) -> Option<Fate> {
        self.history.fate(ticket)
    }

    /// The traffic at this moment, with its recent past.
    #[must_use]
    pub fn monitor(&self, now: Moment) -> Monitor<'_> {
        Monitor::new(self.clock.at(now), self.stats(now), &self.history)
    }

    /// Notes a read that need not be sent, for the screen only.
    pub fn spare(&mut self, now: Moment, order: Order, request: &Request, source: Source) {
        let now = self.clock.tick(now);
        self.history.spare(now, order, request, source);
    }
}

impl<'a> Monitor<'a> {
    pub(in crate::traffic) fn new(now: Moment, stats: Stats, history: &'a History) -> Self {
        Self { now, stats, saved: history.saved(), history }
    }

    /// The exchanges that are remembered, newest first.
    pub fn exchanges(&self) -> impl Iterator<Item = &'a Exchange> + use<'a> {
        self.history.exchanges()
    }

    /// The last `count` seconds up to the present one, oldest first.
    #[must_use]
    pub fn seconds(&self, count: usize) -> Vec<Second> {
        self.history.seconds(self.now, count)
    }
}
