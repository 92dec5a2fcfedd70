//! What is known to be in the account already, told by what rows say: so that a file that is loaded
//! again adds nothing twice. It keeps a number of each row and nothing that could be read.

use std::collections::BTreeSet;

use super::journal::Entry;
use super::plan::{Plan, fnv};
use super::work::Work;

/// Rows that were stored, by their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported(BTreeSet<u64>);

impl Imported {
    /// Takes note of the rows of a plan that these entries say are stored.
    pub fn learn(&mut self, plan: &Plan, entries: &[Entry]) {
        let stored = entries.iter().filter_map(|entry| match entry {
            Entry::Stored { ids, .. } => Some(ids),
            _ => None,
        });
        let works = stored.flatten().filter_map(|(row, _)| plan.work(*row));
        self.0.extend(works.map(mark));
    }

    /// Whether a row that says just this was stored.
    #[must_use]
    pub fn has(&self, work: &Work) -> bool {
        !self.0.is_empty() && self.0.contains(&mark(work))
    }
}

impl Extend<u64> for Imported {
    /// Takes over marks that were kept elsewhere.
    fn extend<T: IntoIterator<Item = u64>>(&mut self, marks: T) {
        self.0.extend(marks);
    }
}

/// The mark of a row: a number of its entity and content.
#[must_use]
pub fn mark(work: &Work) -> u64 {
    fnv(work.entity().word().bytes().chain(work.content().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{companies, contacts};
    use crate::base::id::EntityId;
    use crate::transfer::draft::Draft;
    use crate::transfer::journal::BatchId;
    use crate::transfer::schema::Entity;

    fn contact(name: &str) -> Work {
        Draft::Contact(contacts::New { name: Some(name.into()), ..Default::default() }).into()
    }

    #[test]
    fn only_what_was_stored_counts() {
        let plan = Plan::new(Entity::Contacts, [(2, contact("A")), (3, contact("B"))]).unwrap();
        let batch = BatchId(0);
        let mut imported = Imported::default();
        imported.learn(&plan, &[Entry::Intent { batch, rows: vec![2, 3] }]);
        assert!(!imported.has(&contact("A")));
        imported.learn(&plan, &[Entry::Stored { batch, ids: vec![(2, EntityId(7))] }]);
        assert!(imported.has(&contact("A")) && !imported.has(&contact("B")));
        let company = Draft::Company(companies::New { name: Some("A".into()), ..Default::default() });
        assert!(!imported.has(&company.into()));
        let mut later = Imported::default();
        later.extend([mark(&contact("B"))]);
        assert!(later.has(&contact("B")));
    }
}
