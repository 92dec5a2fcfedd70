//! Pipelines of leads and their stages (Kommo's word in the API: statuses).
//!
//! Source: <https://developers.kommo.com/reference/pipelines-list>.

use serde::Deserialize;

use super::page::{Listed, Page};
use super::{ApiError, Call, lenient};
use crate::base::id::{PipelineId, StatusId};
use crate::base::limits::LimitError;
use crate::base::{Path, Request, Response};

/// A pipeline with its stages in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
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
    #[serde(deserialize_with = "lenient::id")]
    pub id: StatusId,
    /// Its name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Its place in the pipeline.
    #[serde(deserialize_with = "lenient::number")]
    pub sort: i64,
    /// 1 for the stage of incoming leads, which takes no ordinary ones; otherwise 0.
    #[serde(rename = "type", deserialize_with = "lenient::number")]
    pub kind: i64,
    /// Its colour, `#rrggbb`.
    #[serde(deserialize_with = "lenient::text")]
    pub color: String,
}

/// Kommo's type of the stage of incoming leads.
const INCOMING: i64 = 1;

impl Pipeline {
    /// The stages that leads can be put into: all but that of incoming leads.
    pub fn stages(&self) -> impl Iterator<Item = &Status> {
        self.statuses.iter().filter(|status| status.kind != INCOMING)
    }
}

impl Listed for Pipeline {
    const KEY: &'static str = "pipelines";

    fn has_id(&self) -> bool {
        self.id != PipelineId::default()
    }
}

/// Reads all pipelines, in order; there are 50 at most and no pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List;

impl Call for List {
    type Output = Vec<Pipeline>;

    fn request(&self) -> Result<Request, LimitError> {
        Ok(Request::get(Path::api(&["leads", "pipelines"])))
    }

    fn decode(&self, response: &Response) -> Result<Vec<Pipeline>, ApiError> {
        let mut pipelines = Page::<Pipeline>::decode(response, 1)?.items;
        pipelines.sort_by_key(|pipeline| (pipeline.sort, pipeline.id));
        Ok(pipelines)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    #[serde(deserialize_with = "lenient::id")]
    id: PipelineId,
    #[serde(deserialize_with = "lenient::text")]
    name: String,
    #[serde(deserialize_with = "lenient::number")]
    sort: i64,
    #[serde(deserialize_with = "lenient::flag")]
    is_main: bool,
    #[serde(deserialize_with = "lenient::flag")]
    is_archive: bool,
    #[serde(rename = "_embedded", deserialize_with = "lenient::object")]
    embedded: Embedded,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Embedded {
    #[serde(deserialize_with = "lenient::list")]
    statuses: Vec<Status>,
}

impl From<Wire> for Pipeline {
    fn from(wire: Wire) -> Self {
        let mut statuses = wire.embedded.statuses;
        statuses.sort_by_key(|status| (status.sort, status.id));
        Self {
            id: wire.id,
            name: wire.name,
            sort: wire.sort,
            is_main: wire.is_main,
            is_archive: wire.is_archive,
            statuses,
        }
    }
}
