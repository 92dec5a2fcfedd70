//! The words of a file that name nothing of the account, each once, and what they may mean instead.
//! The user answers each word once; the check applies the answer to all rows.

use std::collections::BTreeMap;

use super::check::{Checker, word_key};
use super::mapping::{Mapping, Target};
use super::schema::Schema;
use crate::api::pipelines::Pipeline;
use crate::api::users::User;

/// Words of one column that are kept; a column with more is probably not one of such words at all.
const WORDS_MAX: usize = 200;

/// The unknown words of a table by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    columns: BTreeMap<usize, Words>,
}

/// The unknown words of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words by their key.
    pub words: BTreeMap<String, Word>,
    /// Whether there are more than are kept.
    pub has_more: bool,
}

/// A word that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as the file first has it.
    pub text: String,
    /// How many cells have it.
    pub cells: usize,
    /// The name that was probably meant.
    pub nearest: Option<String>,
}

impl Values {
    /// Takes in the words of a row.
    pub fn note(&mut self, checker: &Checker, cells: &[&str]) {
        checker.unknown(cells, |column, text, nearest| {
            let Words { words, has_more } = self.columns.entry(column).or_default();
            let key = word_key(text);
            if let Some(word) = words.get_mut(&key) {
                word.cells += 1;
            } else if words.len() < WORDS_MAX {
                words.insert(key, Word { text: text.to_owned(), cells: 1, nearest: nearest() });
            } else {
                *has_more = true;
            }
        });
    }

    /// Forgets a column that goes elsewhere now.
    pub fn forget(&mut self, column: usize) {
        self.columns.remove(&column);
    }

    /// The unknown words of a column, if it has any.
    #[must_use]
    pub fn of(&self, column: usize) -> Option<&Words> {
        self.columns.get(&column)
    }
}

/// A name that a word may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The name, or the id where names do not tell things apart, as a cell may have it.
    pub name: String,
    /// What the user reads.
    pub label: String,
}

/// All that a word of a column for this target may mean; a stage of no certain pipeline is left out.
#[must_use]
pub fn meanings(schema: &Schema, mapping: &Mapping, target: &Target) -> Vec<Meaning> {
    let same = |name: &str| Meaning { name: name.to_owned(), label: name.to_owned() };
    match target {
        Target::Responsible => {
            let users = schema.users.as_deref().unwrap_or_default();
            users.iter().filter(|user| user.is_active).map(user).collect()
        }
        Target::TaskType => schema.account.task_types.iter().map(|kind| same(&kind.name)).collect(),
        Target::Pipeline => {
            let pipelines = schema.pipelines.iter().filter(|pipeline| !pipeline.is_archive);
            pipelines.map(|pipeline| same(&pipeline.name)).collect()
        }
        Target::Stage => stages(schema, mapping.column_of(&Target::Pipeline).is_some()),
        Target::Field { id, .. } => {
            let options = schema.field(*id).map(|field| field.enums.as_slice()).unwrap_or_default();
            options.iter().map(|option| same(&option.value)).collect()
        }
        _ => Vec::new(),
    }
}

fn user(user: &User) -> Meaning {
    let name = if user.email.is_empty() { user.id.to_string() } else { user.email.clone() };
    Meaning { name, label: user.name.clone() }
}

/// The stages by name, each once; without a column of pipelines only those that one pipeline alone has.
fn stages(schema: &Schema, has_pipelines: bool) -> Vec<Meaning> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let pipelines = schema.pipelines.iter().filter(|pipeline| !pipeline.is_archive);
    for status in pipelines.flat_map(Pipeline::stages) {
        match found.iter_mut().find(|(name, _)| *name == status.name) {
            Some((_, count)) => *count += 1,
            None => found.push((&status.name, 1)),
        }
    }
    let sure = found.into_iter().filter(|(_, count)| has_pipelines || *count == 1);
    sure.map(|(name, _)| Meaning { name: name.to_owned(), label: name.to_owned() }).collect()
}

#[cfg(test)]
mod tests;
