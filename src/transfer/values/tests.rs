//! Which words are unknown, and what they may mean.

use super::*;
use crate::base::id::FieldId;
use crate::transfer::check::{Customs, Zone};
use crate::transfer::fixture;
use crate::transfer::schema::Entity;

fn custom(id: u64) -> Target {
    Target::Field { id: FieldId(id), kind: None }
}

fn found(entity: Entity, targets: &[Target], rows: &[&str]) -> Values {
    let mapping = Mapping { columns: targets.iter().cloned().map(Some).collect() };
    let (zone, customs) = (Zone::default(), Customs::default());
    let checker = Checker::new(&fixture::schema(entity), &mapping, zone, customs).unwrap();
    let mut values = Values::default();
    for row in rows {
        values.note(&checker, &row.split('¦').collect::<Vec<_>>());
    }
    values
}

/// The unknown words of the last column: `text×cells>nearest`.
#[track_caller]
fn check(entity: Entity, targets: &[Target], rows: &[&str], expected: &str) {
    let values = found(entity, targets, rows);
    let show = |word: &Word| {
        let nearest = word.nearest.as_ref().map_or_else(String::new, |nearest| format!(">{nearest}"));
        format!("{}×{}{nearest}", word.text, word.cells)
    };
    let words = values.of(targets.len() - 1).map(|words| words.words.values().map(show).collect::<Vec<_>>());
    assert_eq!(words.unwrap_or_default().join(" "), expected, "{rows:?}");
}

#[test]
fn unknown_words_come_once() {
    let rows = ["Small", "Smal", "smal", " SMÁL ", "Huge", "large", "", "SÍ"];
    check(Entity::Leads, &[custom(4)], &rows, "Huge×1 SÍ×1 Smal×3>Small");
    check(Entity::Leads, &[custom(15)], &["red", "blue"], "");
}

#[test]
fn options_of_one_cell_are_parted() {
    let rows = ["Web; Shpo", "Fairs, events; Webb", "Web", "Post|Shop", "Radio"];
    check(Entity::Leads, &[custom(5)], &rows, "Post×1 Radio×1 Shpo×1>Shop Webb×1>Web");
}

#[test]
fn users_and_types_of_tasks() {
    let rows = ["Ann Smith", "Ann Smit", "Bob", "gone@example.com", "1"];
    check(Entity::Leads, &[Target::Responsible], &rows, "Ann Smit×1>Ann Smith Bob×1 gone@example.com×1");
    let targets = [Target::TaskText, Target::CompleteTill, Target::TaskType];
    check(Entity::Tasks, &targets, &["a¦2026-01-01¦Meting", "b¦2026-01-01¦meeting"], "Meting×1>Meeting");
}

#[test]
fn a_stage_is_looked_for_in_its_rows_pipeline() {
    check(Entity::Leads, &[Target::Pipeline], &["Sales", "Slaes", "x"], "Slaes×1>Sales x×1");
    check(Entity::Leads, &[Target::Stage], &["Offer", "New", "Ofer"], "New×1 Ofer×1>Offer");
    let both = [Target::Pipeline, Target::Stage];
    let rows = ["Sales¦New", "Service¦New", "Service¦Offer", "Nowhere¦Anything", "¦Repair"];
    check(Entity::Leads, &both, &rows, "Offer×1");
}

#[test]
fn a_column_keeps_so_many_words_and_says_that_there_are_more() {
    let rows: Vec<String> = (0..=WORDS_MAX).map(|row| format!("word {row}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let all = found(Entity::Leads, &[custom(4)], &rows);
    let words = all.of(0).unwrap();
    assert_eq!((words.words.len(), words.has_more), (WORDS_MAX, true));
    assert!(!found(Entity::Leads, &[custom(4)], &rows[1..]).of(0).unwrap().has_more);
}

#[test]
fn meanings_are_names_that_a_cell_may_have() {
    let check = |targets: &[Target], target: &Target, expected: &[&str]| {
        let mapping = Mapping { columns: targets.iter().cloned().map(Some).collect() };
        let entity = if *target == Target::TaskType { Entity::Tasks } else { Entity::Leads };
        let found = meanings(&fixture::schema(entity), &mapping, target);
        let names: Vec<&str> = found.iter().map(|meaning| meaning.name.as_str()).collect();
        assert_eq!(names, expected, "{target:?}");
    };
    check(&[], &Target::Responsible, &["ann@example.com", "bob@example.com", "bob2@example.com"]);
    check(&[], &Target::Pipeline, &["Sales", "Service"]);
    check(&[], &Target::Stage, &["Offer", "Repair"]);
    let all = ["New", "Offer", "Closed - won", "Closed - lost", "Repair"];
    check(&[Target::Pipeline], &Target::Stage, &all);
    check(&[], &Target::TaskType, &["Follow-up", "Meeting"]);
    check(&[], &custom(15), &["Red", "Blue"]);
    check(&[], &Target::Name, &[]);
}
