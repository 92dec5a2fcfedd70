//! Files that change what is there: the rows are held against the account first, and nothing is written
//! meanwhile.

use std::collections::BTreeMap;

use kommo_pace::app::data;
use kommo_pace::app::import::{Event, Kind, Rule};
use kommo_pace::app::view::{Body, CheckView};
use kommo_pace::transfer::schema::Entity;
use serde_json::Value as Json;

use super::bench::Bench;

fn tile(check: &CheckView, id: &str) -> String {
    check.tiles.iter().find(|tile| tile.id == id).map(|tile| tile.number.clone()).unwrap_or_default()
}

fn counts(check: &CheckView) -> [String; 4] {
    ["good", "change", "same", "bad"].map(|id| tile(check, id))
}

/// Contacts are added by a plain import, so that there is something to change.
fn with_people(rows: usize) -> Bench {
    let mut bench = Bench::open();
    let line = |row: usize| format!("Person {row},+34 688 {row:06},p{row}@example.com\n");
    let file =
        std::iter::once("Name,Phone,Email\n".to_owned()).chain((0..rows).map(line)).collect::<String>();
    bench.start(&file);
    bench.run_until(|page| matches!(&page.body, Body::Run(run) if run.actions.again));
    // What was added a moment ago would come along with the first look for changes.
    bench.run_ms(10_000);
    bench.click(Event::Restarted);
    bench
}

fn rule(bench: &mut Bench, rule: Rule, value: &str) {
    bench.click(Event::RuleChosen(rule, value.to_owned()));
}

/// Chooses a file that updates by this key, and has its rows checked.
fn check(bench: &mut Bench, text: &str, mode: &str, key: &str) {
    bench.choose(text);
    rule(bench, Rule::Mode, mode);
    rule(bench, Rule::Key, key);
    bench.click(Event::CheckAsked);
    bench.run_ms(2_000);
}

/// Has the list read that the check waits for.
fn read_list(bench: &mut Bench) {
    assert!(bench.check().list.is_some_and(|list| list.actions.read), "{:?}", bench.check());
    bench.tell(kommo_pace::app::Event::Data(data::Event::ReadAsked(Entity::Contacts)));
    bench.run_until(|page| matches!(&page.body, Body::Check(check) if !check.tiles.is_empty()));
}

fn writes(bench: &Bench) -> usize {
    bench.written().len()
}

/// What an update of the first 1,000 says: of ten rows seven change, one is so already, one is unknown, one
/// has no key.
fn thousand() -> String {
    let line = |row: usize| match row % 10 {
        0 => format!("688{row:06},Person {row}\n"),
        1 => format!("699{row:06},Person {row}\n"),
        2 => format!(",Person {row}\n"),
        _ => format!("688 {row:06},Other {row}\n"),
    };
    std::iter::once("Phone,Name\n".to_owned()).chain((0..1_000).map(line)).collect()
}

#[test]
fn a_dry_run_of_a_thousand_rows_writes_nothing_and_counts_each() {
    let mut bench = with_people(1_000);
    let before = writes(&bench);
    check(&mut bench, &thousand(), "update", "\"phone\"");
    read_list(&mut bench);
    let dry_run = bench.check();
    assert_eq!(counts(&dry_run), ["0", "700", "100", "200"]);
    assert_eq!(writes(&bench), before, "a dry run writes nothing");
    assert_eq!(dry_run.start.as_deref(), Some("Import 700 rows"));

    let plan = dry_run.plan.unwrap();
    assert_eq!(plan.rows.len(), 200);
    assert_eq!(plan.more.as_deref(), Some("and 500 more rows, in the file to download"));
    let first = &plan.rows[0];
    assert_eq!((first.row.as_str(), first.what.as_str()), ("5", "Changes"));
    let one = &first.differences[0];
    assert_eq!((&*one.field, &*one.old, &*one.new), ("Name", "Person 3", "Other 3"));
    assert_eq!(first.differences.len(), 1, "the phone is the same in another notation");

    bench.click(Event::KindChosen(Kind::Same));
    assert_eq!(bench.check().plan.unwrap().rows.len(), 100);
    bench.click(Event::DryRunAsked);
    let (name, csv) = bench.downloads.pop().unwrap();
    assert_eq!((&*name, csv.lines().count()), ("people-dry-run.csv", 1 + 700 + 100));
    let reasons: Vec<&str> = bench
        .check()
        .problems
        .shown
        .iter()
        .take(2)
        .map(|one| match &*one.reason {
            reason if reason.starts_with("Nothing in the account") => "no match",
            reason if reason.starts_with("The cell by which") => "no key",
            _ => "other",
        })
        .collect();
    assert_eq!(reasons, ["no match", "no key"]);
}

