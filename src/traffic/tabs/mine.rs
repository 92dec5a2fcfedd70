//! The requests of this tab with their bodies and answers, whoever leads. It decides nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::message::{Hello, Stub};
use super::report::{Outcome, Report};
use crate::base::{Failure, Moment, Request, Response};
use crate::traffic::line::Kind;
use crate::traffic::stats::Waiting;
use crate::traffic::{Lane, Order, Ticket};

/// Requests of which it is remembered how late they left: more than are ever on their way.
const LATE_MAX: usize = 64;

/// One request of this tab.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) order: Order,
    pub(super) request: Request,
    pub(super) state: State,
    /// How many of its tries have ended.
    pub(super) serial: u32,
    /// When the last one left, and how long it took.
    left: Moment,
    took_ms: u64,
    /// Whether it need not leave (again).
    pub(super) is_withdrawn: bool,
    /// Whether somebody still waits for the outcome.
    pub(super) is_wanted: bool,
}

/// Where a request is.
#[derive(Debug, PartialEq)]
pub(super) enum State {
    /// Not left, or back in line.
    Waiting,
    /// Left, no outcome yet.
    Flying,
    /// This came of it, and the leader has not said yet what that means.
    Ended(Result<Response, Failure>),
}

/// All requests of this tab that are not delivered.
#[derive(Debug, Default)]
pub(super) struct Mine {
    next: u64,
    requests: BTreeMap<u64, Own>,
    /// Those that wait and that the leader does not know of.
    unsaid: BTreeMap<Lane, BTreeSet<u64>>,
    /// Those that wait and that it knows of.
    said: BTreeMap<Lane, BTreeSet<u64>>,
    ended: usize,
    /// By how much the latest that were told to go did so later, in milliseconds.
    late: VecDeque<(u64, u64)>,
}

impl Mine {
    /// Takes in one more.
    pub(super) fn push(&mut self, order: Order, request: Request) -> Ticket {
        let id = self.next;
        self.next += 1;
        self.unsaid.entry(order.lane).or_default().insert(id);
        let own = Own {
            order,
            request,
            state: State::Waiting,
            serial: 0,
            left: Moment::default(),
            took_ms: 0,
            is_withdrawn: false,
            is_wanted: true,
        };
        self.requests.insert(id, own);
        Ticket(id)
    }

    pub(super) fn get(&self, id: u64) -> Option<&Own> {
        self.requests.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: u64) -> Option<&mut Own> {
        self.requests.get_mut(&id)
    }

    /// What waits and the leader does not know of, so that it knows of `window` in each lane.
    pub(super) fn say(&mut self, window: usize) -> Vec<Stub> {
        let mut stubs = Vec::new();
        for (lane, unsaid) in &mut self.unsaid {
            let said = self.said.entry(*lane).or_default();
            while said.len() < window
                && let Some(id) = unsaid.pop_first()
            {
                said.insert(id);
                stubs.extend(self.requests.get(&id).map(|own| stub(id, own)));
            }
        }
        stubs
    }

    /// The leader is another one, which knows of nothing.
    pub(super) fn unsay(&mut self) {
        for (lane, said) in &mut self.said {
            self.unsaid.entry(*lane).or_default().append(said);
        }
    }

    /// Everything that a leader must know, as far as the window goes.
    pub(super) fn hello(&mut self, window: usize) -> Hello {
        self.unsay();
        let mut hello = Hello { waiting: self.say(window), ..Hello::default() };
        for (id, own) in &self.requests {
            match &own.state {
                State::Waiting => {}
                State::Flying => hello.flying.push(stub(*id, own)),
                State::Ended(outcome) => {
                    let report = self.report(*id, own, Outcome::of(outcome));
                    hello.ended.push((stub(*id, own), report));
                }
            }
        }
        hello
    }

    /// Somebody in this lane waits for it, too. Returns whether that makes a difference.
    pub(super) fn hurry(&mut self, id: u64, lane: Lane) -> bool {
        let Some(own) = self.requests.get_mut(&id).filter(|own| lane < own.order.lane) else { return false };
        let before = std::mem::replace(&mut own.order.lane, lane);
        for lanes in [&mut self.said, &mut self.unsaid] {
            if lanes.get_mut(&before).is_some_and(|line| line.remove(&id)) {
                lanes.entry(lane).or_default().insert(id);
            }
        }
        true
    }

