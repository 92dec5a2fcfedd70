//! Pipelines and their stages: how the API shows them and where a lead comes to stand. It moves no lead itself.
//!
//! <https://developers.kommo.com/reference/pipelines-list>

use serde_json::{Value, json};

use crate::exchange::Response;
use crate::store::Store;
use crate::{hal, problem};

/// The stage of won leads, the same in every pipeline.
pub(crate) const WON: u64 = 142;
/// The stage of lost leads, the same in every pipeline.
pub(crate) const LOST: u64 = 143;

/// True for the two stages that close a lead.
pub(crate) fn is_closed(status_id: u64) -> bool {
    matches!(status_id, WON | LOST)
}

/// A stage of a pipeline; Kommo says status.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) sort: u64,
    pub(crate) color: &'static str,
    /// The stage of incoming leads, which only Kommo itself fills.
    pub(crate) is_incoming: bool,
}

/// A pipeline.
#[derive(Debug, Clone)]
pub(crate) struct Pipeline {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) sort: u64,
    pub(crate) is_main: bool,
    pub(crate) statuses: Vec<Status>,
}

/// Where a write wants a lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct StageWish {
    pub(crate) pipeline_id: Option<u64>,
    pub(crate) status_id: Option<u64>,
}

/// Pipeline and status that a wish comes to; `None` if there is no such stage. `current` is where the lead stands.
pub(crate) fn settle(
    pipelines: &[Pipeline],
    wish: StageWish,
    current: Option<(u64, u64)>,
) -> Option<(u64, u64)> {
    let by_id = |id| pipelines.iter().find(|pipeline| pipeline.id == id);
    let main = || pipelines.iter().find(|pipeline| pipeline.is_main);
    let Some(status_id) = wish.status_id else {
        return match (wish.pipeline_id, current) {
            (Some(pipeline_id), Some(stage)) if stage.0 == pipeline_id => Some(stage),
            (None, Some(stage)) => Some(stage),
            (Some(pipeline_id), _) => by_id(pipeline_id)?.entrance(),
            (None, None) => main()?.entrance(),
        };
    };
    let pipeline = match (wish.pipeline_id, current) {
        (Some(pipeline_id), _) => by_id(pipeline_id),
        // The closed stages belong to every pipeline, so they do not name one.
        (None, Some((pipeline_id, _))) if is_closed(status_id) => by_id(pipeline_id),
        (None, None) if is_closed(status_id) => main(),
        (None, _) => pipelines.iter().find(|pipeline| pipeline.status(status_id).is_some()),
    }?;
    pipeline.status(status_id).filter(|status| !status.is_incoming).map(|status| (pipeline.id, status.id))
}

impl Pipeline {
    pub(crate) fn status(&self, id: u64) -> Option<&Status> {
        self.statuses.iter().find(|status| status.id == id)
    }

    fn entrance(&self) -> Option<(u64, u64)> {
        self.statuses.iter().find(|status| !status.is_incoming).map(|status| (self.id, status.id))
    }

    fn read(&self, store: &Store) -> Value {
        let statuses: Vec<Value> =
            self.statuses.iter().map(|status| self.read_status(status, store)).collect();
        json!({
            "id": self.id,
            "name": self.name,
            "sort": self.sort,
            "is_main": self.is_main,
            "is_unsorted_on": self.statuses.iter().any(|status| status.is_incoming),
            "is_archive": false,
            "account_id": store.account_id,
            "_links": hal::self_link(&store.base, &format!("leads/pipelines/{}", self.id)),
            "_embedded": { "statuses": statuses },
        })
    }

    fn read_status(&self, status: &Status, store: &Store) -> Value {
        let path = format!("leads/pipelines/{}/statuses/{}", self.id, status.id);
        json!({
            "id": status.id,
            "name": status.name,
            "sort": status.sort,
            "is_editable": !status.is_incoming && !is_closed(status.id),
            "pipeline_id": self.id,
            "color": status.color,
            "type": u8::from(status.is_incoming),
            "account_id": store.account_id,
            "_links": hal::self_link(&store.base, &path),
        })
    }
}

/// `GET /leads/pipelines`.
pub(crate) fn list(store: &Store) -> Response {
    let pipelines: Vec<Value> = store.pipelines.iter().map(|pipeline| pipeline.read(store)).collect();
    hal::ok(&json!({
        "_total_items": pipelines.len(),
        "_links": hal::self_link(&store.base, "leads/pipelines"),
        "_embedded": { "pipelines": pipelines },
    }))
}

/// `GET /leads/pipelines/{id}`.
pub(crate) fn one(store: &Store, id: u64) -> Response {
    find(store, id).map_or_else(not_found, |pipeline| hal::ok(&pipeline.read(store)))
}

/// `GET /leads/pipelines/{id}/statuses`: a list without links.
pub(crate) fn statuses(store: &Store, id: u64) -> Response {
    let Some(pipeline) = find(store, id) else { return not_found() };
    let statuses: Vec<Value> =
        pipeline.statuses.iter().map(|status| pipeline.read_status(status, store)).collect();
    hal::ok(&json!({ "_total_items": statuses.len(), "_embedded": { "statuses": statuses } }))
}

/// `GET /leads/pipelines/{id}/statuses/{status_id}`.
pub(crate) fn status(store: &Store, id: u64, status_id: u64) -> Response {
    let Some(pipeline) = find(store, id) else { return not_found() };
    match pipeline.status(status_id) {
        Some(status) => hal::ok(&pipeline.read_status(status, store)),
        None => problem::problem(404, "Status not found"),
    }
}

fn find(store: &Store, id: u64) -> Option<&Pipeline> {
    store.pipelines.iter().find(|pipeline| pipeline.id == id)
}

fn not_found() -> Response {
    problem::problem(404, "Pipeline not found")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipeline(id: u64, is_main: bool) -> Pipeline {
        let status =
            |status_id, is_incoming| Status { id: status_id, name: "", sort: 0, color: "", is_incoming };
        let statuses = vec![
            status(id * 10, true),
            status(id * 10 + 1, false),
            status(id * 10 + 2, false),
            status(WON, false),
            status(LOST, false),
        ];
        Pipeline { id, name: "", sort: 0, is_main, statuses }
    }

    #[track_caller]
    fn check(wish: (Option<u64>, Option<u64>), current: Option<(u64, u64)>, expected: Option<(u64, u64)>) {
        let pipelines = [pipeline(1, false), pipeline(2, true)];
        let wish = StageWish { pipeline_id: wish.0, status_id: wish.1 };
        assert_eq!(settle(&pipelines, wish, current), expected, "{wish:?} from {current:?}");
    }

    #[test]
    fn settles_where_kommo_would() {
        check((None, None), None, Some((2, 21)));
        check((Some(1), None), None, Some((1, 11)));
        check((None, Some(12)), None, Some((1, 12)));
        check((Some(1), Some(12)), None, Some((1, 12)));
        check((Some(2), Some(12)), None, None);
        check((None, Some(10)), None, None);
        check((Some(1), Some(10)), None, None);
        check((None, Some(WON)), None, Some((2, WON)));
        check((None, Some(WON)), Some((1, 11)), Some((1, WON)));
        check((Some(1), Some(LOST)), Some((2, 21)), Some((1, LOST)));
        check((None, None), Some((1, 12)), Some((1, 12)));
        check((Some(1), None), Some((1, 12)), Some((1, 12)));
        check((Some(2), None), Some((1, 12)), Some((2, 21)));
        check((None, Some(22)), Some((1, 12)), Some((2, 22)));
    }
}
