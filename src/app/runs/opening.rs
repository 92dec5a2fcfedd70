//! An unfinished run is read back: the lock first, so that nobody writes meanwhile, then its journal,
//! then its rows slice by slice.

use super::Order;
use crate::transfer::csv::{FlawedRow, Read};
use crate::transfer::journal::{Entry, fold};
use crate::transfer::plan::Plan;
use crate::transfer::problem::RowProblem;
use crate::transfer::record::{KeptRow, RunRecord};
use crate::transfer::run::RunState;
use crate::transfer::table::Table;

/// All that is needed to go on with a run.
pub(in crate::app) struct Restored {
    pub(in crate::app) record: RunRecord,
    pub(in crate::app) read: Read,
    pub(in crate::app) plan: Plan,
    /// What the check had refused.
    pub(in crate::app) problems: Vec<RowProblem>,
    /// What the journal tells.
    pub(in crate::app) run: RunState,
}

impl Restored {
    pub(super) fn new(record: RunRecord) -> Self {
        let read =
            Read { header: record.header.clone(), table: Table::new(record.header.len()), ..Read::default() };
        let plan = Plan::empty(record.entity);
        Self { record, read, plan, problems: Vec::new(), run: RunState::default() }
    }

    /// Takes the journal in; says what is to be read next.
    pub(super) fn journal(&mut self, entries: &[Entry]) -> Option<Order> {
        self.run = fold(entries);
        self.next(0)
    }

    /// Takes a slice of rows in; says what is to be read next, if anything is left.
    pub(super) fn rows(&mut self, slice: u32, rows: Vec<KeptRow>) -> Option<Order> {
        for row in rows {
            // What does not fit is missed by the plan's digest.
            if let Some(work) = row.work.clone() {
                self.plan.push(row.row, work).unwrap_or_default();
            }
            self.problems.extend(row.problems.iter().cloned());
            put_back(&mut self.read, row);
        }
        self.next(slice.saturating_add(1))
    }

    fn next(&self, slice: u32) -> Option<Order> {
        (slice < self.record.slices).then(|| Order::Rows(self.record.id.clone(), slice))
    }
}

/// Takes the cells of a row back. Those that are not in the order of the table came from beside it.
fn put_back(read: &mut Read, row: KeptRow) {
    let is_certain = row.cells.len() == read.table.columns();
    let cells = row.cells.iter().map(String::as_str);
    if is_certain && read.table.push(row.row, cells).is_ok() {
        return;
    }
    let problem = row.problems.into_iter().next();
    read.flawed.extend(problem.map(|problem| FlawedRow { problem, cells: row.cells }));
}
