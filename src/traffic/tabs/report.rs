//! What a tab tells the leader of a request that has ended, without what only its asker may see; and what
//! the leader decides. Neither a body nor an address is in it.

use serde::{Deserialize, Serialize};

use crate::base::http::Unsure;
use crate::base::{Delivery, Failure, Response, Timestamp};
use crate::traffic::Timing;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Tries of this request that have ended so far.
    pub serial: u32,
    /// How much later than it was told to the last one left, in milliseconds.
    pub late_ms: u64,
    /// How long it took from then on, in milliseconds.
    pub took_ms: u64,
    /// The last one's outcome.
    pub outcome: Outcome,
}

/// An outcome without what only its asker may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The server answered.
    Answered {
        /// The HTTP status.
        status: u16,
        /// Whether the body claims to be JSON.
        json: bool,
        /// Seconds to wait.
        retry_after_s: Option<u64>,
        /// The server's own clock.
        date: Option<Timestamp>,
    },
    /// There was no answer.
    Failed(Failure),
}

impl Outcome {
    pub(super) fn of(outcome: &Result<Response, Failure>) -> Self {
        match outcome {
            Ok(response) => Self::Answered {
                status: response.status,
                json: response.is_json(),
                retry_after_s: response.retry_after_s,
                date: response.date,
            },
            Err(failure) => Self::Failed(*failure),
        }
    }

    /// The outcome as the engine is told it.
    pub(super) fn unfold(self) -> Result<Response, Failure> {
        match self {
            Self::Answered { status, json, retry_after_s, date } => Ok(Response {
                status,
                content_type: if json { "application/json".to_owned() } else { String::new() },
                retry_after_s,
                body: String::new(),
                date,
            }),
            Self::Failed(failure) => Err(failure),
        }
    }
}

/// [`Timing`] of another tab's exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    held_ms: u64,
    answer_ms: u64,
    multiplexed: bool,
}

impl Report {
    /// The same as the browser tells it of an exchange, counted from the leader's word.
    pub(super) fn timing(self) -> Timing {
        Timing { held_ms: self.late_ms, answer_ms: self.took_ms, multiplexed: false }
    }
}

impl From<Timing> for Steps {
    fn from(timing: Timing) -> Self {
        let Timing { held_ms, answer_ms, multiplexed } = timing;
        Self { held_ms, answer_ms, multiplexed }
    }
}

impl From<Steps> for Timing {
    fn from(steps: Steps) -> Self {
        let Steps { held_ms, answer_ms, multiplexed } = steps;
        Self { held_ms, answer_ms, multiplexed }
    }
}

/// What the leader decided to tell the asker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The answer that the tab has kept.
    Answered,
    /// It may or may not have been applied.
    Unknown(Unsure),
    /// It was not applied.
    Failed(Failure),
    /// It was taken back.
    Cancelled,
}

impl Verdict {
    pub(super) fn of(delivery: &Delivery) -> Self {
        match delivery {
            Delivery::Answered(_) => Self::Answered,
            Delivery::Unknown(unsure) => Self::Unknown(*unsure),
            Delivery::Failed(failure) => Self::Failed(*failure),
            Delivery::Cancelled => Self::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_keeps_what_the_reaction_looks_at() {
        let answer = |content_type: &str| Response {
            status: 403,
            content_type: content_type.into(),
            retry_after_s: Some(3),
            body: "secret".into(),
            date: Some(Timestamp(5)),
        };
        for content_type in ["application/hal+json", "text/html", ""] {
            let answer = answer(content_type);
            let told = Outcome::of(&Ok(answer.clone())).unfold().expect("an answer");
            assert_eq!(
                (told.status, told.is_json(), told.retry_after_s, told.date),
                (answer.status, answer.is_json(), answer.retry_after_s, answer.date)
            );
            assert_eq!(told.body, "");
        }
        assert_eq!(Outcome::of(&Err(Failure::Lost)).unfold(), Err(Failure::Lost));
    }
}
