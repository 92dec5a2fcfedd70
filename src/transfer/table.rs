//! A table of text cells, stored compactly: one text and the end of each cell in it, so that a
//! million cells cost two allocations and cross from the reading worker as two buffers.

/// A table; every row has the same number of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    text: String,
    /// Byte offset in `text` where each cell ends, row after row.
    ends: Vec<u32>,
    columns: usize,
}

impl Table {
    /// An empty table with this many columns.
    #[must_use]
    pub const fn new(columns: usize) -> Self {
        Self { text: String::new(), ends: Vec::new(), columns }
    }
}
