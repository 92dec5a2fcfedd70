//! Companies.
//!
//! Source: <https://developers.kommo.com/reference/companies-list>.

use serde::{Deserialize, Serialize};

use super::value::{FieldValues, FieldWrite};
use crate::base::id::{EntityId, UserId};

/// A company as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Company {
    /// The id.
    pub id: EntityId,
    /// The name.
    pub name: String,
    /// Who is responsible.
    pub responsible_user_id: UserId,
    /// Who added it; 0 is the robot.
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    pub updated_at: i64,
    /// Its custom fields; phones and e-mails are among them.
    pub custom_fields_values: Vec<FieldValues>,
    /// Names of its tags.
    pub tags: Vec<String>,
}

/// A company to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct New {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// Its custom fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_fields_values: Vec<FieldWrite>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_add: Vec<super::Tag>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
