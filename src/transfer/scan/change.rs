//! What a commit changes in the copy, worked out from what the copy holds of the same entities. Every
//! store writes what is found here and nothing else.

use std::collections::BTreeMap;

use super::head::Size;
use super::kept::Kept;
use super::store::{Commit, Tally};
use crate::base::id::EntityId;

/// What is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change<'commit> {
    /// Put these in place of whatever has their ids.
    pub put: Vec<&'commit Kept>,
    /// Take these away.
    pub remove: Vec<EntityId>,
    /// The list's size afterwards.
    pub size: Size,
    /// All of it in numbers.
    pub tally: Tally,
}

impl<'commit> Change<'commit> {
    /// The change by `commit` to a list of this size that holds `old`: all of the commit's span, or the
    /// entities of its ids where it has none.
    #[must_use]
    pub fn new(commit: &'commit Commit, mut old: BTreeMap<EntityId, Kept>, size: Size) -> Self {
        let mut change = Self { size, ..Self::default() };
        for new in &commit.entities {
            let before = old.remove(&new.id);
            match &before {
                None => change.tally.added += 1,
                Some(before) if before.says_the_same(new) => change.tally.same += 1,
                Some(_) => change.tally.changed += 1,
            }
            if before.as_ref() != Some(new) {
                change.put.push(new);
            }
            change.grow(before.as_ref(), Some(new));
        }
        if commit.span.is_some() {
            for (id, gone) in old {
                change.grow(Some(&gone), None);
                change.remove.push(id);
                change.tally.removed += 1;
            }
        }
        change
    }

    fn grow(&mut self, before: Option<&Kept>, after: Option<&Kept>) {
        let count = |kept: Option<&Kept>| u64::from(kept.is_some());
        let bytes = |kept: Option<&Kept>| kept.map_or(0, |kept| kept.text.len() as u64);
        let size = &mut self.size;
        size.entities = (size.entities + count(after)).saturating_sub(count(before));
        size.bytes = (size.bytes + bytes(after)).saturating_sub(bytes(before));
    }
}
