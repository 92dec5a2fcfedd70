//! The grid of rows with problems, a page of it at a time: each cell with what is wrong with it. It
//! changes nothing.

use std::ops::Range;

use super::columns::Columns;
use super::explain;
use super::mend::Grid;
use super::problems::{Problems, heading};
use crate::app::text::{Catalogue, text};
use crate::app::view::{ProblemCell, ProblemColumn, ProblemRow, ProblemsView, RowMark};
use crate::transfer::problem::{Reason, RowProblem};

/// Rows of one page; the file has all of them.
const PAGE_ROWS: usize = 50;

/// The grid as it is now.
pub(super) fn view(columns: &Columns, problems: &Problems, grid: &Grid, texts: &Catalogue) -> ProblemsView {
    let all = problems.numbers().len();
    let page = grid.page.min(all.saturating_sub(1) / PAGE_ROWS);
    let range = page * PAGE_ROWS..all.min((page + 1) * PAGE_ROWS);
    let numbers: Vec<u32> = problems.numbers().skip(range.start).take(PAGE_ROWS).collect();
    let is_whole = |row: &u32| problems.of(*row).iter().any(|problem| problem.column.is_none());
    let mapped = columns.mapped_columns();
    let few = few(&mapped, problems);
    let is_cut = few.len() < mapped.len() && !numbers.iter().any(is_whole);
    let shown = if is_cut && !grid.has_all_columns { few } else { mapped };
    let scene = Scene { columns, problems, shown: &shown, texts };
    ProblemsView {
        rows: problems.rows(),
        columns: shown.iter().map(|column| scene.column(*column)).collect(),
        shown: numbers.into_iter().map(|number| scene.row(number)).collect(),
        page,
        pages: all.div_ceil(PAGE_ROWS),
        place: place(range, all, texts),
        all_columns: is_cut.then_some(grid.has_all_columns),
    }
}

/// The columns that matter: those with problems, and the first, by which a row is known.
fn few(mapped: &[usize], problems: &Problems) -> Vec<usize> {
    let matters =
        |(at, column): (usize, &usize)| (at == 0 || problems.columns().contains(column)).then_some(*column);
    mapped.iter().enumerate().filter_map(matters).collect()
}

fn place(range: Range<usize>, all: usize, texts: &Catalogue) -> String {
    let number = |number: usize| texts.number(number as u64);
    let place =
        text("app.problems.place").with("from", number(range.start + 1)).with("to", number(range.end));
    texts.say(&place.with("all", number(all)))
}

/// What the rows are shown with.
struct Scene<'a> {
    columns: &'a Columns,
    problems: &'a Problems,
    shown: &'a [usize],
    texts: &'a Catalogue,
}

impl Scene<'_> {
    fn column(&self, column: usize) -> ProblemColumn {
        let heading = heading(self.columns.header(), column, self.texts);
        ProblemColumn { column, heading, allowed: self.columns.allowed(column) }
    }

    fn row(&self, row: u32) -> ProblemRow {
        let problems = self.problems.of(row);
        let is_open = self.problems.is_open(row);
        let (cells, original) = (self.columns.cells(row), self.columns.original(row));
        let cell = |column: &usize| {
            let of = |cells: &[String]| cells.get(*column).cloned().unwrap_or_default();
            self.cell(*column, of(&cells), &of(&original), problems)
        };
        // A reason at a column that is not shown stands at the row.
        let has_no_cell =
            |problem: &&RowProblem| problem.column.is_none_or(|column| !self.shown.contains(&column));
        ProblemRow {
            row,
            mark: match (problems.is_empty(), is_open) {
                (true, _) => RowMark::Mended,
                (false, true) => RowMark::Bad,
                (false, false) => RowMark::Shut,
            },
            reasons: problems.iter().filter(has_no_cell).map(|problem| self.reason(problem)).collect(),
            cells: self.shown.iter().map(cell).collect(),
            can_undo: self.problems.is_changed(row),
            can_take: is_open && problems.iter().any(|problem| can_be_taken(&problem.reason)),
        }
    }

    fn cell(&self, column: usize, value: String, was: &str, problems: &[RowProblem]) -> ProblemCell {
        let wrong: Vec<&RowProblem> =
            problems.iter().filter(|problem| problem.column == Some(column)).collect();
        let reason: Vec<String> = wrong.iter().map(|problem| self.reason(problem)).collect();
        let is_mended = wrong.is_empty() && value != was;
        let alike = if is_mended { self.problems.count_alike(column, was) } else { 0 };
        ProblemCell {
            nearest: wrong.iter().find_map(|problem| nearest(&problem.reason)).map(str::to_owned),
            reason: reason.join(" "),
            alike: (alike > 0).then(|| {
                self.texts.say(&text("app.problems.alike").count("count", alike).with("value", was))
            }),
            value,
        }
    }

    fn reason(&self, problem: &RowProblem) -> String {
        self.texts.say(&explain::reason(&problem.reason))
    }
}

/// What was probably meant.
fn nearest(reason: &Reason) -> Option<&str> {
    match reason {
        Reason::NotOption { nearest }
        | Reason::NotUser { nearest }
        | Reason::NotPipeline { nearest }
        | Reason::NotStage { nearest }
        | Reason::NotTaskType { nearest } => nearest.as_deref(),
        _ => None,
    }
}

/// Whether the row may be right just as it is shown: its cells were uncertain, or it was Kommo that
/// refused it, which may have been changed there.
const fn can_be_taken(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::TooManyCells { .. }
            | Reason::BrokenQuote
            | Reason::Refused { .. }
            | Reason::BatchRefused { .. }
            | Reason::NotSent
    )
}
