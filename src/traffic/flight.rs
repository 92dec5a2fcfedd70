//! Requests that have left and have no outcome yet. It holds their places; it decides nothing.

use std::collections::BTreeMap;

use super::Ticket;
use super::queue::Job;
use crate::base::Moment;

/// One request on its way.
#[derive(Debug)]
pub(super) struct Flight {
    pub(super) job: Job,
    pub(super) started: Moment,
    /// Whether somebody still waits for the outcome.
    pub(super) wanted: bool,
}

/// Everything on its way.
#[derive(Debug, Default)]
pub(super) struct Flights {
    flights: BTreeMap<Ticket, Flight>,
}

impl Flights {
    /// A request leaves.
    pub(super) fn start(&mut self, now: Moment, ticket: Ticket, job: Job) {
        self.flights.insert(ticket, Flight { job, started: now, wanted: true });
    }

    /// Its outcome is known; `None` if it was not on its way.
    pub(super) fn end(&mut self, ticket: Ticket) -> Option<Flight> {
        self.flights.remove(&ticket)
    }

    /// Nobody waits for its outcome any more. It keeps its place: the server may still be at it.
    pub(super) fn abandon(&mut self, ticket: Ticket) {
        if let Some(flight) = self.flights.get_mut(&ticket) {
            flight.wanted = false;
        }
    }

    /// How many are on their way.
    pub(super) fn len(&self) -> usize {
        self.flights.len()
    }
}
