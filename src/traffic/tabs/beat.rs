//! How things stand, as the leader tells it. Moments do not cross: the clocks of two tabs have nothing in
//! common.

use serde::{Deserialize, Serialize};

use crate::base::Moment;
use crate::traffic::{Gate, PauseCause};

/// How things stand with the leader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    pub(super) barrier: Barrier,
    /// How much longer the last 429 holds everyone, in milliseconds, even if the barrier is another one.
    pub(super) held_ms: u64,
    /// Requests of all tabs that left within the last second.
    pub(super) used: usize,
    /// Starts a second allowed at present.
    pub(super) rate: usize,
}

/// [`Gate`] without a moment, which means nothing in another tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Barrier {
    #[default]
    Open,
    Paused {
        left_ms: u64,
        offline: bool,
    },
    Blocked {
        probing: bool,
    },
    SignedOut {
        probing: bool,
    },
}

impl Barrier {
    pub(super) fn of(gate: Gate, now: Moment) -> Self {
        match gate {
            Gate::Open => Self::Open,
            Gate::Paused { until, cause } => {
                Self::Paused { left_ms: until.since_ms(now), offline: cause == PauseCause::Offline }
            }
            Gate::Blocked { probing } => Self::Blocked { probing },
            Gate::SignedOut { probing } => Self::SignedOut { probing },
        }
    }

    pub(super) fn gate(self, said: Moment) -> Gate {
        match self {
            Self::Open => Gate::Open,
            Self::Paused { left_ms, offline } => Gate::Paused {
                until: said.plus_ms(left_ms),
                cause: if offline { PauseCause::Offline } else { PauseCause::RateLimit },
            },
            Self::Blocked { probing } => Gate::Blocked { probing },
            Self::SignedOut { probing } => Gate::SignedOut { probing },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_crosses_as_what_is_left_of_it() {
        let at = Moment::from_ms;
        for cause in [PauseCause::RateLimit, PauseCause::Offline] {
            let gate = Gate::Paused { until: at(5_000), cause };
            assert_eq!(Barrier::of(gate, at(2_000)).gate(at(70)), Gate::Paused { until: at(3_070), cause });
        }
        for gate in [Gate::Open, Gate::Blocked { probing: true }, Gate::SignedOut { probing: false }] {
            assert_eq!(Barrier::of(gate, at(0)).gate(at(9)), gate);
        }
    }
}
