//! The reaction table: what one outcome means for the request and for everyone else. Pure; it neither
//! counts nor waits, and there is no second place where a status is looked at to decide anything.
//!
//! | outcome | a read | a write | everyone else |
//! |---|---|---|---|
//! | 2xx, 3xx, 400, 402, 404, 405, 422 and other 4xx | `Deliver` | `Deliver` | – |
//! | 401 | `SignIn`: back in line | the same: it was not applied | one request asks again a second later, then nobody |
//! | 403 with JSON | `Deliver`: a missing right | `Deliver` | – |
//! | 403 without JSON | `Block`: back in line | the same: it was not applied | nobody until the user says so |
//! | 429 | `Throttle`: back in line | the same: it was not applied | nobody for as long as Kommo asks, then slowly |
//! | 504 | `Retry`, the fourth time `GiveUp` | `Unknown(GatewayTimeout)` | – |
//! | any other status | `Retry`, the fourth time `GiveUp` | `Unknown(ServerError)` | – |
//! | not sent | `Offline`: back in line | the same: it never left | nobody for a moment |
//! | lost | `Retry`, the fourth time `GiveUp` | `Unknown(AnswerLost)` | – |
//! | timed out | `Retry`, the fourth time `GiveUp` | `Unknown(TimedOut)` | – |
//!
//! Meanings of the statuses: <https://developers.kommo.com/docs/http-codes>.

use super::pause::back_off_ms;
use crate::base::http::Unsure;
use crate::base::{Failure, Method, Response};

/// How often a read is tried before its asker is told.
const READ_TRIES: u32 = 4;

/// The longest rest of a single read, in milliseconds.
const REST_MAX_MS: u64 = 60_000;

/// What is to be done about an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reaction {
    /// The server has spoken; the asker is told what it said.
    Deliver,
    /// The asker is told that the write may or may not have been applied.
    Unknown(Unsure),
    /// Only this read waits so long, then it goes again.
    Retry {
        /// How long.
        after_ms: u64,
    },
    /// It was tried often enough; the asker is told the last outcome.
    GiveUp,
    /// Everyone waits, and the request goes again: it was not applied.
    Throttle {
        /// How long Kommo asks for.
        asked_ms: Option<u64>,
    },
    /// Everyone waits, and the request goes again: it never left.
    Offline,
    /// Perhaps nobody is signed in; the request was not applied.
    SignIn,
    /// This address is blocked; the request was not applied.
    Block,
}

/// The table. `failures` is how often this request had failed before in a way that ends in `Retry`.
pub(super) fn react(method: Method, outcome: Result<&Response, Failure>, failures: u32) -> Reaction {
    let unsure = match outcome {
        Ok(response) => match response.status {
            401 => return Reaction::SignIn,
            403 if !response.is_json() => return Reaction::Block,
            429 => return Reaction::Throttle { asked_ms: asked_ms(response) },
            200..=499 => return Reaction::Deliver,
            504 => Unsure::GatewayTimeout,
            status => Unsure::ServerError(status),
        },
        Err(Failure::NotSent) => return Reaction::Offline,
        Err(Failure::Lost) => Unsure::AnswerLost,
        Err(Failure::TimedOut) => Unsure::TimedOut,
    };
    let failures = failures.saturating_add(1);
    if !method.is_read() {
        Reaction::Unknown(unsure)
    } else if failures >= READ_TRIES {
        Reaction::GiveUp
    } else {
        let asked_ms = outcome.ok().and_then(asked_ms).unwrap_or_default();
        Reaction::Retry { after_ms: back_off_ms(1_000, failures, REST_MAX_MS).max(asked_ms).min(REST_MAX_MS) }
    }
}

