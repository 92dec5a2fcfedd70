//! The traffic of one tab among others: its own requests, and either the lead or a leader. Every decision
//! about the pace is the engine's, in whichever tab it runs.

mod following;
mod leading;
mod own;

use std::collections::VecDeque;

use super::awake::Awake;
use super::beat::{Barrier, Beat};
use super::follower::Follower;
use super::leader::Leader;
use super::message::{Body, Epoch, Message, TabId};
use super::mine::{Mine, State};
use super::told::Told;
use super::vigil::Vigil;
use super::{Errand, Input, Output};
use crate::base::{Delivery, Moment, Request};
use crate::traffic::clock::SteadyClock;
use crate::traffic::history::{History, Source};
use crate::traffic::stats::Outcomes;
use crate::traffic::{Gate, Monitor, Order, Settings, Stats, Ticket, Traffic};

/// Starts a second of a tab that cannot know of the others: three of them are within Kommo's limit.
const SHARE: usize = 2;

/// All traffic of this tab to one account.
#[derive(Debug)]
pub struct Tabs {
    me: TabId,
    settings: Settings,
    mine: Mine,
    role: Role,
    /// The latest leadership that this tab knows of.
    epoch: Epoch,
    awake: Awake,
    now: Moment,
    outbox: VecDeque<Output>,
    clock: SteadyClock,
    told: Told,
    history: History,
    sent: u64,
    outcomes: Outcomes,
}

/// What this tab is among the tabs.
#[derive(Debug)]
enum Role {
    /// It leads and there are no others.
    Alone(Box<Leader>),
    /// It leads.
    Leader(Box<Lead>),
    /// It does as a leader says, if there is one.
    Follower(Follower),
}

/// A leader's lead.
#[derive(Debug)]
struct Lead {
    leader: Leader,
    vigil: Vigil,
    /// When it said last how things stand, in time awake, and what stood in the way until when.
    said: Option<(u64, (Gate, Option<Moment>))>,
}

impl Tabs {
    /// A tab among others that may be there: nothing leaves before it knows who leads.
    #[must_use]
    pub fn new(me: TabId, settings: Settings) -> Self {
        Self {
            me,
            settings,
            mine: Mine::default(),
            role: Role::Follower(Follower::default()),
            epoch: Epoch::default(),
            awake: Awake::default(),
            now: Moment::default(),
            outbox: VecDeque::new(),
            clock: SteadyClock::default(),
            told: Told::default(),
            history: History::default(),
            sent: 0,
            outcomes: Outcomes::default(),
        }
    }

    /// A tab that is the only one for certain: it leads at once and talks to nobody.
    #[must_use]
    pub fn alone(settings: Settings) -> Self {
        let me = TabId::default();
        let leader = Box::new(Leader::new(me.clone(), Traffic::new(settings)));
        Self { role: Role::Alone(leader), ..Self::new(me, settings) }
    }

    /// Lines a request up at the end of its lane. Tickets are this tab's own.
    pub fn submit(&mut self, now: Moment, order: impl Into<Order>, request: Request) -> Ticket {
        self.touch(now);
        let ticket = self.mine.push(order.into(), request);
        self.line_up_own();
        ticket
    }

    /// Takes note of what happened. Outcomes of requests that are not in flight are ignored.
    pub fn handle(&mut self, now: Moment, input: Input) {
        self.touch(now);
        match input {
            Input::Traffic(input) => self.handle_own(now, input),
            Input::Heard(message, age_ms) => self.hear(now, message, age_ms),
            Input::Leads { after_another } => self.lead(now, after_another),
            Input::Deposed | Input::Holds(false) => self.follow(),
            Input::Holds(true) => self.still_leads(now),
            Input::Gone(tab) => {
                if let Role::Leader(lead) = &mut self.role {
                    lead.leader.gone(now, &tab);
                }
            }
            Input::NoLocks => self.lead_alone(now),
            Input::Left => self.leave(),
            Input::Returned => {
                if let Role::Follower(follower) = &mut self.role {
                    follower.come_back();
                }
            }
        }
    }

