//! What an answer means for a batch: one table, without state.

use std::collections::BTreeSet;

use crate::api::{ApiError, Problem, Stored};
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::base::limits::LimitError;
use crate::base::{Delivery, Failure, Response};
use crate::transfer::journal::Refusal;
use crate::transfer::work::Verb;

/// Why an import waits for the user's word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// 401: sign in again, then continue.
    #[error("the session has ended (401)")]
    SignedOut,
    /// 402: the account is not paid, or its plan lacks this.
    #[error("the account is not paid (402): {0}")]
    NotPaid(String),
    /// 403: this user may not do this; ask an administrator.
    #[error("no right (403): {0}")]
    NoRight(String),
    /// 404: the account does not know this method.
    #[error("not found (404): {0}")]
    NotFound(String),
    /// Whole batches were refused again and again, the last one in these words.
    #[error("refused ({status}): {detail}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Kommo's sentence.
        detail: String,
    },
    /// Nothing of what was sent arrives.
    #[error("nothing arrives: {0}")]
    Unsure(Unsure),
    /// Nothing can be sent.
    #[error("nothing can be sent: {0}")]
    NotSent(Failure),
    /// The account cannot be read, so it cannot be told what landed.
    #[error("the account cannot be read")]
    Unreadable,
    /// The journal cannot be written, so nothing may leave.
    #[error("the journal cannot be written")]
    Journal,
    /// A request would break one of Kommo's limits.
    #[error(transparent)]
    Limit(LimitError),
}

impl Stop {
    /// Why nothing could be read.
    pub(in crate::transfer) fn of_reading(error: ApiError) -> Self {
        match error {
            ApiError::Refused(problem) => stop(problem.status, &problem.detail).unwrap_or(Self::Unreadable),
            ApiError::Unexpected { .. } => Self::Unreadable,
        }
    }
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These rows are stored; rows of the batch that are missing here are unsure.
    Stored(Vec<(u32, EntityId)>),
    /// Nothing was stored because of these rows.
    RowsRefused(Vec<(u32, Refusal)>),
    /// Nothing was stored, and no row was named.
    Refused(Problem),
    /// Nothing was stored: too many rows at once.
    TooMany(Problem),
    /// Nothing was stored, and nothing will be.
    Stop(Stop),
    /// It did not arrive.
    NotApplied(Failure),
    /// It was taken back.
    Withdrawn,
    /// Nobody knows.
    Unsure(Unsure),
}

/// The outcome of a batch of `rows`.
pub(super) fn outcome(
    verb: Verb,
    rows: &BTreeSet<u32>,
    delivery: &Delivery,
    decode: impl Fn(&Response) -> Result<Vec<Stored>, ApiError>,
) -> Outcome {
    let response = match delivery {
        Delivery::Answered(response) => response,
        Delivery::Unknown(cause) => return Outcome::Unsure(*cause),
        Delivery::Failed(failure) => return Outcome::NotApplied(*failure),
        Delivery::Cancelled => return Outcome::Withdrawn,
    };
    let row_of = |word: &str| word.parse().ok().filter(|row| rows.contains(row));
    match (response.status, decode(response)) {
        (200..=299, Ok(stored)) => {
            let ids: Vec<_> =
                stored.iter().filter_map(|item| Some((row_of(&item.request_id)?, item.id))).collect();
            if ids.is_empty() { Outcome::Unsure(Unsure::AnswerLost) } else { Outcome::Stored(ids) }
        }
        (400..=499, Err(ApiError::Refused(problem))) => refused(verb, problem, row_of),
        (status @ 400..=499, _) => refused(verb, Problem { status, ..Problem::default() }, row_of),
        (504, _) => Outcome::Unsure(Unsure::GatewayTimeout),
        (status @ 500..=599, _) => Outcome::Unsure(Unsure::ServerError(status)),
        // A success that cannot be read, or a status that has no business here.
        _ => Outcome::Unsure(Unsure::AnswerLost),
    }
}

fn refused(verb: Verb, problem: Problem, row_of: impl Fn(&str) -> Option<u32>) -> Outcome {
    let status = problem.status;
    // Kommo says 404 of an entity, too, so a change says nothing of the method.
    let about_rows = status == 404 && verb == Verb::Change;
    if let Some(stop) = stop(status, &problem.detail).filter(|_| !about_rows) {
        return Outcome::Stop(stop);
    }
    let named: Vec<_> = problem
        .items
        .iter()
        .filter_map(|item| {
            let (code, path, detail) = (item.code.clone(), item.path.clone(), item.detail.clone());
            Some((row_of(&item.request_id)?, Refusal::Item { code, path, detail }))
        })
        .collect();
    match status {
        // The polite client takes these for itself; should one come through, it was not applied.
        429 => Outcome::NotApplied(Failure::NotSent),
        413 | 422 => Outcome::TooMany(problem),
        _ if named.is_empty() => Outcome::Refused(problem),
        _ => Outcome::RowsRefused(named),
    }
}

