//! What the reading calls ask.

use insta::assert_snapshot;
use kommo_pace::api::query::{Direction, Order, Span};
use kommo_pace::api::{account, companies, contacts, custom_fields, leads, pipelines, tasks, users};
use kommo_pace::base::Timestamp;
use kommo_pace::base::id::{EntityId, PipelineId, StatusId, TaskTypeId, UserId};

use super::asked;

const SPAN: Span = Span { from: Some(Timestamp(1_767_225_600)), to: Some(Timestamp(1_767_312_000)) };
const SINCE: Span = Span { from: Some(Timestamp(1_767_225_600)), to: None };

#[test]
fn the_account() {
    assert_snapshot!(asked(&account::Get), @"GET /api/v4/account?with=task_types,datetime_settings");
}

#[test]
fn users() {
    assert_snapshot!(asked(&users::List::default()), @"GET /api/v4/users?page=1&limit=250");
    assert_snapshot!(asked(&users::List { page: 3, limit: 50 }), @"GET /api/v4/users?page=3&limit=50");
}

#[test]
fn pipelines() {
    assert_snapshot!(asked(&pipelines::List), @"GET /api/v4/leads/pipelines");
}

#[test]
fn custom_fields() {
    use custom_fields::{List, Owner};
    assert_snapshot!(asked(&List::new(Owner::Leads, 1)), @"GET /api/v4/leads/custom_fields?page=1&limit=50");
    assert_snapshot!(asked(&List::new(Owner::Contacts, 2)), @"GET /api/v4/contacts/custom_fields?page=2&limit=50");
    assert_snapshot!(
        asked(&List { owner: Owner::Companies, page: 1, limit: 250 }),
        @"GET /api/v4/companies/custom_fields?page=1&limit=250"
    );
}

#[test]
fn one_entity() {
    assert_snapshot!(asked(&leads::Get::new(EntityId(501))), @"GET /api/v4/leads/501");
    assert_snapshot!(asked(&contacts::Get::new(EntityId(601))), @"GET /api/v4/contacts/601");
    assert_snapshot!(asked(&companies::Get::new(EntityId(701))), @"GET /api/v4/companies/701");
    assert_snapshot!(asked(&tasks::Get::new(EntityId(801))), @"GET /api/v4/tasks/801");
}

#[test]
fn a_page_of_everything() {
    assert_snapshot!(asked(&leads::List::default()), @"GET /api/v4/leads?page=1&limit=250");
    assert_snapshot!(asked(&contacts::List::default()), @"GET /api/v4/contacts?page=1&limit=250");
    assert_snapshot!(asked(&companies::List::default()), @"GET /api/v4/companies?page=1&limit=250");
    assert_snapshot!(asked(&tasks::List::default()), @"GET /api/v4/tasks?page=1&limit=250");
    let first = leads::List { page: 0, ..Default::default() };
    assert_snapshot!(asked(&first), @"GET /api/v4/leads?page=1&limit=250");
}

