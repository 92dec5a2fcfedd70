//! L1: the polite client. It decides what may leave and when, and what an answer means for everyone
//! else; it sends nothing, knows no clock and reads no JSON.
//!
//! One input, then [`Traffic::poll`] until it says `Sleep`, then wait for the next thing.
//!
//! ```text
//!            429                         403 that is a block
//!   Open ──────────► Paused(until)      ─────────────────────► Blocked ──probe──► Open
//!     ▲                  │ time is up                             401
//!     └──────────────────┘                                    ───► SignedOut ──probe──► Open
//! ```

use crate::base::{Delivery, Failure, Moment, Request, Response};

/// One request on its way, from `submit` to its delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Who waits for the answer; the first lane goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// The user clicked and waits.
    Click,
    /// What is on the screen.
    Screen,
    /// Bulk work.
    Bulk,
}

/// What happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The server answered.
    Answered(Ticket, Response),
    /// There was no answer.
    Failed(Ticket, Failure),
    /// Nobody wants it any more. What has left is still awaited, its answer then dropped.
    Cancel(Ticket),
    /// The user's word to try once again after a block or a lost sign-in.
    Probe,
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

/// Whether requests may leave at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Within the limit, yes.
    Open,
    /// Kommo said 429: nobody until then.
    Paused {
        /// When it opens again.
        until: Moment,
    },
    /// Kommo blocked this IP address: nobody until the user says so.
    Blocked,
    /// The session has ended: nobody until the user has signed in again.
    SignedOut,
}
