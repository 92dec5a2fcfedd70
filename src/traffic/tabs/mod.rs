//! One budget for all tabs of a browser that are open on the account: one of them leads and runs the
//! engine for all; each sends its own requests and keeps its own answers. It knows no browser: locks and
//! messages are inputs and errands.

mod awake;
mod engine;
mod follower;
mod leader;
mod member;
mod message;
mod mine;
#[cfg(test)]
mod tests;
mod vigil;

use crate::base::{Delivery, Moment, Request};
use crate::traffic::{self, Ticket};

pub use engine::Tabs;
pub use message::{Beat, Body, Epoch, Hello, Message, Outcome, Report, Steps, Stub, TabId, Verdict};

/// How long it matters to the next leader that something was sent, in milliseconds; whoever leads.
pub const LATELY_MS: u64 = 1_500;

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// To a request of this tab, or the user's word.
    Traffic(traffic::Input),
    /// Another tab said this, so many milliseconds ago by the clock on the wall, which all tabs share.
    Heard(Message, u64),
    /// This tab has got the lead's lock.
    Leads {
        /// Whether another may have had it a moment ago: it was not free when this tab asked for it, or
        /// this tab took it by force, or some tab has sent something within the last [`LATELY_MS`].
        after_another: bool,
    },
    /// Another tab has taken the lead's lock by force.
    Deposed,
    /// The answer to [`Errand::Check`]: whether this tab has the lead's lock.
    Holds(bool),
    /// That tab's own lock is free: it was closed or has crashed.
    Gone(TabId),
    /// This browser has no locks.
    NoLocks,
    /// The page is being left; it may come back from the browser's cache.
    Left,
    /// The page has come back, and lines up for the lead's lock again.
    Returned,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send this now; it was counted as started at this moment.
    Send(Ticket, Request),
    /// Tell the one who asked.
    Deliver(Ticket, Delivery),
    /// Nothing more until this moment, or until the next input if there is none.
    Sleep(Option<Moment>),
    /// Do this among the tabs.
    Errand(Errand),
}

/// What is to be done among the tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Say this to all other tabs.
    Post(Message),
    /// Say [`Input::Gone`] when that tab's own lock is free.
    Watch(TabId),
    /// Take the lead's lock by force, then say [`Input::Leads`].
    Steal,
    /// Look whether this tab has the lead's lock, then say [`Input::Holds`].
    Check,
    /// Give the lead's lock back, or stop waiting for it.
    Resign,
}
