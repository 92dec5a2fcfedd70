//! The virtual clock: it jumps from one thing that is due to the next.

use std::collections::BTreeMap;

use kommo_pace::base::Moment;

/// Things to come, in the order of their moments and then of their making.
#[derive(Debug)]
pub(crate) struct Clock<T> {
    now_ms: u64,
    due: BTreeMap<(u64, u64), T>,
    made: u64,
}

impl<T> Clock<T> {
    pub(crate) const fn new(now_ms: u64) -> Self {
        Self { now_ms, due: BTreeMap::new(), made: 0 }
    }

    pub(crate) const fn now_ms(&self) -> u64 {
        self.now_ms
    }

    pub(crate) const fn now(&self) -> Moment {
        Moment::from_ms(self.now_ms)
    }

    pub(crate) fn after(&mut self, delay_ms: u64, thing: T) {
        self.due.insert((self.now_ms + delay_ms, self.made), thing);
        self.made += 1;
    }

    /// Whether nothing is to come.
    pub(crate) fn is_empty(&self) -> bool {
        self.due.is_empty()
    }

    /// Forgets things to come.
    pub(crate) fn forget(&mut self, mut which: impl FnMut(&T) -> bool) {
        self.due.retain(|_, thing| !which(thing));
    }

    /// Jumps to the next thing, or to `wake` if that comes first.
    pub(crate) fn jump(&mut self, wake: Option<Moment>) -> Due<T> {
        let next_ms = self.due.first_key_value().map_or(u64::MAX, |((at_ms, _), _)| *at_ms);
        let wake_ms = wake.map_or(u64::MAX, Moment::as_ms);
        let to_ms = next_ms.min(wake_ms);
        if to_ms == u64::MAX {
            return Due::Nothing;
        }
        self.now_ms = to_ms.max(self.now_ms);
        if wake_ms < next_ms {
            Due::WakeUp
        } else {
            self.due.pop_first().map_or(Due::Nothing, |(_, thing)| Due::Thing(thing))
        }
    }
}

/// What a jump leads to.
pub(crate) enum Due<T> {
    Thing(T),
    WakeUp,
    /// There is nothing to wait for.
    Nothing,
}
