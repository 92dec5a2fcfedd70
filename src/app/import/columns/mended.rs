//! Cells as the user has mended them, beside the table as it was read.

use super::Columns;
use crate::transfer::allowed;
use crate::transfer::mapping::Target;

impl Columns {
    /// The cells of a row as they are to be imported.
    pub(in crate::app::import) fn cells(&self, number: u32) -> Vec<String> {
        self.mended.get(&number).cloned().unwrap_or_else(|| self.original(number))
    }

    /// The cells of a row as they stand in the file, wherever they were kept.
    pub(in crate::app::import) fn original(&self, number: u32) -> Vec<String> {
        let read = &self.sheet.read;
        if let Some(row) = read.table.index_of(number).and_then(|index| read.table.row(index)) {
            return row.map(str::to_owned).collect();
        }
        let flawed = read.flawed.iter().find(|flawed| flawed.problem.row == number);
        flawed.map(|flawed| flawed.cells.clone()).unwrap_or_default()
    }

    /// Whether a row was mended.
    pub(in crate::app::import) fn is_mended(&self, number: u32) -> bool {
        self.mended.contains_key(&number)
    }

    /// The mended rows that the table does not hold.
    pub(in crate::app::import) fn mended_flaws(&self) -> impl Iterator<Item = u32> {
        self.mended.keys().copied().filter(|number| self.sheet.read.table.index_of(*number).is_none())
    }

    /// Writes something else into a cell.
    pub(in crate::app::import) fn write(&mut self, number: u32, column: usize, value: String) {
        self.take_as_it_stands(number);
        if let Some(cell) = self.mended.get_mut(&number).and_then(|cells| cells.get_mut(column)) {
            *cell = value;
        }
    }

    /// Takes a row as it is, with a cell for each column and no more.
    pub(in crate::app::import) fn take_as_it_stands(&mut self, number: u32) {
        let mut cells = self.cells(number);
        cells.resize(self.header().len(), String::new());
        self.mended.insert(number, cells);
    }

    /// Takes a row as it stands in the file again.
    pub(in crate::app::import) fn forget_changes(&mut self, number: u32) {
        self.mended.remove(&number);
    }

    /// The columns that go anywhere, in the file's order.
    pub(in crate::app::import) fn mapped_columns(&self) -> Vec<usize> {
        (0..self.header().len()).filter(|column| self.target(*column).is_some()).collect()
    }

    /// All that a cell of a column may say, if that is a short list.
    pub(in crate::app::import) fn allowed(&self, column: usize) -> Vec<String> {
        let schema = self.mapped.as_ref().map(|mapped| &mapped.schema);
        schema
            .zip(self.target(column))
            .and_then(|(schema, target)| allowed::allowed(schema, target))
            .unwrap_or_default()
    }

    fn target(&self, column: usize) -> Option<&Target> {
        self.mapped.as_ref()?.mapping.columns.get(column)?.as_ref()
    }
}
