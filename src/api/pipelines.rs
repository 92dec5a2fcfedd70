//! Pipelines of leads and their stages (Kommo's word in the API: statuses).
//!
//! Source: <https://developers.kommo.com/reference/pipelines-list>.

use serde::Deserialize;

use crate::base::id::{PipelineId, StatusId};

/// A pipeline with its stages in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pipeline {
    /// Its id.
    pub id: PipelineId,
    /// Its name.
    pub name: String,
    /// Its place among the pipelines.
    pub sort: i64,
    /// Whether new leads go here by default.
    pub is_main: bool,
    /// Whether it was archived.
    pub is_archive: bool,
    /// Its stages, the system ones (incoming, won, lost) included.
    pub statuses: Vec<Status>,
}

/// A stage of a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Its id; 142 and 143 exist in every pipeline.
    pub id: StatusId,
    /// Its name.
    pub name: String,
    /// Its place in the pipeline.
    pub sort: i64,
    /// 1 for the stage of incoming leads, which takes no ordinary ones; otherwise 0.
    #[serde(rename = "type")]
    pub kind: i64,
    /// Its colour, `#rrggbb`.
    pub color: String,
}
