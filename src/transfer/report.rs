//! What an import leaves behind: the rows that were stored, and a file of those that were not, each
//! with its reason and its original cells, to be mended and imported again.

pub mod again;
mod guard;

use super::problem::{Reason, RowProblem};
use super::run::{RowState, RunState};
use crate::base::id::EntityId;

pub use guard::guarded;

/// Rows in the account with their ids, in order.
pub fn stored(run: &RunState) -> impl Iterator<Item = (u32, EntityId)> {
    run.rows().filter_map(|(row, state)| match state {
        RowState::Stored(id) => Some((row, *id)),
        _ => None,
    })
}

/// Of these rows those that were refused or whose outcome is unknown, and once the run has ended
/// those that were not sent.
pub fn problems(run: &RunState, rows: impl Iterator<Item = u32>) -> impl Iterator<Item = RowProblem> {
    rows.flat_map(|row| {
        let reasons = match run.row(row) {
            Some(RowState::Refused(refusals)) => refusals.iter().map(Reason::from).collect(),
            Some(RowState::Undecided) => vec![Reason::Unknown],
            None if run.ended() => vec![Reason::NotSent],
            Some(RowState::Stored(_) | RowState::Sent(_)) | None => Vec::new(),
        };
        reasons.into_iter().map(move |reason| RowProblem { row, column: None, value: String::new(), reason })
    })
}

/// The words of the file that come from the catalogue, and the table's own.
#[derive(Clone, Copy, Debug)]
pub struct Titles<'text> {
    /// Over the row numbers.
    pub row: &'text str,
    /// Over the names of columns.
    pub column: &'text str,
    /// Over the refused values.
    pub value: &'text str,
    /// Over the reasons.
    pub reason: &'text str,
    /// The table's header.
    pub header: &'text [String],
}

/// The rejected rows as CSV for spreadsheets: row number, column, value and reason, then the row's
/// cells as they were read.
///
/// UTF-8 with a byte order mark, lines end in CR LF, every cell is [`guarded`]. `explain` gives the
/// user's sentence for a problem, `cells` a row's original cells.
pub fn rejected_csv<'problem, Cells>(
    titles: Titles<'_>,
    problems: impl IntoIterator<Item = &'problem RowProblem>,
    explain: impl Fn(&RowProblem) -> String,
    cells: impl Fn(u32) -> Cells,
) -> String
where
    Cells: IntoIterator<Item: AsRef<str>>,
{
    let mut csv = String::from("\u{feff}");
    let own = [titles.row, titles.column, titles.value, titles.reason];
    line(&mut csv, own.into_iter().chain(titles.header.iter().map(String::as_str)));
    for problem in problems {
        let column = problem.column.and_then(|column| titles.header.get(column));
        let own = [
            problem.row.to_string(),
            column.cloned().unwrap_or_default(),
            problem.value.clone(),
            explain(problem),
        ];
        let original = cells(problem.row).into_iter().map(|cell| cell.as_ref().to_owned());
        line(&mut csv, own.into_iter().chain(original));
    }
    csv
}

fn line(csv: &mut String, cells: impl Iterator<Item: AsRef<str>>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            csv.push(',');
        }
        quote(csv, &guarded(cell.as_ref()));
    }
    csv.push_str("\r\n");
}

fn quote(csv: &mut String, cell: &str) {
    // Spreadsheets guess the separator in some countries, so all that could be one is quoted.
    if cell.contains([',', ';', '"', '\t', '\r', '\n']) || cell != cell.trim() {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::transfer::journal::{BatchId, Entry, Refusal, fold};

    #[test]
    fn rejected_rows_with_their_cells() {
        let header = ["Name".to_owned(), "Phone; kind".to_owned()];
        let titles =
            Titles { row: "Row", column: "Column", value: "Value", reason: "Reason", header: &header };
        let problem = |row, column, value: &str| RowProblem {
            row,
            column,
            value: value.to_owned(),
            reason: Reason::NotPhone,
        };
        let csv = rejected_csv(
            titles,
            &[problem(3, Some(1), "=1+1"), problem(4, None, "")],
            |problem| format!("\"no\", row {}", problem.row),
            |row| if row == 3 { vec!["Ann", "=1+1"] } else { vec![" Bob\nLee", "+1 555 0100"] },
        );
        assert_eq!(
            csv,
            "\u{feff}Row,Column,Value,Reason,Name,\"Phone; kind\"\r\n\
             3,\"Phone; kind\",'=1+1,\"\"\"no\"\", row 3\",Ann,'=1+1\r\n\
             4,,,\"\"\"no\"\", row 4\",\" Bob\nLee\",+1 555 0100\r\n"
        );
    }

    #[test]
    fn problems_of_a_run() {
        let batch = BatchId(0);
        let refusal = |status| Refusal::Whole { status, detail: String::new() };
        let mut entries = vec![
            Entry::Intent { batch, rows: vec![2, 3, 4, 5] },
            Entry::Stored { batch, ids: vec![(2, EntityId(7))] },
            Entry::Refused { batch, rows: vec![(3, refusal(400)), (3, refusal(409))] },
            Entry::Undecided { batch, rows: vec![4] },
            Entry::NotApplied { batch },
        ];
        let told = |entries: &[Entry]| -> Vec<(u32, Reason)> {
            problems(&fold(entries), 2..=5).map(|problem| (problem.row, problem.reason)).collect()
        };
        let refused = |status| Reason::BatchRefused { status, detail: String::new() };
        let mut expected = vec![(3, refused(400)), (3, refused(409)), (4, Reason::Unknown)];
        assert_eq!(told(&entries), expected);
        entries.push(Entry::Ended);
        expected.push((5, Reason::NotSent));
        assert_eq!(told(&entries), expected);
        assert_eq!(stored(&fold(&entries)).collect::<Vec<_>>(), [(2, EntityId(7))]);
    }

    proptest! {
        #[test]
        fn any_cells_come_back_guarded(cells in prop::collection::vec("[=+@a1,;\"\t\r\n é'-]{0,6}", 1..4)) {
            let header: Vec<String> = cells.iter().map(|_| "h".to_owned()).collect();
            let titles = Titles { row: "r", column: "c", value: "v", reason: "w", header: &header };
            let problem = RowProblem { row: 2, column: None, value: String::new(), reason: Reason::Empty };
            let text = rejected_csv(titles, [&problem], |_| "empty".to_owned(), |_| cells.clone());
            let text = text.strip_prefix('\u{feff}').unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let lines: Vec<Vec<String>> =
                reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(lines.len(), 2);
            let expected: Vec<String> = cells.iter().map(|cell| guarded(cell)).collect();
            prop_assert_eq!(&lines[1][4..], &expected[..]);
        }
    }
}
