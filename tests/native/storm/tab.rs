//! One tab: its engine, its clock, and what comes in while nothing runs in it.

use std::collections::{BTreeMap, VecDeque};

use kommo_pace::base::{Failure, Moment, Response};
use kommo_pace::traffic::{Settings, Ticket, Timing, Traffic};

use super::script::Deed;

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
}

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    InFlight,
    /// It was cancelled in flight: nobody is told.
    Abandoned,
    Delivered,
}

pub(crate) struct Tab {
    pub(crate) engine: Traffic,
    ahead_ms: u64,
    /// Until when nothing runs, since when, and what has come in.
    pub(crate) sleep: Option<(u64, u64)>,
    pub(crate) mail: VecDeque<Mail>,
    /// The number of the timer that is set; others were cleared.
    pub(crate) timer: u64,
    pub(crate) orders: BTreeMap<Ticket, State>,
}

impl Tab {
    pub(crate) fn new() -> Self {
        Self {
            engine: Traffic::new(Settings::default()),
            ahead_ms: AHEAD_MS,
            sleep: None,
            mail: VecDeque::new(),
            timer: 0,
            orders: BTreeMap::new(),
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
