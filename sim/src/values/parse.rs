//! Reads the values of custom fields from a request, by the type of each field. It notes what is wrong and stores nothing.

use serde_json::Value;

use super::plain::plain_value;
use super::{FieldValue, ValueChange};
use crate::field::{Field, FieldType};
use crate::validate::{Fault, Findings, Members};

/// Reads the member `custom_fields_values` of an item.
pub(crate) fn parse(list: &[Value], fields: &[Field], findings: &mut Findings) -> Vec<ValueChange> {
    let parse_entry = |(index, entry): (usize, &Value)| {
        let path = format!("custom_fields_values.{index}");
        let Some(object) = entry.as_object() else {
            findings.add(path, Fault::InvalidType("array"));
            return None;
        };
        let mut members = Members::new(object, path);
        let field = find_field(&mut members, fields, findings);
        // Clients send it along from what they read, and Kommo takes it.
        members.any("field_name");
        let values = members.any("values");
        let values_path = members.path("values");
        members.finish(findings);
        match (field, values) {
            (_, None) => {
                findings.add(values_path, Fault::FieldMissing);
                None
            }
            (None, _) => None,
            (Some(field), Some(Value::Null)) => Some(ValueChange { field_id: field.id, values: Vec::new() }),
            (Some(field), Some(Value::Array(values))) => parse_values(values, field, &values_path, findings),
            (Some(_), Some(_)) => {
                findings.add(values_path, Fault::InvalidType("array"));
                None
            }
        }
    };
    list.iter().enumerate().filter_map(parse_entry).collect()
}

fn find_field<'f>(
    members: &mut Members<'_>,
    fields: &'f [Field],
    findings: &mut Findings,
) -> Option<&'f Field> {
    let (has_id, has_code) = (members.any("field_id").is_some(), members.any("field_code").is_some());
    if has_id {
        let id = members.id("field_id", findings, |id| fields.iter().any(|field| field.id == id))?;
        return fields.iter().find(|field| field.id == id);
    }
    if !has_code {
        findings.add(members.path("field_id"), Fault::FieldMissing);
        return None;
    }
    let code = members.string("field_code", findings)?;
    let field = fields.iter().find(|field| field.code == Some(code));
    if field.is_none() {
        findings.add(members.path("field_code"), Fault::NotSupportedChoice);
    }
    field
}

/// `None` if the write leaves the field as it is.
fn parse_values(list: &[Value], field: &Field, path: &str, findings: &mut Findings) -> Option<ValueChange> {
    if list.len() > 1 && !field.of_type.is_plural() {
        findings.add(path, Fault::TooMany(1));
        return None;
    }
    let mut values = Vec::new();
    let mut without_effect = 0;
    for (index, entry) in list.iter().enumerate() {
        let path = format!("{path}.{index}");
        let Some(object) = entry.as_object() else {
            findings.add(path, Fault::InvalidType("array"));
            continue;
        };
        let mut members = Members::new(object, path);
        match parse_value(&mut members, field, findings) {
            Parsed::Value(value) => values.push(value),
            Parsed::Clear | Parsed::Wrong => {}
            Parsed::NoEffect => without_effect += 1,
        }
        members.finish(findings);
    }
    let changes = !values.is_empty() || without_effect == 0;
    changes.then_some(ValueChange { field_id: field.id, values })
}

enum Parsed {
    Value(FieldValue),
    Clear,
    NoEffect,
    Wrong,
}

fn parse_value(members: &mut Members<'_>, field: &Field, findings: &mut Findings) -> Parsed {
    if field.of_type.is_choice() {
        return parse_choice(members, field, findings);
    }
    let Some(value) = members.any("value") else {
        findings.add(members.path("value"), Fault::FieldMissing);
        return Parsed::Wrong;
    };
    let enum_id = if field.of_type == FieldType::Multitext {
        let Ok(enum_id) = parse_enum(members, field, findings) else { return Parsed::Wrong };
        enum_id.or_else(|| field.choices.first().map(|choice| choice.id))
    } else {
        None
    };
    if value.is_null() {
        return Parsed::Clear;
    }
    if value.as_str() == Some("") {
        return Parsed::NoEffect;
    }
    match plain_value(value, field.of_type) {
        Ok(value) => Parsed::Value(FieldValue { value, enum_id }),
        Err(fault) => {
            findings.add(members.path("value"), fault);
            Parsed::Wrong
        }
    }
}

/// A choice by id, by its exact text or by its code; all that are given must exist.
fn parse_choice(members: &mut Members<'_>, field: &Field, findings: &mut Findings) -> Parsed {
    let value = members.any("value");
    let Ok(enum_id) = parse_enum(members, field, findings) else { return Parsed::Wrong };
    let by_text = match value {
        Some(Value::Null) if enum_id.is_none() => return Parsed::Clear,
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => {
            let found = field.choices.iter().find(|choice| choice.value == *text);
            if found.is_none() {
                findings.add(members.path("value"), Fault::NotSupportedChoice);
                return Parsed::Wrong;
            }
            found.map(|choice| choice.id)
        }
        Some(_) => {
            findings.add(members.path("value"), Fault::InvalidType("string"));
            return Parsed::Wrong;
        }
    };
    let Some(choice) = enum_id.or(by_text).and_then(|id| field.choice(id)) else {
        findings.add(members.path("value"), Fault::FieldMissing);
        return Parsed::Wrong;
    };
    Parsed::Value(FieldValue { value: choice.value.clone().into(), enum_id: Some(choice.id) })
}

/// A choice was named that does not exist; the finding is noted already.
struct WrongChoice;

/// The choice named by `enum_id` or `enum_code`, if one is named.
fn parse_enum(
    members: &mut Members<'_>,
    field: &Field,
    findings: &mut Findings,
) -> Result<Option<u64>, WrongChoice> {
    let is_given = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
    if is_given(members.any("enum_id")) {
        // A code beside the id comes from what was read, and the id wins.
        members.any("enum_code");
        let id = members.id("enum_id", findings, |id| field.choice(id).is_some());
        return id.map(Some).ok_or(WrongChoice);
    }
    if !is_given(members.any("enum_code")) {
        return Ok(None);
    }
    let code = members.string("enum_code", findings).ok_or(WrongChoice)?;
    let found = field.choices.iter().find(|choice| choice.code.as_deref() == Some(code));
    if found.is_none() {
        findings.add(members.path("enum_code"), Fault::NotSupportedChoice);
    }
    found.map(|choice| Some(choice.id)).ok_or(WrongChoice)
}
