//! Fills custom fields by name while data is made. A name that the owner does not have fills nothing.

use serde_json::Value;

use crate::field::Field;
use crate::values::{FieldValue, ValueChange};

/// Collects the values of one entity.
pub(super) struct Filler<'a> {
    fields: &'a [Field],
    changes: Vec<ValueChange>,
}

impl<'a> Filler<'a> {
    pub(super) fn new(fields: &'a [Field]) -> Self {
        Self { fields, changes: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<ValueChange> {
        self.changes
    }

    fn put(&mut self, name: &str, values: impl FnOnce(&Field) -> Vec<FieldValue>) {
        if let Some(field) = self.fields.iter().find(|field| field.name == name) {
            self.changes.push(ValueChange { field_id: field.id, values: values(field) });
        }
    }

    pub(super) fn plain(&mut self, name: &str, value: impl Into<Value>) {
        self.put(name, |_| vec![FieldValue { value: value.into(), enum_id: None }]);
    }

    /// The choices at some places, counted around.
    pub(super) fn choices(&mut self, name: &str, places: &[u64]) {
        self.put(name, |field| {
            let at = |&place: &u64| {
                let place = usize::try_from(place).ok()?.checked_rem(field.choices.len())?;
                let choice = field.choices.get(place)?;
                Some(FieldValue { value: choice.value.as_str().into(), enum_id: Some(choice.id) })
            };
            places.iter().filter_map(at).collect()
        });
    }

    /// Values with the code word of their kind, such as a phone and `MOB`.
    pub(super) fn coded(&mut self, name: &str, values: &[(String, &str)]) {
        self.put(name, |field| {
            let one = |(value, code): &(String, &str)| FieldValue {
                value: value.as_str().into(),
                enum_id: field.choices.iter().find(|choice| choice.value == *code).map(|choice| choice.id),
            };
            values.iter().map(one).collect()
        });
    }
}