fn asked_ms(response: &Response) -> Option<u64> {
    response.retry_after_s.map(|s| s.saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::Reaction::{Block, Deliver, GiveUp, Offline, Retry, SignIn, Throttle, Unknown};
    use super::*;

    fn answer(status: u16, content_type: &str, retry_after_s: Option<u64>) -> Response {
        Response { status, content_type: content_type.into(), retry_after_s, ..Response::default() }
    }

    fn json(status: u16) -> Response {
        answer(status, "application/problem+json", None)
    }

    fn html(status: u16) -> Response {
        answer(status, "text/html", None)
    }

    #[track_caller]
    fn check_outcome(outcome: Result<&Response, Failure>, failures: u32, read: Reaction, write: Reaction) {
        assert_eq!(react(Method::Get, outcome, failures), read, "read");
        for method in [Method::Post, Method::Patch, Method::Delete] {
            assert_eq!(react(method, outcome, failures), write, "{method}");
        }
    }

    #[track_caller]
    fn check(response: &Response, failures: u32, read: Reaction, write: Reaction) {
        check_outcome(Ok(response), failures, read, write);
    }

    #[track_caller]
    fn check_failure(failure: Failure, failures: u32, read: Reaction, write: Reaction) {
        check_outcome(Err(failure), failures, read, write);
    }

    #[test]
    fn table() {
        for status in [200, 201, 202, 204, 304] {
            check(&html(status), 0, Deliver, Deliver);
        }
        for status in [301, 400, 402, 404, 405, 408, 409, 413, 422] {
            check(&json(status), 0, Deliver, Deliver);
            check(&html(status), 9, Deliver, Deliver);
        }
        check(&json(401), 0, SignIn, SignIn);
        check(&html(401), 9, SignIn, SignIn);
        check(&json(403), 0, Deliver, Deliver);
        check(&answer(403, "application/json", None), 0, Deliver, Deliver);
        check(&html(403), 0, Block, Block);
        check(&answer(403, "text/plain", None), 9, Block, Block);
        check(&answer(403, "", None), 0, Block, Block);

        let (unasked, asked) = (Throttle { asked_ms: None }, Throttle { asked_ms: Some(300_000) });
        check(&json(429), 0, unasked, unasked);
        check(&html(429), 9, unasked, unasked);
        check(&answer(429, "application/json", Some(300)), 0, asked, asked);
        let forever = Throttle { asked_ms: Some(u64::MAX) };
        check(&answer(429, "", Some(u64::MAX)), 0, forever, forever);

        let retry = |after_ms| Retry { after_ms };
        check(&html(504), 0, retry(1_000), Unknown(Unsure::GatewayTimeout));
        check(&html(504), 1, retry(2_000), Unknown(Unsure::GatewayTimeout));
        check(&html(504), 2, retry(4_000), Unknown(Unsure::GatewayTimeout));
        check(&html(504), 3, GiveUp, Unknown(Unsure::GatewayTimeout));
        for status in [500, 501, 502, 503, 599, 100, 0, 999] {
            check(&html(status), 0, retry(1_000), Unknown(Unsure::ServerError(status)));
            check(&json(status), 3, GiveUp, Unknown(Unsure::ServerError(status)));
        }
        check(&answer(503, "", Some(0)), 1, retry(2_000), Unknown(Unsure::ServerError(503)));
        check(&answer(503, "", Some(20)), 0, retry(20_000), Unknown(Unsure::ServerError(503)));
        check(&answer(503, "", Some(900)), 0, retry(60_000), Unknown(Unsure::ServerError(503)));

        check_failure(Failure::NotSent, 0, Offline, Offline);
        check_failure(Failure::NotSent, 9, Offline, Offline);
        check_failure(Failure::Lost, 0, retry(1_000), Unknown(Unsure::AnswerLost));
        check_failure(Failure::Lost, 3, GiveUp, Unknown(Unsure::AnswerLost));
        check_failure(Failure::TimedOut, 2, retry(4_000), Unknown(Unsure::TimedOut));
        check_failure(Failure::TimedOut, u32::MAX, GiveUp, Unknown(Unsure::TimedOut));
    }
}