    /// The next thing to do. After `Sleep` there is nothing more before its moment or the next input.
    pub fn poll(&mut self, now: Moment) -> Output {
        self.touch(now);
        loop {
            if let Some(output) = self.outbox.pop_front() {
                return output;
            }
            let step = match self.role {
                Role::Alone(_) | Role::Leader(_) => self.poll_leader(now),
                Role::Follower(_) => self.poll_follower(),
            };
            if let Err(wake) = step {
                return Output::Sleep(wake);
            }
        }
    }

    /// Whether requests may leave, as of the last call that was told the time.
    #[must_use]
    pub fn gate(&self) -> Gate {
        match &self.role {
            Role::Alone(leader) => leader.gate(),
            Role::Leader(lead) => lead.leader.gate(),
            Role::Follower(follower) => follower.gate(self.now),
        }
    }

    /// The traffic at this moment: what waits and has left here, and the pace of all tabs.
    #[must_use]
    pub fn stats(&self, now: Moment) -> Stats {
        let stats = match &self.role {
            Role::Alone(leader) => leader.stats(now),
            Role::Leader(lead) => lead.leader.stats(now),
            Role::Follower(follower) => Stats {
                waiting: self.mine.waiting(),
                starts_in_last_second: follower.used(now),
                rate: follower.rate().unwrap_or(self.settings.rate),
                ..Stats::default()
            },
        };
        Stats { in_flight: self.mine.in_flight(), sent: self.sent, outcomes: self.outcomes, ..stats }
    }

    /// The traffic at this moment, with the recent past of this tab.
    #[must_use]
    pub fn monitor(&self, now: Moment) -> Monitor<'_> {
        Monitor::new(self.clock.at(now), self.stats(now), &self.history)
    }

    /// Notes a read that need not be sent, for the screen only.
    pub fn spare(&mut self, now: Moment, order: Order, request: &Request, source: Source) {
        let now = self.clock.tick(now);
        self.history.spare(now, order, request, source);
    }

    fn touch(&mut self, now: Moment) {
        self.now = now;
        self.clock.tick(now);
        self.awake.tick(now);
        if let Role::Leader(lead) = &mut self.role {
            lead.vigil.touch(now);
        }
    }

    fn post(&mut self, body: Body) {
        if matches!(&self.role, Role::Follower(follower) if follower.is_away) {
            return;
        }
        let message = Message::new(self.me.clone(), self.epoch.clone(), body);
        self.outbox.push_back(Output::Errand(Errand::Post(message)));
    }

    fn deliver(&mut self, id: u64, delivery: Delivery) {
        if self.mine.remove(id).is_some_and(|own| own.is_wanted) {
            self.outbox.push_back(Output::Deliver(Ticket(id), delivery));
        }
    }

    fn hear(&mut self, now: Moment, message: Message, age_ms: u64) {
        if message.from == self.me {
            return;
        }
        let known = self.epoch.clone();
        self.epoch = self.epoch.clone().max(message.epoch.clone());
        match &mut self.role {
            Role::Alone(_) => {}
            Role::Leader(lead) => {
                if message.epoch > known {
                    lead.vigil.doubt();
                }
                let Message { from, body, .. } = message;
                if matches!(body, Body::Hello(_)) {
                    lead.said = None;
                }
                if lead.leader.hear(now, &from, body) {
                    self.outbox.push_back(Output::Errand(Errand::Watch(from)));
                }
            }
            Role::Follower(_) => self.hear_leader(now, message, &known, age_ms),
        }
    }

    fn leader(&mut self) -> Option<(&TabId, &mut Leader)> {
        self.role.leader().map(|leader| (&self.me, leader))
    }
}

impl Role {
    fn leader(&mut self) -> Option<&mut Leader> {
        match self {
            Self::Alone(leader) => Some(leader),
            Self::Leader(lead) => Some(&mut lead.leader),
            Self::Follower(_) => None,
        }
    }
}
