//! Words in cells that name something of the account: an option, a user, a pipeline, a stage, a type
//! of task. What a word names is told by the word itself; where it names nothing, by the user.

use std::collections::BTreeMap;

use super::columns::{Column, FieldColumn};
use super::form::Form;
use super::{Checker, text};
use crate::base::id::PipelineId;
use crate::transfer::likeness;
use crate::transfer::mapping::Target;
use crate::transfer::problem::Reason;

/// What the user says of a word that names nothing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is read as this name, or id.
    Means(String),
    /// It is read as nothing: the cell counts as empty.
    Empty,
}

/// The answers for one column by the [key](word_key) of the word.
pub type Answers = BTreeMap<String, Answer>;

/// What two words have in common that are answered as one: all but case, accents and spaces.
#[must_use]
pub fn word_key(word: &str) -> String {
    likeness::key(word)
}

/// How the options in one cell are parted, from the rarest in texts to the commonest.
pub(super) const OPTION_SEPARATORS: [&[char]; 5] =
    [&['\n', '\r'], &['|'], &[';'], &[','], &['\n', '\r', '|', ';', ',']];

impl Checker {
    /// Reads a trimmed word of a column, else what the user says that it means; `None` is nothing.
    pub(super) fn settle<T>(
        &self,
        column: usize,
        word: &str,
        read: impl Fn(&str) -> Result<T, Reason>,
    ) -> Result<Option<T>, Reason> {
        let refusal = match read(word) {
            Ok(thing) => return Ok(Some(thing)),
            Err(reason) => reason,
        };
        let answers = self.customs.answers.get(&column);
        match answers.and_then(|answers| answers.get(&word_key(word))) {
            Some(Answer::Means(name)) => read(name).map(Some),
            Some(Answer::Empty) => Ok(None),
            None => Err(refusal),
        }
    }

    /// Whether any column holds words of the account.
    #[must_use]
    pub fn reads_words(&self) -> bool {
        self.columns.iter().flatten().any(Column::reads_words)
    }

    /// Tells each word of a row that names nothing, or several things, whatever the user says of it:
    /// its column, the word, and on demand the name that was probably meant.
    pub fn unknown<'c>(
        &self,
        cells: &[&'c str],
        mut tell: impl FnMut(usize, &'c str, &dyn Fn() -> Option<String>),
    ) {
        let pipeline = self.pipeline_of(cells);
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let word = text::trim(cell);
            let Some(column) = column.as_ref().filter(|_| !word.is_empty()) else { continue };
            match column {
                Column::Own(Target::Responsible) if !self.users.has(word) => {
                    tell(index, word, &|| self.users.nearest(word));
                }
                Column::Own(Target::TaskType) if !self.task_types.has(word) => {
                    tell(index, word, &|| self.task_types.nearest(word));
                }
                Column::Own(Target::Pipeline) if !self.stages.has_pipeline(word) => {
                    tell(index, word, &|| nearest(self.stages.pipeline(word).err()));
                }
                Column::Own(Target::Stage) => {
                    if let Ok(pipeline) = pipeline
                        && !self.stages.has_stage(pipeline, word)
                    {
                        tell(index, word, &|| nearest(self.stages.stage(pipeline, word).err()));
                    }
                }
                Column::Field(field) => {
                    for word in unknown_options(field, word) {
                        tell(index, word, &|| field.options.nearest(word));
                    }
                }
                Column::Own(_) => {}
            }
        }
    }

    /// The pipeline that a row names; an error if it names one that is not there.
    fn pipeline_of(&self, cells: &[&str]) -> Result<Option<PipelineId>, Reason> {
        let is_pipeline = |column: &Option<Column>| matches!(column, Some(Column::Own(Target::Pipeline)));
        let Some(index) = self.columns.iter().position(is_pipeline) else { return Ok(None) };
        match cells.get(index).map(|cell| text::trim(cell)) {
            None | Some("") => Ok(None),
            Some(word) => self.settle(index, word, |word| self.stages.pipeline(word)),
        }
    }
}

impl Column {
    fn reads_words(&self) -> bool {
        match self {
            Self::Own(target) => {
                matches!(target, Target::Responsible | Target::Pipeline | Target::Stage | Target::TaskType)
            }
            Self::Field(field) => matches!(field.form, Form::OneOption | Form::Options),
        }
    }
}

fn nearest(reason: Option<Reason>) -> Option<String> {
    match reason {
        Some(Reason::NotPipeline { nearest } | Reason::NotStage { nearest }) => nearest,
        _ => None,
    }
}

/// The words of a trimmed cell that are none of the field's options, parted in the way that leaves the
/// fewest of them.
fn unknown_options<'c>(field: &FieldColumn, cell: &'c str) -> Vec<&'c str> {
    let is_unknown = |word: &&str| !field.options.has(word);
    match field.form {
        Form::OneOption => [cell].into_iter().filter(is_unknown).collect(),
        Form::Options if is_unknown(&cell) => {
            let parted = OPTION_SEPARATORS.into_iter().filter(|signs| cell.contains(*signs));
            let unknown =
                parted.map(|signs| text::pieces(cell, signs).filter(is_unknown).collect::<Vec<_>>());
            unknown.min_by_key(Vec::len).unwrap_or_else(|| vec![cell])
        }
        _ => Vec::new(),
    }
}
