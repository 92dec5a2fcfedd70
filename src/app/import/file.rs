//! What is said of a file that cannot be imported.

use super::explain;
use crate::app::text::{Catalogue, text};
use crate::app::view::{Notice, Tone};
use crate::transfer::file_problem::FileProblem;

/// Why the last file was not taken.
pub(super) enum FileNotice {
    Problem(FileProblem),
    /// The browser could not read it.
    Unreadable,
}

impl FileNotice {
    pub(super) fn view(&self, name: &str, texts: &Catalogue) -> Notice {
        let sentence = match self {
            Self::Problem(problem) => explain::file_problem(problem),
            Self::Unreadable => text("app.file_problem.unreadable"),
        };
        Notice {
            tone: Tone::Error,
            title: texts.say(&text("app.file_problem.title").with("name", name)),
            sentence: texts.say(&sentence),
            reload: false,
        }
    }
}
