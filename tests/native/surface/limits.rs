//! Each of Kommo's limits on one request: at it the request exists, one above it does not.

use kommo_pace::api::{Call, companies, contacts, custom_fields, leads, tasks, users};
use kommo_pace::base::id::EntityId;
use kommo_pace::base::limits::{Limit, LimitError};

#[track_caller]
fn check(call: &impl Call, refused: Option<(Limit, usize)>) {
    let expected = refused.map(|(limit, asked)| LimitError { limit, allowed: 250, asked });
    assert_eq!(call.request().err(), expected);
}

#[test]
fn pages() {
    for (limit, refused) in
        [(1, None), (250, None), (251, Some((Limit::Page, 251))), (0, Some((Limit::Page, 0)))]
    {
        check(&leads::List { limit, ..Default::default() }, refused);
        check(&contacts::List { limit, ..Default::default() }, refused);
        check(&companies::List { limit, ..Default::default() }, refused);
        check(&tasks::List { limit, ..Default::default() }, refused);
        check(&users::List { page: 1, limit }, refused);
        check(&custom_fields::List { owner: custom_fields::Owner::Leads, page: 1, limit }, refused);
    }
}

#[test]
fn batches() {
    for (size, refused) in
        [(1, None), (250, None), (251, Some((Limit::Batch, 251))), (0, Some((Limit::Batch, 0)))]
    {
        check(&leads::Add { items: vec![leads::New::default(); size] }, refused);
        check(&contacts::Add { items: vec![contacts::New::default(); size] }, refused);
        check(&companies::Add { items: vec![companies::New::default(); size] }, refused);
        check(&tasks::Add { items: vec![tasks::New::default(); size] }, refused);
        let id = EntityId(1);
        check(&leads::Update { items: vec![leads::Change { id, ..Default::default() }; size] }, refused);
        check(
            &contacts::Update { items: vec![contacts::Change { id, ..Default::default() }; size] },
            refused,
        );
        check(
            &companies::Update { items: vec![companies::Change { id, ..Default::default() }; size] },
            refused,
        );
        check(&tasks::Update { items: vec![tasks::Change { id, ..Default::default() }; size] }, refused);
    }
}
