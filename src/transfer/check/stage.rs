//! Pipelines and stages by name or id. It never chooses for the user: a stage that two pipelines
//! have says nothing without its pipeline, while Kommo's own import takes the first one.

use std::collections::BTreeMap;

use super::names::{Found, Names};
use crate::api::pipelines::Pipeline;
use crate::base::id::{PipelineId, StatusId};
use crate::transfer::problem::Reason;

/// The pipelines that leads can go into.
#[derive(Clone, Debug)]
pub(super) struct Stages {
    pipelines: Names<PipelineId>,
    within: BTreeMap<PipelineId, Names<StatusId>>,
    anywhere: Names<(PipelineId, StatusId)>,
}

impl Stages {
    pub(super) fn new(pipelines: &[Pipeline]) -> Self {
        let mut stages = Self { pipelines: Names::new(), within: BTreeMap::new(), anywhere: Names::new() };
        for pipeline in pipelines.iter().filter(|pipeline| !pipeline.is_archive) {
            stages.pipelines.add(&pipeline.name, pipeline.id);
            stages.pipelines.add_number(pipeline.id.0, pipeline.id);
            let within = stages.within.entry(pipeline.id).or_insert_with(Names::new);
            for status in pipeline.stages() {
                within.add(&status.name, status.id);
                within.add_number(status.id.0, status.id);
                stages.anywhere.add(&status.name, (pipeline.id, status.id));
                stages.anywhere.add_number(status.id.0, (pipeline.id, status.id));
            }
        }
        stages
    }

    /// The pipeline that a trimmed text names.
    pub(super) fn pipeline(&self, text: &str) -> Result<PipelineId, Reason> {
        match self.pipelines.find(text) {
            Found::One(id) => Ok(id),
            Found::Many => Err(Reason::Ambiguous),
            Found::None(nearest) => Err(Reason::NotPipeline { nearest }),
        }
    }

    /// Whether a trimmed text names one pipeline.
    pub(super) fn has_pipeline(&self, text: &str) -> bool {
        self.pipelines.has(text)
    }

    /// Whether a trimmed text names one stage.
    pub(super) fn has_stage(&self, pipeline: Option<PipelineId>, text: &str) -> bool {
        match pipeline {
            Some(pipeline) => self.within.get(&pipeline).is_some_and(|stages| stages.has(text)),
            None => self.anywhere.has(text),
        }
    }

    /// The stage that a trimmed text names, with its pipeline.
    pub(super) fn stage(
        &self,
        pipeline: Option<PipelineId>,
        text: &str,
    ) -> Result<(PipelineId, StatusId), Reason> {
        let Some(pipeline) = pipeline else {
            return match self.anywhere.find(text) {
                Found::One(stage) => Ok(stage),
                Found::Many => Err(Reason::AmbiguousStage),
                Found::None(nearest) => Err(Reason::NotStage { nearest }),
            };
        };
        match self.within.get(&pipeline).map(|stages| stages.find(text)) {
            Some(Found::One(status)) => Ok((pipeline, status)),
            Some(Found::Many) => Err(Reason::Ambiguous),
            Some(Found::None(nearest)) => Err(Reason::NotStage { nearest }),
            None => Err(Reason::NotStage { nearest: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::pipelines::Status;

    fn status(id: u64, name: &str, kind: i64) -> Status {
        Status { id: StatusId(id), name: name.into(), kind, ..Status::default() }
    }

    fn pipeline(id: u64, name: &str, statuses: Vec<Status>) -> Pipeline {
        let won = status(142, "Closed - won", 0);
        let lost = status(143, "Closed - lost", 0);
        let statuses = statuses.into_iter().chain([won, lost]).collect();
        Pipeline { id: PipelineId(id), name: name.into(), statuses, ..Pipeline::default() }
    }

    fn stages() -> Stages {
        let sales = vec![status(9, "Incoming leads", 1), status(10, "New", 0), status(11, "Offer", 0)];
        let service = vec![status(20, "New", 0), status(21, "Repair", 0), status(22, "repair", 0)];
        let old = Pipeline { is_archive: true, ..pipeline(3, "Old", vec![status(30, "Gone", 0)]) };
        Stages::new(&[pipeline(1, "Sales", sales), pipeline(2, "Service", service), old])
    }

    #[track_caller]
    fn check(pipeline: Option<u64>, text: &str, expected: Result<(u64, u64), Reason>) {
        let expected = expected.map(|(pipeline, status)| (PipelineId(pipeline), StatusId(status)));
        assert_eq!(stages().stage(pipeline.map(PipelineId), text), expected, "{text:?}");
    }

    fn not_stage(nearest: Option<&str>) -> Result<(u64, u64), Reason> {
        Err(Reason::NotStage { nearest: nearest.map(str::to_owned) })
    }

    #[test]
    fn pipelines() {
        let check = |text: &str, expected: Result<u64, Reason>| {
            assert_eq!(stages().pipeline(text), expected.map(PipelineId), "{text:?}");
        };
        check("Sales", Ok(1));
        check("SALES", Ok(1));
        check("2", Ok(2));
        check("Slaes", Err(Reason::NotPipeline { nearest: Some("Sales".into()) }));
        check("Old", Err(Reason::NotPipeline { nearest: None }));
    }

    #[test]
    fn stages_of_a_pipeline() {
        check(Some(1), "New", Ok((1, 10)));
        check(Some(2), "new", Ok((2, 20)));
        check(Some(1), "142", Ok((1, 142)));
        check(Some(2), "closed - lost", Ok((2, 143)));
        check(Some(1), "Repair", not_stage(None));
        check(Some(1), "Ofer", not_stage(Some("Offer")));
        check(Some(1), "Incoming leads", not_stage(None));
        check(Some(1), "9", not_stage(None));
        check(Some(2), "repair", Ok((2, 22)));
        check(Some(2), "REPAIR", Err(Reason::Ambiguous));
        check(Some(3), "Gone", not_stage(None));
    }

    #[test]
    fn stages_without_a_pipeline() {
        check(None, "Offer", Ok((1, 11)));
        check(None, "21", Ok((2, 21)));
        check(None, "New", Err(Reason::AmbiguousStage));
        check(None, "142", Err(Reason::AmbiguousStage));
        check(None, "Closed - won", Err(Reason::AmbiguousStage));
        check(None, "Gone", not_stage(None));
        check(None, "Ofer", not_stage(Some("Offer")));
    }

    #[test]
    fn one_pipeline_alone_needs_no_name() {
        let one = Stages::new(&[pipeline(1, "Sales", vec![status(10, "New", 0)])]);
        assert_eq!(one.stage(None, "142"), Ok((PipelineId(1), StatusId(142))));
    }
}
