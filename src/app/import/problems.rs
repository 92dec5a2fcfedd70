//! The rows that were or will not be stored: collected from the file, the check and the import, shown
//! in part and given out whole.

use std::collections::BTreeSet;

use super::explain;
use crate::app::text::{Catalogue, text};
use crate::app::view::{ProblemView, ProblemsView};
use crate::transfer::csv::FlawedRow;
use crate::transfer::problem::RowProblem;

/// Problems shown on the screen; the file has all of them.
const SHOWN_MAX: usize = 100;

/// Characters of a cell that are shown.
const CELL_CHARS: usize = 80;

/// The problems of a check, in order.
#[derive(Clone, Default)]
pub(super) struct Problems {
    list: Vec<RowProblem>,
    rows: BTreeSet<u32>,
}

impl Problems {
    pub(super) fn of_file(flawed: &[FlawedRow]) -> Self {
        let mut problems = Self::default();
        problems.extend(flawed.iter().map(|row| row.problem.clone()));
        problems
    }

    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = RowProblem>) {
        for problem in more {
            self.rows.insert(problem.row);
            self.list.push(problem);
        }
    }

    /// Brings the rows into the file's order.
    pub(super) fn sort(&mut self) {
        self.list.sort_by_key(|problem| problem.row);
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn list(&self) -> &[RowProblem] {
        &self.list
    }
}

/// The first of these problems for the screen; `rows` is the number of rows that they are about.
pub(super) fn view(list: &[RowProblem], rows: usize, header: &[String], texts: &Catalogue) -> ProblemsView {
    let shown = list
        .iter()
        .take(SHOWN_MAX)
        .map(|problem| ProblemView {
            row: problem.row.to_string(),
            column: problem.column.map_or_else(String::new, |column| heading(header, column, texts)),
            value: shortened(&problem.value),
            reason: texts.say(&explain::reason(&problem.reason)),
        })
        .collect();
    let hidden = list.len().saturating_sub(SHOWN_MAX);
    let more = (hidden > 0).then(|| texts.say(&text("app.problems.more").count("count", hidden)));
    ProblemsView { rows, shown, more }
}

/// The heading of a column, or its number if it has none.
pub(super) fn heading(header: &[String], column: usize, texts: &Catalogue) -> String {
    match header.get(column) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => texts.say(&text("app.columns.unnamed").with("number", (column + 1).to_string())),
    }
}

fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(CELL_CHARS) {
        Some((end, _)) => format!("{}…", cell.get(..end).unwrap_or_default()),
        None => cell.to_owned(),
    }
}
