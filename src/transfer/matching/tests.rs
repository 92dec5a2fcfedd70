use serde_json::json;

use super::*;
use crate::api::contacts;
use crate::api::value::{FieldWrite, WriteValue};
use crate::base::Timestamp;
use crate::base::id::FieldId;
use crate::transfer::draft::Draft;
use crate::transfer::fixture;

const PHONE: u64 = 1;
const EMAIL: u64 = 2;

fn said(name: &str, field: u64, value: &str) -> Said {
    let values = vec![WriteValue { value: Some(json!(value)), ..WriteValue::default() }];
    let fields =
        if value.is_empty() { Vec::new() } else { vec![FieldWrite { field_id: FieldId(field), values }] };
    let new = contacts::New { name: Some(name.into()), custom_fields_values: fields, ..Default::default() };
    Said { id: name.parse().ok().map(EntityId), draft: Draft::Contact(new), empty: Vec::new() }
}

fn kept(id: u64, name: &str, field: u64, value: &str) -> Kept {
    let fields = json!([{"field_id": field, "field_type": "multitext", "values": [{"value": value}]}]);
    let text = json!({"id": id, "name": name, "custom_fields_values": fields}).to_string();
    Kept { id: EntityId(id), updated_at: Timestamp(1), text }
}

fn index(key: Key, rows: &[&Said], list: &[Kept]) -> Index {
    let mut index = Index::new(&fixture::schema(Entity::Contacts), key);
    (2..).zip(rows).for_each(|(row, said)| index.want(row, said));
    for kept in list {
        index.meet(kept);
    }
    index
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a table reads better without references")]
fn check(key: Key, said: &Said, list: &[Kept], several: SeveralMatches, expected: Result<u64, Match>) {
    let found = match index(key, &[said], list).find(2, said, several) {
        Match::One(found) => Ok(found.id().0),
        other => Err(other),
    };
    assert_eq!(found, expected);
}

#[test]
fn keys_find_entities() {
    let refuse = SeveralMatches::Refuse;
    let list = [
        kept(1, "José  Pérez", PHONE, "+34 600 123 456"),
        kept(2, "Ann", EMAIL, "Ann@Example.com"),
        kept(3, "Bob", 3, "Chief"),
    ];
    check(Key::Phone, &said("x", PHONE, "600123456"), &list, refuse, Ok(1));
    check(Key::Phone, &said("x", PHONE, "600123457"), &list, refuse, Err(Match::Nothing));
    check(Key::Phone, &said("x", PHONE, ""), &list, refuse, Err(Match::NoKey));
    check(Key::Email, &said("x", EMAIL, " ann@example.COM"), &list, refuse, Ok(2));
    check(Key::Name, &said("JOSE PEREZ", PHONE, ""), &list, refuse, Ok(1));
    check(Key::Id, &said("3", PHONE, ""), &list, refuse, Ok(3));
    check(Key::Id, &said("4", PHONE, ""), &list, refuse, Err(Match::Nothing));
    check(Key::Id, &said("x", PHONE, ""), &list, refuse, Err(Match::NoKey));
    check(Key::Field(FieldId(3)), &said("x", 3, "CHIEF"), &list, refuse, Ok(3));
}

#[test]
fn several_are_taken_only_when_told() {
    let list = [kept(7, "Ann", EMAIL, "a@x.com"), kept(9, "Ann", EMAIL, "b@x.com")];
    let ann = said("ann", EMAIL, "");
    check(Key::Name, &ann, &list, SeveralMatches::Refuse, Err(Match::Several(2)));
    check(Key::Name, &ann, &list, SeveralMatches::Newest, Ok(9));
    check(Key::Name, &ann, &list, SeveralMatches::Oldest, Ok(7));
}

#[test]
fn only_wanted_entities_are_held() {
    let list = [kept(7, "Ann", EMAIL, "a@x.com"), kept(9, "Bob", EMAIL, "b@x.com")];
    let index = index(Key::Name, &[&said("ann", EMAIL, "")], &list);
    assert_eq!(index.held.keys().copied().collect::<Vec<_>>(), [EntityId(7)]);
}

#[test]
fn rows_that_want_the_same_are_rivals() {
    // Neither row has the other's notation; the entity joins them.
    let rows =
        [said("x", PHONE, "+34 600 123 456"), said("y", PHONE, "600 123 456"), said("z", PHONE, "700")];
    let index = index(Key::Phone, &rows.iter().collect::<Vec<_>>(), &[]);
    assert_eq!(index.rivals(2, &rows[0]), BTreeSet::from([3]));
    assert_eq!(index.rivals(3, &rows[1]), BTreeSet::from([2]));
    assert_eq!(index.rivals(4, &rows[2]), BTreeSet::new());
}
