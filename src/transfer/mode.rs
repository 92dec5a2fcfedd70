//! What is done with the rows of a file: what is added, what is changed, and by which rules. It only says so;
//! [`super::matching`] finds and [`super::compare`] compares.

use serde::{Deserialize, Serialize};

use super::mapping::{Mapping, Target};
use super::schema::{Entity, Schema};
use crate::base::id::FieldId;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Each adds an entity, whatever is in the account.
    #[default]
    Add,
    /// It changes the entity that has its key; without one it is refused.
    Update {
        /// By what the entity is found.
        key: Key,
    },
    /// It changes the entity that has its key; without one it adds.
    UpdateOrAdd {
        /// By what the entity is found.
        key: Key,
    },
}

impl Mode {
    /// By what entities are found, if they are.
    #[must_use]
    pub const fn key(self) -> Option<Key> {
        match self {
            Self::Add => None,
            Self::Update { key } | Self::UpdateOrAdd { key } => Some(key),
        }
    }

    /// The same with another key.
    #[must_use]
    pub const fn by(self, key: Key) -> Self {
        match self {
            Self::Add => Self::Add,
            Self::Update { .. } => Self::Update { key },
            Self::UpdateOrAdd { .. } => Self::UpdateOrAdd { key },
        }
    }
}

/// By what an entity of the account is found for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Its id.
    Id,
    /// Any of its e-mail addresses.
    Email,
    /// Any of its phones, in any notation.
    Phone,
    /// Its name.
    Name,
    /// The value of a custom field.
    Field(FieldId),
}

/// What is done when several entities have a row's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeveralMatches {
    /// The row is refused.
    #[default]
    Refuse,
    /// The one that was added last is taken.
    Newest,
    /// The one that was added first is taken.
    Oldest,
}

/// What an empty cell does to an entity that is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptyCells {
    /// Nothing.
    #[default]
    Keep,
    /// It empties what it stands for, where that can be empty: custom fields, a lead's price, and lists under
    /// [`Joining::Replace`].
    Clear,
}

/// What becomes of values of a list that are there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joining {
    /// The row's are put beside them; none is dropped.
    #[default]
    Add,
    /// The row's take their place.
    Replace,
}

/// All that is decided of a file's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// What becomes of a row.
    pub mode: Mode,
    /// What if several entities match.
    pub several: SeveralMatches,
    /// What empty cells do.
    pub empty: EmptyCells,
    /// What becomes of the tags that are there.
    pub tags: Joining,
    /// What becomes of the phones and e-mails that are there.
    pub contacts: Joining,
}

/// The keys that a mapping has a column for, in the order in which they are offered.
#[must_use]
pub fn keys(schema: &Schema, mapping: &Mapping) -> Vec<Key> {
    let has = |target: &Target| mapping.column_of(target).is_some();
    let mut keys = Vec::new();
    if has(&Target::Id) {
        keys.push(Key::Id);
    }
    if schema.entity == Entity::Tasks {
        return keys;
    }
    let mut fields = Vec::new();
    for target in mapping.columns.iter().flatten() {
        let Target::Field { id, .. } = target else { continue };
        let key = match schema.field(*id).and_then(|field| field.code.as_deref()) {
            Some("EMAIL") => Key::Email,
            Some("PHONE") => Key::Phone,
            _ => Key::Field(*id),
        };
        let list = if matches!(key, Key::Field(_)) { &mut fields } else { &mut keys };
        if !list.contains(&key) {
            list.push(key);
        }
    }
    if [Target::Name, Target::FirstName, Target::LastName].iter().any(has) {
        keys.push(Key::Name);
    }
    keys.append(&mut fields);
    keys
}

/// The first column that holds a key.
#[must_use]
pub fn column(schema: &Schema, mapping: &Mapping, key: Key) -> Option<usize> {
    let holds = |target: &Target| {
        let mapping = Mapping { columns: vec![Some(target.clone())] };
        keys(schema, &mapping).contains(&key)
    };
    mapping.columns.iter().position(|target| target.as_ref().is_some_and(holds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::fixture;

    #[track_caller]
    fn check(entity: Entity, targets: &[Target], expected: &[Key]) {
        let mapping = Mapping { columns: targets.iter().cloned().map(Some).collect() };
        assert_eq!(keys(&fixture::schema(entity), &mapping), expected);
    }

    #[test]
    fn keys_are_the_columns() {
        let field = |id| Target::Field { id: FieldId(id), kind: None };
        check(Entity::Contacts, &[Target::Tags], &[]);
        check(Entity::Tasks, &[Target::TaskText, Target::Id], &[Key::Id]);
        check(
            Entity::Contacts,
            &[field(3), Target::LastName, field(1), field(1), field(2), Target::Id],
            &[Key::Id, Key::Phone, Key::Email, Key::Name, Key::Field(FieldId(3))],
        );
    }

    #[test]
    fn rules_come_back() {
        let rules = Rules {
            mode: Mode::UpdateOrAdd { key: Key::Field(FieldId(7)) },
            several: SeveralMatches::Newest,
            empty: EmptyCells::Clear,
            tags: Joining::Replace,
            contacts: Joining::Replace,
        };
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<Rules>(&text).unwrap(), rules, "{text}");
        assert_eq!(serde_json::from_str::<Rules>("{}").unwrap(), Rules::default());
    }
}
