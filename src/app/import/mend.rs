//! Mending: what the user does to rows with problems, and what comes of it at once.

use std::collections::VecDeque;

use super::columns::Columns;
use super::problems::Problems;
use crate::transfer::check::Checker;
use crate::transfer::problem::RowProblem;
use crate::transfer::work::Work;

/// Rows that are mended at once before the page may do something else: a few milliseconds' work.
const SLICE: usize = 200;

/// What the user does in the grid of rows with problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Writes something else into a cell.
    Cell {
        /// The row's number.
        row: u32,
        /// The column, counted from 0.
        column: usize,
        /// What stands there now.
        value: String,
    },
    /// Takes a row as the grid shows it.
    AsItStands {
        /// The row's number.
        row: u32,
    },
    /// Takes all changes of a row back.
    Undo {
        /// The row's number.
        row: u32,
    },
    /// Changes all other cells of the column that said the same, too.
    Alike {
        /// The row that was mended.
        row: u32,
        /// The column, counted from 0.
        column: usize,
    },
    /// Turns to another page of the grid, counted from 0.
    Page(usize),
    /// Shows every column, or only those that matter.
    AllColumns(bool),
}

/// How the grid is shown, and the rows that are still to be changed like another one.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) page: usize,
    pub(super) has_all_columns: bool,
    alike: Option<Alike>,
}

struct Alike {
    column: usize,
    value: String,
    rows: VecDeque<u32>,
}

impl Grid {
    /// Whether rows are still to be changed.
    pub(super) const fn is_busy(&self) -> bool {
        self.alike.is_some()
    }
}

/// A row that was changed, with what is to be done for it now if it is good.
pub(super) type Changed = (u32, Option<Work>);

/// A step's rows, to be mended.
pub(super) struct Mending<'step> {
    pub(super) columns: &'step mut Columns,
    pub(super) checker: &'step Checker,
    pub(super) problems: &'step mut Problems,
    pub(super) grid: &'step mut Grid,
}

impl Mending<'_> {
    /// Does what the user did.
    pub(super) fn handle(&mut self, mend: Mend) -> Option<Changed> {
        match mend {
            Mend::Cell { row, column, value } => self.write(row, column, value),
            Mend::AsItStands { row } => self.take(row),
            Mend::Undo { row } => self.undo(row),
            Mend::Alike { row, column } => {
                self.begin_alike(row, column);
                None
            }
            Mend::Page(page) => {
                self.grid.page = page;
                None
            }
            Mend::AllColumns(all) => {
                self.grid.has_all_columns = all;
                None
            }
        }
    }

    /// Changes the next rows of those that are to be like another one.
    pub(super) fn work(&mut self) -> Vec<Changed> {
        let Some(Alike { column, value, mut rows }) = self.grid.alike.take() else { return Vec::new() };
        let slice: Vec<u32> = rows.drain(..rows.len().min(SLICE)).collect();
        let changed = slice.into_iter().filter_map(|row| self.write(row, column, value.clone())).collect();
        self.grid.alike = (!rows.is_empty()).then_some(Alike { column, value, rows });
        changed
    }

    fn write(&mut self, row: u32, column: usize, value: String) -> Option<Changed> {
        if !self.problems.is_open(row) {
            return None;
        }
        self.columns.write(row, column, value);
        Some(self.recheck(row))
    }

    fn take(&mut self, row: u32) -> Option<Changed> {
        if !self.problems.is_open(row) {
            return None;
        }
        self.columns.take_as_it_stands(row);
        Some(self.recheck(row))
    }

    fn undo(&mut self, row: u32) -> Option<Changed> {
        if !self.problems.undo(row) {
            return None;
        }
        self.columns.forget_changes(row);
        // A row that other columns had made bad may be good without its changes.
        let is_good = self.problems.of(row).is_empty();
        let work = is_good.then(|| self.check(row).ok()).flatten();
        Some((row, work))
    }

    fn begin_alike(&mut self, row: u32, column: usize) {
        let was = self.columns.original(row).into_iter().nth(column).unwrap_or_default();
        let value = self.columns.cells(row).into_iter().nth(column).unwrap_or_default();
        let rows: VecDeque<u32> = self.problems.alike(column, &was).collect();
        self.grid.alike = (!rows.is_empty()).then_some(Alike { column, value, rows });
    }

    /// Checks a row as it is now.
    pub(super) fn recheck(&mut self, row: u32) -> Changed {
        match self.check(row) {
            Ok(work) => {
                self.problems.mend(row, Vec::new());
                (row, Some(work))
            }
            Err(problems) => {
                self.problems.mend(row, problems);
                (row, None)
            }
        }
    }

    fn check(&self, row: u32) -> Result<Work, Vec<RowProblem>> {
        let cells = self.columns.cells(row);
        self.checker.check_row(row, cells.iter().map(String::as_str)).map(Work::from)
    }
}
