//! The rows that were or will not be stored: collected from the file, the check and the import, and
//! those of them that were mended since. It shows nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::text::{Catalogue, text};
use crate::transfer::csv::FlawedRow;
use crate::transfer::problem::{Reason, RowProblem};

/// Problems by row, in the file's order.
#[derive(Default)]
pub(super) struct Problems {
    rows: BTreeMap<u32, Row>,
    /// How many cells of a column are refused for saying the same.
    alike: BTreeMap<(usize, String), usize>,
    /// Columns that ever had a problem.
    columns: BTreeSet<usize>,
    /// How many rows still have one.
    bad: usize,
}

#[derive(Default)]
struct Row {
    /// What is wrong with it; nothing once it is mended.
    now: Vec<RowProblem>,
    /// What was wrong before it was changed.
    before: Option<Vec<RowProblem>>,
}

impl Problems {
    pub(super) fn of_file(flawed: &[FlawedRow]) -> Self {
        let mut problems = Self::default();
        problems.extend(flawed.iter().map(|row| row.problem.clone()));
        problems
    }

    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = RowProblem>) {
        for problem in more {
            let row = problem.row;
            let mut now = self.of(row).to_vec();
            now.push(problem);
            self.set(row, now);
        }
    }

    /// Rows that have a problem.
    pub(super) const fn rows(&self) -> usize {
        self.bad
    }

    /// All problems, in the file's order.
    pub(super) fn list(&self) -> impl Iterator<Item = &RowProblem> {
        self.rows.values().flat_map(|row| &row.now)
    }

    /// Rows that have or had a problem.
    pub(super) fn numbers(&self) -> impl ExactSizeIterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// Columns that have or had a problem.
    pub(super) const fn columns(&self) -> &BTreeSet<usize> {
        &self.columns
    }

    /// What is wrong with a row.
    pub(super) fn of(&self, row: u32) -> &[RowProblem] {
        self.rows.get(&row).map_or(&[], |row| &row.now)
    }

    /// Whether anything is or was wrong with a row.
    pub(super) fn knows(&self, row: u32) -> bool {
        self.rows.contains_key(&row)
    }

    /// Whether a row was changed.
    pub(super) fn is_changed(&self, row: u32) -> bool {
        self.rows.get(&row).is_some_and(|row| row.before.is_some())
    }

    /// Whether a row can be changed: not if it may be in the account.
    pub(super) fn is_open(&self, row: u32) -> bool {
        self.knows(row) && !self.of(row).iter().any(|problem| problem.reason == Reason::Unknown)
    }

    /// How many rows are refused for this cell.
    pub(super) fn count_alike(&self, column: usize, value: &str) -> usize {
        self.alike.get(&(column, value.to_owned())).copied().unwrap_or(0)
    }

    /// The rows that are refused for this cell.
    pub(super) fn alike(&self, column: usize, value: &str) -> impl Iterator<Item = u32> {
        let is_it = move |problem: &&RowProblem| problem.column == Some(column) && problem.value == value;
        self.list().filter(is_it).map(|problem| problem.row)
    }

    /// Takes in what is wrong with a row after a change.
    pub(super) fn mend(&mut self, row: u32, now: Vec<RowProblem>) {
        let before = self.set(row, now);
        if let Some(row) = self.rows.get_mut(&row) {
            row.before.get_or_insert(before);
        }
    }

    /// Takes the changes of a row back; says whether there were any.
    pub(super) fn undo(&mut self, row: u32) -> bool {
        let before = self.rows.get_mut(&row).and_then(|row| row.before.take());
        before.map(|before| self.set(row, before)).is_some()
    }

    /// Drops a row: it is tried again.
    pub(super) fn forget(&mut self, row: u32) {
        self.set(row, Vec::new());
        self.rows.remove(&row);
    }

    /// Drops the rows that have no problem any more.
    pub(super) fn forget_mended(&mut self) {
        self.rows.retain(|_, row| !row.now.is_empty());
    }

    /// Puts this in the place of what was wrong with a row.
    fn set(&mut self, number: u32, now: Vec<RowProblem>) -> Vec<RowProblem> {
        for (column, value) in now.iter().filter_map(cell) {
            self.columns.insert(column);
            *self.alike.entry((column, value.to_owned())).or_default() += 1;
        }
        let is_bad = !now.is_empty();
        let before = std::mem::replace(&mut self.rows.entry(number).or_default().now, now);
        self.bad = self.bad + usize::from(is_bad) - usize::from(!before.is_empty());
        for (column, value) in before.iter().filter_map(cell) {
            let key = (column, value.to_owned());
            match self.alike.get_mut(&key) {
                Some(count) if *count > 1 => *count -= 1,
                _ => _ = self.alike.remove(&key),
            }
        }
        before
    }
}

fn cell(problem: &RowProblem) -> Option<(usize, &str)> {
    Some((problem.column?, problem.value.as_str()))
}

/// The heading of a column, or its number if it has none.
pub(super) fn heading(header: &[String], column: usize, texts: &Catalogue) -> String {
    match header.get(column) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => texts.say(&text("app.columns.unnamed").with("number", (column + 1).to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(row: u32, column: usize, value: &str) -> RowProblem {
        RowProblem { row, column: Some(column), value: value.into(), reason: Reason::NotNumber }
    }

    #[test]
    fn counts_follow_the_changes() {
        let mut problems = Problems::default();
        problems.extend([problem(3, 1, "x"), problem(3, 2, "y"), problem(2, 1, "x"), problem(5, 1, "x")]);
        assert_eq!((problems.rows(), problems.count_alike(1, "x")), (3, 3));
        assert_eq!(problems.alike(1, "x").collect::<Vec<_>>(), [2, 3, 5]);
        problems.mend(3, vec![problem(3, 2, "y")]);
        problems.mend(3, Vec::new());
        assert_eq!((problems.rows(), problems.count_alike(1, "x"), problems.count_alike(2, "y")), (2, 2, 0));
        assert!(problems.is_changed(3) && problems.knows(3) && !problems.is_changed(2));
        assert!(problems.undo(3) && !problems.undo(3) && !problems.undo(2));
        assert_eq!((problems.rows(), problems.of(3).len(), problems.count_alike(1, "x")), (3, 2, 3));
        problems.mend(2, Vec::new());
        problems.forget_mended();
        problems.forget(5);
        assert_eq!(problems.numbers().collect::<Vec<_>>(), [3]);
        assert_eq!((problems.rows(), problems.list().count(), problems.count_alike(1, "x")), (1, 2, 1));
    }

    #[test]
    fn what_may_be_in_the_account_stays_shut() {
        let mut problems = Problems::default();
        problems.extend([RowProblem { reason: Reason::Unknown, ..problem(2, 0, "") }, problem(3, 0, "x")]);
        assert!(!problems.is_open(2) && problems.is_open(3) && !problems.is_open(4));
    }
}
