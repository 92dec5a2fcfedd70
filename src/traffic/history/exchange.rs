//! One exchange as it is remembered: what was asked, by whom, and what became of it.

use super::{Lane, Ticket};
use crate::base::{Failure, Method, Moment, Response};
use crate::traffic::reaction::Reaction;

/// One try of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Counted from 1 since the engine began.
    pub number: u64,
    /// The request that it was a try of; `None` if it was not sent.
    pub ticket: Option<Ticket>,
    /// When it left, in the engine's time.
    pub started: Moment,
    /// What was done.
    pub method: Method,
    /// To what: the path without its query, its parts that are neither words of the API nor numbers left out.
    pub path: String,
    /// The query without its question mark; it may hold what the user searched for.
    pub query: String,
    /// Length of the body in bytes.
    pub sent_bytes: usize,
    /// Who waited.
    pub lane: Lane,
    /// Which part of the program asked.
    pub asker: &'static str,
    /// Which try of the request it was, counted from 1.
    pub attempt: u32,
    /// Whether it was sent at all.
    pub source: Source,
    /// What became of it; `None` while it is on its way, and of one that was not sent.
    pub end: Option<End>,
}

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From the server.
    Network,
    /// From the answer to an equal read that was under way; nothing was sent.
    Joined,
    /// From the answer that an equal read was given just now; nothing was sent.
    Recent,
}

/// What became of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// From its start to its answer.
    pub took_ms: u64,
    /// The status, or why there is none.
    pub outcome: Outcome,
    /// What that amounts to.
    pub class: Class,
    /// What followed.
    pub fate: Fate,
    /// Length of the answer's body in bytes.
    pub bytes: usize,
}

/// The end of an exchange in the server's word, or the browser's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer.
    Answered {
        /// Its status.
        status: u16,
        /// Whether it claims to be JSON, as Kommo's own answers do.
        is_json: bool,
    },
    /// None.
    Failed(Failure),
}

/// Ways to end, as few as a chart can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// 2xx.
    Done,
    /// 304.
    NotModified,
    /// 429.
    RateLimited,
    /// Other statuses from 300 to 499.
    Refused,
    /// 403 without JSON.
    Blocked,
    /// Any other status, 504 among them.
    ServerError,
    /// No answer.
    Lost,
}

/// What followed for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its asker was told the answer.
    Delivered,
    /// Its asker was told that nobody knows whether it was applied.
    Unknown,
    /// It was tried often enough; its asker was told the last outcome.
    GivenUp,
    /// It goes again after resting.
    Rests {
        /// For how long.
        for_ms: u64,
    },
    /// It goes again after the break that Kommo asked everyone for.
    WaitsForBreak,
    /// It goes again when there is a network.
    WaitsForNetwork,
    /// It goes again when somebody is signed in.
    WaitsForSignIn,
    /// It goes again when the block is lifted.
    WaitsForUnblock,
    /// Nobody wanted it any more.
    Dropped,
}

impl Outcome {
    /// The outcome as it is remembered, and how long the answer's body was.
    pub(in crate::traffic) fn of(outcome: Result<&Response, Failure>) -> (Self, usize) {
        match outcome {
            Ok(response) => {
                let answered = Self::Answered { status: response.status, is_json: response.is_json() };
                (answered, response.body.len())
            }
            Err(failure) => (Self::Failed(failure), 0),
        }
    }

    /// The status, if there was an answer.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Answered { status, .. } => Some(status),
            Self::Failed(_) => None,
        }
    }

    /// What it amounts to.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Failed(_) => Class::Lost,
            Self::Answered { status, is_json } => match status {
                200..=299 => Class::Done,
                304 => Class::NotModified,
                429 => Class::RateLimited,
                403 if !is_json => Class::Blocked,
                300..=499 => Class::Refused,
                _ => Class::ServerError,
            },
        }
    }
}

impl Class {
    /// All of them, in the order in which a chart stacks them.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::NotModified,
        Self::Refused,
        Self::RateLimited,
        Self::ServerError,
        Self::Blocked,
        Self::Lost,
    ];
}

impl Fate {
    /// What follows from a reaction, for a request that somebody still waits for.
    pub(in crate::traffic) const fn of(reaction: Reaction) -> Self {
        match reaction {
            Reaction::Deliver => Self::Delivered,
            Reaction::Unknown(_) => Self::Unknown,
            Reaction::GiveUp => Self::GivenUp,
            Reaction::Retry { after_ms } => Self::Rests { for_ms: after_ms },
            Reaction::Throttle { .. } => Self::WaitsForBreak,
            Reaction::Offline => Self::WaitsForNetwork,
            Reaction::SignIn => Self::WaitsForSignIn,
            Reaction::Block => Self::WaitsForUnblock,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, is_json: bool, expected: Class) {
        assert_eq!(Outcome::Answered { status, is_json }.class(), expected);
    }

    #[test]
    fn every_status_has_one_class() {
        check(200, true, Class::Done);
        check(204, false, Class::Done);
        check(304, false, Class::NotModified);
        check(302, false, Class::Refused);
        check(400, true, Class::Refused);
        check(401, true, Class::Refused);
        check(403, true, Class::Refused);
        check(403, false, Class::Blocked);
        check(429, true, Class::RateLimited);
        check(500, false, Class::ServerError);
        check(504, false, Class::ServerError);
        check(0, false, Class::ServerError);
        assert_eq!(Outcome::Failed(Failure::TimedOut).class(), Class::Lost);
    }

    #[test]
    fn every_class_is_in_the_list_once() {
        let mut all = Class::ALL;
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(all.last(), Some(&Class::Lost));
        assert_eq!(all.len(), Class::Lost as usize + 1);
    }
}
