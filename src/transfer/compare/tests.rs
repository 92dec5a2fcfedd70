use serde_json::{Value as Json, json};

use super::*;
use crate::base::id::FieldId;
use crate::transfer::mapping::Target;
use crate::transfer::schema::Entity;
use crate::transfer::{check, fixture, scan};

/// The edit of a contact as JSON, `to` and `from`.
fn edit(targets: &[Target], cells: &[&str], entity: &Json, rules: Rules) -> Option<(Json, Json)> {
    let mapping = super::super::mapping::Mapping { columns: targets.iter().cloned().map(Some).collect() };
    let (zone, customs) = (check::Zone::default(), check::Customs::default());
    let kind = if entity.get("pipeline_id").is_some() { Entity::Leads } else { Entity::Contacts };
    let checker = check::Checker::new(&fixture::schema(kind), &mapping, zone, customs).unwrap();
    let said = checker.read_row(2, cells.iter().copied()).unwrap();
    let id = crate::base::id::EntityId(5);
    let kept = scan::Kept { id, updated_at: crate::base::Timestamp(1), text: entity.to_string() };
    let edit = compare(&said, &Found::read(kind, &kept).unwrap(), &rules)?;
    assert_eq!((edit.to.id(), edit.from.id()), (id, id));
    let side = |change: &Change| match change {
        Change::Lead(change) => serde_json::to_value(change),
        Change::Contact(change) => serde_json::to_value(change),
        other => panic!("{other:?}"),
    };
    let strip = |mut json: Json| {
        json.as_object_mut().unwrap().remove("id");
        json
    };
    Some((strip(side(&edit.to).unwrap()), strip(side(&edit.from).unwrap())))
}

#[track_caller]
fn check(targets: &[Target], cells: &[&str], entity: &Json, rules: Rules, to: Json, from: Json) {
    assert_eq!(edit(targets, cells, entity, rules), Some((to, from)));
}

fn field(id: u64) -> Target {
    Target::Field { id: FieldId(id), kind: None }
}

fn phone(kind: &str) -> Target {
    Target::Field { id: FieldId(1), kind: Some(kind.into()) }
}

fn contact() -> Json {
    json!({"id": 5, "name": "Ann Smith", "first_name": "", "last_name": "", "responsible_user_id": 1,
        "custom_fields_values": [
            {"field_id": 1, "field_code": "PHONE", "field_type": "multitext",
             "values": [{"value": "+34 600 123 456", "enum_code": "WORK", "enum_id": 77}]},
            {"field_id": 3, "field_type": "text", "values": [{"value": "Chief"}]},
            {"field_id": 4, "field_type": "select", "values": [{"value": "Small", "enum_id": 40}]},
        ],
        "_embedded": {"tags": [{"id": 1, "name": "Old"}]}})
}

#[test]
fn what_is_so_already_is_left_alone() {
    let targets = [Target::Name, phone("MOB"), field(3), field(4), Target::Tags, field(9)];
    let cells = ["Ann  Smith", "600123456", "Chief", "small", "old", "no"];
    assert_eq!(edit(&targets, &cells, &contact(), Rules::default()), None);
    let parts = [Target::FirstName, Target::LastName];
    assert_eq!(edit(&parts, &["Ann", "Smith"], &contact(), Rules::default()), None);
}

#[test]
fn only_what_differs_is_written() {
    check(
        &[Target::Name, field(3), field(4)],
        &["Ann Jones", "Chief", "Large"],
        &contact(),
        Rules::default(),
        json!({"name": "Ann Jones", "custom_fields_values": [{"field_id": 4, "values": [{"enum_id": 42}]}]}),
        json!({"name": "Ann Smith", "custom_fields_values": [{"field_id": 4, "values": [{"enum_id": 40}]}]}),
    );
}

#[test]
fn phones_stay_unless_they_are_replaced() {
    let old = json!({"value": "+34 600 123 456", "enum_code": "WORK"});
    let new = json!({"value": "+34 700 000 000", "enum_code": "MOB"});
    let phones = |values: &[&Json]| json!({"custom_fields_values": [{"field_id": 1, "values": values}]});
    let cells = ["+34 700 000 000"];
    check(&[phone("MOB")], &cells, &contact(), Rules::default(), phones(&[&old, &new]), phones(&[&old]));
    let replace = Rules { contacts: Joining::Replace, ..Rules::default() };
    check(&[phone("MOB")], &cells, &contact(), replace, phones(&[&new]), phones(&[&old]));
}

#[test]
fn empty_cells_keep_or_clear() {
    let whole = [Target::Id, field(3), phone("WORK"), Target::Tags];
    let with_id = ["5", "", "", ""];
    assert_eq!(edit(&whole, &with_id, &contact(), Rules::default()), None);
    let clear = Rules { empty: EmptyCells::Clear, ..Rules::default() };
    check(
        &whole,
        &with_id,
        &contact(),
        clear,
        json!({"custom_fields_values": [{"field_id": 3, "values": null}]}),
        json!({"custom_fields_values": [{"field_id": 3, "values": [{"value": "Chief"}]}]}),
    );
    let all = Rules { tags: Joining::Replace, contacts: Joining::Replace, ..clear };
    let (to, from) = edit(&whole, &with_id, &contact(), all).unwrap();
    assert_eq!(to["tags_to_delete"], json!([{"name": "Old"}]));
    assert_eq!(from["tags_to_add"], json!([{"name": "Old"}]));
    assert_eq!(to["custom_fields_values"][0], json!({"field_id": 1, "values": null}));
}

#[test]
fn tags_are_added_or_replaced() {
    let tags = |name: &str| json!([{"name": name}]);
    let (to, from) = edit(&[Target::Tags], &["New, OLD"], &contact(), Rules::default()).unwrap();
    assert_eq!((to, from), (json!({"tags_to_add": tags("New")}), json!({"tags_to_delete": tags("New")})));
    let replace = Rules { tags: Joining::Replace, ..Rules::default() };
    let (to, from) = edit(&[Target::Tags], &["New"], &contact(), replace).unwrap();
    assert_eq!(to, json!({"tags_to_add": tags("New"), "tags_to_delete": tags("Old")}));
    assert_eq!(from, json!({"tags_to_add": tags("Old"), "tags_to_delete": tags("New")}));
}

#[test]
fn a_stage_goes_with_its_pipeline() {
    let lead = json!({"id": 5, "name": "Boat", "price": 7, "pipeline_id": 1, "status_id": 10});
    let targets = [Target::Stage, Target::Pipeline, Target::Price];
    check(
        &targets,
        &["Repair", "Service", "0"],
        &lead,
        Rules::default(),
        json!({"pipeline_id": 2, "status_id": 21, "price": 0}),
        json!({"pipeline_id": 1, "status_id": 10, "price": 7}),
    );
    assert_eq!(edit(&targets, &["New", "Sales", "7"], &lead, Rules::default()), None);
    let clear = Rules { empty: EmptyCells::Clear, ..Rules::default() };
    let priceless = [Target::Name, Target::Price];
    check(&priceless, &["Boat", ""], &lead, clear, json!({"price": 0}), json!({"price": 7}));
}
