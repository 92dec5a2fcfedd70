//! What is kept of a run beside its journal, so that a later visit can name it, go on with it and report
//! on it: one record, and the rows in slices. It decides nothing but how long ended runs stay.

use serde::{Deserialize, Serialize};

use super::journal::RunId;
use super::mapping::Mapping;
use super::plan::Plan;
use super::problem::RowProblem;
use super::run::Counts;
use super::scan::head::Owner;
use super::schema::Entity;
use super::work::Work;
use crate::base::Timestamp;

/// Rows that are written at once: a few milliseconds' work.
pub const SLICE: usize = 500;

/// Ended runs that stay, the newest ones.
pub const ENDED_MAX: usize = 10;

/// Days that an ended run stays.
pub const ENDED_DAYS: u32 = 30;

const DAY_S: i64 = 86_400;

/// How far a run has come, as far as its journal cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Its rows are being written. Nothing has been sent.
    Storing,
    /// All of it is there.
    Ready,
    /// The run has ended.
    Ended,
}

/// One run: whose it is, and what a screen says of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its name.
    pub id: RunId,
    /// Who started it; nobody else sees it.
    pub owner: Owner,
    /// What is imported.
    pub entity: Entity,
    /// The file's name.
    pub file: String,
    /// When it was started.
    pub started_at: Timestamp,
    /// Rows of the plan.
    pub rows: u32,
    /// [`Plan::digest`](super::plan::Plan::digest) of them.
    pub digest: u64,
    /// Slices of rows.
    pub slices: u32,
    /// The file's header.
    pub header: Vec<String>,
    /// Where its columns went.
    pub mapping: Mapping,
    /// How far it has come.
    pub stage: Stage,
}

/// A row of the file: what was in it, and what is to be done with it or why nothing is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptRow {
    /// Its number as a spreadsheet counts it.
    pub row: u32,
    /// Its cells as they were read.
    pub cells: Vec<String>,
    /// What is to be done, if it passed the check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
    /// Why nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<RowProblem>,
}

impl KeptRow {
    /// A row as the plan and the check have it; `problems` are the check's, in the order of rows.
    #[must_use]
    pub fn new(row: u32, cells: Vec<String>, plan: &Plan, problems: &[RowProblem]) -> Self {
        let from = problems.partition_point(|problem| problem.row < row);
        let own = problems.iter().skip(from).take_while(|problem| problem.row == row);
        Self { row, cells, work: plan.work(row).cloned(), problems: own.cloned().collect() }
    }
}

/// A run as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What is known of it.
    pub record: RunRecord,
    /// How many rows are where, by its journal; nothing is counted of runs that are not ready.
    pub counts: Counts,
}

/// The ended runs that have stayed long enough: those older than [`ENDED_DAYS`], and of each owner those
/// beyond the [`ENDED_MAX`] newest.
#[must_use]
pub fn outlived(records: &[RunRecord], now: Timestamp) -> Vec<RunId> {
    let mut ended: Vec<&RunRecord> = records.iter().filter(|record| record.stage == Stage::Ended).collect();
    ended.sort_by_key(|record| std::cmp::Reverse(record.started_at.0));
    let is_old = |record: &RunRecord| now.0 - record.started_at.0 > i64::from(ENDED_DAYS) * DAY_S;
    let mut gone = Vec::new();
    for (index, record) in ended.iter().enumerate() {
        let newer = ended.iter().take(index).filter(|other| other.owner == record.owner).count();
        if newer >= ENDED_MAX || is_old(record) {
            gone.push(record.id.clone());
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::UserId;

    fn record(name: &str, user: u64, day: i64, stage: Stage) -> RunRecord {
        RunRecord {
            id: RunId(name.to_owned()),
            owner: Owner { account: 1, user: UserId(user) },
            entity: Entity::Contacts,
            file: "people.csv".to_owned(),
            started_at: Timestamp(day * DAY_S),
            rows: 1,
            digest: 0,
            slices: 1,
            header: Vec::new(),
            mapping: Mapping::default(),
            stage,
        }
    }

    #[test]
    fn ended_runs_go_when_they_are_old_or_many() {
        let many = |user| (0..12).map(move |day| record(&format!("{user}-{day}"), user, day, Stage::Ended));
        let mut records: Vec<RunRecord> = many(1).chain(many(2).take(3)).collect();
        records.push(record("unfinished", 1, 0, Stage::Ready));
        let gone = |day| -> Vec<String> {
            outlived(&records, Timestamp(day * DAY_S)).into_iter().map(|id| id.0).collect()
        };
        assert_eq!(gone(12), ["1-1", "1-0"]);
        assert_eq!(gone(31), ["1-1", "1-0", "2-0"]);
    }
}
