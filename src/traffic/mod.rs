//! L1: the polite client. It decides what may leave and when, and what an answer means for everyone
//! else; it sends nothing, knows no clock and reads no JSON.
//!
//! One input, then `Traffic::poll` until it says `Sleep`, then wait for the next thing. The shell
//! reports exactly one outcome for every `Send`, also for one that it has aborted.
//!
//! What becomes of one request; the table that decides it is `reaction`:
//!
//! ```text
//!   submit ──► waiting ──poll──► in flight ──answer──► delivered: Answered, Unknown, Failed
//!                ▲  │               │  │
//!                │  └─Cancel──► delivered: Cancelled
//!                │                  │  └─Cancel──► awaited, then dropped
//!                ├──◄ not applied ──┤   (429, 401, a block, never left)
//!                └──◄ resting ◄─────┘   (a read that failed)
//! ```
//!
//! Whether anything may leave, `Gate`. A pause and a stop are kept apart; the stop is the one shown.
//!
//! ```text
//!        429, or the network is down         time is up, or Online; after a 429 slowly at first
//!   Open ───────────────────────────► Paused(until) ─────────────────────────────────────────► Open
//!
//!        403 without JSON           Probe                         accepted; slowly at first
//!   any  ────────────────► Blocked ───────► Blocked(probing) ──────────────────────────────► Open
//!                             ▲                   │ anything else; if it never left, it is still due
//!                             └───────────────────┘
//!        401                       one request, a second later    accepted
//!   Open ───► SignedOut(probing) ────────────────────────────────────────────────────────────► Open
//!                     ▲     │ 401 (anything else: asked again a second later)
//!               Probe │     ▼
//!                    SignedOut
//! ```

mod arrivals;
mod clock;
mod engine;
mod flight;
mod gate;
mod history;
mod limiter;
mod line;
mod monitor;
mod pace;
mod pause;
mod queue;
mod reaction;
pub mod reads;
mod session;
mod settings;
mod stats;
mod stop;
pub mod tabs;
#[cfg(test)]
mod tests;

use crate::base::{Delivery, Failure, Moment, Request, Response};

pub use engine::Traffic;
pub use gate::{Gate, PauseCause};
pub use history::{
    Class, EXCHANGES_KEPT, End, Exchange, Fate, Outcome, SECONDS_KEPT, Saved, Second, Source,
    shown as shown_path,
};
pub use monitor::Monitor;
pub use settings::Settings;
pub use stats::{Outcomes, Stats, Waiting};

/// One request on its way, from `submit` to its delivery. A later request has a greater ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Who waits for the answer; the first lane goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The user clicked and waits.
    Click,
    /// What is on the screen.
    Screen,
    /// Bulk work.
    Bulk,
}

impl Lane {
    /// Every lane, the first one first.
    pub const ALL: [Self; 3] = [Self::Click, Self::Screen, Self::Bulk];
}

/// How a request is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Who waits.
    pub lane: Lane,
    /// Which part of the program asks, for the record: `"account facts"`, `"import"`.
    pub asker: &'static str,
    /// Whether only an answer to this very request will do. Otherwise an equal read that is under way
    /// answers this one, too.
    pub fresh: bool,
}

impl Order {
    /// A request that may share the answer of an equal read.
    #[must_use]
    pub const fn new(lane: Lane, asker: &'static str) -> Self {
        Self { lane, asker, fresh: false }
    }

    /// The same order for an answer of its own.
    #[must_use]
    pub const fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }
}

impl From<Lane> for Order {
    fn from(lane: Lane) -> Self {
        Self::new(lane, "")
    }
}

/// What the browser measured of one exchange, where it tells: `PerformanceResourceTiming`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Milliseconds from the start that the engine counted to the first byte sent: waiting for a
    /// connection, making one.
    pub held_ms: u64,
    /// Milliseconds from the first byte sent to the first byte of the answer.
    pub answer_ms: u64,
    /// Whether one connection carries many requests at once (HTTP/2 and later).
    pub multiplexed: bool,
}

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The server answered.
    Answered(Ticket, Response),
    /// There was no answer.
    Failed(Ticket, Failure),
    /// How long the steps of an exchange took; before or after its answer, or never.
    Timed(Ticket, Timing),
    /// Nobody wants it any more. What still waits is delivered as cancelled; what has left holds its
    /// place until its outcome is reported, which is then delivered to nobody.
    Cancel(Ticket),
    /// It is not wanted any more, but if it has left, its outcome is: a write must be accounted for.
    /// What still waits is delivered as cancelled; what has left is delivered as ever.
    Withdraw(Ticket),
    /// Somebody in this lane waits for it, too: what still waits goes over to it if it is a faster one.
    Hurry(Ticket, Lane),
    /// The user's word to let one request out after a block or a lost sign-in. If none waits, the next
    /// one submitted is the one. Without a stop it does nothing.
    Probe,
    /// The browser says that there is a network again: a pause for the lack of one ends at once. Any other
    /// pause and every stop stay.
    Online,
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
}
