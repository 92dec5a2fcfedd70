//! What is wrong with a file as a whole: data, not prose. One bad row is never in here.

use super::looks_like::LooksLike;

/// Bytes of a file that are read at most.
pub const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Columns of a file that are read at most.
pub const COLUMNS_MAX: usize = 300;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum FileProblem {
    /// Nothing but blank lines, or nothing at all.
    #[error("the file is empty")]
    Empty,
    /// A header and no row under it.
    #[error("the file has a header only")]
    OnlyHeader,
    /// Larger than [`FILE_BYTES_MAX`].
    #[error("{bytes} bytes, {max} are allowed")]
    TooBig {
        /// Bytes it has.
        bytes: u64,
        /// Bytes it may have.
        max: u64,
    },
    /// More columns than [`COLUMNS_MAX`]; often the sign of a wrong delimiter.
    #[error("{columns} columns, {max} are allowed")]
    TooManyColumns {
        /// Columns it has.
        columns: usize,
        /// Columns it may have.
        max: usize,
    },
    /// Not a text file.
    #[error("not a text file but {looks_like:?}")]
    NotText {
        /// What it is by its first bytes.
        looks_like: LooksLike,
    },
    /// A quote is opened and never closed, so that it swallows the rest of the file.
    #[error("the quote opened in row {row} is never closed")]
    UnclosedQuote {
        /// The row in which it is opened, as a spreadsheet counts them.
        row: u32,
    },
    /// The header has a quote too many or too few.
    #[error("a quote in the header (row {row}) is misplaced")]
    BrokenHeader {
        /// The header's row; above 1 if blank lines stand before it.
        row: u32,
    },
}

impl FileProblem {
    /// Refuses a file above [`FILE_BYTES_MAX`], which can be told before it is read.
    pub const fn check_size(bytes: u64) -> Result<(), Self> {
        if bytes > FILE_BYTES_MAX { Err(Self::TooBig { bytes, max: FILE_BYTES_MAX }) } else { Ok(()) }
    }
}
