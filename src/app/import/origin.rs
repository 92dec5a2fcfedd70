//! Where the rows of an import come from: the file as it was read, and where its columns went. It tells
//! columns and cells, also of a file that was read at an earlier visit.

use super::{explain, locate};
use crate::app::text::{Catalogue, text};
use crate::transfer::csv::Read;
use crate::transfer::mapping::Mapping;
use crate::transfer::plan::Plan;
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::record::{KeptRow, SLICE};
use crate::transfer::report::{self, Titles};

/// A file and its mapping.
pub(super) struct Origin {
    pub(super) read: Read,
    pub(super) mapping: Mapping,
}

impl Origin {
    pub(super) fn header(&self) -> &[String] {
        &self.read.header
    }

    /// The same problem with the column and the cell that it is about, where Kommo named a path.
    pub(super) fn locate(&self, problem: RowProblem, plan: &Plan) -> RowProblem {
        let Reason::Refused { path, .. } = &problem.reason else { return problem };
        let column = plan.work(problem.row).and_then(|work| locate::column(work, path, &self.mapping));
        let value = column.and_then(|column| cells(&self.read, problem.row).into_iter().nth(column));
        RowProblem { column, value: value.unwrap_or_default(), ..problem }
    }

    /// Rows with problems, as CSV.
    pub(super) fn report(&self, problems: &[RowProblem], texts: &Catalogue) -> String {
        report(&self.read, problems, texts)
    }

    /// Slices in which the rows are kept: those of the table, then those that are not in it.
    pub(super) fn slices(&self) -> usize {
        self.table_slices() + self.read.flawed.len().div_ceil(SLICE)
    }

    /// The rows of a slice, as they are kept.
    pub(super) fn slice(&self, slice: usize, plan: &Plan, problems: &[RowProblem]) -> Vec<KeptRow> {
        let keep = |row, cells| KeptRow::new(row, cells, plan, problems);
        match slice.checked_sub(self.table_slices()) {
            None => (slice * SLICE..(slice + 1) * SLICE)
                .filter_map(|index| self.read.table.row(index))
                .map(|row| keep(row.number(), row.map(str::to_owned).collect()))
                .collect(),
            Some(slice) => {
                let flawed = self.read.flawed.iter().skip(slice * SLICE).take(SLICE);
                flawed.map(|flawed| keep(flawed.problem.row, flawed.cells.clone())).collect()
            }
        }
    }

    fn table_slices(&self) -> usize {
        self.read.table.len().div_ceil(SLICE)
    }
}

/// Rows with problems, as CSV.
pub(super) fn report(read: &Read, problems: &[RowProblem], texts: &Catalogue) -> String {
    let say = |key| texts.say(&text(key));
    let (row, column) = (say("app.problems.row"), say("app.problems.column"));
    let (value, reason) = (say("app.problems.value"), say("app.problems.reason"));
    let titles = Titles { row: &row, column: &column, value: &value, reason: &reason, header: &read.header };
    let explain = |problem: &RowProblem| texts.say(&explain::reason(&problem.reason));
    report::rejected_csv(titles, problems, explain, |number| cells(read, number))
}

/// The cells of a row, wherever they were kept.
pub(super) fn cells(read: &Read, number: u32) -> Vec<String> {
    if let Some(row) = read.table.index_of(number).and_then(|index| read.table.row(index)) {
        return row.map(str::to_owned).collect();
    }
    let flawed = read.flawed.iter().find(|flawed| flawed.problem.row == number);
    flawed.map(|flawed| flawed.cells.clone()).unwrap_or_default()
}
