//! Values of custom fields: what is stored, and how the API shows it. Reading them from a request is the submodules' job.
//!
//! <https://developers.kommo.com/reference/custom-field-by-entity>

mod parse;
mod plain;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(crate) use self::parse::parse;
use crate::field::Field;

/// One stored value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldValue {
    pub(crate) value: Value,
    pub(crate) enum_id: Option<u64>,
}

/// The values of one entity, by field.
pub(crate) type Values = BTreeMap<u64, Vec<FieldValue>>;

/// What a write does to one field: its new values, none to clear it.
#[derive(Debug, Clone)]
pub(crate) struct ValueChange {
    pub(crate) field_id: u64,
    pub(crate) values: Vec<FieldValue>,
}

/// The member `custom_fields_values` of an entity: null when nothing is filled.
pub(crate) fn read(values: &Values, fields: &[Field]) -> Value {
    let filled: Vec<Value> = values
        .iter()
        .filter_map(|(id, values)| {
            let field = fields.iter().find(|field| field.id == *id)?;
            Some(json!({
                "field_id": field.id,
                "field_name": field.name,
                "field_code": field.code,
                "field_type": field.of_type.name(),
                "values": values.iter().map(|value| read_value(value, field)).collect::<Vec<_>>(),
                "is_computed": false,
            }))
        })
        .collect();
    if filled.is_empty() { Value::Null } else { filled.into() }
}

fn read_value(value: &FieldValue, field: &Field) -> Value {
    match value.enum_id {
        None => json!({ "value": value.value }),
        Some(id) => {
            let code = field.choice(id).and_then(|choice| choice.code.clone());
            json!({ "value": value.value, "enum_id": id, "enum_code": code })
        }
    }
}
