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
    // A member that becomes other is another one on either side, so equal sides say nothing.
    macro_rules! edit {
        ($kind:ident, $sides:expr) => {{
            let (to, from) = $sides;
            (to != from).then(|| Edit { to: Change::$kind(to), from: Change::$kind(from) })
        }};
    }
    match (&said.draft, found) {
        (Draft::Lead(new), Found::Lead(read)) => edit!(Lead, context.lead(new, read)),
        (Draft::Contact(new), Found::Contact(read)) => edit!(Contact, context.contact(new, read)),
        (Draft::Company(new), Found::Company(read)) => edit!(Company, context.company(new, read)),
        (Draft::Task(new), Found::Task(read)) => edit!(Task, owners::task(new, read)),
        _ => None,
    }
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
