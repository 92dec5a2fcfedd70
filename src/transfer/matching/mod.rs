//! Which entity of the account a row is about. The wanted keys of all rows are collected first, then the
//! account's list passes by once, and of it only entities with a wanted key are held.
//!
//! It reads nothing itself, and takes no entity for a row that several could be, unless it is told how.

pub(super) mod phone;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::lookup::Found;
use super::mode::{Key, SeveralMatches};
use super::said::Said;
use super::scan::Kept;
use super::schema::{Entity, Schema};
use crate::base::id::EntityId;
use words::Reading;

/// The wanted keys of a file, and the entities that have them.
#[derive(Clone, Debug)]
pub struct Index {
    list: Entity,
    reading: Reading,
    /// Rows by their key's part that has to be equal, each with its whole key.
    wanted: BTreeMap<String, Vec<(String, u32)>>,
    /// The entities that match each row.
    matches: BTreeMap<u32, BTreeSet<EntityId>>,
    held: BTreeMap<EntityId, Found>,
}

/// What was found for a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Match {
    /// Its cells give no key.
    NoKey,
    /// No entity has its key.
    Nothing,
    /// This entity.
    One(Box<Found>),
    /// As many entities, and none is to be taken.
    Several(usize),
}

impl Index {
    /// An index by this key.
    #[must_use]
    pub fn new(schema: &Schema, key: Key) -> Self {
        Self {
            list: schema.entity,
            reading: Reading::new(schema, key),
            wanted: BTreeMap::new(),
            matches: BTreeMap::new(),
            held: BTreeMap::new(),
        }
    }

    /// Takes in a row's wish.
    pub fn want(&mut self, row: u32, said: &Said) {
        for key in self.reading.of_row(said) {
            let bucket = self.bucket(&key).to_owned();
            self.wanted.entry(bucket).or_default().push((key, row));
        }
    }

    /// Forgets all entities, because the list is to pass by once more.
    pub fn forget_entities(&mut self) {
        self.matches.clear();
        self.held.clear();
    }

    /// Holds an entity of the list if a row wants it. One that cannot be read is passed over.
    pub fn meet(&mut self, kept: &Kept) {
        let Some(found) = Found::read(self.list, kept) else { return };
        let mut is_wanted = false;
        for key in self.reading.of_entity(&found) {
            for (wanted, row) in self.wanted.get(self.bucket(&key)).into_iter().flatten() {
                if self.is_same(wanted, &key) {
                    self.matches.entry(*row).or_default().insert(kept.id);
                    is_wanted = true;
                }
            }
        }
        if is_wanted {
            self.held.insert(kept.id, found);
        }
    }

    /// What was found for a row. Ids ascend with the time of adding, so the greatest is the newest.
    #[must_use]
    pub fn find(&self, row: u32, said: &Said, several: SeveralMatches) -> Match {
        if self.reading.of_row(said).is_empty() {
            return Match::NoKey;
        }
        let Some(ids) = self.matches.get(&row) else { return Match::Nothing };
        let id = match (several, ids.len()) {
            (_, 1) | (SeveralMatches::Oldest, _) => ids.first(),
            (SeveralMatches::Newest, _) => ids.last(),
            (SeveralMatches::Refuse, count) => return Match::Several(count),
        };
        let found = id.and_then(|id| self.held.get(id)).cloned();
        found.map_or(Match::Nothing, |found| Match::One(Box::new(found)))
    }

    /// Other rows that want the same as this one: they share a key, or an entity.
    #[must_use]
    pub fn rivals(&self, row: u32, said: &Said) -> BTreeSet<u32> {
        let mut rivals = BTreeSet::new();
        let mut keys = self.reading.of_row(said);
        let ids = self.matches.get(&row).into_iter().flatten();
        let held = ids.filter_map(|id| self.held.get(id));
        keys.extend(held.flat_map(|found| self.reading.of_entity(found)));
        for key in keys {
            let wanted = self.wanted.get(self.bucket(&key)).into_iter().flatten();
            rivals.extend(wanted.filter(|(other, _)| self.is_same(other, &key)).map(|(_, row)| *row));
        }
        rivals.remove(&row);
        rivals
    }

    fn bucket<'k>(&self, key: &'k str) -> &'k str {
        if self.reading.key == Key::Phone { phone::tail(key) } else { key }
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        if self.reading.key == Key::Phone { phone::same(one, other) } else { one == other }
    }
}

#[cfg(test)]
mod tests;
