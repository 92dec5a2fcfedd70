//! What one outcome does to the engine: the reaction table says what, here it is carried out.

use super::Traffic;
use crate::base::{Delivery, Failure, Moment, Response};
use crate::traffic::Ticket;
use crate::traffic::flight::Flight;
use crate::traffic::history::Fate;
use crate::traffic::queue::Refusal;
use crate::traffic::reaction::{Reaction, react};
use crate::traffic::stop::Why;

/// How long a request rests that alone was answered with 401, in milliseconds.
const REFUSED_MS: u64 = 1_000;

impl Traffic {
    /// Takes note of what became of a request; of one that is not in flight, nothing. Returns what follows
    /// from it.
    pub(super) fn end(
        &mut self,
        now: Moment,
        ticket: Ticket,
        outcome: Result<Response, Failure>,
    ) -> Option<Fate> {
        let mut flight = self.flights.end(ticket)?;
        match outcome {
            Ok(_) => self.arrivals.answered(now, ticket),
            Err(_) => self.arrivals.lost(now, ticket),
        }
        let seen = outcome.as_ref().map_err(|failure| *failure);
        self.outcomes.count(seen);
        if seen.is_ok() {
            self.pause.connected();
        }
        let reaction = react(flight.job.request.method, seen, flight.job.failures);
        if matches!(reaction, Reaction::Unknown(_) | Reaction::Retry { .. } | Reaction::GiveUp) {
            self.stop.learn_nothing(now, ticket, false);
        }
        let fate = self.fate(&flight, reaction);
        match reaction {
            Reaction::Deliver => {
                self.accept(now, ticket, flight.started);
                self.deliver(ticket, &flight, settled(outcome));
            }
            Reaction::Unknown(unsure) => self.deliver(ticket, &flight, Delivery::Unknown(unsure)),
            Reaction::GiveUp => self.deliver(ticket, &flight, settled(outcome)),
            Reaction::Retry { after_ms } => {
                flight.job.failures += 1;
                self.rest(ticket, flight, now.plus_ms(after_ms));
            }
            Reaction::Throttle { asked_ms } => {
                if let Some(until) = self.pause.throttle(now, flight.started, asked_ms) {
                    self.pace.fall(until);
                }
                self.stop.learn_nothing(now, ticket, false);
                self.line_up(ticket, flight);
            }
            Reaction::Offline => {
                self.pause.disconnect(now, flight.started);
                self.stop.learn_nothing(now, ticket, true);
                self.line_up(ticket, flight);
            }
            Reaction::SignIn => self.refuse(now, ticket, flight, settled(outcome)),
            Reaction::Block => {
                self.stop.block(ticket);
                self.line_up(ticket, flight);
            }
        }
        Some(fate)
    }

    /// What will follow, before it does.
    fn fate(&self, flight: &Flight, reaction: Reaction) -> Fate {
        let lacks_right = reaction == Reaction::SignIn
            && flight.job.refusal.is_some()
            && self.session.stands_despite(flight);
        match flight.wanted {
            false => Fate::Dropped,
            true if lacks_right => Fate::Delivered,
            true => Fate::of(reaction),
        }
    }

    /// The server took a request: it knows who is signed in and does not mind the traffic.
    fn accept(&mut self, now: Moment, ticket: Ticket, started: Moment) {
        self.session.accept(started);
        if self.stop.accept(ticket) == Some(Why::Blocked) {
            self.pace.fall(now);
        }
        self.pace.accepted(now);
        if self.pace.is_full() {
            self.pause.forgiven();
        }
    }

    /// A 401: of everyone, unless the session is known to be good. Then the request alone is tried once
    /// more, and after that its asker is told.
    fn refuse(&mut self, now: Moment, ticket: Ticket, mut flight: Flight, answer: Delivery) {
        let stands = self.session.stands_despite(&flight);
        let again = flight.job.refusal.is_some();
        flight.job.refusal.get_or_insert(Refusal { started: flight.started, answered: now });
        if stands {
            self.stop.accept(ticket);
        } else {
            self.stop.refuse(now, ticket);
        }
        match (stands, again) {
            (true, true) => self.deliver(ticket, &flight, answer),
            (true, false) => self.rest(ticket, flight, now.plus_ms(REFUSED_MS)),
            (false, _) => self.line_up(ticket, flight),
        }
    }

    fn deliver(&mut self, ticket: Ticket, flight: &Flight, delivery: Delivery) {
        if flight.wanted {
            self.outbox.push_back((ticket, delivery));
        }
    }

    pub(super) fn line_up(&mut self, ticket: Ticket, flight: Flight) {
        if flight.wanted {
            self.queue.push(ticket, flight.job);
        }
    }

    fn rest(&mut self, ticket: Ticket, flight: Flight, until: Moment) {
        if flight.wanted {
            self.queue.rest(ticket, flight.job, until);
        }
    }
}

fn settled(outcome: Result<Response, Failure>) -> Delivery {
    match outcome {
        Ok(response) => Delivery::Answered(response),
        Err(failure) => Delivery::Failed(failure),
    }
}