#[test]
fn the_run_does_to_each_row_what_the_dry_run_said() {
    let mut bench = with_people(1_000);
    check(&mut bench, &thousand(), "update", "\"phone\"");
    read_list(&mut bench);
    let [added, changed, ..] = counts(&bench.check());
    assert_eq!((&*added, &*changed), ("0", "700"));
    let before = names(&mut bench);
    bench.click(Event::StartAsked);
    bench.run_until(|page| matches!(&page.body, Body::Run(run) if run.actions.again));
    let stored = bench.run().tiles.iter().find(|tile| tile.id == "stored").map(|tile| tile.number.clone());
    assert_eq!(stored, Some(changed));
    let expected = before.into_iter().map(|(id, name)| {
        let row = name.strip_prefix("Person ").and_then(|row| row.parse::<usize>().ok());
        let name = row.filter(|row| row % 10 > 2).map_or(name, |row| format!("Other {row}"));
        (id, name)
    });
    assert_eq!(names(&mut bench), expected.collect());
}

/// All contacts of the account by id.
fn names(bench: &mut Bench) -> BTreeMap<u64, String> {
    let contacts = bench.stored("contacts");
    let name =
        |contact: &Json| (contact["id"].as_u64().unwrap(), contact["name"].as_str().unwrap().to_owned());
    contacts.iter().map(name).collect()
}

#[test]
fn rows_without_a_match_are_added_if_that_is_wanted() {
    let mut bench = with_people(3);
    check(
        &mut bench,
        "Email,Name,Phone\nP1@Example.com,Person 1,+34 688 000001\nnew@example.com,New,\np2@example.com,Two,\n",
        "update_or_add",
        "\"email\"",
    );
    read_list(&mut bench);
    assert_eq!(counts(&bench.check()), ["1", "1", "1", "0"]);
}

#[test]
fn rows_about_the_same_entity_are_named() {
    let mut bench = with_people(3);
    let file = "Phone,Name\n688000001,One\n+34 688 000 001,Uno\n688000002,Two\n688000002,Two\n";
    check(&mut bench, file, "update", "\"phone\"");
    read_list(&mut bench);
    let check = bench.check();
    assert_eq!(counts(&check), ["0", "1", "0", "3"]);
    let said: Vec<(&str, &str)> =
        check.problems.shown.iter().map(|one| (&*one.row, one.reason.get(..7).unwrap())).collect();
    assert_eq!(said, [("2", "Row 3 i"), ("3", "Row 2 i"), ("5", "Row 4 s")]);
}

#[test]
fn a_second_dry_run_asks_for_changes_alone_and_by_itself() {
    let mut bench = with_people(300);
    check(&mut bench, "Phone,Name\n688000001,Uno\n", "update", "\"phone\"");
    read_list(&mut bench);
    bench.click(Event::BackAsked);
    let before = bench.statuses().len();
    bench.click(Event::CheckAsked);
    bench.run_ms(2_000);
    assert_eq!(counts(&bench.check()), ["0", "1", "0", "0"]);
    assert_eq!(bench.statuses().len() - before, 1, "one look for changes");
}

#[test]
fn an_old_dry_run_is_not_started_if_the_account_has_changed() {
    let mut bench = with_people(3);
    check(&mut bench, "Phone,Name\n688000001,Uno\n", "update", "\"phone\"");
    read_list(&mut bench);
    let before = writes(&bench);
    bench.run_ms(130_000);
    let id = bench.stored("contacts").iter().find(|one| one["name"] == "Person 1").unwrap()["id"]
        .as_u64()
        .unwrap();
    bench.patch(&format!("/api/v4/contacts/{id}"), &serde_json::json!({"name": "Someone"}));
    bench.run_ms(1_000);
    bench.click(Event::StartAsked);
    bench.run_ms(3_000);
    let check = bench.check();
    assert!(check.notices.iter().any(|notice| notice.title == "The account has changed since"), "{check:?}");
    assert_eq!(check.plan.unwrap().rows[0].differences[0].old, "Someone");
    assert_eq!(writes(&bench), before + 1, "only the other one's");
}

#[test]
fn equal_lines_that_are_added_are_named() {
    let mut bench = Bench::open();
    bench.choose("Name,Phone\nAnn,1234567\nBob,7654321\nAnn,1234567\n");
    bench.click(Event::CheckAsked);
    bench.run_ms(1_000);
    let notice = bench.check().notices.into_iter().find(|notice| notice.title == "Equal rows").unwrap();
    assert!(notice.sentence.starts_with("Row 4 says the same as row 2."), "{}", notice.sentence);
}

#[test]
fn without_a_column_to_find_by_rows_can_only_be_added() {
    let mut bench = Bench::open();
    bench.choose("Tags\na\n");
    let rules = bench.columns().rules.unwrap();
    assert_eq!(rules.modes.0.len(), 1);
    assert!(rules.keys.is_none() && rules.hint.starts_with("To update what is in the account"));
    rule(&mut bench, Rule::Mode, "update");
    assert_eq!(bench.columns().rules.unwrap().modes.1, "add");
}
