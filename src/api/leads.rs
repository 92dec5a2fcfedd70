//! Leads.
//!
//! Source: <https://developers.kommo.com/reference/leads-list>.

use serde::{Deserialize, Serialize};

use super::value::{FieldValues, FieldWrite};
use crate::base::id::{EntityId, PipelineId, StatusId, UserId};

/// A lead as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Lead {
    /// The id.
    pub id: EntityId,
    /// The name.
    pub name: String,
    /// The sale's worth; 0 when empty.
    pub price: i64,
    /// Who is responsible.
    pub responsible_user_id: UserId,
    /// Its stage.
    pub status_id: StatusId,
    /// Its pipeline.
    pub pipeline_id: PipelineId,
    /// Who added it; 0 is the robot.
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    pub updated_at: i64,
    /// Its custom fields.
    pub custom_fields_values: Vec<FieldValues>,
    /// Names of its tags.
    pub tags: Vec<String>,
}

/// A lead to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct New {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sale's worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Its pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline_id: Option<PipelineId>,
    /// Its stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<StatusId>,
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
