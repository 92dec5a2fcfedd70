//! An update of a thousand contacts taken back, while two of them were changed by somebody since; then the
//! undo taken back as well.

use std::collections::BTreeMap;

use kommo_pace::api::{Tag, contacts};
use kommo_pace::base::id::EntityId;
use kommo_pace::transfer::edit::{Change, Edit};
use kommo_pace::transfer::lookup::Member;
use kommo_pace::transfer::plan::Plan;
use kommo_pace::transfer::run::RunState;
use kommo_pace::transfer::schema::Entity;
use kommo_pace::transfer::undo::{self, Undo, Why};
use serde_json::{Value, json};

use super::by_hand::{Desk, Trouble};

const TIMEOUT: Trouble = Trouble::Timeout("half");

/// What the undo is about, by id.
fn members(desk: &mut Desk) -> BTreeMap<u64, Value> {
    let shown = |contact: Value| {
        let tags: Vec<Value> = contact["_embedded"]["tags"]
            .as_array()
            .map(|tags| tags.iter().map(|tag| tag["name"].clone()).collect())
            .unwrap_or_default();
        let id = contact["id"].as_u64().unwrap();
        (id, json!({ "name": contact["name"], "values": contact["custom_fields_values"], "tags": tags }))
    };
    desk.contacts().into_iter().map(shown).collect()
}

fn planned(desk: &mut Desk, plan: &Plan, run: &RunState) -> Undo {
    let mut reading = undo::reading(plan, run);
    while let Some(request) = reading.poll() {
        let delivery = desk.answer(&request.unwrap());
        reading.read(&delivery).unwrap();
    }
    undo::undo(plan, run, &reading, &undo::mark("2026-11-24 18:30"))
}

#[test]
fn an_update_is_taken_back_but_for_what_others_changed_since() {
    let mut desk = Desk::new();
    let old: Vec<String> = (0..1_000).map(|n| format!("Old {n}")).collect();
    let ids = desk.add(&old);
    let before = members(&mut desk);
    let change = |id: u64, name: String, on: &[&str], off: &[&str]| {
        let tags = |names: &[&str]| names.iter().map(|name| Tag { name: (*name).to_owned() }).collect();
        Change::Contact(contacts::Change {
            id: EntityId(id),
            name: Some(name),
            tags_to_add: tags(on),
            tags_to_delete: tags(off),
            ..Default::default()
        })
    };
    let edit = |(id, old): (&u64, &String)| Edit {
        to: change(*id, format!("New {id}"), &["fair"], &[]),
        from: change(*id, old.clone(), &[], &["fair"]),
    };
    let plan = Plan::new(Entity::Contacts, (2..).zip(ids.iter().zip(&old).map(edit))).unwrap();
    let (_, run) = desk.run(&plan, TIMEOUT, 0);
    let updated = members(&mut desk);
    assert!(updated.values().all(|contact| contact["tags"] == json!(["fair"])));

    let touched = [ids[10], ids[777]];
    for id in &touched {
        desk.touch(*id);
    }
    let others = members(&mut desk);
    let undo = planned(&mut desk, &plan, &run);
    let left: Vec<u64> = undo.left.iter().map(|left| left.id.unwrap().0).collect();
    assert_eq!(left, touched);
    for left in &undo.left {
        let Why::Changed(since) = &left.why else { panic!("{left:?}") };
        assert!(matches!(since.as_slice(), [one] if one.member == Member::Name && one.now.ends_with('*')));
    }
    let (_, undone) = desk.run(&undo.plan, TIMEOUT, 33);
    for (id, contact) in members(&mut desk) {
        let expected = if touched.contains(&id) { &others } else { &before };
        assert_eq!(contact, expected[&id], "contact {id}");
    }

    let again = planned(&mut desk, &undo.plan, &undone);
    assert_eq!((again.plan.len(), again.left.len()), (998, 0));
    desk.run(&again.plan, TIMEOUT, 0);
    assert_eq!(members(&mut desk), others);
}
