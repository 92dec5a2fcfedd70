//! Undo plans from runs and accounts written by hand.

use serde_json::{Value, json};

use super::*;
use crate::api::value::{FieldWrite, WriteValue};
use crate::base::id::FieldId;
use crate::base::{Delivery, Response};
use crate::transfer::draft::Draft;
use crate::transfer::journal::{BatchId, Entry, fold};

/// Contact 5 with these members.
fn change(name: Option<&str>, position: Option<&str>) -> Change {
    let value = |text: &str| WriteValue { value: Some(text.into()), ..Default::default() };
    let field = |text: &str| FieldWrite { field_id: FieldId(1), values: vec![value(text)] };
    Change::Contact(contacts::Change {
        id: EntityId(5),
        name: name.map(str::to_owned),
        custom_fields_values: position.map(field).into_iter().collect(),
        ..Default::default()
    })
}

/// A run that stored these rows, 2, 3, …, in these entities.
fn run(ids: &[u64]) -> RunState {
    let rows = || (2..).zip(ids);
    fold(&[
        Entry::Intent { batch: BatchId(0), rows: rows().map(|(row, _)| row).collect() },
        Entry::Stored { batch: BatchId(0), ids: rows().map(|(row, id)| (row, EntityId(*id))).collect() },
        Entry::Ended,
    ])
}

fn plan(entity: Entity, works: impl IntoIterator<Item = Work>) -> Plan {
    Plan::new(entity, (2..).zip(works)).unwrap()
}

/// What takes the run back if the account has these entities, given in whole.
fn taken(plan: &Plan, run: &RunState, key: &str, entities: &[Value]) -> Undo {
    let mut now = reading(plan, run);
    let answer = |status, body: &Value| {
        let body = if status == 204 { String::new() } else { body.to_string() };
        Delivery::Answered(Response {
            status,
            content_type: "application/json".into(),
            body,
            ..Default::default()
        })
    };
    while let Some(request) = now.poll() {
        let is_list = request.unwrap().path.as_str().contains('?');
        let delivery = if is_list {
            answer(200, &json!({ "_embedded": { key: entities } }))
        } else {
            answer(204, &json!(null))
        };
        now.read(&delivery).unwrap();
    }
    undo(plan, run, &now, &mark("2026-11-24 18:30"))
}

fn contact(name: &str, position: &str) -> Value {
    let values = json!([{ "value": position }]);
    json!({ "id": 5, "name": name, "custom_fields_values": [{ "field_id": 1, "values": values }] })
}

#[track_caller]
fn check(edits: &[Edit], now: &[Value], plan_of: &[(u32, Edit)], left: &[Left]) {
    let plan = plan(Entity::Contacts, edits.iter().cloned().map(Work::from));
    let undo = taken(&plan, &run(&vec![5; edits.len()]), "contacts", now);
    assert_eq!(undo.plan, Plan::new(Entity::Contacts, plan_of.iter().cloned()).unwrap());
    assert_eq!(undo.left, left);
}

#[test]
fn what_is_as_it_was_written_is_taken_back() {
    let edit = Edit { to: change(Some("B"), None), from: change(Some("A"), None) };
    // What the run did not write may have changed.
    check(std::slice::from_ref(&edit), &[contact("B", "anything")], &[(2, edit.inverse())], &[]);
}

#[test]
fn an_entity_that_somebody_changed_is_left_as_a_whole() {
    let edit = Edit { to: change(Some("B"), Some("2")), from: change(Some("A"), Some("1")) };
    let since = Difference { member: Member::Field(FieldId(1)), wanted: "2".into(), now: "3".into() };
    let left = |why| Left { row: 2, id: Some(EntityId(5)), why };
    check(std::slice::from_ref(&edit), &[contact("B", "3")], &[], &[left(Why::Changed(vec![since]))]);
    check(&[edit], &[], &[], &[left(Why::Gone)]);
}

#[test]
fn several_rows_of_one_entity_are_taken_back_as_one() {
    let first = Edit { to: change(Some("B"), Some("2")), from: change(Some("A"), Some("1")) };
    let second = Edit { to: change(Some("C"), None), from: change(Some("B"), None) };
    let back = Edit { to: change(Some("A"), Some("1")), from: change(Some("C"), Some("2")) };
    check(&[first, second], &[contact("C", "2")], &[(3, back)], &[]);
}

#[test]
fn tags_that_a_later_row_took_off_are_not_missed() {
    let tags = |on: &[&str], off: &[&str]| {
        let tags = |names: &[&str]| names.iter().map(|name| Tag { name: (*name).into() }).collect();
        Change::Contact(contacts::Change {
            id: EntityId(5),
            tags_to_add: tags(on),
            tags_to_delete: tags(off),
            ..Default::default()
        })
    };
    let first = Edit { to: tags(&["x", "y"], &[]), from: tags(&[], &["x", "y"]) };
    let second = Edit { to: tags(&[], &["x"]), from: tags(&["x"], &[]) };
    let now = json!({ "id": 5, "_embedded": { "tags": [{ "name": "y" }] } });
    let back = Edit { to: tags(&[], &["x", "y"]), from: tags(&["y"], &["x"]) };
    check(&[first, second], &[now], &[(3, back)], &[]);
}

#[test]
fn what_was_added_is_marked() {
    let added = plan(Entity::Contacts, [Work::Add(Draft::Contact(contacts::New::default()))]);
    let undo = taken(&added, &run(&[5]), "contacts", &[contact("A", "1")]);
    let tags = vec![Tag { name: "undo 2026-11-24 18:30".into() }];
    let on = contacts::Change { id: EntityId(5), tags_to_add: tags.clone(), ..Default::default() };
    let off = contacts::Change { id: EntityId(5), tags_to_delete: tags, ..Default::default() };
    let edit = Edit { to: Change::Contact(on), from: Change::Contact(off) };
    assert_eq!(undo.plan.edit(2), Some(&edit));
}

#[test]
fn tasks_that_were_added_are_completed_unless_they_are() {
    let task = || Work::Add(Draft::Task(tasks::New::default()));
    let added = plan(Entity::Tasks, [task(), task()]);
    let now = [json!({ "id": 5, "is_completed": false }), json!({ "id": 6, "is_completed": true })];
    let undo = taken(&added, &run(&[5, 6]), "tasks", &now);
    let Some(Edit { to: Change::Task(to), .. }) = undo.plan.edit(2) else { panic!("a task") };
    assert_eq!(to.is_completed, Some(true));
    assert_eq!(to.result.as_ref().map(|result| result.text.as_str()), Some("undo 2026-11-24 18:30"));
    assert!(matches!(undo.left.as_slice(), [Left { row: 3, why: Why::Changed(_), .. }]));
}

#[test]
fn what_never_was_known_is_said() {
    let edit = Edit { to: change(Some("B"), None), from: change(Some("A"), None) };
    let plan = plan(Entity::Contacts, [Work::from(edit)]);
    let run = fold(&[
        Entry::Intent { batch: BatchId(0), rows: vec![2] },
        Entry::Undecided { batch: BatchId(0), rows: vec![2] },
        Entry::Ended,
    ]);
    let undo = taken(&plan, &run, "contacts", &[contact("B", "")]);
    assert!(undo.plan.is_empty());
    assert_eq!(undo.left, [Left { row: 2, id: None, why: Why::Unknown }]);
}
