//! Pauses for everyone that end by themselves: after a 429, and while the network is down. It does not
//! know who waits.

use super::gate::PauseCause;
use crate::base::Moment;

/// Bounds of what Kommo may ask for in a 429, in milliseconds; above a day it is a mistake.
const ASKED_MS: (u64, u64) = (1_000, 24 * 60 * 60 * 1_000);

/// The first and the longest pause after a 429 that names none, in milliseconds. Up to a quarter is added
/// by chance, so that clients that were refused together do not come back together.
const THROTTLED_MS: (u64, u64) = (1_000, 60_000);

/// The first and the longest pause while the network is down, in milliseconds.
const OFFLINE_MS: (u64, u64) = (1_000, 30_000);

/// `first_ms` at the first step, then doubled at each, up to `longest_ms`. Steps count from 1.
pub(super) fn back_off_ms(first_ms: u64, step: u32, longest_ms: u64) -> u64 {
    let factor = 2_u64.saturating_pow(step.saturating_sub(1));
    first_ms.saturating_mul(factor).min(longest_ms)
}

/// What a 429 means at least, in milliseconds, whoever is told.
pub(super) fn least_ms(asked_ms: Option<u64>) -> u64 {
    let (least, most) = ASKED_MS;
    asked_ms.unwrap_or(least).clamp(least, most)
}

/// How often one after the other something went wrong for everyone.
#[derive(Debug, Default)]
struct Steps {
    count: u32,
    began: Option<Moment>,
}

impl Steps {
    /// Counts a complaint about a request that left at `started`. What had left before the last counted
    /// complaint is part of the same burst and no further step: `None`.
    fn step(&mut self, now: Moment, started: Moment) -> Option<u32> {
        if self.began.is_some_and(|began| started <= began) {
            return None;
        }
        self.began = Some(now);
        self.count = self.count.saturating_add(1);
        Some(self.count)
    }
}

/// The pauses in force, if any, and what led to them. Each cause keeps its own end: a network that is back
/// is no reason to come back to Kommo early.
#[derive(Debug)]
pub(super) struct Pause {
    throttled_until: Option<Moment>,
    offline_until: Option<Moment>,
    throttled: Steps,
    offline: Steps,
    random: Option<fastrand::Rng>,
}

impl Pause {
    /// None in force; chance is drawn from `seed`, if any.
    pub(super) fn new(seed: Option<u64>) -> Self {
        Self {
            throttled_until: None,
            offline_until: None,
            throttled: Steps::default(),
            offline: Steps::default(),
            random: seed.map(fastrand::Rng::with_seed),
        }
    }

    /// The end and the cause of the pause that lasts longest.
    pub(super) fn current(&self) -> Option<(Moment, PauseCause)> {
        let throttled = self.throttled_until.map(|until| (until, PauseCause::RateLimit));
        let offline = self.offline_until.map(|until| (until, PauseCause::Offline));
        match (throttled, offline) {
            (Some(throttled), Some(offline)) if throttled.0 < offline.0 => Some(offline),
            (throttled, offline) => throttled.or(offline),
        }
    }

    /// The end of the pause after a 429, whatever else stands in the way.
    pub(super) const fn throttled(&self) -> Option<Moment> {
        self.throttled_until
    }

    /// Ends what time has ended.
    pub(super) fn tick(&mut self, now: Moment) {
        for until in [&mut self.throttled_until, &mut self.offline_until] {
            *until = until.filter(|until| now < *until);
        }
    }

    /// A request that left at `started` was answered with 429. Returns the end of the pause that this
    /// makes necessary, if it makes any.
    pub(super) fn throttle(&mut self, now: Moment, started: Moment, asked_ms: Option<u64>) -> Option<Moment> {
        let step = self.throttled.step(now, started);
        let (least, most) = ASKED_MS;
        let (first, longest) = THROTTLED_MS;
        let wait_ms = match (asked_ms, step) {
            (Some(ms), _) => ms.clamp(least, most),
            (None, Some(step)) => {
                let wait_ms = back_off_ms(first, step, longest);
                wait_ms + self.random.as_mut().map_or(0, |random| random.u64(0..=wait_ms / 4))
            }
            (None, None) => return None,
        };
        self.throttled_until = self.throttled_until.max(Some(now.plus_ms(wait_ms)));
        self.throttled_until
    }

    /// A request was to leave at `started` and could not.
    pub(super) fn disconnect(&mut self, now: Moment, started: Moment) {
        let (first, longest) = OFFLINE_MS;
        if let Some(step) = self.offline.step(now, started) {
            let until = now.plus_ms(back_off_ms(first, step, longest));
            self.offline_until = self.offline_until.max(Some(until));
        }
    }

