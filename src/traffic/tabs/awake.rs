//! Time that a tab has lived through awake. A tab that was frozen has heard nothing meanwhile, so the time
//! says nothing about the others. It does nothing when time is up.

use crate::base::Moment;

/// The longest step that is believed, in milliseconds.
const STEP_MS: u64 = 1_000;

/// A clock that nearly stands still while the tab is frozen.
#[derive(Debug, Default)]
pub(super) struct Awake {
    last: Option<Moment>,
    ms: u64,
}

impl Awake {
    /// Takes the shell's moment.
    pub(super) fn tick(&mut self, now: Moment) {
        let step_ms = self.last.map_or(0, |last| now.since_ms(last));
        self.ms += step_ms.min(STEP_MS);
        self.last = Some(now);
    }

    /// Milliseconds so far.
    pub(super) const fn ms(&self) -> u64 {
        self.ms
    }

    /// The shell's moment at which `due_ms` will have come if the tab stays awake.
    pub(super) fn moment(&self, due_ms: u64) -> Moment {
        self.last.unwrap_or_default().plus_ms(due_ms.saturating_sub(self.ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(readings: &[u64], expected: u64) {
        let mut awake = Awake::default();
        for ms in readings {
            awake.tick(Moment::from_ms(*ms));
        }
        assert_eq!(awake.ms(), expected);
    }

    #[test]
    fn a_frozen_tab_lives_through_a_second_at_most() {
        check(&[5_000], 0);
        check(&[5_000, 5_400, 6_400], 1_400);
        check(&[5_000, 5_400, 65_400, 65_500], 1_500);
        check(&[5_000, 4_000, 4_100], 100);
    }

    #[test]
    fn what_is_due_is_named_in_the_shells_time() {
        let mut awake = Awake::default();
        awake.tick(Moment::from_ms(5_000));
        awake.tick(Moment::from_ms(5_300));
        assert_eq!(awake.moment(1_000), Moment::from_ms(6_000));
        assert_eq!(awake.moment(200), Moment::from_ms(5_300));
    }
}
