//! What a row changes of the entity that it is about: only what differs, with what it replaces.
//!
//! Phones, e-mails and tags that are there stay, unless they are to be replaced; one that is there already,
//! in whatever notation, is not put beside itself. All other fields take the row's value.

mod fields;
mod owners;
#[cfg(test)]
mod tests;

use super::draft::Draft;
use super::edit::{Change, Edit};
use super::lookup::Found;
use super::mode::{EmptyCells, Joining, Rules};
use super::said::Said;
use crate::api::Tag;

/// What the row changes; `None` if the entity is so already, or is of another kind.
#[must_use]
pub fn compare(said: &Said, found: &Found, rules: &Rules) -> Option<Edit> {
    let context = Context { said, rules };
    let (to, from, is_same) = match (&said.draft, found) {
        (Draft::Lead(new), Found::Lead(read)) => {
            let (to, from) = context.lead(new, read);
            let is_same = to == crate::api::leads::Change { id: read.id, ..Default::default() };
            (Change::Lead(to), Change::Lead(from), is_same)
        }
        (Draft::Contact(new), Found::Contact(read)) => {
            let (to, from) = context.contact(new, read);
            let is_same = to == crate::api::contacts::Change { id: read.id, ..Default::default() };
            (Change::Contact(to), Change::Contact(from), is_same)
        }
        (Draft::Company(new), Found::Company(read)) => {
            let (to, from) = context.company(new, read);
            let is_same = to == crate::api::companies::Change { id: read.id, ..Default::default() };
            (Change::Company(to), Change::Company(from), is_same)
        }
        (Draft::Task(new), Found::Task(read)) => {
            let (to, from) = owners::task(new, read);
            let is_same = to == crate::api::tasks::Change { id: read.id, ..Default::default() };
            (Change::Task(to), Change::Task(from), is_same)
        }
        _ => return None,
    };
    (!is_same).then_some(Edit { to, from })
}

/// A row and the rules for it.
#[derive(Clone, Copy)]
struct Context<'a> {
    said: &'a Said,
    rules: &'a Rules,
}

/// Tags to be put on and to be taken off.
#[derive(Default)]
struct Tagging {
    add: Vec<Tag>,
    delete: Vec<Tag>,
}

impl Context<'_> {
    fn clears(&self) -> bool {
        self.rules.empty == EmptyCells::Clear
    }

    /// Kommo takes tags that differ by case alone for one.
    fn tags(&self, said: &[Tag], read: &[String]) -> Tagging {
        let is_same = |tag: &Tag, name: &str| tag.name.to_lowercase() == name.to_lowercase();
        let add = said.iter().filter(|tag| !read.iter().any(|name| is_same(tag, name))).cloned().collect();
        let has_column =
            !said.is_empty() || (self.clears() && self.said.empty.contains(&super::mapping::Target::Tags));
        let delete = if self.rules.tags == Joining::Replace && has_column {
            let gone = read.iter().filter(|name| !said.iter().any(|tag| is_same(tag, name)));
            gone.map(|name| Tag { name: name.clone() }).collect()
        } else {
            Vec::new()
        };
        Tagging { add, delete }
    }
}

/// Sets a member on both sides if the row says something else of it.
fn member<T: Clone + PartialEq>(said: Option<&T>, read: &T, to: &mut Option<T>, from: &mut Option<T>) {
    if let Some(said) = said.filter(|said| *said != read) {
        *to = Some(said.clone());
        *from = Some(read.clone());
    }
}

/// The same for texts, which may differ by their white space.
fn words(said: Option<&String>, read: &String, to: &mut Option<String>, from: &mut Option<String>) {
    let said = said.filter(|said| !super::lookup::value::same_words(said, read));
    member(said, read, to, from);
}
