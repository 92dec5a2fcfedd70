//! One budget for all tabs of a browser that are open on the account: one of them leads and runs the
//! engine for all; each sends its own requests and keeps its own answers. It knows no browser: locks and
//! messages are inputs and errands.
//!
//! One input, then `Tabs::poll` until it says `Sleep`. Whoever holds the lead's lock leads. The others, its
//! followers, name what waits (a few of each lane, however many there are), send when the leader says `Go`,
//! report what came of it, and deliver the answer that they have kept once the leader has `Decided` what it
//! means. No body, address or answer crosses.
//!
//! ```text
//!   follower                                   leader
//!   Hello, Want ─────────────────────────────► lines them up, tab by tab in turn
//!   sends  ◄───────────────────────────── Go   the engine lets one out, and counts its start
//!   Sent, or Declined ───────────────────────► nothing more for this tab before that
//!   Ended ───────────────────────────────────► the engine decides
//!   delivers, or waits for the next Go ◄── Decided
//! ```
//!
//! # Why it is never too fast
//!
//! Within one leadership every request that leaves was let out by the one engine, which counts it from
//! the `Go` on. A follower sends for no other reason, at most `GO_MS` later, and never twice for one `Go`
//! or for a `Go` that knows less than the follower. Until it says that it has sent, the engine takes it
//! for leaving now; then for leaving when the follower says. A `Go` that nobody acknowledges is taken
//! back, but counts; if it was obeyed after all, the follower's word brings it back in flight.
//!
//! Between two leaderships:
//!
//! * A new leader takes the last second for full, so nothing leaves for 1,450 ms. What left by the old
//!   leader's word left before its lock passed on, or within `GO_MS` after (the follower had not heard of
//!   the new leader yet). By then the follower has answered the new leader's `Lead` and named it.
//! * An old leader does not know that it was deposed until its browser tells. Others depose it only after
//!   `SILENCE_MS` without a word while something waits. A leader says something every `BEAT_MS` then, and
//!   one that did nothing for `BELIEF_MS` looks at its lock before it lets anything out; so it is either
//!   heard in time or knows better. For what overlaps while the browser's word is on its way there is the
//!   new leader's pause.
//! * News of a lead may be old when it is read (the tab was frozen), so a leader looks at its lock first.
//! * Whoever gets the lock without having waited for it cannot know of a leader that ended a moment ago.
//!   The pages keep when they last sent something, and the shell says so.
//! * What stood in everyone's way was said by the old leader at once, and stays, a pause that a stop hides
//!   included; a report that it did not hear any more is repeated to the new one. Whoever was told of
//!   a 429 or a block itself keeps to it when it leads, whoever has heard of it.
//!
//! This takes for granted that a message arrives within a second in a tab that is awake, and that
//! neither the clock on the wall nor that of a tab is set back while it is frozen. A browser without
//! locks gives each tab two requests a second, so that three of them are within Kommo's limit.

mod awake;
mod beat;
mod engine;
mod follower;
mod leader;
mod member;
mod message;
mod mine;
mod report;
#[cfg(test)]
mod tests;
mod told;
mod vigil;

use crate::base::{Delivery, Moment, Request};
use crate::traffic::{self, Ticket};

pub use beat::Beat;
pub use engine::Tabs;
pub use message::{Body, Epoch, Hello, Message, Stub, TabId};
pub use report::{Outcome, Report, Steps, Verdict};

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
