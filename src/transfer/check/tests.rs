//! Whole rows, from their cells to what is sent.

use super::*;
use crate::base::id::FieldId;
use crate::transfer::fixture;
use crate::transfer::problem::Reason;

fn custom(id: u64) -> Target {
    Target::Field { id: FieldId(id), kind: None }
}

fn kind(id: u64, kind: &str) -> Target {
    Target::Field { id: FieldId(id), kind: Some(kind.into()) }
}

fn mapping(targets: &[Target]) -> Mapping {
    Mapping { columns: targets.iter().cloned().map(Some).collect() }
}

fn checker(entity: Entity, targets: &[Target]) -> Checker {
    let (zone, customs) = (Zone::fixed(-10_800), Customs::default());
    Checker::new(&fixture::schema(entity), &mapping(targets), zone, customs).unwrap()
}

fn json(draft: &Draft) -> String {
    match draft {
        Draft::Lead(new) => serde_json::to_string(new),
        Draft::Contact(new) => serde_json::to_string(new),
        Draft::Company(new) => serde_json::to_string(new),
        Draft::Task(new) => serde_json::to_string(new),
    }
    .unwrap()
}

/// The JSON that is sent for cells parted by bars.
#[track_caller]
fn check(entity: Entity, targets: &[Target], cells: &str, expected: &str) {
    let draft = checker(entity, targets).check_row(2, cells.split('¦')).unwrap();
    assert_eq!(json(&draft), expected, "{cells:?}");
}