/// The statuses that no other batch would fare better with.
fn stop(status: u16, detail: &str) -> Option<Stop> {
    match status {
        401 => Some(Stop::SignedOut),
        402 => Some(Stop::NotPaid(detail.to_owned())),
        403 => Some(Stop::NoRight(detail.to_owned())),
        404 => Some(Stop::NotFound(detail.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Call, contacts};

    fn answer(status: u16, body: &str) -> Delivery {
        Delivery::Answered(Response {
            status,
            content_type: "application/json".into(),
            body: body.into(),
            ..Response::default()
        })
    }

    /// The outcome of rows 2 and 3.
    #[track_caller]
    fn check(delivery: &Delivery, expected: &Outcome) {
        let item = |row: u32| contacts::New { request_id: Some(row.to_string()), ..Default::default() };
        let add = contacts::Add { items: vec![item(2), item(3)] };
        let rows = BTreeSet::from([2, 3]);
        assert_eq!(outcome(Verb::Add, &rows, delivery, |response| add.decode(response)), *expected);
    }

    fn problem(status: u16) -> Problem {
        Problem { status, detail: "no".into(), ..Problem::default() }
    }

    #[test]
    fn successes() {
        let lost = Outcome::Unsure(Unsure::AnswerLost);
        let both = r#"{"_embedded":{"contacts":[{"id":8,"request_id":"3"},{"id":7,"request_id":"2"}]}}"#;
        check(&answer(200, both), &Outcome::Stored(vec![(3, EntityId(8)), (2, EntityId(7))]));
        let one = r#"{"_embedded":{"contacts":[{"id":8,"request_id":"3"}]}}"#;
        check(&answer(201, one), &Outcome::Stored(vec![(3, EntityId(8))]));
        check(&answer(200, &both.replace("\"2\"", "\"9\"")), &lost);
        check(&answer(200, both.trim_end_matches('}')), &lost);
        check(&answer(200, "<html>"), &lost);
        check(&answer(204, ""), &lost);
        check(&answer(302, ""), &lost);
    }

    #[test]
    fn refusals() {
        let no = r#"{"detail":"no"}"#;
        let named = |row: u32| {
            let error = r#"{"code":"InvalidType","path":"name","detail":"bad"}"#;
            format!(r#"{{"detail":"no","validation-errors":[{{"request_id":"{row}","errors":[{error}]}}]}}"#)
        };
        let item = Refusal::Item { code: "InvalidType".into(), path: "name".into(), detail: "bad".into() };
        check(&answer(400, &named(3)), &Outcome::RowsRefused(vec![(3, item)]));
        check(&answer(400, no), &Outcome::Refused(problem(400)));
        check(&answer(409, no), &Outcome::Refused(problem(409)));
        check(&answer(400, ""), &Outcome::Refused(Problem { status: 400, ..Problem::default() }));
        check(&answer(422, no), &Outcome::TooMany(problem(422)));
        check(&answer(413, no), &Outcome::TooMany(problem(413)));
        check(&answer(401, no), &Outcome::Stop(Stop::SignedOut));
        check(&answer(402, no), &Outcome::Stop(Stop::NotPaid("no".into())));
        check(&answer(403, no), &Outcome::Stop(Stop::NoRight("no".into())));
        check(&answer(404, no), &Outcome::Stop(Stop::NotFound("no".into())));
        check(&answer(429, no), &Outcome::NotApplied(Failure::NotSent));
    }

    #[test]
    fn a_change_of_what_is_gone_is_the_row_s_trouble() {
        let found = |body: &str| {
            let item = |row: u64| contacts::Change {
                id: EntityId(row + 70),
                request_id: Some(row.to_string()),
                ..Default::default()
            };
            let update = contacts::Update { items: vec![item(2), item(3)] };
            let decode = |response: &Response| update.decode(response);
            outcome(Verb::Change, &BTreeSet::from([2, 3]), &answer(404, body), decode)
        };
        assert_eq!(found(r#"{"detail":"no"}"#), Outcome::Refused(problem(404)));
        // Kommo may name the row by the entity's id.
        let named = r#"{"validation-errors":[{"request_id":"73","errors":[{"code":"EntityNotFound"}]}]}"#;
        let item =
            Refusal::Item { code: "EntityNotFound".into(), path: String::new(), detail: String::new() };
        assert_eq!(found(named), Outcome::RowsRefused(vec![(3, item)]));
    }

    #[test]
    fn a_refusal_of_a_row_that_was_not_sent_names_nobody() {
        let body = r#"{"validation-errors":[{"request_id":"9","errors":[{"code":"InvalidType"}]}]}"#;
        let Outcome::Refused(problem) =
            outcome(Verb::Add, &BTreeSet::from([2, 3]), &answer(400, body), |response| {
                contacts::Add::default().decode(response)
            })
        else {
            panic!("a whole refusal")
        };
        assert_eq!((problem.status, problem.items.len()), (400, 1));
    }

    #[test]
    fn no_answers() {
        check(&answer(504, ""), &Outcome::Unsure(Unsure::GatewayTimeout));
        check(&answer(500, "{}"), &Outcome::Unsure(Unsure::ServerError(500)));
        check(&Delivery::Unknown(Unsure::TimedOut), &Outcome::Unsure(Unsure::TimedOut));
        check(&Delivery::Failed(Failure::Lost), &Outcome::NotApplied(Failure::Lost));
        check(&Delivery::Cancelled, &Outcome::Withdrawn);
    }
}
