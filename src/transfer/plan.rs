//! What an import is going to do, fixed before the first request: the rows, and what they will cost.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::draft::Draft;
use super::schema::Entity;
use crate::base::limits::{BATCH_MAX, REQUESTS_PER_SECOND, SECOND_MS};

/// The checked rows of one import, all of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    entity: Entity,
    rows: BTreeMap<u32, Draft>,
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
    pub fn new(entity: Entity, rows: impl IntoIterator<Item = (u32, Draft)>) -> Result<Self, PlanError> {
        let mut plan = Self::empty(entity);
        rows.into_iter().try_for_each(|(row, draft)| plan.push(row, draft))?;
        Ok(plan)
    }

    /// A plan without rows.
    #[must_use]
    pub const fn empty(entity: Entity) -> Self {
        Self { entity, rows: BTreeMap::new(), hash: 0 }
    }

    /// Takes one more row in; after an error nothing is changed.
    pub fn push(&mut self, row: u32, draft: Draft) -> Result<(), PlanError> {
        if draft.entity() != self.entity {
            return Err(PlanError::OtherEntity(row));
        }
        match self.rows.entry(row) {
            Entry::Occupied(_) => Err(PlanError::SameRow(row)),
            Entry::Vacant(place) => {
                self.hash = self.hash.wrapping_add(hash(row, &draft));
                place.insert(draft);
                Ok(())
            }
        }
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

    /// A row's draft.
    #[must_use]
    pub fn draft(&self, row: u32) -> Option<&Draft> {
        self.rows.get(&row)
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

    /// What the import will cost at this pace if nothing goes wrong.
    #[must_use]
    pub fn estimate(&self, pace: Pace) -> Estimate {
        let batch_rows = pace.batch_rows.clamp(1, BATCH_MAX);
        let batches = self.rows.len().div_ceil(batch_rows);
        // One request learns the greatest id before the first batch.
        let requests = if batches == 0 { 0 } else { batches + 1 };
        let seconds = requests.saturating_sub(1) / REQUESTS_PER_SECOND;
        let limit_ms = (seconds as u64).saturating_mul(SECOND_MS);
        let rounds = batches.div_ceil(pace.in_flight_max.max(1)) + usize::from(batches > 0);
        let answers_ms = (rounds as u64).saturating_mul(pace.answer_ms);
        Estimate { rows: self.rows.len(), requests, limit_ms, likely_ms: limit_ms.max(answers_ms) }
    }
}

/// FNV-1a over a row's number and content.
fn hash(row: u32, draft: &Draft) -> u64 {
    let bytes = row.to_be_bytes().into_iter().chain(draft.content().into_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How fast an import may go, for an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Rows in a batch.
    pub batch_rows: usize,
    /// Batches on their way at once.
    pub in_flight_max: usize,
    /// How long Kommo takes to answer a batch, in milliseconds.
    pub answer_ms: u64,
}

/// What an import will cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Rows to be sent.
    pub rows: usize,
    /// Requests that this takes.
    pub requests: usize,
    /// Milliseconds until the last of them may leave at 7 a second: no import is faster.
    pub limit_ms: u64,
    /// Milliseconds until the last answer, as far as Kommo keeps its pace.
    pub likely_ms: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{companies, contacts};

    fn contact(name: &str) -> Draft {
        Draft::Contact(contacts::New { name: Some(name.to_owned()), ..Default::default() })
    }

    #[track_caller]
    fn check(rows: u32, pace: Pace, requests: usize, limit_ms: u64, likely_ms: u64) {
        let plan = Plan::new(Entity::Contacts, (2..rows + 2).map(|row| (row, contact("A")))).unwrap();
        let expected = Estimate { rows: rows as usize, requests, limit_ms, likely_ms };
        assert_eq!(plan.estimate(pace), expected);
    }

    #[test]
    fn estimates() {
        let pace = Pace { batch_rows: 50, in_flight_max: 4, answer_ms: 800 };
        check(0, pace, 0, 0, 0);
        check(1, pace, 2, 0, 1_600);
        check(50, pace, 2, 0, 1_600);
        check(51, pace, 3, 0, 1_600);
        check(300, pace, 7, 0, 2_400);
        check(350, pace, 8, 1_000, 2_400);
        check(10_000, pace, 201, 28_000, 40_800);
        check(10_000, Pace { answer_ms: 100, ..pace }, 201, 28_000, 28_000);
        check(500, Pace { batch_rows: 400, ..pace }, 3, 0, 1_600);
        check(10, Pace { batch_rows: 0, in_flight_max: 0, answer_ms: 10 }, 11, 1_000, 1_000);
    }

    #[test]
    fn refuses_what_answers_could_not_tell_apart() {
        let twice = Plan::new(Entity::Contacts, [(2, contact("A")), (2, contact("B"))]);
        assert_eq!(twice, Err(PlanError::SameRow(2)));
        let other = Plan::new(Entity::Contacts, [(2, Draft::Company(companies::New::default()))]);
        assert_eq!(other, Err(PlanError::OtherEntity(2)));
    }

    #[test]
    fn digests_rows_and_contents() {
        let digest = |row, name| Plan::new(Entity::Contacts, [(row, contact(name))]).unwrap().digest();
        assert_eq!(digest(2, "A"), digest(2, "A"));
        assert_ne!(digest(2, "A"), digest(3, "A"));
        assert_ne!(digest(2, "A"), digest(2, "B"));
    }
}
