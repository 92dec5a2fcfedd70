//! What a tab that follows knows by itself of what holds everyone: its own answers may have come when no
//! leader could hear of them, and if nobody wants the request any more nobody asks again. It holds nobody
//! back; whoever takes the lead begins with it. Moments are the tab's steady ones.

use super::beat::{Barrier, Beat};
use crate::base::Moment;
use crate::traffic::pause::least_ms;
use crate::traffic::reaction::Reaction;

/// After this time whoever leads has heard of an answer, in milliseconds.
const HEARD_MS: u64 = 1_000;

/// What this tab was told.
#[derive(Debug, Default)]
pub(super) struct Told {
    held: Moment,
    blocked: Option<Moment>,
}

impl Told {
    /// An answer to an own request means this.
    pub(super) fn answered(&mut self, now: Moment, reaction: Reaction) {
        match reaction {
            Reaction::Throttle { asked_ms } => self.hold(now, least_ms(asked_ms)),
            Reaction::Block => self.blocked = Some(now),
            Reaction::Deliver => self.blocked = None,
            _ => {}
        }
    }

    /// A leader said then how things stand.
    pub(super) fn beat(&mut self, said: Moment, beat: Beat) {
        self.hold(said, beat.held_ms);
        // The leader hears of a block that it does not know of yet; who says otherwise later knows better.
        if !matches!(beat.barrier, Barrier::Blocked { .. }) {
            self.blocked = self.blocked.filter(|since| said.since_ms(*since) < HEARD_MS);
        }
    }

    /// For how long a 429 still holds everyone, in milliseconds.
    pub(super) fn held_ms(&self, now: Moment) -> u64 {
        self.held.since_ms(now)
    }

    /// Whether this address is blocked and the leader may not know.
    pub(super) const fn is_blocked(&self) -> bool {
        self.blocked.is_some()
    }

    fn hold(&mut self, from: Moment, left_ms: u64) {
        self.held = self.held.max(from.plus_ms(left_ms));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    #[test]
    fn the_longest_pause_counts_whoever_told_of_it() {
        let mut told = Told::default();
        told.answered(at(1_000), Reaction::Throttle { asked_ms: Some(5_000) });
        told.answered(at(2_000), Reaction::Throttle { asked_ms: None });
        told.beat(at(500), Beat { held_ms: 3_000, ..Beat::default() });
        assert_eq!((told.held_ms(at(2_000)), told.held_ms(at(6_000))), (4_000, 0));
        told.beat(at(2_000), Beat { held_ms: 9_000, ..Beat::default() });
        assert_eq!(told.held_ms(at(2_000)), 9_000);
    }

    #[test]
    fn a_block_is_over_when_kommo_answers_or_a_leader_says_so_that_knows() {
        let blocked = || {
            let mut told = Told::default();
            told.answered(at(5_000), Reaction::Block);
            told
        };
        let open = Beat::default();
        let still = Beat { barrier: Barrier::Blocked { probing: true }, ..open };
        for (said_ms, beat, is_blocked) in [(4_000, open, true), (5_900, open, true), (6_000, open, false)] {
            let mut told = blocked();
            told.beat(at(60_000), still);
            told.beat(at(said_ms), beat);
            assert_eq!(told.is_blocked(), is_blocked, "{said_ms}");
        }
        let mut told = blocked();
        told.answered(at(5_001), Reaction::GiveUp);
        assert!(told.is_blocked());
        told.answered(at(5_002), Reaction::Deliver);
        assert!(!told.is_blocked());
    }
}
