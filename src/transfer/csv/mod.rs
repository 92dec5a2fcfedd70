//! Delimited text (CSV, TSV and their kin) becomes a table, the header, and what is wrong.
//!
//! One bad row never fails a file. Rows whose cells are not certain stay out of the table, so that
//! nothing of them can be sent; they are handed out beside it.

mod dialect;
mod parser;
mod quotes;
#[cfg(test)]
mod tests;

pub use dialect::{Dialect, sniff};
pub use parser::{Parser, Progress};

use super::file_problem::FileProblem;
use super::problem::RowProblem;
use super::table::Table;

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The names of the columns, trimmed; a name may be empty or come twice, see `notes`.
    pub header: Vec<String>,
    /// The rows under the header whose cells are certain; blank ones are left out.
    pub table: Table,
    /// The rows whose cells are not certain, in order.
    pub flawed: Vec<FlawedRow>,
    /// What the user should know of the file, without being an error.
    pub notes: Vec<FileNote>,
}

/// A row that cannot be imported as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FlawedRow {
    /// What is wrong with it.
    pub problem: RowProblem,
    /// Its cells as they were read, as many as there are.
    pub cells: Vec<String>,
}

/// Something about a file that is not an error. Columns are counted from 0, rows as a spreadsheet does.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FileNote {
    /// A column has no name.
    BlankHeader {
        /// The column.
        column: usize,
    },
    /// A column has the name of an earlier one.
    DuplicateHeader {
        /// The column.
        column: usize,
        /// The earlier one.
        first: usize,
    },
    /// Rows without any content were left out.
    BlankRows {
        /// How many.
        count: u32,
    },
    /// Rows have fewer cells than the header; the missing ones were taken as empty.
    ShortRows {
        /// How many.
        count: u32,
        /// The first of them.
        first: u32,
    },
    /// Columns at the end without name and content were left out.
    EmptyColumns {
        /// How many.
        count: usize,
    },
    /// Characters could not be decoded: the encoding is probably another one.
    Undecodable {
        /// The first row that has one.
        row: u32,
    },
    /// The file is a report of rows to mend: its own columns were left out.
    OfReport {
        /// How many rows it holds.
        rows: usize,
    },
    /// A row runs over several lines that look like rows themselves: a quote may be misplaced.
    SuspiciousRow {
        /// The row.
        row: u32,
        /// The lines that it runs over.
        lines: u32,
    },
}

/// The table of a decoded text, in one go.
pub fn parse(text: &str, dialect: Dialect) -> Result<Read, FileProblem> {
    Parser::new(text, dialect).finish()
}
