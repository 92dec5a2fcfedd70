//! What other tabs say of their requests, and what it changes for the engine.

use super::{Leader, Member, Place};
use crate::base::{Failure, Moment};
use crate::traffic::Input;
use crate::traffic::tabs::message::{Body, Hello, TabId};
use crate::traffic::tabs::report::Report;

impl Leader {
    /// Another tab said something. Returns whether it was not known before.
    pub(in crate::traffic::tabs) fn hear(&mut self, now: Moment, from: &TabId, body: Body) -> bool {
        let is_new = !self.members.contains_key(from);
        self.member(from).is_asleep = false;
        match body {
            Body::Hello(hello) => self.hello(now, from, hello),
            Body::Want(stubs) => stubs.into_iter().for_each(|stub| self.want(from, stub)),
            Body::Cancel(id) => drop(self.take_back(now, from, id, true)),
            Body::Hurry(id, lane) => self.hurry(now, from, id, lane),
            Body::Withdraw(id) => drop(self.take_back(now, from, id, false)),
            Body::Sent { id, tries, late_ms } => {
                // What became of that try may have been heard before.
                if self.member(from).get(id).is_some_and(|known| known.judged <= tries) {
                    self.has_left(now, from, id);
                    self.left_late(now, from, id, late_ms);
                }
            }
            Body::Declined(id) => {
                if self.member(from).unacknowledged.is_some_and(|(unacknowledged, _)| unacknowledged == id) {
                    self.not_sent(now, from, id);
                }
            }
            Body::Ended(id, report) => self.report(now, from, id, report),
            Body::Timed(id, steps) => {
                self.member(from).is_timed(id);
                self.timed(now, from, id, steps.into());
            }
            Body::Probe => self.probe(now),
            // Whoever says so has lost the lead without knowing it yet.
            Body::Lead | Body::Beat(_) | Body::Go { .. } | Body::Decided { .. } => {}
        }
        self.rouse(from);
        is_new
    }

    /// A tab is no more. What was on its way may still arrive, and nobody will say what became of it.
    pub(in crate::traffic::tabs) fn gone(&mut self, now: Moment, tab: &TabId) {
        let ids = self.members.get(tab).map(Member::ids).unwrap_or_default();
        for id in ids {
            self.lose(now, tab, id);
        }
        self.members.remove(tab);
    }

    /// A request has left, told to go or not.
    pub(super) fn has_left(&mut self, now: Moment, tab: &TabId, id: u64) {
        let member = self.member(tab);
        member.acknowledge(id);
        let Some(stub) = member.get(id).map(|known| known.stub.clone()) else { return };
        match member.put(id, Place::Outside) {
            Some(Place::Flying(ticket)) => {
                member.put(id, Place::Flying(ticket));
                self.engine.leaves(now, ticket, None);
            }
            Some(Place::Lined(ticket) | Place::Back(ticket)) => {
                member.put(id, Place::Flying(ticket));
                self.engine.left_after_all(now, ticket);
            }
            Some(Place::Aside(ticket, job)) => {
                member.put(id, Place::Flying(ticket));
                self.engine.put_back(ticket, job);
                self.engine.left_after_all(now, ticket);
            }
            Some(Place::Outside) | None => {
                let ticket = self.enter(now, tab, &stub);
                self.engine.left_after_all(now, ticket);
                self.member(tab).put(id, Place::Flying(ticket));
            }
        }
    }

    /// A request that has left did so that much later than it was told to.
    fn left_late(&mut self, now: Moment, tab: &TabId, id: u64, late_ms: u64) {
        if let Some(ticket) = self.member(tab).get(id).and_then(|known| known.place.ticket()) {
            self.engine.leaves(now, ticket, Some(late_ms));
        }
    }

    /// What became of another tab's request. How long that took is what the tab says, not what it took until
    /// it was heard.
    fn report(&mut self, now: Moment, tab: &TabId, id: u64, report: Report) {
        let known = self.member(tab).get(id).filter(|known| !known.is_timed && known.judged < report.serial);
        if known.is_some() {
            self.timed(now, tab, id, report.timing());
        }
        self.ended(now, tab, id, report.serial, report.outcome.unfold());
    }

    /// All that a tab has; what it does not name is gone, but for what it was just told to send.
    fn hello(&mut self, now: Moment, from: &TabId, hello: Hello) {
        let Hello { waiting, flying, ended } = hello;
        let told = self.member(from).unacknowledged.map(|(id, _)| id);
        let ended_stubs = ended.iter().map(|(stub, _)| stub);
        let named: Vec<u64> = waiting.iter().chain(&flying).chain(ended_stubs).map(|stub| stub.id).collect();
        for id in self.member(from).ids() {
            if !named.contains(&id) && told != Some(id) {
                self.lose(now, from, id);
            }
        }
        for stub in waiting {
            if told != Some(stub.id) {
                // It is back, and the tab judged by itself what had become of it while it led.
                self.not_sent(now, from, stub.id);
            }
            self.want(from, stub);
        }
        for stub in flying {
            let known = self.member(from).get(stub.id);
            if told == Some(stub.id) || !known.is_some_and(|known| matches!(known.place, Place::Flying(_))) {
                self.adopt(now, from, stub);
            }
        }
        for (stub, report) in ended {
            let id = stub.id;
            let known = self.member(from).get(id);
            let is_judged = known.is_some_and(|known| known.judged >= report.serial);
            if is_judged && told != Some(id) {
                // It waits for its next turn, whatever was heard of it later.
                self.not_sent(now, from, id);
            }
            self.want(from, stub);
            self.report(now, from, id, report);
        }
    }

    fn lose(&mut self, now: Moment, tab: &TabId, id: u64) {
        let Some(known) = self.member(tab).remove(id) else { return };
        if let Some(ticket) = known.place.ticket() {
            self.owners.remove(&ticket);
            self.engine.handle(now, Input::Cancel(ticket));
            if matches!(known.place, Place::Flying(_)) {
                self.engine.handle(now, Input::Failed(ticket, Failure::Lost));
            }
        }
    }
}
