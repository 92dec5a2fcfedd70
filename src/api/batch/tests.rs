//! Whose answer is whose, in every shape of answer.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::api::leads::{Change, New};

fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.to_owned(), ..Response::default() }
}

/// `""` stands for an item without a word of its own.
fn adding(words: &[&str]) -> Add<New> {
    let item = |word: &&str| New {
        request_id: Some((*word).to_owned()).filter(|word| !word.is_empty()),
        ..New::default()
    };
    Add { items: words.iter().map(item).collect() }
}

fn updating(items: &[(u64, &str)]) -> Update<Change> {
    let item = |&(id, word): &(u64, &str)| Change {
        id: EntityId(id),
        request_id: Some(word.to_owned()).filter(|word| !word.is_empty()),
        ..Change::default()
    };
    Update { items: items.iter().map(item).collect() }
}

#[track_caller]
fn check(call: &impl Call<Output = Vec<Stored>>, body: &str, expected: &[(&str, u64)]) {
    let stored = call.decode(&answer(200, body)).unwrap();
    let found: Vec<_> = stored.iter().map(|item| (item.request_id.as_str(), item.id.0)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_was_added_is_told_by_our_word() {
    let two = adding(&["a", "b"]);
    let both = [("a", 501), ("b", 502)];
    check(
        &two,
        r#"{"_embedded":{"leads":[{"id":501,"request_id":"a"},{"id":502,"request_id":"b"}]}}"#,
        &both,
    );
    check(
        &two,
        r#"{"_embedded":{"leads":[{"id":502,"request_id":"b"},{"id":501,"request_id":"a"}]}}"#,
        &[("b", 502), ("a", 501)],
    );
    check(
        &two,
        r#"{"_embedded":{"leads":{"0":{"id":"501","request_id":["a"]},"1":{"id":502,"request_id":"b"}}}}"#,
        &both,
    );
    check(&two, r#"[{"id":501,"request_id":["a"]},{"id":502,"request_id":["b"]}]"#, &both);
    check(&two, r#"{"_embedded":{"leads":[{"id":502,"request_id":"b"}]}}"#, &[("b", 502)]);
    check(&two, r#"{"_embedded":{"leads":[{"id":501},{"id":502,"request_id":null}]}}"#, &both);
    check(&two, r#"{"_embedded":{"leads":{"1":{"id":502},"0":{"id":501}}}}"#, &both);
}

#[test]
fn keys_are_places_whatever_order_they_come_in() {
    let call = adding(&[""; 12]);
    let answers: serde_json::Map<_, _> =
        (0..12).map(|place| (place.to_string(), json!({"id": 500 + place}))).collect();
    let body = json!({"_embedded": {"leads": answers}}).to_string();
    for item in call.decode(&answer(200, &body)).unwrap() {
        assert_eq!(item.request_id, (item.id.0 - 500).to_string());
    }
}

#[test]
fn without_a_word_the_index_is_the_word() {
    let two = adding(&["", ""]);
    let both = [("0", 501), ("1", 502)];
    check(&two, r#"{"_embedded":{"leads":[{"id":501,"request_id":"0"},{"id":502,"request_id":1}]}}"#, &both);
    check(&two, r#"{"_embedded":{"leads":[{"id":501},{"id":502}]}}"#, &both);
    check(&adding(&[""]), r#"{"id":501}"#, &[("0", 501)]);
}

#[test]
fn what_was_changed_is_told_by_its_id() {
    let two = updating(&[(501, "a"), (502, "")]);
    let both = [("a", 501), ("1", 502)];
    check(&two, r#"{"_embedded":{"leads":[{"id":501,"updated_at":1},{"id":502,"updated_at":1}]}}"#, &both);
    check(
        &two,
        r#"{"_embedded":{"leads":[{"id":501,"request_id":501},{"id":"502","request_id":"502"}]}}"#,
        &both,
    );
    check(&two, r#"{"_embedded":{"leads":[{"id":502}]}}"#, &[("1", 502)]);
    check(&updating(&[(501, "")]), r#"{"id":501,"updated_at":1767225600}"#, &[("0", 501)]);
}

#[track_caller]
fn refuse(call: &impl Call<Output = Vec<Stored>>, status: u16, body: &str, expected: &str) {
    match call.decode(&answer(status, body)) {
        Err(ApiError::Unexpected { reason, .. }) => assert_eq!(reason, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_is_attributed_by_guessing() {
    let two = adding(&["a", "b"]);
    refuse(&two, 200, r#"{"_embedded":{"leads":[{"id":501}]}}"#, "an item without our word for it");
    refuse(&two, 200, r#"{"_embedded":{"leads":[{"id":5,"request_id":"c"}]}}"#, "an item that was not sent");
    refuse(
        &two,
        200,
        r#"{"_embedded":{"leads":[{"id":5,"request_id":"a"},{"id":6,"request_id":"a"}]}}"#,
        "an item that was not sent",
    );
    refuse(&two, 200, r#"{"_embedded":{"leads":[{"request_id":"a"}]}}"#, "an item without an id");
    refuse(&two, 200, r#"{"_embedded":{"leads":[{"id":"x","request_id":"a"}]}}"#, "an item without an id");
    refuse(&two, 200, r#"{"_embedded":{"leads":[]}}"#, "nothing is said to be stored");
    refuse(&two, 200, r#"{"_embedded":{"leads":null}}"#, "nothing is said to be stored");
    refuse(&two, 200, r#"{"_embedded":[]}"#, "an item without an id");
    refuse(&two, 200, "[]", "nothing is said to be stored");
    refuse(&two, 200, "7", "nothing is said to be stored");
    refuse(&two, 200, "", "the answer is empty");
    refuse(&two, 204, "", "the answer is empty");
    refuse(&two, 202, "Accepted", "not JSON at line 1 column 1");
    refuse(&updating(&[(501, "a")]), 200, r#"{"id":502}"#, "an item that was not sent");
}

#[track_caller]
fn check_named(call: &impl Call<Output = Vec<Stored>>, body: &str, expected: &str) {
    match call.decode(&answer(400, body)) {
        Err(ApiError::Refused(problem)) => assert_eq!(problem.items[0].request_id, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn refusals_name_our_items() {
    let unnamed = r#"{"validation-errors":[{"errors":[{"code":"InvalidType"}]}]}"#;
    check_named(&adding(&["a"]), unnamed, "a");
    check_named(&adding(&["a", "b"]), unnamed, "");
    check_named(&updating(&[(501, "a")]), unnamed, "a");
    let keyed = r#"{"errors":{"502":"Loss reason can be specified only for lost lead"}}"#;
    check_named(&updating(&[(501, "a"), (502, "b")]), keyed, "b");
    check_named(&updating(&[(501, ""), (502, "")]), keyed, "1");
    check_named(&adding(&["a", "b"]), keyed, "502");
}

proptest! {
    #[test]
    fn every_item_gets_its_own_id_in_any_order(
        order in Just((0..250_u64).collect::<Vec<_>>()).prop_shuffle(),
        sent in 1_usize..=250,
    ) {
        let words: Vec<_> = (0..sent).map(|row| format!("r{row}")).collect();
        let call = adding(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let answers: Vec<_> = order
            .into_iter()
            .filter(|row| *row < sent as u64)
            .map(|row| json!({"id": 1_000 + row, "request_id": format!("r{row}")}))
            .collect();
        let body = json!({"_embedded": {"leads": answers}}).to_string();
        let stored = call.decode(&answer(200, &body)).unwrap();
        prop_assert_eq!(stored.len(), sent);
        for item in stored {
            prop_assert_eq!(item.request_id, format!("r{}", item.id.0 - 1_000));
        }
    }
}