    /// Whether the leader knows that this waits.
    pub(super) fn is_said(&self, id: u64) -> bool {
        self.said.values().any(|said| said.contains(&id))
    }

    /// Puts a request somewhere else. Returns its previous state.
    pub(super) fn put(&mut self, id: u64, state: State) -> Option<State> {
        let own = self.requests.get_mut(&id)?;
        let lane = own.order.lane;
        let is_ended = matches!(state, State::Ended(_));
        let waits = state == State::Waiting;
        let before = std::mem::replace(&mut own.state, state);
        let was_ended = matches!(before, State::Ended(_));
        self.ended = (self.ended + usize::from(is_ended)).saturating_sub(usize::from(was_ended));
        self.leave_lane(lane, id);
        if waits {
            // It comes back by the leader's word, so the leader knows.
            self.said.entry(lane).or_default().insert(id);
        }
        Some(before)
    }

    /// What came of the last try of a request that has ended.
    fn report(&self, id: u64, own: &Own, outcome: Outcome) -> Report {
        let (late_ms, took_ms) = (self.late_ms(id).unwrap_or_default(), own.took_ms);
        Report { serial: own.serial, late_ms, took_ms, outcome }
    }

    /// A request leaves, so much later than it was told to.
    pub(super) fn leave(&mut self, now: Moment, id: u64, late_ms: u64) -> Option<&Own> {
        if self.late.len() >= LATE_MAX {
            self.late.pop_front();
        }
        self.late.push_back((id, late_ms));
        self.put(id, State::Flying);
        let own = self.requests.get_mut(&id)?;
        own.left = now;
        Some(own)
    }

    /// Something became of a request that has left.
    pub(super) fn end(
        &mut self,
        now: Moment,
        id: u64,
        outcome: &Result<Response, Failure>,
    ) -> Option<Report> {
        let own = self.requests.get_mut(&id).filter(|own| own.state == State::Flying)?;
        own.serial = own.serial.saturating_add(1);
        own.took_ms = now.since_ms(own.left);
        self.requests.get(&id).map(|own| self.report(id, own, Outcome::of(outcome)))
    }

    /// By how much it left later than it was told to, if that is remembered.
    pub(super) fn late_ms(&self, id: u64) -> Option<u64> {
        self.late.iter().rev().find(|(late, _)| *late == id).map(|(_, late_ms)| *late_ms)
    }

    /// Lets go of a request.
    pub(super) fn remove(&mut self, id: u64) -> Option<Own> {
        let own = self.requests.remove(&id)?;
        self.leave_lane(own.order.lane, id);
        self.ended = self.ended.saturating_sub(usize::from(matches!(own.state, State::Ended(_))));
        Some(own)
    }

    /// Those that have left, with the outcomes that nobody has judged yet.
    pub(super) fn on_their_way(&self) -> impl Iterator<Item = (Stub, &Own)> {
        let left = self.requests.iter().filter(|(_, own)| own.state != State::Waiting);
        left.map(|(id, own)| (stub(*id, own), own))
    }

    /// Whether only a leader can help.
    pub(super) fn needs_a_leader(&self) -> bool {
        self.ended > 0 || [&self.said, &self.unsaid].iter().any(|lanes| lanes.values().any(|l| !l.is_empty()))
    }

    /// How many wait, by lane.
    pub(super) fn waiting(&self) -> Waiting {
        let count = |lane| {
            [&self.said, &self.unsaid].iter().filter_map(|lanes| lanes.get(&lane)).map(BTreeSet::len).sum()
        };
        Waiting {
            click: count(Lane::Click),
            screen: count(Lane::Screen),
            bulk: count(Lane::Bulk),
            resting: 0,
        }
    }

    /// How many have left and are not delivered.
    pub(super) fn in_flight(&self) -> usize {
        let Waiting { click, screen, bulk, .. } = self.waiting();
        self.requests.len().saturating_sub(click + screen + bulk)
    }

    fn leave_lane(&mut self, lane: Lane, id: u64) {
        for lanes in [&mut self.said, &mut self.unsaid] {
            if let Some(line) = lanes.get_mut(&lane) {
                line.remove(&id);
            }
        }
    }
}

fn stub(id: u64, own: &Own) -> Stub {
    let kind = Kind::of(&own.request).name();
    Stub { id, lane: own.order.lane, method: own.request.method, kind }
}
