//! A table of text cells, stored compactly: one text and the end of each cell in it, so that a
//! million cells cost three allocations and cross from the reading worker as three buffers.
//!
//! It knows nothing of headers, types or files, and never changes a cell.

/// A table; every row has the same number of cells and remembers its number in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    text: String,
    /// Byte offset in `text` where each cell ends, row after row.
    ends: Vec<u32>,
    /// The number of each row, as a spreadsheet counts them; always increasing.
    numbers: Vec<u32>,
    columns: usize,
}

/// Why a table cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// More than 4 GiB of text.
    #[error("more text than a table can hold")]
    Full,
    /// The parts do not make a table.
    #[error("not the parts of a table")]
    Parts,
    /// A row's number is not above the one before it.
    #[error("rows out of order")]
    Order,
}

/// The buffers of a table, to cross from a worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The text of all cells, row after row, without anything between them.
    pub text: String,
    /// Byte offset in `text` where each cell ends.
    pub ends: Vec<u32>,
    /// The number of each row.
    pub numbers: Vec<u32>,
    /// Cells in a row.
    pub columns: usize,
}

impl Table {
    /// An empty table with this many columns.
    #[must_use]
    pub const fn new(columns: usize) -> Self {
        Self { text: String::new(), ends: Vec::new(), numbers: Vec::new(), columns }
    }

    /// Cells in a row.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// Rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Adds a row. Cells that are missing are empty, cells beyond the last column are left out.
    pub fn push<'a>(
        &mut self,
        number: u32,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), TableError> {
        if self.numbers.last().is_some_and(|last| *last >= number) {
            return Err(TableError::Order);
        }
        let (text_len, ends_len) = (self.text.len(), self.ends.len());
        let mut cells = cells.into_iter();
        for _ in 0..self.columns {
            self.text.push_str(cells.next().unwrap_or_default());
            let Ok(end) = u32::try_from(self.text.len()) else {
                self.text.truncate(text_len);
                self.ends.truncate(ends_len);
                return Err(TableError::Full);
            };
            self.ends.push(end);
        }
        self.numbers.push(number);
        Ok(())
    }

    /// The row at an index, counted from 0.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let number = *self.numbers.get(index)?;
        let first = index.checked_mul(self.columns)?;
        let ends = self.ends.get(first..first.checked_add(self.columns)?)?;
        Some(Row { number, text: &self.text, start: self.start(first), ends: ends.iter() })
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|index| self.row(index))
    }

    /// The text of a cell; empty outside the table.
    #[must_use]
    pub fn cell(&self, index: usize, column: usize) -> &str {
        if column >= self.columns {
            return "";
        }
        let at = index.saturating_mul(self.columns).saturating_add(column);
        let Some(end) = self.ends.get(at) else { return "" };
        slice(&self.text, self.start(at), *end)
    }

    /// The index of the row with this number in the file.
    #[must_use]
    pub fn index_of(&self, number: u32) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    /// The table's buffers.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        Parts { text: self.text, ends: self.ends, numbers: self.numbers, columns: self.columns }
    }

    /// The table of these buffers, if they can be one.
    pub fn from_parts(parts: Parts) -> Result<Self, TableError> {
        let Parts { text, ends, numbers, columns } = parts;
        let last = ends.last().map_or(0, |end| *end as usize);
        let fits = numbers.len().checked_mul(columns) == Some(ends.len())
            && last == text.len()
            && ends.is_sorted()
            && ends.iter().all(|end| text.is_char_boundary(*end as usize))
            && numbers.is_sorted_by(|a, b| a < b);
        if fits { Ok(Self { text, ends, numbers, columns }) } else { Err(TableError::Parts) }
    }

    /// Leaves out the columns from `columns` on; the caller knows that all their cells are empty.
    pub(super) fn drop_empty_columns(&mut self, columns: usize) {
        if columns >= self.columns {
            return;
        }
        let before = self.columns;
        let mut at = 0;
        self.ends.retain(|_| {
            let is_kept = at % before < columns;
            at += 1;
            is_kept
        });
        self.columns = columns;
    }

    fn start(&self, at: usize) -> u32 {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// One row: an iterator over the texts of its cells.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    number: u32,
    text: &'t str,
    start: u32,
    ends: std::slice::Iter<'t, u32>,
}

impl Row<'_> {
    /// Its number as a spreadsheet counts rows: the header is row 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl<'t> Iterator for Row<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let end = *self.ends.next()?;
        let cell = slice(self.text, self.start, end);
        self.start = end;
        Some(cell)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ends.size_hint()
    }
}

impl ExactSizeIterator for Row<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(3);
        table.push(2, ["a", "", "ñ"]).unwrap();
        table.push(5, ["b"]).unwrap();
        table.push(6, ["c", "d", "e", "surplus"]).unwrap();
        table
    }

    #[test]
    fn rows_are_as_pushed() {
        let table = table();
        let rows: Vec<(u32, Vec<&str>)> = table.rows().map(|row| (row.number(), row.collect())).collect();
        assert_eq!(rows, [(2, vec!["a", "", "ñ"]), (5, vec!["b", "", ""]), (6, vec!["c", "d", "e"])]);
    }

    #[test]
    fn cells_outside_are_empty() {
        let table = table();
        assert_eq!(table.cell(0, 2), "ñ");
        assert_eq!(table.cell(2, 0), "c");
        assert_eq!(table.cell(0, 3), "");
        assert_eq!(table.cell(3, 0), "");
    }

    #[test]
    fn numbers_find_rows() {
        assert_eq!(table().index_of(5), Some(1));
        assert_eq!(table().index_of(4), None);
    }

    #[test]
    fn rows_stay_in_order() {
        assert_eq!(table().push(6, ["x"]), Err(TableError::Order));
    }

    #[test]
    fn parts_make_the_same_table() {
        assert_eq!(Table::from_parts(table().into_parts()), Ok(table()));
        assert_eq!(Table::from_parts(Table::new(2).into_parts()), Ok(Table::new(2)));
    }

    #[test]
    fn broken_parts_make_none() {
        let break_with = |change: fn(&mut Parts)| {
            let mut parts = table().into_parts();
            change(&mut parts);
            Table::from_parts(parts)
        };
        assert_eq!(break_with(|parts| parts.columns = 2), Err(TableError::Parts));
        assert_eq!(break_with(|parts| parts.text.push('x')), Err(TableError::Parts));
        assert_eq!(break_with(|parts| parts.ends[2] = 2), Err(TableError::Parts));
        assert_eq!(break_with(|parts| parts.ends[0] = 3), Err(TableError::Parts));
        assert_eq!(break_with(|parts| parts.numbers[1] = 2), Err(TableError::Parts));
    }

    #[test]
    fn empty_columns_can_be_dropped() {
        let mut table = Table::new(3);
        table.push(2, ["a", "b", ""]).unwrap();
        table.push(3, ["c", "d", ""]).unwrap();
        table.drop_empty_columns(2);
        let rows: Vec<Vec<&str>> = table.rows().map(Iterator::collect).collect();
        assert_eq!(rows, [["a", "b"], ["c", "d"]]);
    }
}
