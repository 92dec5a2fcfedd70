//! The engine in the service of all tabs: who of them lines up when, and whose the engine's tickets are.
//! It posts nothing and knows no lock.

mod hearing;
mod turns;

use std::collections::{BTreeMap, VecDeque};

use super::member::{Member, Place};
use super::message::{Stub, TabId};
use crate::base::{Delivery, Failure, Moment, Response};
use crate::traffic::history::Fate;
use crate::traffic::stats::Waiting;
use crate::traffic::{Gate, Input, Lane, Output, Stats, Ticket, Timing, Traffic};

/// How long a tab may take to say that what was told to go has left, in milliseconds.
const ACKNOWLEDGED_MS: u64 = 2_000;

/// Ended requests of which timings are still believed.
const RECENT_MAX: usize = 16;

/// The engine and the tabs that it works for.
#[derive(Debug)]
pub(super) struct Leader {
    me: TabId,
    engine: Traffic,
    members: BTreeMap<TabId, Member>,
    owners: BTreeMap<Ticket, (TabId, u64)>,
    /// Which tab had the last turn in each lane.
    turns: BTreeMap<Lane, TabId>,
    recent: VecDeque<((TabId, u64), Ticket)>,
}

/// What the leader does next.
#[derive(Debug)]
pub(super) enum Step {
    /// This request leaves; what became of it before was judged up to this serial.
    Go(TabId, u64, u32),
    /// This is decided.
    Tell(TabId, u64, Delivery),
    /// Nothing before that moment or the next input.
    Sleep(Option<Moment>),
}

impl Leader {
    pub(super) fn new(me: TabId, engine: Traffic) -> Self {
        Self {
            members: BTreeMap::from([(me.clone(), Member::default())]),
            me,
            engine,
            owners: BTreeMap::new(),
            turns: BTreeMap::new(),
            recent: VecDeque::new(),
        }
    }

    pub(super) fn gate(&self) -> Gate {
        self.engine.gate()
    }

    pub(super) fn held_until(&self) -> Option<Moment> {
        self.engine.held_until()
    }

    /// The traffic of all tabs, with what waits in this one.
    pub(super) fn stats(&self, now: Moment) -> Stats {
        let mut stats = self.engine.stats(now);
        let Waiting { click, screen, bulk, .. } = &mut stats.waiting;
        for (lane, count) in Lane::ALL.into_iter().zip([click, screen, bulk]) {
            for (tab, member) in &self.members {
                if *tab == self.me {
                    *count += member.outside(lane);
                } else {
                    *count = count.saturating_sub(member.in_line(lane));
                }
            }
        }
        stats
    }

    /// Whether there are other tabs.
    pub(super) fn has_company(&self) -> bool {
        self.members.len() > 1
    }

    /// Whether any tab has anything to do.
    pub(super) fn is_busy(&self) -> bool {
        self.members.values().any(|member| !member.is_idle())
    }

    /// The user's word.
    pub(super) fn probe(&mut self, now: Moment) {
        self.engine.handle(now, Input::Probe);
    }

    /// There is a network again.
    pub(super) fn online(&mut self, now: Moment) {
        self.engine.handle(now, Input::Online);
    }

    /// One more request of a tab waits.
    pub(super) fn want(&mut self, tab: &TabId, stub: Stub) {
        self.member(tab).want(stub);
    }

    /// A request that may be known or not has left already.
    pub(super) fn adopt(&mut self, now: Moment, tab: &TabId, stub: Stub) {
        let id = stub.id;
        self.want(tab, stub);
        self.has_left(now, tab, id);
    }

    /// Somebody in this lane waits for a request, too.
    pub(super) fn hurry(&mut self, now: Moment, tab: &TabId, id: u64, lane: Lane) {
        if let Some(ticket) = self.member(tab).hurry(id, lane) {
            self.engine.handle(now, Input::Hurry(ticket, lane));
        }
    }

    /// Nobody waits for this any more, or it need not leave any more. Returns whether it was taken back
    /// at once.
    pub(super) fn take_back(&mut self, now: Moment, tab: &TabId, id: u64, is_cancelled: bool) -> bool {
        let member = self.members.entry(tab.clone()).or_default();
        let Some(known) = member.get(id) else { return false };
        let Some(ticket) = known.place.ticket() else {
            if let Some(ticket) = self.forget(tab, id) {
                self.owners.remove(&ticket);
            }
            return true;
        };
        if is_cancelled {
            if matches!(known.place, Place::Flying(_)) {
                member.abandon(id);
            }
            self.engine.handle(now, Input::Cancel(ticket));
        } else {
            self.engine.handle(now, Input::Withdraw(ticket));
        }
        false
    }

