//! Which column goes where, and why that may not be. It knows no cells.

use super::schema::Entity;
use crate::base::id::FieldId;

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The id of the entity itself, by which it is found; never written.
    Id,
    /// The entity's whole name.
    Name,
    /// A contact's first name.
    FirstName,
    /// A contact's last name.
    LastName,
    /// A lead's worth.
    Price,
    /// The responsible user, by name, e-mail or id.
    Responsible,
    /// A lead's pipeline, by name or id.
    Pipeline,
    /// A lead's stage, by name or id.
    Stage,
    /// Tags, several separated by commas.
    Tags,
    /// A task's text.
    TaskText,
    /// When a task is due.
    CompleteTill,
    /// A task's type, by name or id.
    TaskType,
    /// The id of what a task belongs to.
    EntityId,
    /// The kind of what a task belongs to.
    EntityType,
    /// A custom field; for phones and e-mails with the code of their kind (`WORK`, `MOB`).
    Field {
        /// The field.
        id: FieldId,
        /// The kind of phone or e-mail.
        kind: Option<String>,
    },
}

/// For each column of the table, where it goes; `None` is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    /// One entry a column.
    pub columns: Vec<Option<Target>>,
}

impl Mapping {
    /// Whether no column goes anywhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(Option::is_none)
    }

    /// The first column that goes to a target, counted from 0.
    #[must_use]
    pub fn column_of(&self, target: &Target) -> Option<usize> {
        self.columns.iter().position(|column| column.as_ref() == Some(target))
    }
}

impl Target {
    /// Whether an entity of this kind has such a target; for custom fields the account's list decides.
    #[must_use]
    pub const fn fits(&self, entity: Entity) -> bool {
        match self {
            Self::Name | Self::Tags | Self::Field { .. } => !matches!(entity, Entity::Tasks),
            Self::FirstName | Self::LastName => matches!(entity, Entity::Contacts),
            Self::Price | Self::Pipeline | Self::Stage => matches!(entity, Entity::Leads),
            Self::Id | Self::Responsible => true,
            Self::TaskText | Self::CompleteTill | Self::TaskType | Self::EntityId | Self::EntityType => {
                matches!(entity, Entity::Tasks)
            }
        }
    }

    /// Whether Kommo demands this target of each entity that has it.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        matches!(self, Self::TaskText | Self::CompleteTill)
    }
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingProblem {
    /// No column goes anywhere.
    #[error("no column is mapped")]
    NothingMapped,
    /// No column goes to a target that Kommo demands.
    #[error("nothing is mapped to {target:?}")]
    Missing {
        /// The target.
        target: Target,
    },
    /// Two columns go to a target that takes one.
    #[error("columns {first} and {column} are both mapped to {target:?}")]
    Twice {
        /// The target.
        target: Target,
        /// The first column.
        first: usize,
        /// The other one.
        column: usize,
    },
    /// The entity has no such target.
    #[error("column {column} is mapped to what this entity does not have")]
    NotForEntity {
        /// The column.
        column: usize,
    },
    /// The account has no such field any more, or not for this entity.
    #[error("column {column} is mapped to an unknown field")]
    NoSuchField {
        /// The column.
        column: usize,
    },
    /// The field has no such kind of phone or e-mail.
    #[error("column {column} is mapped to an unknown kind")]
    NoSuchKind {
        /// The column.
        column: usize,
    },
    /// Fields of this type cannot be written by this product yet.
    #[error("column {column} is mapped to a field that cannot be written")]
    NotWritable {
        /// The column.
        column: usize,
    },
    /// This user may not list the account's users, so that none can be told by a cell.
    #[error("column {column} names users, who cannot be listed")]
    UsersNotListed {
        /// The column.
        column: usize,
    },
    /// The whole name and its parts are both mapped; Kommo does not say which of them counts.
    #[error("both the name and its parts are mapped")]
    NameAndParts,
    /// A task's entity is mapped without its kind, or the kind without the entity.
    #[error("a task's entity needs both its id and its kind")]
    HalfEntity,
}
