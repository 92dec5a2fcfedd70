//! What the account allows: the live facts that a mapping and a check are held against.

use crate::api::account::AccountInfo;
use crate::api::custom_fields::Field;
use crate::api::pipelines::Pipeline;
use crate::api::users::User;

/// The kinds of entity that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// Leads.
    Leads,
    /// Contacts.
    Contacts,
    /// Companies.
    Companies,
    /// Tasks.
    Tasks,
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
