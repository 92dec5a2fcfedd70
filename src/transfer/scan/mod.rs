//! The planned reading of one list into a local copy: all of it, or what has changed since. It asks for
//! one page at a time, never more of them than planned, never twice without need, and sends and stores
//! nothing itself.
//!
//! One input, then [`Scan::poll`] until it says `Sleep` or `Ended`, then wait for the next thing.
//!
//! ```text
//! Asking ──page──► Saving ──durable──► Asking ── … ──► Ended(why)
//!    ▲   │                                ▲
//!    │   └─ page does not join the last ──┘   the same again, further back
//!    │
//! At any time:  Pause ⇄ Resume     nothing new is asked
//!               Halted(why) ─Continue─► where it was
//!               Cancel             after the page on its way; the position stays for [`Aim::Rest`]
//! ```

pub mod bounds;
pub mod change;
mod cursor;
mod driving;
mod ending;
mod exchange;
pub mod head;
mod kept;
mod progress;
mod reading;
pub mod store;
#[cfg(test)]
mod tests;
mod window;
mod wire;

use super::progress::Rate;
use crate::base::{Moment, Request, Timestamp};
use cursor::Cursor;
use head::{Complete, Head, Position, State};
use store::{Commit, Tally};

pub use ending::EndedBy;
pub use exchange::{Aim, AskAgain, CallId, Halt, Input, Output, PAGES_MAX, Plan, Refusal};
pub use kept::Kept;
pub use progress::{Doing, Progress};

/// How long after a full reading another one needs the user's word, in seconds.
pub const AGAIN_S: i64 = 600;

/// How much earlier than the time of the last look changes are asked for, in seconds: what changed in the
/// same second is not missed, nor what a second server's clock puts a little earlier.
pub const OVERLAP_S: i64 = 2;

/// The reading of a list under way.
#[derive(Debug)]
pub struct Scan {
    plan: Plan,
    aim: Aim,
    /// How the list's reading stood at the last commit.
    head: Head,
    cursor: Cursor,
    pages: u32,
    pages_before: u32,
    pages_max: u32,
    /// Of the first page.
    watermark: Option<Timestamp>,
    call: Option<CallId>,
    /// When it was asked.
    asked_at: Moment,
    next_call: u64,
    withdrawal: Option<CallId>,
    /// A commit that is not durable yet, and what comes after it.
    saving: Option<Saving>,
    paused: bool,
    halted: Option<Halt>,
    cancelled: bool,
    ended: Option<EndedBy>,
    tally: Tally,
    rate: Rate,
    /// This computer's calendar and clock at the start, so that both are known at any moment.
    started: (Timestamp, Moment),
    expected: Option<u64>,
}

#[derive(Debug)]
struct Saving {
    commit: Commit,
    cursor: Cursor,
    end: Option<EndedBy>,
    is_asked: bool,
}

impl Scan {
    /// A reading that has not begun. `time` is this computer's calendar, `is_confirmed` the user's word
    /// for reading a list again that was read within the last [`AGAIN_S`].
    pub fn new(
        plan: Plan,
        aim: Aim,
        head: Head,
        now: Moment,
        time: Timestamp,
        is_confirmed: bool,
    ) -> Result<Self, Refusal> {
        let begin = match (aim, head.state.position, head.state.complete) {
            (Aim::Whole, ..) if is_confirmed => Position::default(),
            (Aim::Whole, ..) => ask_again(&head, time).map_or(Ok(Position::default()), Err)?,
            (Aim::Rest, Some(position), _) => position,
            (Aim::Changes, _, Some(Complete { watermark: Some(_), .. })) => Position::default(),
            (Aim::Rest | Aim::Changes, ..) => return Err(Refusal::NoBeginning),
        };
        let complete = head.state.complete;
        let expected = complete.filter(|_| aim != Aim::Changes).map(|_| head.size.entities);
        // Going on with a reading that had come to its cap is a new plan for as many pages again.
        let pages_max = begin.pages.saturating_add(begin.pages_left(plan.pages_max.max(1)));
        Ok(Self {
            plan,
            aim,
            head,
            cursor: Cursor::at(begin),
            pages: begin.pages,
            pages_before: begin.pages,
            pages_max,
            watermark: begin.watermark,
            call: None,
            asked_at: now,
            next_call: 0,
            withdrawal: None,
            saving: None,
            paused: false,
            halted: None,
            cancelled: false,
            ended: None,
            tally: Tally::default(),
            rate: Rate::default(),
            started: (time, now),
            expected,
        })
    }

    /// What is read.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.plan
    }

    /// What of it.
    #[must_use]
    pub const fn aim(&self) -> Aim {
        self.aim
    }

    /// Where the reading stands.
    #[must_use]
    pub fn progress(&self, now: Moment) -> Progress {
        let left = self.expected.map(|expected| expected.saturating_sub(self.cursor.covered));
        Progress {
            pages: self.pages,
            requests: self.pages - self.pages_before,
            pages_max: self.pages_max,
            entities: self.cursor.covered,
            expected: self.expected,
            tally: self.tally,
            per_second: self.rate.per_second(now),
            left_ms: left.and_then(|left| self.rate.left_ms(now, usize::try_from(left).ok()?)),
            state: self.doing(),
        }
    }

    fn doing(&self) -> Doing {
        let idle = self.call.is_none() && self.saving.is_none();
        match (&self.ended, &self.halted) {
            (Some(by), _) => Doing::Ended { by: *by },
            _ if self.cancelled && idle => Doing::Cancelled,
            _ if self.cancelled => Doing::Cancelling,
            (None, Some(why)) => Doing::Halted { why: why.clone() },
            (None, None) if self.paused && idle => Doing::Paused,
            (None, None) if self.paused => Doing::Pausing,
            (None, None) => Doing::Running,
        }
    }

    /// Since when changes are asked for; `None` if all is read.
    fn changes_from(&self) -> Option<Timestamp> {
        self.head.state.complete?.watermark.filter(|_| self.aim == Aim::Changes)
    }

    fn state(&self) -> State {
        self.head.state.clone()
    }
}

fn ask_again(head: &Head, time: Timestamp) -> Option<AskAgain> {
    let last = head.state.last?;
    // A clock that was set back says nothing of how long ago it was, so the user is asked.
    let elapsed_s = time.0.saturating_sub(last.here.0);
    (elapsed_s < AGAIN_S).then_some(AskAgain { last_at: last.at, entities: head.size.entities })
}

/// The request for the cursor's page. Only the first one of a look carries the time for the server to
/// compare: what a later page would be compared with is anybody's guess.
fn request(scan: &Scan) -> Result<Request, crate::base::limits::LimitError> {
    let from = scan.changes_from();
    let request = wire::request(scan.plan.list, scan.cursor.window(), from)?;
    Ok(match from.filter(|_| scan.pages == 0) {
        Some(since) => request.since(since),
        None => request,
    })
}
