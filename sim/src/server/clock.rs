//! The server's clock, the only one here: unix milliseconds that never run backwards.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Wall-clock time at the start, carried on by the monotonic clock.
pub(super) struct Clock {
    start_ms: u64,
    started: Instant,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "a host has to bring the time; this is where it reads it")]
    pub(super) fn start() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { start_ms: u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX), started: Instant::now() }
    }

    /// Unix milliseconds.
    pub(super) fn now_ms(&self) -> u64 {
        let elapsed_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.start_ms.saturating_add(elapsed_ms)
    }
}
