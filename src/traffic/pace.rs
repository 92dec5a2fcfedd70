//! How many starts a second are allowed at present: all of them, or fewer for a while after Kommo
//! complained. It stamps nothing.

use crate::base::Moment;
use crate::base::limits::SECOND_MS;

/// Starts a second with which traffic comes back after a 429 or a block.
const SLOW_START: usize = 2;

/// The present rate, climbing back to the full one.
#[derive(Debug)]
pub(super) struct Pace {
    full: usize,
    allowed: usize,
    since: Moment,
}

impl Pace {
    /// The full rate from the start.
    pub(super) fn new(full: usize) -> Self {
        Self { full, allowed: full, since: Moment::default() }
    }

    /// Goes on from the rate that another engine had come to.
    pub(super) fn begin(&mut self, now: Moment, allowed: usize) {
        self.allowed = allowed.clamp(1, self.full);
        self.since = now;
    }

    /// Starts a second at present.
    pub(super) fn allowed(&self) -> usize {
        self.allowed
    }

    /// Whether nothing is held back.
    pub(super) fn is_full(&self) -> bool {
        self.allowed >= self.full
    }

    /// Kommo complained; from `resumed` on begin again slowly.
    pub(super) fn fall(&mut self, resumed: Moment) {
        self.allowed = SLOW_START.min(self.full);
        self.since = self.since.max(resumed);
    }

    /// A request was accepted: one start more for every second in which that happened. Idle seconds
    /// prove nothing and do not count.
    pub(super) fn accepted(&mut self, now: Moment) {
        if !self.is_full() && now.since_ms(self.since) >= SECOND_MS {
            self.allowed += 1;
            self.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_climbs_by_one_a_clean_second_up_to_the_full_rate() {
        let mut pace = Pace::new(7);
        pace.fall(Moment::from_ms(10_000));
        let mut seen = Vec::new();
        for ms in (9_000..=17_000).step_by(250) {
            pace.accepted(Moment::from_ms(ms));
            if ms % 1_000 == 0 {
                seen.push(pace.allowed());
            }
        }
        assert_eq!(seen, [2, 2, 3, 4, 5, 6, 7, 7, 7]);
    }

    #[test]
    fn idle_seconds_do_not_count() {
        let mut pace = Pace::new(7);
        pace.fall(Moment::from_ms(0));
        pace.accepted(Moment::from_ms(60_000));
        pace.accepted(Moment::from_ms(60_999));
        assert_eq!(pace.allowed(), 3);
    }

    #[test]
    fn a_lower_full_rate_is_never_exceeded() {
        let mut pace = Pace::new(1);
        pace.fall(Moment::from_ms(0));
        pace.accepted(Moment::from_ms(5_000));
        assert_eq!(pace.allowed(), 1);
    }
}
