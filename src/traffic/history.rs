//! What went out lately and what became of it, for the screen and for support. Bounded; it decides nothing,
//! and of a request it keeps neither the body nor, in the path, anything that could be a person's.

mod exchange;
mod path;
mod seconds;

pub use exchange::{Class, End, Exchange, Fate, Outcome, Source};
pub use path::shown;
pub use seconds::{SECONDS_KEPT, Second};

use std::collections::VecDeque;

use super::{Lane, Order, Ticket};
use crate::base::{Moment, Request};
use seconds::Seconds;

/// Exchanges that are remembered.
pub const EXCHANGES_KEPT: usize = 1_000;

/// Requests that did not have to be sent, or not in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Reads that were not sent: an equal one was under way or was answered just now.
    pub spared: u64,
    /// Reads that were answered with 304: nothing had changed.
    pub not_modified: u64,
}

/// The last exchanges, and how many there were in each of the last seconds.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Oldest first, by their start.
    exchanges: VecDeque<Exchange>,
    seconds: Seconds,
    saved: Saved,
    count: u64,
}

impl History {
    /// A request leaves.
    pub(super) fn start(&mut self, now: Moment, ticket: Ticket, order: Order, request: &Request) {
        let attempt = self.find(ticket).map_or(1, |last| last.attempt.saturating_add(1));
        self.push(now, Some(ticket), order, request, Source::Network, attempt);
        self.seconds.start(now);
    }

    /// A read need not be sent.
    pub(super) fn spare(&mut self, now: Moment, order: Order, request: &Request, source: Source) {
        self.saved.spared += 1;
        self.push(now, None, order, request, source, 1);
    }

    /// What became of the last try of a request.
    pub(super) fn end(&mut self, now: Moment, ticket: Ticket, outcome: Outcome, bytes: usize, fate: Fate) {
        let class = outcome.class();
        let Some(exchange) = self.find_mut(ticket).filter(|exchange| exchange.end.is_none()) else { return };
        let started = exchange.started;
        exchange.end = Some(End { took_ms: now.since_ms(started), outcome, class, fate, bytes });
        self.seconds.end(started, class);
        self.saved.not_modified += u64::from(class == Class::NotModified);
    }

    /// The exchanges that are remembered, newest first.
    pub(super) fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.exchanges.iter().rev()
    }

    /// The last `count` seconds up to the present one, oldest first.
    pub(super) fn seconds(&self, now: Moment, count: usize) -> Vec<Second> {
        self.seconds.last(now, count)
    }

    /// What did not have to be sent.
    pub(super) const fn saved(&self) -> Saved {
        self.saved
    }

    fn push(
        &mut self,
        now: Moment,
        ticket: Option<Ticket>,
        order: Order,
        request: &Request,
        source: Source,
        attempt: u32,
    ) {
        let Order { lane, asker, .. } = order;
        if self.exchanges.len() >= EXCHANGES_KEPT {
            self.exchanges.pop_front();
        }
        self.count += 1;
        let (path, query) = path::split(request.path.as_str());
        self.exchanges.push_back(Exchange {
            number: self.count,
            ticket,
            started: now,
            method: request.method,
            path,
            query,
            sent_bytes: request.body.as_ref().map_or(0, String::len),
            lane,
            asker,
            attempt,
            source,
            end: None,
        });
    }

    fn find(&self, ticket: Ticket) -> Option<&Exchange> {
        self.exchanges.iter().rev().find(|exchange| exchange.ticket == Some(ticket))
    }

    fn find_mut(&mut self, ticket: Ticket) -> Option<&mut Exchange> {
        self.exchanges.iter_mut().rev().find(|exchange| exchange.ticket == Some(ticket))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Path;

    #[test]
    fn a_read_that_is_spared_is_remembered_and_starts_nothing() {
        let mut history = History::default();
        let request = Request::get(Path::api(&["leads"]));
        let order = Order::new(Lane::Screen, "lead card");
        history.start(Moment::from_ms(0), Ticket(0), order, &request);
        history.spare(Moment::from_ms(10), order, &request, Source::Joined);
        history.spare(Moment::from_ms(20), order, &request, Source::Recent);
        let sources: Vec<Source> = history.exchanges().map(|exchange| exchange.source).collect();
        assert_eq!(sources, [Source::Recent, Source::Joined, Source::Network]);
        assert_eq!(history.saved(), Saved { spared: 2, not_modified: 0 });
        let second = history.seconds(Moment::from_ms(50), 1)[0];
        assert_eq!((second.starts, second.flying()), (1, 1));
    }
}
