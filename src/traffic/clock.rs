//! The engine's own time, made from the moments the shell passes in. It never runs backwards and never
//! gains on them, so a clock that misbehaves can only make the pace slower.

use crate::base::Moment;

/// A step back up to this long is taken for a wobble that the clock will make good by itself.
const WOBBLE_MS: u64 = 1_000;

/// Turns the shell's moments into steady ones and back.
#[derive(Debug, Default)]
pub(super) struct SteadyClock {
    outside: Option<Moment>,
    steady: Moment,
}

impl SteadyClock {
    /// Takes the shell's moment and returns the steady one.
    pub(super) fn tick(&mut self, outside: Moment) -> Moment {
        self.steady = self.at(outside);
        // Counting on from inside a wobble would count its way back twice; after a real jump back there
        // is nothing else to count on from, and waiting for the old time might take hours.
        let wobble = self.outside.filter(|last| *last > outside && last.since_ms(outside) <= WOBBLE_MS);
        self.outside = Some(wobble.unwrap_or(outside));
        self.steady
    }

    /// The steady moment of one of the shell's, without taking note of it.
    pub(super) fn at(&self, outside: Moment) -> Moment {
        self.outside.map_or(outside, |last| self.steady.plus_ms(outside.since_ms(last)))
    }

    /// The shell's moment at which the steady time will be `steady`; at the earliest the present one.
    pub(super) fn outside(&self, steady: Moment) -> Moment {
        self.outside.unwrap_or_default().plus_ms(steady.since_ms(self.steady))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(readings: &[u64], expected: &[u64]) {
        let mut clock = SteadyClock::default();
        let steady: Vec<u64> = readings.iter().map(|ms| clock.tick(Moment::from_ms(*ms)).as_ms()).collect();
        assert_eq!(steady, expected);
    }

    #[test]
    fn steady_time_never_runs_back_and_never_gains() {
        check(&[5, 5, 900], &[5, 5, 900]);
        check(&[100, 95, 105], &[100, 100, 105]);
        check(&[2_000, 1_000, 1_500, 2_500], &[2_000, 2_000, 2_000, 2_500]);
        check(&[9_000_000, 7, 17, 1_017], &[9_000_000, 9_000_000, 9_000_010, 9_001_010]);
    }

    #[test]
    fn a_wake_up_is_named_in_the_shells_time() {
        let mut clock = SteadyClock::default();
        clock.tick(Moment::from_ms(9_000_000));
        clock.tick(Moment::from_ms(7));
        assert_eq!(clock.outside(Moment::from_ms(9_000_500)), Moment::from_ms(507));
        assert_eq!(clock.outside(Moment::from_ms(1)), Moment::from_ms(7));
    }
}