#[test]
fn leads_with_everything() {
    let call = leads::List {
        page: 2,
        limit: 100,
        order: Some(Order { by: leads::OrderBy::Id, direction: Direction::Ascending }),
        with: vec![leads::With::OnlyDeleted],
        filter: leads::Filter {
            query: Some("Boat & refit #1".to_owned()),
            ids: vec![EntityId(501), EntityId(502)],
            names: vec!["Boat refit".to_owned(), "Café".to_owned()],
            pipelines: vec![PipelineId(70)],
            statuses: vec![(PipelineId(70), StatusId(142)), (PipelineId(71), StatusId(7_101))],
            created_by: vec![UserId(0)],
            updated_by: vec![UserId(11)],
            responsible: vec![UserId(11), UserId(12)],
            created_at: SPAN,
            updated_at: SINCE,
            closed_at: Span { from: None, to: SPAN.to },
        },
    };
    assert_snapshot!(asked(&call).replace('&', "\n&"), @r"
    GET /api/v4/leads?page=2
    &limit=100
    &order[id]=asc
    &with=only_deleted
    &query=Boat%20%26%20refit%20%231
    &filter[id][]=501
    &filter[id][]=502
    &filter[name][]=Boat%20refit
    &filter[name][]=Caf%C3%A9
    &filter[pipeline_id][]=70
    &filter[statuses][0][pipeline_id]=70
    &filter[statuses][0][status_id]=142
    &filter[statuses][1][pipeline_id]=71
    &filter[statuses][1][status_id]=7101
    &filter[created_by][]=0
    &filter[updated_by][]=11
    &filter[responsible_user_id][]=11
    &filter[responsible_user_id][]=12
    &filter[created_at][from]=1767225600
    &filter[created_at][to]=1767312000
    &filter[updated_at][from]=1767225600
    &filter[closed_at][to]=1767312000
    ");
}

#[test]
fn contacts_and_companies_with_everything() {
    let filter = contacts::Filter {
        query: Some("15550100".to_owned()),
        ids: vec![EntityId(601)],
        names: vec!["Ann".to_owned()],
        created_by: vec![UserId(11)],
        updated_by: vec![UserId(12)],
        responsible: vec![UserId(13)],
        created_at: SINCE,
        updated_at: SPAN,
    };
    let order = Some(Order { by: contacts::OrderBy::UpdatedAt, direction: Direction::Descending });
    let call = contacts::List { order, filter: filter.clone(), ..Default::default() };
    assert_snapshot!(asked(&call).replace('&', "\n&"), @r"
    GET /api/v4/contacts?page=1
    &limit=250
    &order[updated_at]=desc
    &query=15550100
    &filter[id][]=601
    &filter[name][]=Ann
    &filter[created_by][]=11
    &filter[updated_by][]=12
    &filter[responsible_user_id][]=13
    &filter[created_at][from]=1767225600
    &filter[updated_at][from]=1767225600
    &filter[updated_at][to]=1767312000
    ");
    let same = companies::List { order, filter, ..Default::default() };
    assert_eq!(asked(&same), asked(&call).replace("contacts", "companies"));
}

#[test]
fn tasks_with_everything() {
    let call = tasks::List {
        order: Some(Order { by: tasks::OrderBy::CompleteTill, direction: Direction::Ascending }),
        filter: tasks::Filter {
            ids: vec![EntityId(801)],
            responsible: vec![UserId(11)],
            is_completed: Some(false),
            types: vec![TaskTypeId(1), TaskTypeId(2)],
            entity: Some(("leads".to_owned(), vec![EntityId(501), EntityId(502)])),
            updated_at: SINCE,
        },
        ..Default::default()
    };
    assert_snapshot!(asked(&call).replace('&', "\n&"), @r"
    GET /api/v4/tasks?page=1
    &limit=250
    &order[complete_till]=asc
    &filter[id][]=801
    &filter[responsible_user_id][]=11
    &filter[is_completed]=0
    &filter[task_type][]=1
    &filter[task_type][]=2
    &filter[entity_type]=leads
    &filter[entity_id][]=501
    &filter[entity_id][]=502
    &filter[updated_at][from]=1767225600
    ");
}

#[test]
fn every_order_has_kommos_word() {
    #[track_caller]
    fn check(word: &impl kommo_pace::api::query::Word, expected: &str) {
        assert_eq!(word.word(), expected);
    }
    check(&leads::OrderBy::CreatedAt, "created_at");
    check(&leads::OrderBy::UpdatedAt, "updated_at");
    check(&leads::OrderBy::Id, "id");
    check(&contacts::OrderBy::UpdatedAt, "updated_at");
    check(&contacts::OrderBy::Id, "id");
    check(&tasks::OrderBy::CreatedAt, "created_at");
    check(&tasks::OrderBy::CompleteTill, "complete_till");
    check(&tasks::OrderBy::Id, "id");
}
