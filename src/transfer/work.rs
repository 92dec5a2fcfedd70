//! What is to be done for one row of a plan.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::edit::Edit;
use super::schema::Entity;

/// What is to be done for one row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::large_enum_variant,
        reason = "a plan is of one kind for the most part, and holds no empty rows"
    )
)]
pub enum Work {
    /// Add this entity.
    Add(Draft),
    /// Change this one.
    Change(Edit),
}

/// What a batch does; all rows of a batch do the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// It adds entities.
    Add,
    /// It changes entities.
    Change,
}

impl From<Draft> for Work {
    fn from(draft: Draft) -> Self {
        Self::Add(draft)
    }
}

impl From<Edit> for Work {
    fn from(edit: Edit) -> Self {
        Self::Change(edit)
    }
}

impl Work {
    /// The kind of entity it is done to.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::Add(draft) => draft.entity(),
            Self::Change(edit) => edit.to.entity(),
        }
    }

    /// How it is done.
    #[must_use]
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Add(_) => Verb::Add,
            Self::Change(_) => Verb::Change,
        }
    }

    /// What is done, as JSON text.
    #[must_use]
    pub fn content(&self) -> String {
        match self {
            Self::Add(draft) => draft.content(),
            Self::Change(edit) => serde_json::to_string(edit).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::value::{FieldWrite, WriteValue};
    use crate::api::{Tag, contacts, leads, tasks};
    use crate::base::id::{EntityId, FieldId, StatusId};
    use crate::transfer::edit::Change;

    /// What is written for a later visit comes back.
    #[track_caller]
    fn comes_back(work: impl Into<Work>) {
        let work = work.into();
        let text = serde_json::to_string(&work).unwrap();
        assert_eq!(serde_json::from_str::<Work>(&text).unwrap(), work, "{text}");
    }

    #[test]
    fn all_of_it_comes_back() {
        let value = WriteValue { value: Some(json!("+1")), enum_code: Some("WORK".into()), enum_id: None };
        let fields = vec![
            FieldWrite { field_id: FieldId(1), values: vec![value] },
            FieldWrite { field_id: FieldId(2), values: Vec::new() },
        ];
        let tags = vec![Tag { name: "a".into() }];
        comes_back(Draft::Contact(contacts::New {
            name: Some("A".into()),
            custom_fields_values: fields.clone(),
            tags_to_add: tags.clone(),
            ..Default::default()
        }));
        comes_back(Draft::Task(tasks::New { text: "Call".into(), complete_till: 5, ..Default::default() }));
        let to = leads::Change {
            id: EntityId(5),
            price: Some(0),
            custom_fields_values: fields,
            tags_to_add: tags.clone(),
            ..Default::default()
        };
        let from = leads::Change {
            id: EntityId(5),
            price: Some(7),
            status_id: Some(StatusId(3)),
            tags_to_delete: tags,
            ..Default::default()
        };
        let edit = Edit { to: Change::Lead(to), from: Change::Lead(from) };
        assert_eq!(edit.inverse().inverse(), edit);
        comes_back(edit);
    }
}
