//! What the screen shows of the traffic: counts only, nothing is decided by them.

use crate::base::{Failure, Response};

/// The traffic at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests that have not left yet.
    pub waiting: Waiting,
    /// Requests that have left and have no outcome yet, abandoned ones included.
    pub in_flight: usize,
    /// Requests that left within the last 1,000 ms.
    pub starts_in_last_second: usize,
    /// Starts a second allowed at present: the full rate, or fewer for a while after a 429 or a block.
    pub rate: usize,
    /// How much longer than Kommo's second a window is held to be, in milliseconds: little on an even line,
    /// more where requests take unequally long to arrive.
    pub guard_ms: u64,
    /// Requests ever handed out to be sent, repetitions included.
    pub sent: u64,
    /// What became of them.
    pub outcomes: Outcomes,
}

/// Requests that have not left yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// In the lane `Click`.
    pub click: usize,
    /// In the lane `Screen`.
    pub screen: usize,
    /// In the lane `Bulk`.
    pub bulk: usize,
    /// Out of line for a moment, before they are tried again.
    pub resting: usize,
}

/// How often requests ended in which way, repetitions included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// 2xx and 304.
    pub done: u64,
    /// 401.
    pub signed_out: u64,
    /// 403 without JSON.
    pub blocked: u64,
    /// 429.
    pub rate_limited: u64,
    /// Other statuses from 300 to 499: the request was refused.
    pub refused: u64,
    /// 504.
    pub gateway_timeout: u64,
    /// Any other status.
    pub server_error: u64,
    /// Never left.
    pub not_sent: u64,
    /// No answer: the connection broke.
    pub lost: u64,
    /// No answer in time.
    pub timed_out: u64,
}

impl Outcomes {
    /// Counts one.
    pub(super) fn count(&mut self, outcome: Result<&Response, Failure>) {
        let counter = match outcome {
            Ok(response) => match response.status {
                200..=299 | 304 => &mut self.done,
                401 => &mut self.signed_out,
                403 if !response.is_json() => &mut self.blocked,
                429 => &mut self.rate_limited,
                300..=499 => &mut self.refused,
                504 => &mut self.gateway_timeout,
                _ => &mut self.server_error,
            },
            Err(Failure::NotSent) => &mut self.not_sent,
            Err(Failure::Lost) => &mut self.lost,
            Err(Failure::TimedOut) => &mut self.timed_out,
        };
        *counter = counter.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, content_type: &str, expected: Outcomes) {
        let mut outcomes = Outcomes::default();
        let response = Response { status, content_type: content_type.into(), ..Response::default() };
        outcomes.count(Ok(&response));
        assert_eq!(outcomes, expected);
    }

    #[test]
    fn every_status_has_one_counter() {
        let zero = Outcomes::default();
        check(200, "", Outcomes { done: 1, ..zero });
        check(304, "", Outcomes { done: 1, ..zero });
        check(302, "", Outcomes { refused: 1, ..zero });
        check(400, "", Outcomes { refused: 1, ..zero });
        check(401, "", Outcomes { signed_out: 1, ..zero });
        check(403, "application/json", Outcomes { refused: 1, ..zero });
        check(403, "text/html", Outcomes { blocked: 1, ..zero });
        check(429, "", Outcomes { rate_limited: 1, ..zero });
        check(500, "", Outcomes { server_error: 1, ..zero });
        check(504, "", Outcomes { gateway_timeout: 1, ..zero });
        check(0, "", Outcomes { server_error: 1, ..zero });
    }
}
