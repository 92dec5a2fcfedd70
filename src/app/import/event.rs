//! What the wizard is told, and the file that it is told of.

use super::mend::Mend;
use crate::transfer::csv::{Dialect, Read};
use crate::transfer::encoding::Encoding;
use crate::transfer::file_problem::FileProblem;
use crate::transfer::schema::Entity;

/// What the user did on the import screen, and what came of the file.
#[derive(Clone, Debug)]
pub enum Event {
    /// Something else is to be imported.
    EntityChosen(Entity),
    /// A file was chosen; the shell holds it.
    FileChosen {
        /// Its name.
        name: String,
        /// Its size.
        bytes: u64,
    },
    /// So much of the file is read, in percent.
    ReadProgress(u32),
    /// The file is read.
    FileRead(Box<Sheet>),
    /// The file cannot be read.
    FileRefused(FileProblem),
    /// The browser could not read the file.
    ReadFailed,
    /// Another encoding was chosen, by its label; empty means to find it out.
    EncodingChosen(String),
    /// Another delimiter was chosen; empty means to find it out.
    DelimiterChosen(String),
    /// Another order of day and month was chosen for columns that show none.
    DateOrderChosen(String),
    /// A column goes elsewhere; an empty value leaves it out.
    TargetChosen {
        /// The column, counted from 0.
        column: usize,
        /// The target's value.
        value: String,
    },
    /// The rows are to be checked.
    CheckAsked,
    /// Back to the columns.
    BackAsked,
    /// The import is to start.
    StartAsked,
    /// The import is to pause.
    PauseAsked,
    /// The import is to go on after a pause.
    ResumeAsked,
    /// The import is to go on after it stopped by itself.
    ProceedAsked,
    /// The import is to end.
    CancelAsked,
    /// A row with problems is changed.
    Mend(Mend),
    /// Rows that an earlier import has stored are to be imported all the same, or not.
    DoneRowsWanted(bool),
    /// The mended rows are to be tried again.
    RetryAsked,
    /// The rows with problems are wanted as a file.
    ReportAsked,
    /// Another file is to be imported.
    Restarted,
}

/// How a file is to be read; what is not said is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReadOptions {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The delimiter.
    pub delimiter: Option<u8>,
}

/// A file that was read, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its header, rows and flaws.
    pub read: Read,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// The delimiter and quote it was read by.
    pub dialect: Dialect,
}
