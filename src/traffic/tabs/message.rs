//! What tabs say to each other: a few numbers about requests, never a body, an address or an answer's
//! text. It decides nothing.

use serde::{Deserialize, Serialize};

use super::beat::Beat;
use super::report::{Report, Steps, Verdict};
use crate::base::Method;
use crate::traffic::Lane;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Failure;
    use crate::base::http::Unsure;
    use crate::traffic::tabs::report::Outcome;

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
}
