//! What tabs say to each other: a few numbers about requests, never a body, an address or an answer's
//! text. It decides nothing.

use serde::{Deserialize, Serialize};

use crate::base::http::Unsure;
use crate::base::{Delivery, Failure, Method, Moment, Response, Timestamp};
use crate::traffic::{Gate, Lane, PauseCause, Timing};

/// The language that this build speaks; tabs of another one do not understand each other.
const VERSION: u32 = 1;

/// One tab, for as long as its page lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TabId(String);

impl TabId {
    /// A tab by a text that no other tab has.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// That text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which leadership: a later one is greater.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Epoch {
    pub(super) number: u64,
    pub(super) leader: TabId,
}

/// Something that one tab says to all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    version: u32,
    /// Who speaks.
    pub from: TabId,
    /// The latest leadership that the speaker knows of; its own if it leads.
    pub epoch: Epoch,
    /// What it says.
    pub body: Body,
}

impl Message {
    pub(super) fn new(from: TabId, epoch: Epoch, body: Body) -> Self {
        Self { version: VERSION, from, epoch, body }
    }

    /// Reads a message; `None` if it is of another version or of no shape known here.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|message: &Self| message.version == VERSION)
    }

    /// The message as JSON text.
    #[must_use]
    pub fn to_text(&self) -> String {
        // Numbers, names and lists only: there is nothing that JSON could not hold.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is said. An id is the number of a ticket of the tab that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A follower: all that I have for the leader.
    Hello(Hello),
    /// A follower: these wait, too.
    Want(Vec<Stub>),
    /// A follower: nobody waits for this any more.
    Cancel(u64),
    /// A follower: somebody in this lane waits for this, too.
    Hurry(u64, Lane),
    /// A follower: this need not leave any more; if it has, its outcome is wanted.
    Withdraw(u64),
    /// A follower: told to go, it has left.
    Sent {
        /// The request.
        id: u64,
        /// How many of its tries had ended before.
        tries: u32,
        /// How much later than it was told to, in milliseconds.
        late_ms: u64,
    },
    /// A follower: told to go, it has not left and will not.
    Declined(u64),
    /// A follower: this is what became of it.
    Ended(u64, Report),
    /// A follower: how long its steps took.
    Timed(u64, Steps),
    /// A follower: the user's word to ask once after a block or a lost sign-in.
    Probe,
    /// The leader: I lead from now on; say hello.
    Lead,
    /// The leader: I am here, and so things stand.
    Beat(Beat),
    /// The leader: send this now.
    Go {
        /// The tab that asks.
        to: TabId,
        /// Its request.
        id: u64,
        /// The last [`Report::serial`] of it that the leader has judged. What was sent meanwhile by an
        /// earlier word is not sent again by this one.
        judged: u32,
    },
    /// The leader: this is decided.
    Decided {
        /// The tab that asks.
        to: TabId,
        /// Its request.
        id: u64,
        /// What to tell its asker.
        verdict: Verdict,
    },
}

/// A request as others need to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stub {
    /// The number of its ticket.
    pub id: u64,
    /// Who waits for it.
    pub lane: Lane,
    /// What it does.
    pub method: Method,
    /// What it asks for, without ids and parameters, and how much: by it the engine tells from an answer's
    /// time how long the request was on its way.
    pub kind: String,
}

/// What a follower has for the leader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The first that wait.
    pub waiting: Vec<Stub>,
    /// All that have left and have no outcome yet.
    pub flying: Vec<Stub>,
    /// Those whose outcome nobody has judged yet.
    pub ended: Vec<(Stub, Report)>,
}

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

/// How things stand with the leader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    pub(super) barrier: Barrier,
    /// Requests of all tabs that left within the last second.
    pub(super) used: usize,
    /// Starts a second allowed at present.
    pub(super) rate: usize,
}

/// [`Gate`] without a moment, which means nothing in another tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Barrier {
    #[default]
    Open,
    Paused {
        left_ms: u64,
        offline: bool,
    },
    Blocked {
        probing: bool,
    },
    SignedOut {
        probing: bool,
    },
}

