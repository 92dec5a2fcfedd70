//! An import killed at every one of its steps, one run for each: before and after each persist, each request
//! and each answer, with a third of the writes in trouble. What counts is what the account holds.
//!
//! `SWEEP_STRIDE=1` kills at all of them, by default at some.

use std::collections::BTreeMap;

use kommo_pace::api::contacts;
use kommo_pace::base::id::EntityId;
use kommo_pace::transfer::draft::Draft;
use kommo_pace::transfer::edit::{Change, Edit};
use kommo_pace::transfer::plan::Plan;
use kommo_pace::transfer::run::{RowState, RunState};
use kommo_pace::transfer::schema::Entity;

use super::by_hand::{Desk, Trouble};

const ROWS: u32 = 500;
const TROUBLES: [Trouble; 6] = [
    Trouble::Nothing,
    Trouble::Lost { stored: false },
    Trouble::Lost { stored: true },
    Trouble::Timeout("none"),
    Trouble::Timeout("half"),
    Trouble::Timeout("all"),
];

fn stride() -> usize {
    std::env::var("SWEEP_STRIDE").map_or(61, |text| text.parse().expect("a number"))
}

/// Runs it once to its end, then once for each step.
fn sweep(run: impl Fn(Trouble, usize) -> usize) {
    let mut runs = 0;
    for (nth, trouble) in TROUBLES.into_iter().enumerate() {
        let steps = run(trouble, 0);
        assert!(steps > 40, "{trouble:?}: {steps} steps only");
        // Each trouble begins at another step, so that together they leave fewer out.
        for killed_at in (1 + nth % stride()..=steps).step_by(stride()) {
            run(trouble, killed_at);
            runs += 1;
        }
    }
    println!("{runs} runs");
}

fn name(row: u32) -> String {
    format!("Row {row}")
}

/// How often each name is in the account.
fn names(desk: &mut Desk) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for contact in desk.contacts() {
        *names.entry(contact["name"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    names
}

/// Whether the user is told of the row.
fn is_reported(run: &RunState, row: u32) -> bool {
    matches!(run.row(row), Some(RowState::Undecided | RowState::Refused(_)))
}

#[test]
fn killed_at_any_step_an_import_adds_each_row_once() {
    let draft = |row| Draft::Contact(contacts::New { name: Some(name(row)), ..Default::default() });
    let plan = Plan::new(Entity::Contacts, (0..ROWS).map(|row| (row, draft(row)))).unwrap();
    sweep(|trouble, killed_at| {
        let mut desk = Desk::new();
        let (steps, run) = desk.run(&plan, trouble, killed_at);
        let names = names(&mut desk);
        for row in 0..ROWS {
            let count = names.get(&name(row)).copied().unwrap_or_default();
            let right = count == 1 || (count == 0 && is_reported(&run, row));
            assert!(right, "{trouble:?}, killed at {killed_at}: row {row} is there {count} times");
        }
        steps
    });
}

#[test]
fn killed_at_any_step_an_update_changes_each_row() {
    sweep(|trouble, killed_at| {
        let mut desk = Desk::new();
        let old: Vec<String> = (0..ROWS).map(|row| format!("Old {row}")).collect();
        let ids = desk.add(&old);
        let bystanders = desk.add(&["Ann".to_owned(), "Bob".to_owned()]);
        let called = |id: u64, name: &str| {
            let name = Some(name.to_owned());
            Change::Contact(contacts::Change { id: EntityId(id), name, ..Default::default() })
        };
        let rows = (0..ROWS).zip(ids.iter().zip(&old));
        let edits =
            rows.map(|(row, (id, old))| (row, Edit { to: called(*id, &name(row)), from: called(*id, old) }));
        let plan = Plan::new(Entity::Contacts, edits).unwrap();
        let (steps, run) = desk.run(&plan, trouble, killed_at);
        let names = names(&mut desk);
        for row in 0..ROWS {
            let right = names.contains_key(&name(row)) || is_reported(&run, row);
            assert!(right, "{trouble:?}, killed at {killed_at}: row {row} was lost");
        }
        let all = ids.len() + bystanders.len();
        assert_eq!(names.values().sum::<usize>(), all, "{trouble:?}, killed at {killed_at}");
        assert!(names.contains_key("Ann") && names.contains_key("Bob"));
        assert!((0..ROWS).all(|row| !is_reported(&run, row)), "nobody else wrote, so all is known");
        steps
    });
}
