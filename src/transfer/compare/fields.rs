//! Custom fields: what is written of them, and what takes that back.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Context;
use crate::api::value::{FieldValues, FieldWrite, ReadValue, WriteValue};
use crate::base::id::FieldId;
use crate::transfer::lookup::field::compare;
use crate::transfer::lookup::value::is_nothing;
use crate::transfer::mapping::Target;
use crate::transfer::matching::phone;
use crate::transfer::mode::Joining;

impl Context<'_> {
    /// The fields that change, and what they were.
    pub(super) fn fields(
        &self,
        said: &[FieldWrite],
        read: &[FieldValues],
    ) -> (Vec<FieldWrite>, Vec<FieldWrite>) {
        let (mut to, mut from) = (Vec::new(), Vec::new());
        let empty = FieldValues::default();
        let cleared =
            self.cleared(said).into_iter().map(|field_id| FieldWrite { field_id, values: Vec::new() });
        for write in said.iter().cloned().chain(cleared) {
            let before = read.iter().find(|field| field.field_id == write.field_id).unwrap_or(&empty);
            if let Some(values) = self.values(&write, before) {
                to.push(FieldWrite { field_id: write.field_id, values });
                let values = filled(before).map(|value| as_written(value, before)).collect();
                from.push(FieldWrite { field_id: write.field_id, values });
            }
        }
        (to, from)
    }

    /// Fields all of whose cells are empty, where empty cells count.
    fn cleared(&self, said: &[FieldWrite]) -> BTreeSet<FieldId> {
        let empty = self.said.empty.iter().filter(|_| self.clears()).filter_map(|target| match target {
            Target::Field { id, .. } => Some(*id),
            _ => None,
        });
        empty.filter(|id| !said.iter().any(|write| write.field_id == *id)).collect()
    }

    /// All values that the field is to have; `None` if it has them.
    fn values(&self, write: &FieldWrite, read: &FieldValues) -> Option<Vec<WriteValue>> {
        let said = &write.values;
        if read.field_type == "multitext" && self.rules.contacts == Joining::Add {
            let more: Vec<&WriteValue> =
                said.iter().filter(|value| !filled(read).any(|old| is_there(value, old, read))).collect();
            let kept = filled(read).map(|value| as_written(value, read));
            return (!more.is_empty()).then(|| kept.chain(more.into_iter().cloned()).collect());
        }
        let compared = compare(write, std::slice::from_ref(read));
        (compared.misses || compared.exceeds).then(|| said.clone())
    }
}

fn filled(field: &FieldValues) -> impl Iterator<Item = &ReadValue> {
    field.values.iter().filter(|value| !is_nothing(&value.value))
}

/// Whether a phone or e-mail is among the field's, whatever its kind and notation.
fn is_there(said: &WriteValue, read: &ReadValue, field: &FieldValues) -> bool {
    let said = text(said.value.as_ref().unwrap_or(&Json::Null));
    let read = text(&read.value);
    match field.field_code.as_deref() {
        Some("PHONE") => said == read || phone::same(&phone::digits(&said), &phone::digits(&read)),
        _ => said.trim().to_lowercase() == read.trim().to_lowercase(),
    }
}

/// What writes a value that was read.
fn as_written(value: &ReadValue, field: &FieldValues) -> WriteValue {
    match field.field_type.as_str() {
        "select" | "multiselect" | "radiobutton" if value.enum_id.is_some() => {
            WriteValue { enum_id: value.enum_id, ..WriteValue::default() }
        }
        "multitext" => WriteValue {
            value: Some(value.value.clone()),
            enum_code: value.enum_code.clone(),
            enum_id: value.enum_id.filter(|_| value.enum_code.is_none()),
        },
        _ => WriteValue { value: Some(value.value.clone()), ..WriteValue::default() },
    }
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
