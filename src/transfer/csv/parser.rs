//! The parser: slices of a text go into the table, so that a worker can tell how far it is.

use ::csv::{Reader, ReaderBuilder, StringRecord};

use super::quotes::{self, Quotes};
use super::{Dialect, FileNote, FlawedRow, Read, dialect};
use crate::transfer::file_problem::{COLUMNS_MAX, FILE_BYTES_MAX, FileProblem};
use crate::transfer::looks_like::LooksLike;
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::table::Table;

/// How far the parser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read, the header and blank ones included.
    pub rows: u32,
    /// Bytes of the text that are read.
    pub bytes: usize,
    /// Bytes of the whole text.
    pub bytes_total: usize,
    /// Whether nothing is left to read.
    pub is_done: bool,
}

/// Reads a text in slices: [`step`](Self::step) until it is done, then [`finish`](Self::finish).
pub struct Parser<'t> {
    text: &'t str,
    dialect: Dialect,
    reader: Reader<&'t [u8]>,
    record: StringRecord,
    is_done: bool,
    /// The number of the last record read, as a spreadsheet counts rows.
    row: u32,
    /// `None` until the header is read.
    header: Option<Vec<String>>,
    table: Table,
    flawed: Vec<FlawedRow>,
    /// Columns up to the last one that has any content.
    width: usize,
    blank_rows: u32,
    short_rows: Option<(u32, u32)>,
    undecodable: Option<u32>,
    suspicious: Vec<FileNote>,
}

impl<'t> Parser<'t> {
    /// A parser at the beginning of a decoded text.
    #[must_use]
    pub fn new(text: &'t str, dialect: Dialect) -> Self {
        let (text, _) = dialect::preamble(text);
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .quote(dialect.quote)
            .from_reader(text.as_bytes());
        Self {
            text,
            dialect,
            reader,
            record: StringRecord::new(),
            is_done: false,
            row: 0,
            header: None,
            table: Table::default(),
            flawed: Vec::new(),
            width: 0,
            blank_rows: 0,
            short_rows: None,
            undecodable: None,
            suspicious: Vec::new(),
        }
    }

    /// Reads up to `rows_max` more rows.
    pub fn step(&mut self, rows_max: usize) -> Result<Progress, FileProblem> {
        for _ in 0..rows_max {
            let start = self.at();
            // Neither input nor output nor the encoding can fail on a text in memory.
            let not_text = |_| FileProblem::NotText { looks_like: LooksLike::Binary };
            if !self.reader.read_record(&mut self.record).map_err(not_text)? {
                self.is_done = true;
                break;
            }
            let (skipped, start) = skip_line_ends(self.text.as_bytes(), start);
            self.row = self.row.saturating_add(skipped).saturating_add(1);
            self.blank_rows = self.blank_rows.saturating_add(skipped);
            self.take(self.text.get(start..self.at()).unwrap_or_default())?;
        }
        let (bytes, bytes_total) = (self.at(), self.text.len());
        Ok(Progress { rows: self.row, bytes, bytes_total, is_done: self.is_done })
    }

