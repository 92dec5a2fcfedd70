//! Which column goes where.

use crate::base::id::FieldId;

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
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
