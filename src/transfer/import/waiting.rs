//! The rows that wait, and which of them may go together: a batch does one thing, and of two rows that
//! change the same entity the later one waits until the earlier one is settled.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::EntityId;
use crate::transfer::plan::Plan;
use crate::transfer::run::{RowState, RunState};
use crate::transfer::work::{Verb, Work};

/// Rows that wait, less those among the suspects.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    by_verb: BTreeMap<Verb, BTreeSet<u32>>,
    /// Rows that may not go yet, each by the earlier row that changes the same entity.
    behind: BTreeMap<u32, u32>,
}

impl Waiting {
    /// The rows of the plan of which the journal says nothing.
    pub(super) fn new(plan: &Plan, run: &RunState) -> Self {
        let mut waiting = Self::default();
        let mut last: BTreeMap<EntityId, u32> = BTreeMap::new();
        for row in plan.rows() {
            let Some(work) = plan.work(row) else { continue };
            let earlier = match work {
                Work::Add(_) => None,
                Work::Change(edit) => last.insert(edit.to.id(), row),
            };
            let open = |row: &u32| matches!(run.row(*row), None | Some(RowState::Sent(_)));
            match (run.row(row), earlier.filter(open)) {
                (Some(_), _) => {}
                (None, Some(earlier)) => drop(waiting.behind.insert(earlier, row)),
                (None, None) => waiting.put(work.verb(), [row]),
            }
        }
        waiting
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_verb.values().all(BTreeSet::is_empty) && self.behind.is_empty()
    }

    pub(super) fn put(&mut self, verb: Verb, rows: impl IntoIterator<Item = u32>) {
        self.by_verb.entry(verb).or_default().extend(rows);
    }

    /// Rows of one verb, as many as fit: that of the first row that may go.
    pub(super) fn take(&mut self, rows_max: usize) -> Vec<u32> {
        let first = self
            .by_verb
            .values_mut()
            .filter(|rows| !rows.is_empty())
            .min_by_key(|rows| rows.first().copied());
        let Some(waiting) = first else { return Vec::new() };
        let rows: Vec<u32> = waiting.iter().take(rows_max).copied().collect();
        for row in &rows {
            waiting.remove(row);
        }
        rows
    }

    /// The row that waited for this one alone, which is settled; it is not among the waiting any more.
    pub(super) fn follower(&mut self, settled: u32) -> Option<u32> {
        self.behind.remove(&settled)
    }
}