    /// There is a network again: what waited for one waits no longer. Whether it leads to Kommo, only an
    /// answer can show.
    pub(super) fn reconnect(&mut self) {
        self.offline_until = None;
    }

    /// The network is up: something was answered.
    pub(super) fn connected(&mut self) {
        self.offline.count = 0;
    }

    /// Kommo takes the full rate again.
    pub(super) fn forgiven(&mut self) {
        self.throttled.count = 0;
    }

    /// A pause that began elsewhere. Returns its end, or that of a longer one that is in force.
    pub(super) fn hold(&mut self, until: Moment, cause: PauseCause) -> Moment {
        let end = match cause {
            PauseCause::RateLimit => &mut self.throttled_until,
            PauseCause::Offline => &mut self.offline_until,
        };
        *end.insert(end.map_or(until, |end| end.max(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    #[track_caller]
    fn check_waits(expected_s: &[u64], by_chance: bool, step: impl Fn(&mut Pause, Moment)) {
        let mut pause = Pause::new(by_chance.then_some(1));
        let mut now = at(1);
        for expected in expected_s {
            step(&mut pause, now);
            let (until, _) = pause.current().expect("paused");
            let waited = until.since_ms(now);
            let chance = if by_chance { expected * 250 } else { 0 };
            assert!((expected * 1_000..=expected * 1_000 + chance).contains(&waited), "{waited}");
            now = until;
            pause.tick(now);
            assert_eq!(pause.current(), None);
        }
    }

    #[test]
    fn back_off_doubles_up_to_its_end() {
        check_waits(&[1, 2, 4, 8, 16, 32, 60, 60], true, |pause, now| {
            pause.throttle(now, now, None);
        });
        check_waits(&[1, 2, 4, 8, 16, 30, 30], false, |pause, now| pause.disconnect(now, now));
        assert_eq!(back_off_ms(1_000, u32::MAX, 5), 5);
    }

    #[test]
    fn what_kommo_asks_for_is_kept_within_reason() {
        check_waits(&[300, 1, 86_400], false, |pause, now| {
            let asked = [300_000, 0, u64::MAX][pause.throttled.count as usize];
            pause.throttle(now, now, Some(asked));
        });
    }

    #[test]
    fn one_burst_is_one_step() {
        let mut pause = Pause::new(None);
        for now in [100, 110, 120] {
            pause.throttle(at(now), at(50), None);
        }
        assert_eq!(pause.current(), Some((at(1_100), PauseCause::RateLimit)));
        pause.throttle(at(3_000), at(2_500), None);
        assert_eq!(pause.current(), Some((at(5_000), PauseCause::RateLimit)));
    }

    #[test]
    fn the_longest_wait_asked_for_in_a_burst_counts_and_is_never_cut() {
        let mut pause = Pause::new(None);
        pause.throttle(at(100), at(50), Some(5_000));
        pause.throttle(at(200), at(50), Some(9_000));
        pause.throttle(at(300), at(50), Some(1_000));
        pause.throttle(at(400), at(350), None);
        assert_eq!(pause.current(), Some((at(9_200), PauseCause::RateLimit)));
    }

    #[test]
    fn good_news_begins_the_steps_anew() {
        let mut pause = Pause::new(None);
        pause.throttle(at(0), at(0), None);
        pause.forgiven();
        assert_eq!(pause.throttle(at(60_000), at(59_000), None), Some(at(61_000)));
        pause.disconnect(at(70_000), at(70_000));
        pause.connected();
        pause.disconnect(at(80_000), at(80_000));
        assert_eq!(pause.current(), Some((at(81_000), PauseCause::Offline)));
    }

    #[test]
    fn a_network_that_is_back_ends_its_own_pause_alone() {
        let mut pause = Pause::new(None);
        pause.reconnect();
        assert_eq!(pause.current(), None);
        for now in [0, 1_000, 3_000] {
            pause.disconnect(at(now), at(now));
        }
        assert_eq!(pause.current(), Some((at(7_000), PauseCause::Offline)));
        pause.throttle(at(3_100), at(3_000), None);
        assert_eq!(pause.current(), Some((at(7_000), PauseCause::Offline)));
        pause.reconnect();
        assert_eq!(pause.current(), Some((at(4_100), PauseCause::RateLimit)));
        pause.reconnect();
        assert_eq!(pause.current(), Some((at(4_100), PauseCause::RateLimit)));
        pause.disconnect(at(4_000), at(4_000));
        assert_eq!(pause.current(), Some((at(12_000), PauseCause::Offline)), "the steps go on");
        pause.tick(at(4_100));
        pause.reconnect();
        assert_eq!(pause.current(), None);
    }
}
