//! What may be chosen about the pace. Nothing here can make it faster than Kommo allows; how long an
//! answer may take is the shell's business.

use crate::base::limits::REQUESTS_PER_SECOND;

/// The pace of one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Starts in any second, 1 to 7; other values are brought into that range.
    pub rate: usize,
    /// Milliseconds added to Kommo's second, for what the answers do not tell of unequal ways: 60 withstand
    /// as many and cost 6 % of the speed, 6.6 requests a second instead of 7.
    pub guard_ms: u64,
    /// Requests in flight at most, at least 1. A browser opens six connections to an HTTP/1.1 host; a
    /// seventh request would wait in the browser and start at a moment that nobody counted.
    pub in_flight_max: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rate: REQUESTS_PER_SECOND, guard_ms: 60, in_flight_max: 6 }
    }
}
