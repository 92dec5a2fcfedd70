//! What a tab does that does not lead: it asks, goes when it is told to, and tells what came of it.

use super::{Body, Epoch, Errand, Message, Output, Role, State, Tabs};
use crate::base::{Delivery, Failure, Moment};
use crate::traffic::Timing;
use crate::traffic::tabs::follower::Duty;
use crate::traffic::tabs::report::Verdict;

/// Requests of each lane that the leader is to know of: enough for two seconds, however many wait.
const WINDOW: usize = 16;

/// How old the leader's word to go may be, in milliseconds. It is to be so much less than a second that a
/// new leader, which waits for longer than that, hears of whatever left by an old leader's word.
const GO_MS: u64 = 750;

impl Tabs {
    /// A leader speaks, or somebody who takes itself for one.
    pub(super) fn hear_leader(&mut self, now: Moment, message: Message, known: &Epoch, age_ms: u64) {
        let Message { epoch, body, .. } = message;
        let Role::Follower(follower) = &mut self.role else { return };
        let is_a_leaders =
            matches!(body, Body::Lead | Body::Beat(_) | Body::Go { .. } | Body::Decided { .. });
        if follower.is_away || !is_a_leaders {
            return;
        }
        if epoch < *known {
            if body == Body::Lead {
                // It got the lock and does not know of a leadership before: it has to be told.
                follower.greet_again();
            }
            return;
        }
        follower.heard(&epoch, self.awake.ms());
        match body {
            Body::Beat(beat) => {
                follower.beat(Moment::from_ms(now.as_ms().saturating_sub(age_ms)), beat);
                self.told.beat(Moment::from_ms(self.clock.at(now).as_ms().saturating_sub(age_ms)), beat);
            }
            Body::Go { to, id, judged } if to == self.me => self.go(id, judged, age_ms),
            Body::Decided { to, id, verdict } if to == self.me => self.decided(id, verdict),
            _ => {}
        }
    }

    /// One step of a follower, or when to go on if there is none.
    pub(super) fn poll_follower(&mut self) -> Result<(), Option<Moment>> {
        let Role::Follower(follower) = &mut self.role else { return Err(None) };
        if follower.is_away {
            return Err(None);
        }
        match follower.duty(&self.me, self.awake.ms(), self.mine.needs_a_leader()) {
            Duty::Greet => {
                let hello = self.mine.hello(WINDOW);
                self.post(Body::Hello(hello));
            }
            Duty::Steal => self.outbox.push_back(Output::Errand(Errand::Steal)),
            Duty::Rest(due_ms) => {
                let stubs = self.mine.say(WINDOW);
                if stubs.is_empty() {
                    return Err(due_ms.map(|due_ms| self.awake.moment(due_ms)));
                }
                self.post(Body::Want(stubs));
            }
        }
        Ok(())
    }

    /// How long an exchange took, counted from the leader's word on, as the leader does.
    pub(super) fn report_timing(&mut self, id: u64, timing: Timing) {
        if let Some(late_ms) = self.mine.late_ms(id) {
            let timing = Timing { held_ms: timing.held_ms.saturating_add(late_ms), ..timing };
            self.post(Body::Timed(id, timing.into()));
        }
    }

    /// Somebody has taken a request back.
    pub(super) fn tell_taken_back(&mut self, id: u64, is_cancelled: bool) {
        let Some(own) = self.mine.get(id) else { return };
        let (waits, has_ended) = (own.state == State::Waiting, matches!(own.state, State::Ended(_)));
        if !waits || self.mine.is_said(id) {
            self.post(if waits || is_cancelled { Body::Cancel(id) } else { Body::Withdraw(id) });
        }
        if waits || (has_ended && is_cancelled) {
            self.deliver(id, Delivery::Cancelled);
        }
    }

    /// The leader's word to go.
    fn go(&mut self, id: u64, judged: u32, age_ms: u64) {
        match self.mine.get(id) {
            None => {
                self.post(Body::Declined(id));
                self.post(Body::Cancel(id));
            }
            Some(own) if own.state == State::Flying => {
                let tries = own.serial;
                self.post(Body::Sent { id, tries, late_ms: 0 });
            }
            // It left by an earlier word, and the leader has yet to hear what became of it.
            Some(own) if own.state != State::Waiting && own.serial != judged => {}
            Some(own) if own.is_withdrawn => {
                self.post(Body::Declined(id));
                self.post(Body::Cancel(id));
                self.deliver(id, Delivery::Cancelled);
            }
            Some(_) if age_ms > GO_MS => self.post(Body::Declined(id)),
            Some(own) => {
                let tries = own.serial;
                self.post(Body::Sent { id, tries, late_ms: age_ms });
                self.send(id, age_ms);
            }
        }
    }

    /// The leader's word on what an outcome means.
    fn decided(&mut self, id: u64, verdict: Verdict) {
        let Some(own) = self.mine.get_mut(id).filter(|own| own.state != State::Flying) else { return };
        let outcome = match &mut own.state {
            State::Ended(outcome) => Some(std::mem::replace(outcome, Err(Failure::Lost))),
            State::Waiting | State::Flying => None,
        };
        let delivery = match (verdict, outcome) {
            (Verdict::Cancelled, _) => Delivery::Cancelled,
            (_, None) => return,
            (Verdict::Answered, Some(Ok(response))) => Delivery::Answered(response),
            (Verdict::Answered, Some(Err(failure))) | (Verdict::Failed(failure), Some(_)) => {
                Delivery::Failed(failure)
            }
            (Verdict::Unknown(unsure), Some(_)) => Delivery::Unknown(unsure),
        };
        self.deliver(id, delivery);
    }
}
