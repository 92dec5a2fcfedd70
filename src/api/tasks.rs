//! Tasks.
//!
//! Source: <https://developers.kommo.com/reference/tasks-list>.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

use super::batch::{self, Changing, Item};
use super::lenient;
use super::list::{self, Resource};
use super::page::Listed;
use super::query::{self, Conditions, Span, Word};
use crate::base::Path;
use crate::base::id::{EntityId, TaskTypeId, UserId};

/// A task as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Task {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: EntityId,
    /// What is to be done.
    #[serde(deserialize_with = "lenient::text")]
    pub text: String,
    /// When it is due, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub complete_till: i64,
    /// Its type.
    #[serde(deserialize_with = "lenient::id")]
    pub task_type_id: TaskTypeId,
    /// What it belongs to, if anything.
    #[serde(deserialize_with = "lenient::some_id")]
    pub entity_id: Option<EntityId>,
    /// `leads`, `contacts` or `companies`.
    #[serde(deserialize_with = "lenient::some_text")]
    pub entity_type: Option<String>,
    /// Who is responsible.
    #[serde(deserialize_with = "lenient::id")]
    pub responsible_user_id: UserId,
    /// Whether it is done.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_completed: bool,
    /// Who added it; 0 is the robot.
    #[serde(deserialize_with = "lenient::id")]
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub updated_at: i64,
}

/// A task to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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

/// A task to be changed. Members that are not set are not sent and keep their values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Which one.
    pub id: EntityId,
    /// What is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it is due, Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_till: Option<i64>,
    /// The new type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_type_id: Option<TaskTypeId>,
    /// What it is to belong to; needs `entity_type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<EntityId>,
    /// `leads`, `contacts` or `companies`; needs `entity_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// Whether it is done; to be done it needs a `result`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_completed: Option<bool>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What came of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// In words.
    pub text: String,
}

/// Reads a page of tasks.
pub type List = list::List<Task>;
/// Reads one task.
pub type Get = list::Get<Task>;
/// Adds tasks.
pub type Add = batch::Add<New>;
/// Changes tasks.
pub type Update = batch::Update<Change>;

/// What tasks can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// When they were added.
    CreatedAt,
    /// When they are due.
    CompleteTill,
    /// Their id.
    Id,
}

impl Word for OrderBy {
    fn word(&self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::CompleteTill => "complete_till",
            Self::Id => "id",
        }
    }
}

/// Which tasks are listed: those that meet every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of these.
    pub ids: Vec<EntityId>,
    /// In the care of any of these users.
    pub responsible: Vec<UserId>,
    /// Done, or not done.
    pub is_completed: Option<bool>,
    /// Of any of these types.
    pub types: Vec<TaskTypeId>,
    /// Belonging to this kind (`leads`, `contacts` or `companies`) and to any of these of it, or to
    /// any at all if none is named.
    pub entity: Option<(String, Vec<EntityId>)>,
    /// Last changed in this span.
    pub updated_at: Span,
}

impl Conditions for Filter {
    fn add_to(&self, path: Path) -> Path {
        let path = query::any_of(path, "id", &self.ids);
        let path = query::any_of(path, "responsible_user_id", &self.responsible);
        let path = match self.is_completed {
            Some(done) => path.with("filter[is_completed]", u8::from(done)),
            None => path,
        };
        // The body's word is `task_type_id`, the filter's is not.
        let path = query::any_of(path, "task_type", &self.types);
        let path = match &self.entity {
            Some((kind, ids)) => query::any_of(path.with("filter[entity_type]", kind), "entity_id", ids),
            None => path,
        };
        self.updated_at.add_to(path, "updated_at")
    }
}

impl Listed for Task {
    const KEY: &'static str = "tasks";

    fn has_id(&self) -> bool {
        self.id != EntityId::default()
    }
}

impl Resource for Task {
    type OrderBy = OrderBy;
    type With = Infallible;
    type Filter = Filter;
}

impl Item for New {
    const KEY: &'static str = Task::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Item for Change {
    const KEY: &'static str = Task::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Changing for Change {
    fn id(&self) -> EntityId {
        self.id
    }
}
