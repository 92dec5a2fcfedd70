//! One tab: its engine, its clock, what comes in while nothing runs in it, and how it stands to the locks.

use std::collections::{BTreeMap, VecDeque};

use kommo_pace::base::{Failure, Moment, Request, Response};
use kommo_pace::traffic::tabs::{self, Message, Output, Tabs};
use kommo_pace::traffic::{self, Gate, Order, Settings, Ticket, Timing, Traffic};

use super::diary::TabId;
use super::locks::Word;
use super::script::{Company, Deed};

/// What a tab's clock shows more than the world's at the start; it can be set back by so much.
const AHEAD_MS: u64 = 1_000 * 3_600_000;

/// What comes to a tab.
#[derive(Clone, Debug)]
pub(crate) enum Mail {
    /// The timer with this number rings.
    Wake(u64),
    Outcome(Ticket, Result<Response, Failure>),
    Timed(Ticket, Timing),
    Do(Deed),
    /// The user looks at the screen and does what it asks for.
    Look,
    /// Another tab said this, then by the clock on the wall.
    Heard(Message, u64),
    Lock(Word),
    /// The page has come back.
    Shown,
}

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    InFlight,
    /// It came back and is not delivered: it will go again, or whoever leads has not judged yet.
    Back,
    /// It was cancelled in flight, or before it was judged: nobody need be told.
    Abandoned,
    Delivered,
}

/// The polite client, alone or among others.
pub(crate) enum Engine {
    Alone(Box<Traffic>),
    Joined(Box<Tabs>),
}

pub(crate) struct Tab {
    pub(crate) engine: Engine,
    ahead_ms: u64,
    /// Until when nothing runs.
    pub(crate) sleep: Option<u64>,
    pub(crate) mail: VecDeque<Mail>,
    /// The number of the timer that is set; others were cleared.
    pub(crate) timer: u64,
    pub(crate) orders: BTreeMap<Ticket, State>,
    /// How often it asked for the lead's lock; what comes of any but the last time is too late.
    pub(crate) asked: u64,
    /// Whether it asked for it only if it is free.
    pub(crate) asked_if_free: bool,
    /// Whether the page is in the browser's cache.
    pub(crate) is_away: bool,
    /// Whether others can see that it is there, and what is to be said as soon as they can.
    pub(crate) is_seen: bool,
    pub(crate) unsaid: Vec<Message>,
}

/// The name that a tab goes by.
pub(crate) fn name(id: TabId) -> tabs::TabId {
    tabs::TabId::new(format!("tab {id}"))
}

/// Whose name that is.
pub(crate) fn named(id: &tabs::TabId) -> TabId {
    id.as_str().strip_prefix("tab ").unwrap().parse().unwrap()
}

impl Tab {
    pub(crate) fn new(id: TabId, company: Company) -> Self {
        let settings = Settings { seed: Some(id as u64), ..Settings::default() };
        Self {
            engine: match company {
                Company::None => Engine::Alone(Box::new(Traffic::new(settings))),
                Company::Joined | Company::NoLocks => Engine::Joined(Box::new(Tabs::new(name(id), settings))),
            },
            ahead_ms: AHEAD_MS + 1_234_567 * id as u64,
            sleep: None,
            mail: VecDeque::new(),
            timer: 0,
            orders: BTreeMap::new(),
            asked: 0,
            asked_if_free: false,
            is_away: false,
            is_seen: false,
            unsaid: Vec::new(),
        }
    }

    /// What the tab's clock shows.
    pub(crate) fn now(&self, world_ms: u64) -> Moment {
        Moment::from_ms(world_ms + self.ahead_ms)
    }

    pub(crate) fn set_clock_back(&mut self, ms: u64) {
        self.ahead_ms = self.ahead_ms.saturating_sub(ms);
    }

    pub(crate) fn set_clock_on(&mut self, ms: u64) {
        self.ahead_ms += ms;
    }

    /// Whether nobody waits for anything.
    pub(crate) fn is_idle(&self) -> bool {
        self.orders.values().all(|state| matches!(state, State::Delivered | State::Abandoned))
    }
}

impl Engine {
    pub(crate) fn submit(&mut self, now: Moment, order: Order, request: Request) -> Ticket {
        match self {
            Self::Alone(traffic) => traffic.submit(now, order, request),
            Self::Joined(tabs) => tabs.submit(now, order, request),
        }
    }

    pub(crate) fn handle(&mut self, now: Moment, input: traffic::Input) {
        match self {
            Self::Alone(traffic) => traffic.handle(now, input),
            Self::Joined(tabs) => tabs.handle(now, tabs::Input::Traffic(input)),
        }
    }

    /// Tells it something of the other tabs.
    pub(crate) fn hear(&mut self, now: Moment, input: tabs::Input) {
        if let Self::Joined(tabs) = self {
            tabs.handle(now, input);
        }
    }

    pub(crate) fn poll(&mut self, now: Moment) -> Output {
        match self {
            Self::Alone(traffic) => match traffic.poll(now) {
                traffic::Output::Send(ticket, request) => Output::Send(ticket, request),
                traffic::Output::Deliver(ticket, delivery) => Output::Deliver(ticket, delivery),
                traffic::Output::Sleep(wake) => Output::Sleep(wake),
            },
            Self::Joined(tabs) => tabs.poll(now),
        }
    }

    pub(crate) fn gate(&self) -> Gate {
        match self {
            Self::Alone(traffic) => traffic.gate(),
            Self::Joined(tabs) => tabs.gate(),
        }
    }
}