impl Barrier {
    pub(super) fn of(gate: Gate, now: Moment) -> Self {
        match gate {
            Gate::Open => Self::Open,
            Gate::Paused { until, cause } => {
                Self::Paused { left_ms: until.since_ms(now), offline: cause == PauseCause::Offline }
            }
            Gate::Blocked { probing } => Self::Blocked { probing },
            Gate::SignedOut { probing } => Self::SignedOut { probing },
        }
    }

    pub(super) fn gate(self, said: Moment) -> Gate {
        match self {
            Self::Open => Gate::Open,
            Self::Paused { left_ms, offline } => Gate::Paused {
                until: said.plus_ms(left_ms),
                cause: if offline { PauseCause::Offline } else { PauseCause::RateLimit },
            },
            Self::Blocked { probing } => Gate::Blocked { probing },
            Self::SignedOut { probing } => Gate::SignedOut { probing },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: Body, expected: &str) {
        let epoch = Epoch { number: 3, leader: TabId::new("a") };
        let message = Message::new(TabId::new("b"), epoch, body);
        let head = r#""version":1,"from":"b","epoch":{"number":3,"leader":"a"}"#;
        assert_eq!(message.to_text(), format!(r#"{{{head},"body":{expected}}}"#));
        assert_eq!(Message::parse(&message.to_text()), Some(message));
    }

    #[test]
    fn messages_are_what_they_were_after_the_way() {
        let stub = Stub { id: 7, lane: Lane::Bulk, method: Method::Post, kind: "leads*3".into() };
        let text = r#"{"id":7,"lane":"bulk","method":"post","kind":"leads*3"}"#;
        check(Body::Lead, r#""lead""#);
        check(Body::Want(vec![stub.clone()]), &format!(r#"{{"want":[{text}]}}"#));
        check(Body::Hurry(7, Lane::Click), r#"{"hurry":[7,"click"]}"#);
        check(Body::Go { to: TabId::new("c"), id: 7, judged: 2 }, r#"{"go":{"to":"c","id":7,"judged":2}}"#);
        check(
            Body::Ended(
                7,
                Report { serial: 1, late_ms: 2, took_ms: 30, outcome: Outcome::Failed(Failure::TimedOut) },
            ),
            r#"{"ended":[7,{"serial":1,"late_ms":2,"took_ms":30,"outcome":{"failed":"timed_out"}}]}"#,
        );
        check(
            Body::Decided { to: TabId::new("c"), id: 7, verdict: Verdict::Unknown(Unsure::ServerError(502)) },
            r#"{"decided":{"to":"c","id":7,"verdict":{"unknown":{"ServerError":502}}}}"#,
        );
        let outcome = Outcome::Answered { status: 200, json: true, retry_after_s: None, date: None };
        let report = Report { serial: 1, late_ms: 2, took_ms: 30, outcome };
        check(
            Body::Hello(Hello { waiting: vec![], flying: vec![stub.clone()], ended: vec![(stub, report)] }),
            &format!(
                r#"{{"hello":{{"waiting":[],"flying":[{text}],"ended":[[{text},{{"serial":1,"late_ms":2,"took_ms":30,"outcome":{{"answered":{{"status":200,"json":true,"retry_after_s":null,"date":null}}}}}}]]}}}}"#
            ),
        );
    }

    #[test]
    fn what_is_not_understood_is_no_message() {
        let message = Message::new(TabId::new("b"), Epoch::default(), Body::Lead).to_text();
        assert!(Message::parse(&message).is_some());
        for other in [
            message.replace(r#""version":1"#, r#""version":2"#),
            message.replace("lead\"}", "sing\"}"),
            message.replace(r#""from":"b""#, r#""from":5"#),
            String::new(),
        ] {
            assert_eq!(Message::parse(&other), None, "{other}");
        }
    }

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

    #[test]
    fn a_pause_crosses_as_what_is_left_of_it() {
        let at = Moment::from_ms;
        for cause in [PauseCause::RateLimit, PauseCause::Offline] {
            let gate = Gate::Paused { until: at(5_000), cause };
            assert_eq!(Barrier::of(gate, at(2_000)).gate(at(70)), Gate::Paused { until: at(3_070), cause });
        }
        for gate in [Gate::Open, Gate::Blocked { probing: true }, Gate::SignedOut { probing: false }] {
            assert_eq!(Barrier::of(gate, at(0)).gate(at(9)), gate);
        }
    }
}