    /// Reads what is left and gives all that was read.
    pub fn finish(mut self) -> Result<Read, FileProblem> {
        while !self.is_done {
            self.step(usize::MAX)?;
        }
        let Some(mut header) = self.header.take() else { return Err(FileProblem::Empty) };
        if self.table.is_empty() && self.flawed.is_empty() {
            return Err(FileProblem::OnlyHeader);
        }
        let columns = header.len();
        while header.len() > self.width && header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        self.table.drop_empty_columns(header.len());
        let notes = self.notes(&header, columns - header.len());
        Ok(Read { header, table: self.table, flawed: self.flawed, notes })
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// Takes the record that was read, whose text is `raw`.
    fn take(&mut self, raw: &str) -> Result<(), FileProblem> {
        let has_quote = raw.as_bytes().contains(&self.dialect.quote);
        let quotes = if has_quote { quotes::check(raw.as_bytes(), self.dialect) } else { Quotes::Sound };
        let is_blank = self.record.iter().all(|cell| cell.trim().is_empty());
        if quotes == Quotes::Unclosed {
            return Err(FileProblem::UnclosedQuote { row: self.row });
        }
        if is_blank {
            self.blank_rows = self.blank_rows.saturating_add(1);
            return Ok(());
        }
        if self.undecodable.is_none() && raw.contains('\u{fffd}') {
            self.undecodable = Some(self.row);
        }
        let Some(columns) = self.header.as_ref().map(Vec::len) else { return self.take_header(quotes) };
        if has_quote && let Some(lines) = quotes::swallowed_lines(raw, self.dialect, columns) {
            self.suspicious.push(FileNote::SuspiciousRow { row: self.row, lines });
        }
        self.take_row(raw, quotes, columns)
    }

    fn take_header(&mut self, quotes: Quotes) -> Result<(), FileProblem> {
        if quotes == Quotes::Broken {
            return Err(FileProblem::BrokenHeader { row: self.row });
        }
        let columns = self.record.len();
        if columns > COLUMNS_MAX {
            return Err(FileProblem::TooManyColumns { columns, max: COLUMNS_MAX });
        }
        self.header = Some(self.record.iter().map(|name| without_nul(name.trim()).into_owned()).collect());
        self.table = Table::new(columns);
        Ok(())
    }

    fn take_row(&mut self, raw: &str, quotes: Quotes, columns: usize) -> Result<(), FileProblem> {
        let found = self.record.len();
        let surplus = self.record.iter().skip(columns).find(|cell| !cell.trim().is_empty());
        let flaw = if quotes == Quotes::Broken {
            Some((raw.trim_end(), Reason::BrokenQuote))
        } else {
            surplus.map(|cell| (cell, Reason::TooManyCells { expected: columns, found }))
        };
        if let Some((value, reason)) = flaw {
            let problem = RowProblem { row: self.row, column: None, value: value.to_owned(), reason };
            let cells = self.record.iter().map(str::to_owned).collect();
            self.flawed.push(FlawedRow { problem, cells });
            return Ok(());
        }
        if found < columns {
            let (count, first) = self.short_rows.unwrap_or((0, self.row));
            self.short_rows = Some((count.saturating_add(1), first));
        }
        if self.width < columns {
            let filled = self.record.iter().take(columns).enumerate().skip(self.width);
            let last = filled.filter(|(_, cell)| !cell.trim().is_empty()).last();
            self.width = last.map_or(self.width, |(column, _)| column + 1);
        }
        let pushed = if raw.contains('\0') {
            let cells: Vec<_> = self.record.iter().map(without_nul).collect();
            self.table.push(self.row, cells.iter().map(|cell| &**cell))
        } else {
            self.table.push(self.row, self.record.iter())
        };
        pushed.map_err(|_| FileProblem::TooBig { bytes: self.text.len() as u64, max: FILE_BYTES_MAX })
    }

    fn notes(&mut self, header: &[String], empty_columns: usize) -> Vec<FileNote> {
        let mut notes = Vec::new();
        for (column, name) in header.iter().enumerate() {
            let first = header.iter().position(|earlier| earlier == name).unwrap_or(column);
            if name.is_empty() {
                notes.push(FileNote::BlankHeader { column });
            } else if first < column {
                notes.push(FileNote::DuplicateHeader { column, first });
            }
        }
        if empty_columns > 0 {
            notes.push(FileNote::EmptyColumns { count: empty_columns });
        }
        if self.blank_rows > 0 {
            notes.push(FileNote::BlankRows { count: self.blank_rows });
        }
        notes.extend(self.short_rows.map(|(count, first)| FileNote::ShortRows { count, first }));
        notes.extend(self.undecodable.map(|row| FileNote::Undecodable { row }));
        notes.append(&mut self.suspicious);
        notes
    }
}

fn without_nul(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.contains('\0') { cell.replace('\0', "").into() } else { cell.into() }
}

/// The blank lines at `start` and where the first line with any character begins. The reader leaves
/// the second half of `\r\n` before the next record, which is no line of its own.
fn skip_line_ends(bytes: &[u8], start: usize) -> (u32, usize) {
    let byte = |at: usize| bytes.get(at).copied();
    let mut at = start;
    if start > 0 && byte(start - 1) == Some(b'\r') && byte(start) == Some(b'\n') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(end @ (b'\r' | b'\n')) = byte(at) {
        at += if end == b'\r' && byte(at + 1) == Some(b'\n') { 2 } else { 1 };
        lines += 1;
    }
    (lines, at)
}
