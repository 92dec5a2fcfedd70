//! What the account allows: the live facts that a mapping and a check are held against.
//! It fetches none of them.

use super::check::Form;
use super::mapping::Target;
use crate::api::account::AccountInfo;
use crate::api::custom_fields::Field;
use crate::api::pipelines::Pipeline;
use crate::api::users::User;
use crate::base::id::FieldId;

/// The kinds of entity that can be imported.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// Leads.
    Leads,
    /// Contacts.
    #[default]
    Contacts,
    /// Companies.
    Companies,
    /// Tasks.
    Tasks,
}

impl Entity {
    /// All of them, in the order of Kommo's own menu.
    pub const ALL: [Self; 4] = [Self::Leads, Self::Contacts, Self::Companies, Self::Tasks];

    /// Kommo's word for a list of them, as in its paths.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Tasks => "tasks",
        }
    }
}

/// The account's facts for one kind of entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// What is imported.
    pub entity: Entity,
    /// The account and the signed-in user.
    pub account: AccountInfo,
    /// The users who can be responsible; `None` if this user may not list them.
    pub users: Option<Vec<User>>,
    /// The pipelines; empty unless leads are imported.
    pub pipelines: Vec<Pipeline>,
    /// The custom fields of this entity; empty for tasks.
    pub fields: Vec<Field>,
}

impl Schema {
    /// The custom field with this id.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether several columns may go to this target: tags, and the values of phones and e-mails.
    #[must_use]
    pub fn takes_columns(&self, target: &Target) -> bool {
        match target {
            Target::Tags => true,
            Target::Field { id, .. } => self.field(*id).and_then(Form::of).is_some_and(Form::takes_columns),
            _ => false,
        }
    }
}
