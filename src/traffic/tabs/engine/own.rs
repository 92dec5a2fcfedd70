//! What happens to a request of this tab, whoever leads.

use super::{Body, State, Tabs, Ticket};
use crate::base::{Delivery, Failure, Moment, Response};
use crate::traffic;
use crate::traffic::history::{self, Fate};
use crate::traffic::reaction::react;

impl Tabs {
    pub(super) fn handle_own(&mut self, now: Moment, input: traffic::Input) {
        match input {
            traffic::Input::Answered(ticket, response) => self.ended(now, ticket.0, Ok(response)),
            traffic::Input::Failed(ticket, failure) => self.ended(now, ticket.0, Err(failure)),
            traffic::Input::Timed(ticket, timing) => match self.leader() {
                Some((me, leader)) => leader.timed(now, me, ticket.0, timing),
                None => self.report_timing(ticket.0, timing),
            },
            traffic::Input::Cancel(ticket) => self.take_back(now, ticket.0, true),
            traffic::Input::Withdraw(ticket) => self.take_back(now, ticket.0, false),
            traffic::Input::Hurry(Ticket(id), lane) => {
                if self.mine.hurry(id, lane) {
                    match self.leader() {
                        Some((me, leader)) => leader.hurry(now, me, id, lane),
                        None => self.post(Body::Hurry(id, lane)),
                    }
                }
            }
            traffic::Input::Online => {
                // The leader's page is told the same by the same browser.
                if let Some((_, leader)) = self.leader() {
                    leader.online(now);
                }
            }
            traffic::Input::Probe => match self.leader() {
                Some((_, leader)) => leader.probe(now),
                None => self.post(Body::Probe),
            },
        }
    }

    /// What became of an own request.
    fn ended(&mut self, now: Moment, id: u64, outcome: Result<Response, Failure>) {
        let Some(report) = self.mine.end(now, id, &outcome) else { return };
        let Some(own) = self.mine.get(id) else { return };
        let (is_wanted, method) = (own.is_wanted, own.request.method);
        let seen = outcome.as_ref().map_err(|failure| *failure);
        let reaction = react(method, seen, report.serial.saturating_sub(1));
        self.outcomes.count(seen);
        let (told, bytes) = history::Outcome::of(seen);
        let fate = if let Some((me, leader)) = self.leader() {
            let fate = leader.ended(now, me, id, report.serial, outcome);
            self.mine.put(id, State::Waiting);
            fate
        } else {
            self.told.answered(self.clock.at(now), reaction);
            // The leader decides; for the screen it is told here what it most likely will.
            let fate = Fate::of(reaction);
            self.post(Body::Ended(id, report));
            self.mine.put(id, State::Ended(outcome));
            Some(fate)
        };
        let fate = fate.filter(|_| is_wanted).unwrap_or(Fate::Dropped);
        self.history.end(self.clock.at(now), Ticket(id), told, bytes, fate);
        if !is_wanted {
            self.mine.remove(id);
        }
    }

    fn take_back(&mut self, now: Moment, id: u64, is_cancelled: bool) {
        let Some(own) = self.mine.get_mut(id) else { return };
        let waits = own.state == State::Waiting;
        own.is_wanted &= waits || !is_cancelled;
        own.is_withdrawn = true;
        if let Some((me, leader)) = self.leader() {
            if leader.take_back(now, me, id, is_cancelled) {
                self.deliver(id, Delivery::Cancelled);
            }
        } else {
            self.tell_taken_back(id, is_cancelled);
        }
    }
}
