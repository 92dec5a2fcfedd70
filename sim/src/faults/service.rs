//! How long the account works on a request. It draws the time and never waits.

use serde::{Deserialize, Serialize};

use super::Faults;
use crate::splitmix::SplitMix64;

/// A path on which the account works long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SlowPath {
    /// The whole path without the query, such as `/api/v4/leads`.
    pub(crate) path: String,
    pub(crate) latency_ms: u64,
}

impl Faults {
    /// Draws the time until the answer to a request; a refusal at the doors is no long job, whatever its path.
    pub(crate) fn service_ms(&self, path: &str, is_refused: bool, chance: &mut SplitMix64) -> u64 {
        let slow = self.slow_paths.iter().find(|slow| !is_refused && slow.path == path.trim_end_matches('/'));
        let constant_ms = slow.map_or(self.latency_ms, |slow| slow.latency_ms);
        let extra_ms = if self.latency_spread_ms == 0 { 0 } else { chance.up_to(self.latency_spread_ms) };
        constant_ms.saturating_add(extra_ms)
    }
}
