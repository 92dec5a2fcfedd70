//! Leads.
//!
//! Source: <https://developers.kommo.com/reference/leads-list>.

use serde::{Deserialize, Serialize};

use super::batch::{self, Changing, Item};
use super::list::{self, Resource};
use super::page::Listed;
use super::query::{self, Conditions, Span, Word};
use super::value::{FieldValues, FieldWrite};
use super::{Tag, lenient, tag};
use crate::base::Path;
use crate::base::id::{EntityId, PipelineId, StatusId, UserId};

/// A lead as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Lead {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: EntityId,
    /// The name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// The sale's worth; 0 when empty.
    #[serde(deserialize_with = "lenient::number")]
    pub price: i64,
    /// Who is responsible.
    #[serde(deserialize_with = "lenient::id")]
    pub responsible_user_id: UserId,
    /// Its stage.
    #[serde(deserialize_with = "lenient::id")]
    pub status_id: StatusId,
    /// Its pipeline.
    #[serde(deserialize_with = "lenient::id")]
    pub pipeline_id: PipelineId,
    /// Who added it; 0 is the robot.
    #[serde(deserialize_with = "lenient::id")]
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub updated_at: i64,
    /// Its custom fields.
    #[serde(deserialize_with = "lenient::list")]
    pub custom_fields_values: Vec<FieldValues>,
    /// Names of its tags.
    #[serde(rename = "_embedded", deserialize_with = "tag::names")]
    pub tags: Vec<String>,
}

/// A lead to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    pub tags_to_add: Vec<Tag>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A lead to be changed. Members that are not set are not sent and keep their values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Which one.
    pub id: EntityId,
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// The new pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline_id: Option<PipelineId>,
    /// The new stage. Won and lost exist in every pipeline: with them `pipeline_id` belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<StatusId>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// The custom fields that change, each with all its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_fields_values: Vec<FieldWrite>,
    /// Tags to be put on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_add: Vec<Tag>,
    /// Tags to be taken off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_delete: Vec<Tag>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Reads a page of leads.
pub type List = list::List<Lead>;
/// Reads one lead.
pub type Get = list::Get<Lead>;
/// Adds leads.
pub type Add = batch::Add<New>;
/// Changes leads.
pub type Update = batch::Update<Change>;

/// What leads can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// When they were added.
    CreatedAt,
    /// When they were last changed.
    UpdatedAt,
    /// Their id.
    Id,
}

impl Word for OrderBy {
    fn word(&self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Id => "id",
        }
    }
}

/// What can come along with leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Nothing more, but other leads: only those in the bin, with little more than their ids.
    OnlyDeleted,
}

impl Word for With {
    fn word(&self) -> &'static str {
        match self {
            Self::OnlyDeleted => "only_deleted",
        }
    }
}

/// Which leads are listed: those that meet every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kommo's search through all fields; digits are found anywhere, so look again at what comes.
    pub query: Option<String>,
    /// Any of these.
    pub ids: Vec<EntityId>,
    /// Of any of these names.
    pub names: Vec<String>,
    /// In any of these pipelines.
    pub pipelines: Vec<PipelineId>,
    /// At any of these stages; a stage counts only in its pipeline.
    pub statuses: Vec<(PipelineId, StatusId)>,
    /// Added by any of these users.
    pub created_by: Vec<UserId>,
    /// Last changed by any of these users.
    pub updated_by: Vec<UserId>,
    /// In the care of any of these users.
    pub responsible: Vec<UserId>,
    /// Added in this span.
    pub created_at: Span,
    /// Last changed in this span.
    pub updated_at: Span,
    /// Won or lost in this span.
    pub closed_at: Span,
}

impl Conditions for Filter {
    fn add_to(&self, path: Path) -> Path {
        let path = query::searched(path, self.query.as_deref());
        let path = query::any_of(path, "id", &self.ids);
        let path = query::any_of(path, "name", &self.names);
        let path = query::any_of(path, "pipeline_id", &self.pipelines);
        let path = self.statuses.iter().enumerate().fold(path, |path, (index, (pipeline, status))| {
            path.with(&format!("filter[statuses][{index}][pipeline_id]"), pipeline)
                .with(&format!("filter[statuses][{index}][status_id]"), status)
        });
        let path = query::any_of(path, "created_by", &self.created_by);
        let path = query::any_of(path, "updated_by", &self.updated_by);
        let path = query::any_of(path, "responsible_user_id", &self.responsible);
        let path = self.created_at.add_to(path, "created_at");
        let path = self.updated_at.add_to(path, "updated_at");
        self.closed_at.add_to(path, "closed_at")
    }
}

impl Listed for Lead {
    const KEY: &'static str = "leads";

    fn has_id(&self) -> bool {
        self.id != EntityId::default()
    }
}

impl Resource for Lead {
    type OrderBy = OrderBy;
    type With = With;
    type Filter = Filter;
}

impl Item for New {
    const KEY: &'static str = Lead::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Item for Change {
    const KEY: &'static str = Lead::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Changing for Change {
    fn id(&self) -> EntityId {
        self.id
    }
}