/// The values that are sent for one cell of a custom field.
#[track_caller]
fn check_field(id: u64, cell: &str, expected: &str) {
    let expected = format!(r#"{{"custom_fields_values":[{{"field_id":{id},"values":{expected}}}]}}"#);
    check(Entity::Leads, &[custom(id)], cell, &expected);
}

/// What is wrong with a row, by column.
fn refusals(checker: &Checker, cells: &str) -> Vec<(Option<usize>, Reason)> {
    let problems = checker.check_row(7, cells.split('¦')).unwrap_err();
    assert!(problems.iter().all(|problem| problem.row == 7));
    problems.into_iter().map(|problem| (problem.column, problem.reason)).collect()
}

#[track_caller]
fn check_refused(entity: Entity, targets: &[Target], cells: &str, expected: &[(Option<usize>, Reason)]) {
    assert_eq!(refusals(&checker(entity, targets), cells), expected, "{cells:?}");
}

#[track_caller]
fn check_bad(id: u64, cell: &str, reason: Reason) {
    check_refused(Entity::Leads, &[custom(id)], cell, &[(Some(0), reason)]);
}

#[track_caller]
fn check_mapping(entity: Entity, targets: &[Target], expected: &[MappingProblem]) {
    let schema = fixture::schema(entity);
    let problems = Checker::new(&schema, &mapping(targets), Zone::default(), Customs::default()).unwrap_err();
    assert_eq!(problems, expected);
}

fn table(rows: &[&str]) -> Table {
    let mut table = Table::new(rows[0].split('¦').count());
    for (number, row) in (2..).zip(rows) {
        table.push(number, row.split('¦')).unwrap();
    }
    table
}

#[test]
fn own_members() {
    use Target::{FirstName, LastName, Name, Price, Responsible, Tags};
    check(Entity::Leads, &[Name, Price], " Boat refit ¦$1,200", r#"{"name":"Boat refit","price":1200}"#);
    check(
        Entity::Contacts,
        &[FirstName, LastName],
        "Ann¦Smith",
        r#"{"first_name":"Ann","last_name":"Smith"}"#,
    );
    check(Entity::Companies, &[Name], "Acme\0", r#"{"name":"Acme"}"#);
    check(Entity::Leads, &[Name, Responsible], "a¦ann smith", r#"{"name":"a","responsible_user_id":1}"#);
    check(Entity::Leads, &[Responsible], "BOB2@example.com", r#"{"responsible_user_id":3}"#);
    check(Entity::Leads, &[Responsible], "2", r#"{"responsible_user_id":2}"#);
    check(
        Entity::Leads,
        &[Tags, Tags],
        "a, b;a¦c, b",
        r#"{"tags_to_add":[{"name":"a"},{"name":"b"},{"name":"c"}]}"#,
    );
}

/// What Kommo's own import gets wrong without a word, each found here.
#[test]
fn nothing_goes_wrong_in_silence() {
    use Target::{Name, Pipeline, Price, Stage};
    // 1. A date in a wrong form is dropped.
    check_bad(6, "31.31.2026", Reason::NotDate);
    // 2. A wrong birthday becomes the first of January 1970.
    check_bad(14, "30.02.1990", Reason::NotDate);
    // 3. An option in other case or spelling becomes a new option.
    check_field(4, "SMALL", r#"[{"enum_id":40}]"#);
    check_bad(4, "Smal", Reason::NotOption { nearest: Some("Small".into()) });
    // 4. A missing radio value takes the first option.
    check(Entity::Leads, &[Name, custom(15)], "a¦", r#"{"name":"a"}"#);
    check_bad(15, "Green", Reason::NotOption { nearest: None });
    // 5. Numbers have to be whole.
    check_field(8, "12.5", r#"[{"value":"12.5"}]"#);
    check_refused(Entity::Leads, &[Price], "12.5", &[(Some(0), Reason::NotWholeNumber)]);
    // 6. A misspelled pipeline sends the lead to the first stage of the first one.
    let sales = Reason::NotPipeline { nearest: Some("Sales".into()) };
    check_refused(Entity::Leads, &[Name, Pipeline], "a¦Saels", &[(Some(1), sales)]);
    // 7. A stage is found in one case alone.
    check(Entity::Leads, &[Stage, Pipeline], "OFFER¦sales", r#"{"pipeline_id":1,"status_id":11}"#);
    // 8. A stage without a pipeline goes to the first one.
    check(Entity::Leads, &[Stage], "repair", r#"{"pipeline_id":2,"status_id":21}"#);
    check_refused(Entity::Leads, &[Stage], "New", &[(Some(0), Reason::AmbiguousStage)]);
    // 9. Of several addresses one is kept.
    let twice = MappingProblem::Twice { target: custom(12), first: 0, column: 1 };
    check_mapping(Entity::Contacts, &[custom(12), custom(12)], &[twice]);
    let not_writable = MappingProblem::NotWritable { column: 1 };
    check_mapping(Entity::Contacts, &[custom(12), custom(13)], &[not_writable]);
    // 10. Two equal lines become one.
    let mut twins = crate::transfer::twins::Twins::default();
    let equal = checker(Entity::Leads, &[Name]);
    for row in [2, 3] {
        twins.meet(row, &equal.check_row(row, ["a"]).unwrap());
    }
    assert_eq!(twins.pairs(), [(2, 3)]);
}

#[test]
fn empty_cells_are_not_sent() {
    check(Entity::Leads, &[Target::Name, Target::Price, custom(8)], "a¦ ¦\u{a0}", r#"{"name":"a"}"#);
    check(Entity::Leads, &[Target::Name, Target::Price], "a", r#"{"name":"a"}"#);
    check_refused(Entity::Leads, &[Target::Name, Target::Price], " ¦", &[(None, Reason::Empty)]);
    check_refused(Entity::Leads, &[Target::Tags], " ; ,", &[(None, Reason::Empty)]);
    check_refused(Entity::Tasks, &[Target::TaskText, Target::CompleteTill], "¦", &[(None, Reason::Empty)]);
}

#[test]
fn columns_without_a_target_are_not_read() {
    let mapping = Mapping { columns: vec![None, Some(Target::Name)] };
    let schema = fixture::schema(Entity::Leads);
    let checker = Checker::new(&schema, &mapping, Zone::default(), Customs::default()).unwrap();
    assert_eq!(json(&checker.check_row(2, ["x", "a", "y"]).unwrap()), r#"{"name":"a"}"#);
    assert_eq!(refusals(&checker, "x¦"), [(None, Reason::Empty)]);
}

#[test]
fn pipelines_and_stages() {
    use Target::{Pipeline, Stage};
    let both = &[Stage, Pipeline];
    check(Entity::Leads, both, "new¦SALES", r#"{"pipeline_id":1,"status_id":10}"#);
    check(Entity::Leads, both, "143¦Service", r#"{"pipeline_id":2,"status_id":143}"#);
    check(Entity::Leads, both, "Repair¦", r#"{"pipeline_id":2,"status_id":21}"#);
    check(Entity::Leads, both, "¦Sales", r#"{"pipeline_id":1}"#);
    check(Entity::Leads, &[Stage], "Offer", r#"{"pipeline_id":1,"status_id":11}"#);
    let not_pipeline = Reason::NotPipeline { nearest: Some("Sales".into()) };
    check_refused(Entity::Leads, both, "nonsense¦Sals", &[(Some(1), not_pipeline)]);
    let not_stage = Reason::NotStage { nearest: None };
    check_refused(Entity::Leads, both, "Repair¦Sales", &[(Some(0), not_stage)]);
    check_refused(Entity::Leads, both, "New¦", &[(Some(0), Reason::AmbiguousStage)]);
}

#[test]
fn tasks() {
    use Target::{CompleteTill, EntityId, EntityType, TaskText, TaskType};
    let all = &[TaskText, CompleteTill, TaskType, EntityType, EntityId];
    check(
        Entity::Tasks,
        all,
        "Call¦2024-05-06 10:00¦follow-up¦Contacto¦501",
        r#"{"text":"Call","complete_till":1715000400,"task_type_id":1,"entity_id":501,"entity_type":"contacts"}"#,
    );
    check(Entity::Tasks, all, "Call¦31.12.2024", r#"{"text":"Call","complete_till":1735700340}"#);
    check_refused(Entity::Tasks, all, "Call¦", &[(Some(1), Reason::Missing)]);
    check_refused(Entity::Tasks, all, "¦2024-05-06", &[(Some(0), Reason::Missing)]);
    check_refused(Entity::Tasks, all, "a¦2024-05-06¦¦lead", &[(Some(3), Reason::HalfEntity)]);
    check_refused(Entity::Tasks, all, "a¦2024-05-06¦¦¦5", &[(Some(4), Reason::HalfEntity)]);
    let three = [
        (Some(2), Reason::NotTaskType { nearest: Some("Meeting".into()) }),
        (Some(3), Reason::NotEntityType),
        (Some(4), Reason::NotWholeNumber),
    ];
    check_refused(Entity::Tasks, all, "a¦2024-05-06¦Meetin¦user¦x", &three);
}

#[test]
fn phones_and_emails() {
    let targets = &[kind(1, "WORK"), kind(1, "MOB"), kind(1, "WORK")];
    check(
        Entity::Contacts,
        targets,
        "+1 555 0100; +1 555 0101¦+1 555 0102¦+1 555 0100",
        r#"{"custom_fields_values":[{"field_id":1,"values":[{"value":"+1 555 0100","enum_code":"WORK"},{"value":"+1 555 0101","enum_code":"WORK"},{"value":"+1 555 0102","enum_code":"MOB"}]}]}"#,
    );
    check_field(2, "a@b.co/c@d.co", r#"[{"value":"a@b.co"},{"value":"c@d.co"}]"#);
    check_bad(2, "a@b.co, nobody", Reason::NotEmail);
    check_bad(2, ",", Reason::NotEmail);
    check_bad(1, "+1 555 0100; 12", Reason::NotPhone);
}

#[test]
fn field_types() {
    check_field(3, "Head", r#"[{"value":"Head"}]"#);
    check_field(6, "06.05.2024", r#"[{"value":1715007600}]"#);
    check_field(14, "1950-01-02", r#"[{"value":-631011600}]"#);
    check_field(7, "2024-05-06 10:00", r#"[{"value":1715000400}]"#);
    check_field(8, "1.234,50", r#"[{"value":"1234.5"}]"#);
    check_field(9, "Sí", r#"[{"value":true}]"#);
    check_field(9, "0", r#"[{"value":false}]"#);
    check_field(10, "example.com", r#"[{"value":"https://example.com"}]"#);
    check_field(11, "a\nb", r#"[{"value":"a\nb"}]"#);
    check_field(12, "Main St 1", r#"[{"value":"Main St 1"}]"#);
    check_bad(6, "31.02.2024", Reason::NotDate);
    check_bad(8, "ten", Reason::NotNumber);
    check_bad(9, "perhaps", Reason::NotYesNo);
    check_bad(10, "nowhere", Reason::NotUrl);
    check_bad(3, &"x".repeat(257), Reason::TooLong { max: 256, found: 257 });
    check_field(3, &"ñ".repeat(256), &format!(r#"[{{"value":"{}"}}]"#, "ñ".repeat(256)));
    check_field(11, &"x".repeat(300), &format!(r#"[{{"value":"{}"}}]"#, "x".repeat(300)));
}

#[test]
fn options() {
    check_field(4, "Small", r#"[{"enum_id":40}]"#);
    check_field(4, " MÉDIUM ", r#"[{"enum_id":41}]"#);
    check_field(4, "Si", r#"[{"enum_id":44}]"#);
    check_field(15, "blue", r#"[{"enum_id":151}]"#);
    check_bad(4, "SI", Reason::Ambiguous);
    check_bad(4, "Medum", Reason::NotOption { nearest: Some("Medium".into()) });
    check_bad(4, "Huge", Reason::NotOption { nearest: None });
    check_bad(4, "Small, Large", Reason::NotOption { nearest: None });
    check_field(5, "web; SHOP; Web", r#"[{"enum_id":50},{"enum_id":51}]"#);
    check_field(5, "Shop,Web", r#"[{"enum_id":51},{"enum_id":50}]"#);
    check_field(5, "Fairs, events", r#"[{"enum_id":52}]"#);
    check_field(5, "Web\nFairs, events", r#"[{"enum_id":50},{"enum_id":52}]"#);
    check_field(5, "Web, Shop; Web", r#"[{"enum_id":50},{"enum_id":51}]"#);
    check_bad(5, "Web; Shpo", Reason::NotOption { nearest: Some("Shop".into()) });
    check_bad(5, ";", Reason::NotOption { nearest: None });
}

#[test]
fn users() {
    let check = |cell: &str, reason: Reason| {
        check_refused(Entity::Leads, &[Target::Responsible], cell, &[(Some(0), reason)]);
    };
    check("Bob", Reason::Ambiguous);
    check("Gone", Reason::NotUser { nearest: None });
    check("4", Reason::NotUser { nearest: None });
    check("Anne Smith", Reason::NotUser { nearest: Some("Ann Smith".into()) });
}

#[test]
fn all_problems_of_a_row_are_told() {
    let targets = &[Target::Stage, Target::Price, custom(2), custom(6)];
    let expected = [
        (Some(0), Reason::NotStage { nearest: None }),
        (Some(1), Reason::NotWholeNumber),
        (Some(2), Reason::NotEmail),
        (Some(3), Reason::NotDate),
    ];
    check_refused(Entity::Leads, targets, "x¦1,50¦y¦z", &expected);
    let problems = checker(Entity::Leads, targets).check_row(7, ["", " 1,50 "]).unwrap_err();
    assert_eq!(problems[0].value, " 1,50 ");
}

#[test]
fn a_column_settles_its_dates() {
    let dates = |rows: &[&str]| {
        let mut checker = checker(Entity::Leads, &[custom(6)]);
        let done = checker.check_table(&table(rows));
        let found: Vec<String> = done.drafts.iter().map(|(_, draft)| json(draft)).collect();
        let refused: Vec<Reason> = done.problems.into_iter().map(|problem| problem.reason).collect();
        (found.concat().contains("1717599600"), refused, checker.assumptions())
    };
    let assumed = |row| Assumption::DateOrder { column: 0, row, order: DateOrder::DayFirst };
    // 1717599600 is 5 June.
    assert_eq!(dates(&["05/06/2024", "31/12/2024"]), (true, vec![], vec![]));
    assert_eq!(dates(&["12/31/2024", "05/06/2024"]), (false, vec![], vec![]));
    assert_eq!(dates(&["05/05/2024", "05/06/2024"]), (true, vec![], vec![assumed(3)]));
    assert_eq!(dates(&["2024-06-05", ""]), (true, vec![Reason::Empty], vec![]));
    let mixed = dates(&["31/12/2024", "05/06/2024", "12/31/2024"]);
    assert_eq!(mixed, (false, vec![Reason::AmbiguousDate], vec![]));
}

#[test]
fn a_column_settles_its_numbers() {
    let numbers = |target: Target, decimals: Option<Decimals>, rows: &[&str]| {
        let customs = Customs { decimals, ..Customs::default() };
        let schema = fixture::schema(Entity::Leads);
        let mut checker = Checker::new(&schema, &mapping(&[target]), Zone::default(), customs).unwrap();
        let done = checker.check_table(&table(rows));
        let first = done.drafts.first().map(|(_, draft)| json(draft)).unwrap_or_default();
        let refused = done.problems.first().map(|problem| problem.reason.clone());
        (first, refused, checker.assumptions())
    };
    let value = |value: &str| {
        format!(r#"{{"custom_fields_values":[{{"field_id":8,"values":[{{"value":"{value}"}}]}}]}}"#)
    };
    let assumed = |decimals| vec![Assumption::Decimals { column: 0, row: 2, decimals }];
    let refused = (String::new(), Some(Reason::AmbiguousNumber), vec![]);
    assert_eq!(numbers(custom(8), None, &["1.234"]), refused);
    assert_eq!(numbers(custom(8), None, &["1.234", "0,5"]), (value("1234"), None, vec![]));
    assert_eq!(numbers(custom(8), None, &["1.234", "0.5"]), (value("1.234"), None, vec![]));
    let comma = Some(Decimals::Comma);
    assert_eq!(numbers(custom(8), comma, &["1.234"]), (value("1234"), None, assumed(Decimals::Comma)));
    assert_eq!(numbers(custom(8), comma, &["1.234", "0.5"]), (value("1.234"), None, vec![]));
    let mixed = numbers(custom(8), comma, &["0,5", "1.234", "0.5"]);
    assert_eq!(mixed, (value("0.5"), Some(Reason::AmbiguousNumber), vec![]));
    let price = |price: u32| format!(r#"{{"price":{price}}}"#);
    assert_eq!(numbers(Target::Price, None, &["1.500"]), (price(1500), None, assumed(Decimals::Whole)));
    assert_eq!(numbers(Target::Price, None, &["1.500", "2,00"]), (price(1500), None, vec![]));
    let point = numbers(Target::Price, None, &["1.500", "2.00"]);
    assert_eq!(point, (price(2), Some(Reason::NotWholeNumber), vec![]));
}

#[test]
fn the_user_settles_a_column() {
    let schema = fixture::schema(Entity::Leads);
    let mut customs = Customs::default();
    customs.date_orders.insert(1, DateOrder::MonthFirst);
    customs.column_decimals.insert(0, Decimals::Point);
    let columns = mapping(&[custom(8), custom(6)]);
    let mut checker = Checker::new(&schema, &columns, Zone::default(), customs).unwrap();
    let done = checker.check_table(&table(&["1.234¦06/05/2024"]));
    let sent = json(&done.drafts[0].1);
    assert!(sent.contains(r#""value":"1.234""#) && sent.contains("1717588800"), "{sent}");
    assert_eq!(checker.assumptions(), []);
}

#[test]
fn mappings() {
    use MappingProblem::{
        HalfEntity, Missing, NameAndParts, NoSuchField, NoSuchKind, NotForEntity, NotWritable,
    };
    check_mapping(Entity::Leads, &[], &[MappingProblem::NothingMapped]);
    check_mapping(Entity::Leads, &[Target::FirstName], &[NotForEntity { column: 0 }]);
    check_mapping(
        Entity::Leads,
        &[custom(99), custom(13)],
        &[NoSuchField { column: 0 }, NotWritable { column: 1 }],
    );
    check_mapping(Entity::Contacts, &[kind(1, "PAGER")], &[NoSuchKind { column: 0 }]);
    check_mapping(Entity::Contacts, &[kind(4, "Small")], &[NoSuchKind { column: 0 }]);
    check_mapping(Entity::Contacts, &[Target::Name, Target::LastName], &[NameAndParts]);
    let twice = MappingProblem::Twice { target: custom(4), first: 0, column: 2 };
    check_mapping(Entity::Leads, &[custom(4), Target::Name, custom(4)], &[twice]);
    let missing = Missing { target: Target::CompleteTill };
    check_mapping(Entity::Tasks, &[Target::TaskText, Target::EntityId], &[missing, HalfEntity]);
    let schema = Schema { users: None, ..fixture::schema(Entity::Leads) };
    let columns = mapping(&[Target::Responsible]);
    let problems = Checker::new(&schema, &columns, Zone::default(), Customs::default()).unwrap_err();
    assert_eq!(problems, [MappingProblem::UsersNotListed { column: 0 }]);
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    /// All targets of an entity at once, as far as one mapping can have them.
    fn all(entity: Entity) -> Vec<Target> {
        let schema = fixture::schema(entity);
        let choices = crate::transfer::choice::targets(&schema).into_iter().map(|choice| choice.target);
        choices.filter(|target| !matches!(target, Target::FirstName | Target::LastName)).collect()
    }

    proptest! {
        /// Any text makes a draft or problems, each at a mapped column or the whole row.
        #[test]
        fn any_text_is_taken_or_refused(
            entity in proptest::sample::select(vec![Entity::Leads, Entity::Contacts, Entity::Companies, Entity::Tasks]),
            cells in proptest::collection::vec(r"\PC{0,12}|[0-9 .,:/TZ+$@-]{0,20}|[\x00-\x{ff}]{0,6}", 0..30),
        ) {
            let targets = all(entity);
            let mut checker = checker(entity, &targets);
            let cells = || cells.iter().map(String::as_str);
            checker.observe(2, cells());
            if let Err(problems) = checker.check_row(2, cells()) {
                prop_assert!(!problems.is_empty());
                prop_assert!(problems.iter().all(|p| p.column.is_none_or(|column| column < targets.len())));
            }
        }

        /// Days are sent as a moment of the same day in the account's zone, whatever the zone.
        #[test]
        fn a_day_stays_the_day(unix in -2_000_000_000_i64..4_000_000_000, hours in -12_i32..=14) {
            let zone = Zone::fixed(hours * 3_600);
            let day = zone.local(unix).unwrap().date();
            let read = date::read(&day.to_string()).unwrap();
            let sent = read.unix(DateOrder::DayFirst, date::Purpose::Day, &zone).unwrap();
            prop_assert_eq!(zone.local(sent).unwrap().date(), day);
        }

        /// A number is the same in both ways of writing it.
        #[test]
        fn numbers_mean_the_same_either_way(whole in 0_u32..2_000_000_000, cents in 0_u32..100) {
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at) % 3 == 0 {
                    grouped.push('.');
                }
                grouped.push(digit);
            }
            let comma = number::read(&format!("{grouped},{cents:02}")).unwrap().settle(Decimals::Point).text();
            let swapped = format!("{grouped},{cents:02}").replace(',', "!").replace('.', ",").replace('!', ".");
            let point = number::read(&swapped).unwrap().settle(Decimals::Comma).text();
            prop_assert_eq!(&comma, &point);
            let expected = format!("{whole}.{cents:02}");
            prop_assert_eq!(comma, expected.trim_end_matches('0').trim_end_matches('.'));
        }
    }
}

/// What becomes of a row with these answers for its last column; a refusal as its reasons.
#[track_caller]
fn check_answered(
    targets: &[Target],
    cells: &str,
    answers: &[(&str, Answer)],
    expected: Result<&str, Reason>,
) {
    let answers: Answers = answers.iter().map(|(word, answer)| (word_key(word), answer.clone())).collect();
    let customs = Customs { answers: [(targets.len() - 1, answers)].into(), ..Customs::default() };
    let schema = fixture::schema(Entity::Leads);
    let checker = Checker::new(&schema, &mapping(targets), Zone::default(), customs).unwrap();
    let found = checker.check_row(2, cells.split('¦')).map(|draft| json(&draft));
    let found = found.map_err(|problems| problems[0].reason.clone());
    assert_eq!(found, expected.map(str::to_owned), "{cells:?}");
}

#[test]
fn words_mean_what_the_user_says() {
    let means = |word, name: &str| (word, Answer::Means(name.to_owned()));
    let empty = |word| (word, Answer::Empty);
    let user = [Target::Name, Target::Responsible];
    let bob = r#"{"name":"A","responsible_user_id":2}"#;
    check_answered(&user, "A¦Róbert", &[means("robert", "bob@example.com")], Ok(bob));
    check_answered(&user, "A¦Robert", &[empty("Robert")], Ok(r#"{"name":"A"}"#));
    check_answered(&user, "A¦Robert", &[empty("Rob")], Err(Reason::NotUser { nearest: None }));
    check_answered(&user, "A¦Bob", &[means("Bob", "bob@example.com")], Ok(bob));
    let ann = r#"{"name":"A","responsible_user_id":1}"#;
    check_answered(&user, "A¦Ann Smith", &[means("Ann Smith", "bob@example.com")], Ok(ann));
    check_answered(&user, "A¦Robert", &[means("Robert", "Nobody")], Err(Reason::NotUser { nearest: None }));

    let size = [Target::Name, custom(4)];
    let large = r#"{"name":"A","custom_fields_values":[{"field_id":4,"values":[{"enum_id":42}]}]}"#;
    check_answered(&size, "A¦XL", &[means("XL", "Large")], Ok(large));
    check_answered(&size, "A¦XL", &[empty("XL")], Ok(r#"{"name":"A"}"#));
    check_answered(&size, "¦XL", &[empty("XL")], Err(Reason::Empty));

    let channels = [Target::Name, custom(5)];
    let both =
        r#"{"name":"A","custom_fields_values":[{"field_id":5,"values":[{"enum_id":50},{"enum_id":51}]}]}"#;
    check_answered(&channels, "A¦Net; Shop", &[means("Net", "Web")], Ok(both));
    check_answered(&channels, "A¦Web; Shop; Radio", &[empty("Radio")], Ok(both));

    let stage = [Target::Pipeline, Target::Stage];
    let offer = r#"{"pipeline_id":1,"status_id":11}"#;
    check_answered(&stage, "Sales¦Quote", &[means("Quote", "Offer")], Ok(offer));
    check_answered(&stage, "Sales¦Quote", &[empty("Quote")], Ok(r#"{"pipeline_id":1}"#));
    check_answered(
        &stage,
        "Service¦Quote",
        &[means("Quote", "Offer")],
        Err(Reason::NotStage { nearest: None }),
    );
    let sales = [Target::Stage, Target::Pipeline];
    check_answered(&sales, "Offer¦Ventas", &[means("Ventas", "Sales")], Ok(offer));
    check_answered(&sales, "Offer¦Ventas", &[empty("Ventas")], Ok(offer));
}
