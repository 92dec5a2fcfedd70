//! What the writing calls send, and that they send nothing else.

use insta::assert_snapshot;
use kommo_pace::api::value::{FieldWrite, WriteValue};
use kommo_pace::api::{Call, Tag, companies, contacts, leads, tasks};
use kommo_pace::base::id::{EntityId, EnumId, FieldId, PipelineId, StatusId, TaskTypeId, UserId};
use proptest::prelude::*;
use serde_json::json;

use super::{asked, text};

fn tag(name: &str) -> Tag {
    Tag { name: name.to_owned() }
}

fn phone(number: &str, kind: &str) -> WriteValue {
    WriteValue { value: Some(json!(number)), enum_code: Some(text(kind)), ..WriteValue::default() }
}

fn phones() -> FieldWrite {
    FieldWrite { field_id: FieldId(301), values: vec![phone("+15550100", "WORK"), phone("+15550101", "MOB")] }
}

fn option() -> FieldWrite {
    FieldWrite {
        field_id: FieldId(311),
        values: vec![WriteValue { enum_id: Some(EnumId(77)), ..WriteValue::default() }],
    }
}

#[test]
fn nothing_unasked_is_sent() {
    assert_snapshot!(asked(&leads::Add { items: vec![leads::New::default()] }), @r"
    POST /api/v4/leads
    [{}]
    ");
    assert_snapshot!(asked(&contacts::Add { items: vec![contacts::New::default(); 2] }), @r"
    POST /api/v4/contacts
    [{},{}]
    ");
    assert_snapshot!(asked(&companies::Add { items: vec![companies::New::default()] }), @r"
    POST /api/v4/companies
    [{}]
    ");
    assert_snapshot!(asked(&tasks::Add { items: vec![tasks::New::default()] }), @r#"
    POST /api/v4/tasks
    [{"text":"","complete_till":0}]
    "#);
    assert_snapshot!(asked(&leads::Update { items: vec![leads::Change { id: EntityId(501), ..Default::default() }] }), @r#"
    PATCH /api/v4/leads
    [{"id":501}]
    "#);
    assert_snapshot!(asked(&contacts::Update { items: vec![contacts::Change { id: EntityId(601), ..Default::default() }] }), @r#"
    PATCH /api/v4/contacts
    [{"id":601}]
    "#);
    assert_snapshot!(asked(&companies::Update { items: vec![companies::Change { id: EntityId(701), ..Default::default() }] }), @r#"
    PATCH /api/v4/companies
    [{"id":701}]
    "#);
    assert_snapshot!(asked(&tasks::Update { items: vec![tasks::Change { id: EntityId(801), ..Default::default() }] }), @r#"
    PATCH /api/v4/tasks
    [{"id":801}]
    "#);
}

#[test]
fn leads_are_added() {
    let whole = leads::New {
        name: Some(text("Boat refit")),
        price: Some(1_200),
        pipeline_id: Some(PipelineId(70)),
        status_id: Some(StatusId(7_001)),
        responsible_user_id: Some(UserId(11)),
        custom_fields_values: vec![option()],
        tags_to_add: vec![tag("web"), tag("fair")],
        request_id: Some(text("a")),
    };
    let thin = leads::New { name: Some(text("Ünïcode \"quoted\"")), ..Default::default() };
    assert_snapshot!(asked(&leads::Add { items: vec![whole, thin] }), @r#"
    POST /api/v4/leads
    [{"name":"Boat refit","price":1200,"pipeline_id":70,"status_id":7001,"responsible_user_id":11,"custom_fields_values":[{"field_id":311,"values":[{"enum_id":77}]}],"tags_to_add":[{"name":"web"},{"name":"fair"}],"request_id":"a"},{"name":"Ünïcode \"quoted\""}]
    "#);
}

#[test]
fn leads_are_changed() {
    let change = leads::Change {
        id: EntityId(501),
        name: Some(text("Boat sale")),
        price: Some(0),
        pipeline_id: Some(PipelineId(70)),
        status_id: Some(StatusId(142)),
        responsible_user_id: Some(UserId(12)),
        custom_fields_values: vec![FieldWrite { field_id: FieldId(311), values: Vec::new() }],
        tags_to_add: vec![tag("won")],
        tags_to_delete: vec![tag("web")],
        request_id: Some(text("a")),
    };
    assert_snapshot!(asked(&leads::Update { items: vec![change] }), @r#"
    PATCH /api/v4/leads
    [{"id":501,"name":"Boat sale","price":0,"pipeline_id":70,"status_id":142,"responsible_user_id":12,"custom_fields_values":[{"field_id":311,"values":null}],"tags_to_add":[{"name":"won"}],"tags_to_delete":[{"name":"web"}],"request_id":"a"}]
    "#);
}

#[test]
fn contacts_are_added_and_changed() {
    let new = contacts::New {
        name: Some(text("Ann Lee")),
        first_name: Some(text("Ann")),
        last_name: Some(text("Lee")),
        responsible_user_id: Some(UserId(11)),
        custom_fields_values: vec![phones()],
        tags_to_add: vec![tag("fair")],
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&contacts::Add { items: vec![new] }), @r#"
    POST /api/v4/contacts
    [{"name":"Ann Lee","first_name":"Ann","last_name":"Lee","responsible_user_id":11,"custom_fields_values":[{"field_id":301,"values":[{"value":"+15550100","enum_code":"WORK"},{"value":"+15550101","enum_code":"MOB"}]}],"tags_to_add":[{"name":"fair"}],"request_id":"r1"}]
    "#);
    let change = contacts::Change {
        id: EntityId(601),
        name: Some(text("Ann Ray")),
        first_name: Some(text("Ann")),
        last_name: Some(text("Ray")),
        responsible_user_id: Some(UserId(12)),
        custom_fields_values: vec![phones()],
        tags_to_add: vec![tag("a")],
        tags_to_delete: vec![tag("b")],
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&contacts::Update { items: vec![change] }), @r#"
    PATCH /api/v4/contacts
    [{"id":601,"name":"Ann Ray","first_name":"Ann","last_name":"Ray","responsible_user_id":12,"custom_fields_values":[{"field_id":301,"values":[{"value":"+15550100","enum_code":"WORK"},{"value":"+15550101","enum_code":"MOB"}]}],"tags_to_add":[{"name":"a"}],"tags_to_delete":[{"name":"b"}],"request_id":"r1"}]
    "#);
}

#[test]
fn companies_are_added_and_changed() {
    let new = companies::New {
        name: Some(text("Lee & Sons")),
        responsible_user_id: Some(UserId(11)),
        custom_fields_values: vec![phones()],
        tags_to_add: vec![tag("fair")],
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&companies::Add { items: vec![new] }), @r#"
    POST /api/v4/companies
    [{"name":"Lee & Sons","responsible_user_id":11,"custom_fields_values":[{"field_id":301,"values":[{"value":"+15550100","enum_code":"WORK"},{"value":"+15550101","enum_code":"MOB"}]}],"tags_to_add":[{"name":"fair"}],"request_id":"r1"}]
    "#);
    let change = companies::Change {
        id: EntityId(701),
        name: Some(text("Lee")),
        responsible_user_id: Some(UserId(12)),
        custom_fields_values: vec![option()],
        tags_to_add: vec![tag("a")],
        tags_to_delete: vec![tag("b")],
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&companies::Update { items: vec![change] }), @r#"
    PATCH /api/v4/companies
    [{"id":701,"name":"Lee","responsible_user_id":12,"custom_fields_values":[{"field_id":311,"values":[{"enum_id":77}]}],"tags_to_add":[{"name":"a"}],"tags_to_delete":[{"name":"b"}],"request_id":"r1"}]
    "#);
}

#[test]
fn tasks_are_added_and_changed() {
    let new = tasks::New {
        text: "Call back".to_owned(),
        complete_till: 1_767_225_600,
        task_type_id: Some(TaskTypeId(1)),
        entity_id: Some(EntityId(501)),
        entity_type: Some(text("leads")),
        responsible_user_id: Some(UserId(11)),
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&tasks::Add { items: vec![new] }), @r#"
    POST /api/v4/tasks
    [{"text":"Call back","complete_till":1767225600,"task_type_id":1,"entity_id":501,"entity_type":"leads","responsible_user_id":11,"request_id":"r1"}]
    "#);
    let change = tasks::Change {
        id: EntityId(801),
        text: Some(text("Call again")),
        complete_till: Some(1_767_312_000),
        task_type_id: Some(TaskTypeId(2)),
        entity_id: Some(EntityId(601)),
        entity_type: Some(text("contacts")),
        responsible_user_id: Some(UserId(12)),
        is_completed: Some(true),
        result: Some(tasks::Outcome { text: "Agreed".to_owned() }),
        request_id: Some(text("r1")),
    };
    assert_snapshot!(asked(&tasks::Update { items: vec![change] }), @r#"
    PATCH /api/v4/tasks
    [{"id":801,"text":"Call again","complete_till":1767312000,"task_type_id":2,"entity_id":601,"entity_type":"contacts","responsible_user_id":12,"is_completed":true,"result":{"text":"Agreed"},"request_id":"r1"}]
    "#);
}

proptest! {
    #[test]
    fn no_member_is_null(
        name in proptest::option::of(".*"),
        price in proptest::option::of(any::<i64>()),
        status in proptest::option::of(any::<u64>()),
        text in proptest::option::of(".*"),
        option in proptest::option::of(any::<u64>()),
        tags in proptest::collection::vec(".*", 0..3),
        request_id in proptest::option::of(".*"),
    ) {
        let value = WriteValue {
            value: text.map(|text| json!(text)),
            enum_id: option.map(EnumId),
            enum_code: None,
        };
        let new = leads::New {
            name,
            price,
            status_id: status.map(StatusId),
            custom_fields_values: vec![FieldWrite { field_id: FieldId(1), values: vec![value] }],
            tags_to_add: tags.into_iter().map(|name| Tag { name }).collect(),
            request_id,
            ..Default::default()
        };
        let body = leads::Add { items: vec![new] }.request().unwrap().body.unwrap();
        let json: serde_json::Value = serde_json::from_str(&body).unwrap();
        prop_assert!(!has_null(&json), "{}", body);
    }
}

fn has_null(json: &serde_json::Value) -> bool {
    match json {
        serde_json::Value::Null => true,
        serde_json::Value::Array(list) => list.iter().any(has_null),
        serde_json::Value::Object(object) => object.values().any(has_null),
        _ => false,
    }
}
