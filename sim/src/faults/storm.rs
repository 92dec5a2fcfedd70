//! The limit of the whole account, used up by others: 429 whatever this client does. It answers nothing itself.
//!
//! <https://developers.kommo.com/docs/limitations>

use serde::{Deserialize, Serialize};

use super::Faults;
use crate::splitmix::SplitMix64;

/// 429 to a client that keeps its own limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Storm {
    pub(crate) probability: f64,
    /// The seconds to wait; `None` says what any other 429 would.
    pub(crate) retry_after_s: Option<u64>,
    /// They stand in a header `Retry-After` instead of the body.
    pub(crate) header: bool,
    /// A page without any, as of the web server in front.
    pub(crate) html: bool,
}

impl Default for Storm {
    fn default() -> Self {
        Self { probability: 1.0, retry_after_s: None, header: false, html: false }
    }
}

/// How a 429 tells the seconds to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Body(u64),
    Header(u64),
    Untold,
}

impl Faults {
    /// Draws whether a request meets the storm, and what it is told.
    pub(crate) fn meets_storm(&self, chance: &mut SplitMix64) -> Option<RetryAfter> {
        let storm = self.storm.as_ref()?;
        if !chance.chance(storm.probability) {
            return None;
        }
        if storm.html {
            return Some(RetryAfter::Untold);
        }
        let wait_s = storm.retry_after_s.unwrap_or_else(|| self.wait_s(chance));
        Some(if storm.header { RetryAfter::Header(wait_s) } else { RetryAfter::Body(wait_s) })
    }

    /// The seconds that a 429 tells to wait.
    pub(crate) fn wait_s(&self, chance: &mut SplitMix64) -> u64 {
        self.retry_after_s.unwrap_or_else(|| 1 + chance.below(2))
    }
}
