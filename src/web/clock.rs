//! The browser's two clocks.

use crate::app::Now;
use crate::base::{Moment, Timestamp};

/// What both clocks say now. The monotonic one works in pages and in workers.
#[must_use]
pub fn now() -> Now {
    Now {
        moment: Moment::from_ms(to_u64(monotonic_ms())),
        time: Timestamp(to_i64(js_sys::Date::now() / 1_000.0)),
    }
}

/// The monotonic clock, as exact as the browser has it: milliseconds since the page began.
#[must_use]
pub fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and clocks are positive"
)]
pub(super) const fn to_u64(ms: f64) -> u64 {
    ms as u64
}

#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
const fn to_i64(seconds: f64) -> i64 {
    seconds as i64
}
