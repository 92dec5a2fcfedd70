//! What an import is going to do, fixed before the first request.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::draft::Draft;
use super::schema::Entity;
use super::work::Work;

/// The checked rows of one import, all of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    entity: Entity,
    rows: BTreeMap<u32, Work>,
    /// Sum of the rows' hashes, so that it is known at any time without another walk over all of them.
    hash: u64,
}

/// Why rows cannot be one import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A row of another kind of entity.
    #[error("row {0} is of another kind")]
    OtherEntity(u32),
    /// Two rows of one number, which answers could not tell apart.
    #[error("row {0} comes twice")]
    SameRow(u32),
}

impl Plan {
    /// A plan from checked rows, each with its number as a spreadsheet counts it.
    pub fn new<W: Into<Work>>(
        entity: Entity,
        rows: impl IntoIterator<Item = (u32, W)>,
    ) -> Result<Self, PlanError> {
        let mut plan = Self::empty(entity);
        rows.into_iter().try_for_each(|(row, work)| plan.push(row, work))?;
        Ok(plan)
    }

    /// A plan without rows.
    #[must_use]
    pub const fn empty(entity: Entity) -> Self {
        Self { entity, rows: BTreeMap::new(), hash: 0 }
    }

    /// Takes one more row in; after an error nothing is changed.
    pub fn push(&mut self, row: u32, work: impl Into<Work>) -> Result<(), PlanError> {
        let work = work.into();
        if work.entity() != self.entity {
            return Err(PlanError::OtherEntity(row));
        }
        match self.rows.entry(row) {
            Entry::Occupied(_) => Err(PlanError::SameRow(row)),
            Entry::Vacant(place) => {
                self.hash = self.hash.wrapping_add(hash(row, &work));
                place.insert(work);
                Ok(())
            }
        }
    }

    /// Takes a row out.
    pub fn take(&mut self, row: u32) -> Option<Work> {
        let work = self.rows.remove(&row)?;
        self.hash = self.hash.wrapping_sub(hash(row, &work));
        Some(work)
    }

    /// This plan and another one of the same entity, whose rows are others.
    #[must_use]
    pub fn with(mut self, mut other: Self) -> Self {
        self.hash = self.hash.wrapping_add(other.hash);
        self.rows.append(&mut other.rows);
        self
    }

    /// What is imported.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        self.entity
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing to import.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is to be done for a row.
    #[must_use]
    pub fn work(&self, row: u32) -> Option<&Work> {
        self.rows.get(&row)
    }

    /// The entity that a row adds, if it adds one.
    #[must_use]
    pub fn draft(&self, row: u32) -> Option<&Draft> {
        match self.work(row)? {
            Work::Add(draft) => Some(draft),
            Work::Change(_) => None,
        }
    }

    /// The numbers of its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// A number that another file's rows would hardly have, in the 53 bits that a JavaScript number
    /// holds.
    #[must_use]
    pub const fn digest(&self) -> u64 {
        self.hash >> 11
    }
}

/// A number of a row's number and content.
fn hash(row: u32, work: &Work) -> u64 {
    fnv(row.to_be_bytes().into_iter().chain(work.content().into_bytes()))
}

/// FNV-1a.
pub(super) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{companies, contacts};

    fn contact(name: &str) -> Draft {
        Draft::Contact(contacts::New { name: Some(name.to_owned()), ..Default::default() })
    }

    #[test]
    fn refuses_what_answers_could_not_tell_apart() {
        let twice = Plan::new(Entity::Contacts, [(2, contact("A")), (2, contact("B"))]);
        assert_eq!(twice, Err(PlanError::SameRow(2)));
        let other = Plan::new(Entity::Contacts, [(2, Draft::Company(companies::New::default()))]);
        assert_eq!(other, Err(PlanError::OtherEntity(2)));
    }

    #[test]
    fn rows_come_and_go() {
        let plan = |rows: &[u32]| {
            Plan::new(Entity::Contacts, rows.iter().map(|row| (*row, contact(&row.to_string())))).unwrap()
        };
        let mut some = plan(&[2, 3]);
        assert_eq!(some.take(3), Some(contact("3").into()));
        assert_eq!(some.take(3), None);
        assert_eq!(some, plan(&[2]));
        assert_eq!(some.with(plan(&[4, 5])), plan(&[2, 4, 5]));
    }

    #[test]
    fn digests_rows_and_contents() {
        let digest = |row, name| Plan::new(Entity::Contacts, [(row, contact(name))]).unwrap().digest();
        assert_eq!(digest(2, "A"), digest(2, "A"));
        assert_ne!(digest(2, "A"), digest(3, "A"));
        assert_ne!(digest(2, "A"), digest(2, "B"));
    }
}
