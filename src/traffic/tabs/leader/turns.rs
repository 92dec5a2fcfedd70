//! Whose turn it is to stand in the engine's line. Each lane has one place in it for requests that were
//! not tried yet, and the tabs take it in turn; so the engine's first come, first served serves them alike.

use std::ops::Bound;

use super::{ACKNOWLEDGED_MS, Leader, Place};
use crate::base::{Moment, Path, Request};
use crate::traffic::tabs::message::{Stub, TabId};
use crate::traffic::{Lane, Ticket};

/// How long the turn of a tab is kept that has not yet said that its last request has left, in
/// milliseconds. Otherwise the leader, which waits for no message, would have most turns of a burst.
const COURTESY_MS: u64 = 50;

impl Leader {
    /// Lines up whoever has a turn. Returns when, in time awake, the next turn comes by itself.
    pub(super) fn take_turns(&mut self, now: Moment, awake_ms: u64) -> Option<u64> {
        for member in self.members.values() {
            if let Some((id, _)) = member.unacknowledged
                && let Some(ticket) = member.get(id).and_then(|known| known.place.ticket())
            {
                self.engine.leaves(now, ticket, None);
            }
        }
        Lane::ALL.into_iter().filter_map(|lane| self.take_turn(now, awake_ms, lane)).min()
    }

    /// Lines up the next tab of a lane, if there is a place. Returns until when the turn is kept for one.
    fn take_turn(&mut self, now: Moment, awake_ms: u64, lane: Lane) -> Option<u64> {
        if self.members.values().any(|member| member.in_line(lane) > 0) {
            return None;
        }
        let last = self.turns.get(&lane).cloned().unwrap_or_default();
        let after = self.members.range((Bound::Excluded(&last), Bound::Unbounded));
        let again = self.members.range(..=&last);
        let mut waiting = after.chain(again).filter(|(_, member)| !member.is_asleep);
        let turn = waiting.find_map(|(tab, member)| {
            let stub = member.next(lane)?;
            let kept_ms = member.unacknowledged.map(|(_, since_ms)| since_ms + COURTESY_MS);
            match kept_ms {
                Some(kept_ms) if awake_ms < kept_ms => Some(Err(kept_ms)),
                Some(_) => None,
                None => Some(Ok((tab.clone(), stub))),
            }
        });
        let (tab, stub) = match turn? {
            Ok(turn) => turn,
            Err(kept_ms) => return Some(kept_ms),
        };
        let ticket = self.enter(now, &tab, &stub);
        self.member(&tab).put(stub.id, Place::Lined(ticket));
        self.turns.insert(lane, tab);
        None
    }

    /// Takes a tab's requests out of line: it does not answer at present.
    pub(super) fn hush(&mut self, tab: &TabId) {
        let Some(member) = self.members.get_mut(tab) else { return };
        for (id, ticket) in member.lined() {
            if self.engine.set_aside(ticket).is_some() {
                member.put(id, Place::Outside);
                self.owners.remove(&ticket);
            }
        }
        for (id, ticket) in member.back() {
            if let Some(job) = self.engine.set_aside(ticket) {
                member.put(id, Place::Aside(ticket, job));
            }
        }
    }

    /// Puts back what was taken out of line, if the tab answers again.
    pub(super) fn rouse(&mut self, tab: &TabId) {
        let Some(member) = self.members.get_mut(tab) else { return };
        if member.is_asleep || member.unacknowledged.is_some() {
            return;
        }
        for id in member.set_aside() {
            let Some(ticket) = member.get(id).and_then(|known| match known.place {
                Place::Aside(ticket, _) => Some(ticket),
                _ => None,
            }) else {
                continue;
            };
            if let Some(Place::Aside(_, job)) = member.put(id, Place::Back(ticket)) {
                self.engine.put_back(ticket, job);
            }
        }
    }

    /// Takes back what a tab was told to send and did not say that it has.
    pub(super) fn give_up_waiting(&mut self, now: Moment, awake_ms: u64) {
        let late = |since: u64| awake_ms.saturating_sub(since) >= ACKNOWLEDGED_MS;
        let sleepers: Vec<(TabId, u64)> = self
            .members
            .iter()
            .filter_map(|(tab, member)| {
                let (id, _) = member.unacknowledged.filter(|(_, since)| late(*since))?;
                Some((tab.clone(), id))
            })
            .collect();
        for (tab, id) in sleepers {
            let member = self.member(&tab);
            member.is_asleep = true;
            self.not_sent(now, &tab, id);
            self.hush(&tab);
        }
    }

    /// A request that was told to go has certainly not left.
    pub(super) fn not_sent(&mut self, now: Moment, tab: &TabId, id: u64) {
        let member = self.member(tab);
        member.acknowledge(id);
        let Some(known) = member.get(id) else { return };
        let Place::Flying(ticket) = known.place else { return };
        let is_abandoned = known.is_abandoned;
        member.put(id, Place::Back(ticket));
        self.engine.recall(now, ticket);
        if is_abandoned {
            self.forget(tab, id);
            self.owners.remove(&ticket);
        }
    }

    /// Puts a request into the engine's line.
    pub(super) fn enter(&mut self, now: Moment, tab: &TabId, stub: &Stub) -> Ticket {
        // The engine needs to know what kind of request it is, and nothing of what it says.
        let path = Path::api(&["kind", &stub.kind]);
        let request = Request { method: stub.method, path, body: None, since: None };
        let ticket = self.engine.submit(now, stub.lane, request);
        self.owners.insert(ticket, (tab.clone(), stub.id));
        ticket
    }
}
