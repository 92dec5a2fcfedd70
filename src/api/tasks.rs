//! Tasks.
//!
//! Source: <https://developers.kommo.com/reference/tasks-list>.

use serde::{Deserialize, Serialize};

use crate::base::id::{EntityId, TaskTypeId, UserId};

/// A task as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Task {
    /// The id.
    pub id: EntityId,
    /// What is to be done.
    pub text: String,
    /// When it is due, Unix seconds.
    pub complete_till: i64,
    /// Its type.
    pub task_type_id: TaskTypeId,
    /// What it belongs to, if anything.
    pub entity_id: Option<EntityId>,
    /// `leads`, `contacts` or `companies`.
    pub entity_type: Option<String>,
    /// Who is responsible.
    pub responsible_user_id: UserId,
    /// Whether it is done.
    pub is_completed: bool,
    /// Who added it; 0 is the robot.
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    pub updated_at: i64,
}

/// A task to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct New {
    /// What is to be done; Kommo demands it.
    pub text: String,
    /// When it is due, Unix seconds; Kommo demands it.
    pub complete_till: i64,
    /// Its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_type_id: Option<TaskTypeId>,
    /// What it belongs to; needs `entity_type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<EntityId>,
    /// `leads`, `contacts` or `companies`; needs `entity_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
