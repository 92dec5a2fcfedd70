//! A tab that does not lead: how long the leader has been silent, what it said last, and what it must be
//! told. It sends nothing by itself.

use super::beat::Beat;
use super::message::{Epoch, TabId};
use crate::base::Moment;
use crate::base::limits::SECOND_MS;
use crate::traffic::Gate;

/// How long a leader may be silent while something waits for it, in milliseconds.
const SILENCE_MS: u64 = 3_000;

/// Followers who wait alike lose patience one after the other, this many milliseconds apart.
const STAGGER_MS: u64 = 150;

/// How often a follower that waits looks at the clock, in milliseconds.
const LOOK_MS: u64 = 500;

/// How often it tells everything again, in case that something was not heard, in milliseconds.
const HELLO_MS: u64 = 5_000;

/// What a follower knows of its leader.
#[derive(Debug, Default)]
pub(super) struct Follower {
    /// The page is in the browser's cache: nothing is said and nothing heard.
    pub(super) is_away: bool,
    /// The leadership that was told what waits here.
    following: Option<Epoch>,
    greeted_ms: Option<u64>,
    heard_ms: u64,
    waits_since_ms: Option<u64>,
    stole_ms: Option<u64>,
    last: Option<(Moment, Beat)>,
}

/// What a follower is to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Tell the leader everything.
    Greet,
    /// Take the lead by force.
    Steal,
    /// Nothing before that time awake, if any.
    Rest(Option<u64>),
}

impl Follower {
    /// The leader said something. Everything must be told to one that is not known yet.
    pub(super) fn heard(&mut self, epoch: &Epoch, awake_ms: u64) {
        self.heard_ms = awake_ms;
        self.stole_ms = None;
        if self.following.as_ref() != Some(epoch) {
            self.following = Some(epoch.clone());
            self.greeted_ms = None;
        }
    }

    /// The page was in the browser's cache. What stood in the way then may still do, if nobody is left who
    /// knows better.
    pub(super) fn come_back(&mut self) {
        *self = Self { last: self.last, ..Self::default() };
    }

    /// Somebody does not know enough.
    pub(super) fn greet_again(&mut self) {
        self.greeted_ms = None;
    }

    /// The leader said how things stand, then.
    pub(super) fn beat(&mut self, said: Moment, beat: Beat) {
        self.last = Some((said, beat));
    }

    /// What to do now, if a leader is needed or not.
    pub(super) fn duty(&mut self, me: &TabId, awake_ms: u64, needs_a_leader: bool) -> Duty {
        let Some(greeted_ms) = self.greeted_ms else {
            self.greeted_ms = Some(awake_ms);
            return Duty::Greet;
        };
        if !needs_a_leader {
            self.waits_since_ms = None;
            return Duty::Rest(None);
        }
        let waits_since_ms = *self.waits_since_ms.get_or_insert(awake_ms);
        let silent_since_ms = self.heard_ms.max(waits_since_ms).max(self.stole_ms.unwrap_or(0));
        let end_of_patience_ms = silent_since_ms + patience_ms(me);
        if awake_ms >= end_of_patience_ms {
            self.stole_ms = Some(awake_ms);
            return Duty::Steal;
        }
        if awake_ms >= greeted_ms + HELLO_MS {
            self.greeted_ms = Some(awake_ms);
            return Duty::Greet;
        }
        Duty::Rest(Some(end_of_patience_ms.min(awake_ms + LOOK_MS)))
    }

    /// What the leader said last of what stands in everyone's way, as of now.
    pub(super) fn gate(&self, now: Moment) -> Gate {
        // A clock that was set back must not make a pause longer than it was said to be.
        let gate = self.last.map_or(Gate::Open, |(said, beat)| beat.barrier.gate(said.min(now)));
        match gate {
            Gate::Paused { until, .. } if until <= now => Gate::Open,
            gate => gate,
        }
    }

    /// Requests of all tabs in the last second, as far as that was said.
    pub(super) fn used(&self, now: Moment) -> usize {
        self.last.filter(|(said, _)| now.since_ms(*said) < SECOND_MS).map_or(0, |(_, beat)| beat.used)
    }

    /// Starts a second that the leader allowed last.
    pub(super) fn rate(&self) -> Option<usize> {
        self.last.map(|(_, beat)| beat.rate)
    }
}

fn patience_ms(me: &TabId) -> u64 {
    let step = me.as_str().bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 7);
    SILENCE_MS + STAGGER_MS * step
}
