//! What may be chosen about the pace. Nothing here can make it faster than Kommo allows; how long an
//! answer may take is the shell's business.

use crate::base::limits::REQUESTS_PER_SECOND;

/// The pace of one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Starts in any second, 1 to 7; other values are brought into that range.
    pub rate: usize,
    /// Milliseconds added to Kommo's second whatever the line is like, for what no answer tells: clocks that
    /// count in whole milliseconds, and the moment between a start and its sending. 10 cost 1 % of the
    /// speed.
    pub guard_ms: u64,
    /// Requests in flight at most, at least 1, on a line that carries one at a time. A browser opens six
    /// connections to an HTTP/1.1 host; a seventh request would wait in the browser and start at a moment
    /// that nobody counted.
    pub in_flight_max: usize,
    /// Requests in flight at most once the browser has told that one connection carries many: enough for
    /// seven a second that take four seconds each.
    pub multiplexed_max: usize,
    /// What chance is drawn from, so that not all clients come back at once after a 429; `None` leaves
    /// nothing to chance.
    pub seed: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rate: REQUESTS_PER_SECOND, guard_ms: 10, in_flight_max: 6, multiplexed_max: 28, seed: None }
    }
}
