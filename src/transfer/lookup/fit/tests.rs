//! Entities as Kommo reads them back, against what was sent.

use serde_json::{Value, json};

use super::{Fit, fit};
use crate::api::value::{FieldWrite, WriteValue};
use crate::api::{Tag, companies, contacts, leads, tasks};
use crate::base::id::{EntityId, EnumId, FieldId, PipelineId, StatusId, TaskTypeId, UserId};
use crate::transfer::draft::Draft;
use crate::transfer::lookup::Found;

#[track_caller]
fn lead(read: Value, expected: Fit) {
    let sent = leads::New {
        name: Some("Boat refit".into()),
        price: Some(1_200),
        pipeline_id: Some(PipelineId(70)),
        status_id: Some(StatusId(7_001)),
        responsible_user_id: Some(UserId(9)),
        custom_fields_values: vec![field(1, WriteValue { value: Some(json!("12.5")), ..Default::default() })],
        tags_to_add: vec![Tag { name: "web".into() }],
        request_id: None,
    };
    let mut whole = json!({
        "id": 501, "name": "Boat refit", "price": 1200, "pipeline_id": 70, "status_id": 7001,
        "responsible_user_id": 9, "created_by": 9, "loss_reason_id": null,
        "custom_fields_values": [
            {"field_id": 1, "field_type": "numeric", "field_code": null, "values": [{"value": "12.5"}]}
        ],
        "_embedded": {"tags": [{"id": 3, "name": "web", "color": null}]},
    });
    merge(&mut whole, read);
    let found = Found::Lead(serde_json::from_value(whole).unwrap());
    assert_eq!(fit(&Draft::Lead(sent), &found), expected);
}

fn merge(into: &mut Value, from: Value) {
    let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) else { panic!("objects") };
    into.extend(from);
}

fn field(id: u64, value: WriteValue) -> FieldWrite {
    FieldWrite { field_id: FieldId(id), values: vec![value] }
}

#[test]
fn leads() {
    lead(json!({}), Fit::Exactly);
    lead(json!({"name": " Boat  refit"}), Fit::Exactly);
    lead(json!({"name": "Boat"}), Fit::Not);
    lead(json!({"price": 1}), Fit::Changed);
    lead(json!({"status_id": 142}), Fit::Changed);
    lead(json!({"pipeline_id": 71}), Fit::Changed);
    lead(json!({"responsible_user_id": 8}), Fit::Changed);
    lead(json!({"custom_fields_values": null}), Fit::Changed);
    lead(json!({"_embedded": {"tags": []}}), Fit::Changed);
    lead(json!({"_embedded": {"tags": [{"name": "new"}, {"name": "web"}]}}), Fit::More);
    let more = json!([
        {"field_id": 1, "field_type": "numeric", "values": [{"value": "12.50"}]},
        {"field_id": 2, "field_type": "text", "values": [{"value": "robot"}]},
    ]);
    lead(json!({ "custom_fields_values": more }), Fit::More);
}

#[test]
fn a_lead_without_a_name_may_get_any() {
    let sent = Draft::Lead(leads::New { pipeline_id: Some(PipelineId(70)), ..Default::default() });
    let read = |pipeline| {
        let lead =
            leads::Lead { name: "Lead #501".into(), pipeline_id: PipelineId(pipeline), ..Default::default() };
        fit(&sent, &Found::Lead(lead))
    };
    assert_eq!((read(70), read(71)), (Fit::Exactly, Fit::Not));
}

#[track_caller]
fn contact(sent: [Option<&str>; 3], read: [&str; 3], expected: Fit) {
    let [name, first_name, last_name] = sent.map(|part| part.map(str::to_owned));
    let sent = contacts::New { name, first_name, last_name, ..Default::default() };
    let [name, first_name, last_name] = read.map(str::to_owned);
    let read = contacts::Contact { name, first_name, last_name, ..Default::default() };
    assert_eq!(fit(&Draft::Contact(sent), &Found::Contact(read)), expected);
}

#[test]
fn names_of_contacts_come_whole_or_in_parts() {
    let (ann, lee) = (Some("Ann"), Some("Lee"));
    contact([Some("Ann Lee"), None, None], ["Ann Lee", "", ""], Fit::Exactly);
    contact([Some("Ann Lee"), None, None], ["Ann Lee", "Ann", "Lee"], Fit::Exactly);
    contact([None, ann, lee], ["Ann Lee", "Ann", "Lee"], Fit::Exactly);
    contact([None, ann, lee], ["Ann Lee", "", ""], Fit::Exactly);
    contact([None, ann, None], ["Ann", "", ""], Fit::Exactly);
    contact([None, ann, None], ["Ann Lee", "Ann", "Lee"], Fit::Not);
    contact([Some("Dr. Lee"), ann, lee], ["Ann Lee", "Ann", "Lee"], Fit::Exactly);
    contact([Some("Dr. Lee"), ann, lee], ["Dr. Lee", "", ""], Fit::Exactly);
    contact([Some("Dr. Lee"), ann, lee], ["Bob", "", ""], Fit::Not);
}

#[test]
fn a_contact_without_a_name_is_told_by_what_it_shares() {
    let phone =
        WriteValue { value: Some(json!("+1 555 0100")), enum_code: Some("WORK".into()), enum_id: None };
    let sent =
        Draft::Contact(contacts::New { custom_fields_values: vec![field(5, phone)], ..Default::default() });
    let read = |text: &str| {
        let read = json!({"id": 1, "custom_fields_values": [{
            "field_id": 5, "field_code": "PHONE", "field_type": "multitext",
            "values": [{"value": text, "enum_id": 4, "enum_code": "WORK"}]
        }]});
        fit(&sent, &Found::Contact(serde_json::from_value(read).unwrap()))
    };
    assert_eq!((read("+1 (555) 01-00"), read("+1 555 0101")), (Fit::Exactly, Fit::Not));
}

#[test]
fn companies_and_options() {
    let option = WriteValue { enum_id: Some(EnumId(7)), ..Default::default() };
    let sent = Draft::Company(companies::New {
        name: Some("Dock".into()),
        custom_fields_values: vec![field(3, option)],
        ..Default::default()
    });
    let read = |id: u64| {
        let read = json!({"id": 1, "name": "Dock", "custom_fields_values": [
            {"field_id": 3, "field_type": "select", "values": [{"value": "Red", "enum_id": id}]}
        ]});
        fit(&sent, &Found::Company(serde_json::from_value(read).unwrap()))
    };
    assert_eq!((read(7), read(8)), (Fit::Exactly, Fit::Changed));
}

#[test]
fn tasks() {
    let sent = tasks::New { text: "Call".into(), complete_till: 1_780_000_000, ..Default::default() };
    let read = tasks::Task { text: "Call".into(), complete_till: 1_780_000_000, ..Default::default() };
    let check = |read: tasks::Task, expected| {
        assert_eq!(fit(&Draft::Task(sent.clone()), &Found::Task(read)), expected);
    };
    check(tasks::Task { task_type_id: TaskTypeId(1), ..read.clone() }, Fit::Exactly);
    check(tasks::Task { complete_till: 1, ..read.clone() }, Fit::Changed);
    check(tasks::Task { entity_id: Some(EntityId(4)), ..read.clone() }, Fit::More);
    check(tasks::Task { text: "Meet".into(), ..read }, Fit::Not);
}

#[test]
fn kinds_do_not_mix() {
    assert_eq!(
        fit(&Draft::Lead(leads::New::default()), &Found::Contact(contacts::Contact::default())),
        Fit::Not
    );
}