    /// What became of a try of a request. Returns what follows from it.
    pub(super) fn ended(
        &mut self,
        now: Moment,
        tab: &TabId,
        id: u64,
        serial: u32,
        outcome: Result<Response, Failure>,
    ) -> Option<Fate> {
        if !self.member(tab).judge(id, serial) {
            return None;
        }
        if !self.member(tab).get(id).is_some_and(|known| matches!(known.place, Place::Flying(_))) {
            self.has_left(now, tab, id);
        }
        let member = self.member(tab);
        let Some(Place::Flying(ticket)) = member.get(id).map(|known| &known.place) else { return None };
        let ticket = *ticket;
        member.acknowledge(id);
        member.put(id, Place::Back(ticket));
        let is_abandoned = member.get(id).is_some_and(|known| known.is_abandoned);
        let fate = self.engine.ended(now, ticket, outcome);
        if is_abandoned {
            self.forget(tab, id);
            self.owners.remove(&ticket);
        }
        fate
    }

    /// How long the steps of an exchange took.
    pub(super) fn timed(&mut self, now: Moment, tab: &TabId, id: u64, timing: Timing) {
        let known = self.members.get(tab).and_then(|member| member.get(id)?.place.ticket());
        let recent = || {
            let found = self.recent.iter().rev().find(|((other, ended), _)| other == tab && *ended == id);
            found.map(|(_, ticket)| *ticket)
        };
        if let Some(ticket) = known.or_else(recent) {
            self.engine.handle(now, Input::Timed(ticket, timing));
        }
    }

    /// The next thing to do.
    pub(super) fn poll(&mut self, now: Moment, awake_ms: u64) -> (Step, Option<u64>) {
        loop {
            self.give_up_waiting(now, awake_ms);
            let courtesy = self.take_turns(now, awake_ms);
            match self.engine.poll(now) {
                Output::Send(ticket, _) => {
                    if let Some(step) = self.go(now, awake_ms, ticket) {
                        return (step, None);
                    }
                }
                Output::Deliver(ticket, delivery) => {
                    if let Some((tab, id)) = self.settle(ticket) {
                        return (Step::Tell(tab, id, delivery), None);
                    }
                }
                Output::Sleep(moment) => {
                    let unacknowledged = self.members.values().filter_map(|member| member.unacknowledged);
                    let given_up = unacknowledged.map(|(_, since)| since + ACKNOWLEDGED_MS);
                    return (Step::Sleep(moment), given_up.chain(courtesy).min());
                }
            }
        }
    }

    /// What is to be told of this tab's requests, when the lead is lost.
    pub(super) fn take_deliveries(mut self) -> Vec<(u64, Delivery)> {
        let deliveries: Vec<_> = self.engine.take_deliveries().collect();
        deliveries
            .into_iter()
            .filter_map(|(ticket, delivery)| {
                let (tab, id) = self.owners.get(&ticket)?;
                (*tab == self.me).then_some((*id, delivery))
            })
            .collect()
    }

    /// The engine lets a request out.
    fn go(&mut self, now: Moment, awake_ms: u64, ticket: Ticket) -> Option<Step> {
        let Some((tab, id)) = self.owners.get(&ticket).cloned() else {
            self.engine.recall(now, ticket);
            self.engine.handle(now, Input::Cancel(ticket));
            return None;
        };
        let is_foreign = tab != self.me;
        let member = self.members.entry(tab.clone()).or_default();
        if is_foreign && (member.unacknowledged.is_some() || member.is_asleep) {
            member.put(id, Place::Back(ticket));
            self.engine.recall(now, ticket);
            self.hush(&tab);
            return None;
        }
        member.put(id, Place::Flying(ticket));
        let judged = member.get(id).map_or(0, |known| known.judged);
        if is_foreign {
            member.unacknowledged = Some((id, awake_ms));
            self.hush(&tab);
        }
        Some(Step::Go(tab, id, judged))
    }

    /// The engine has decided; whose request that was, if anybody is to be told.
    fn settle(&mut self, ticket: Ticket) -> Option<(TabId, u64)> {
        let (tab, id) = self.owners.remove(&ticket)?;
        self.forget(&tab, id)?;
        if self.recent.len() >= RECENT_MAX {
            self.recent.pop_front();
        }
        self.recent.push_back(((tab.clone(), id), ticket));
        Some((tab, id))
    }

    /// Lets go of a request; returns its ticket, if it had any.
    fn forget(&mut self, tab: &TabId, id: u64) -> Option<Ticket> {
        match self.members.get_mut(tab)?.remove(id)?.place {
            Place::Lined(ticket) | Place::Back(ticket) | Place::Flying(ticket) | Place::Aside(ticket, _) => {
                Some(ticket)
            }
            Place::Outside => None,
        }
    }

    fn member(&mut self, tab: &TabId) -> &mut Member {
        self.members.entry(tab.clone()).or_default()
    }
}
