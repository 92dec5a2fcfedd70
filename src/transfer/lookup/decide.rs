//! Which rows landed, from what was found: a matching of rows with entities.
//!
//! Each entity goes to the rows it fits best; as many rows as possible get one. Where another choice
//! of equal size would name other rows, the choice is irrelevant between rows of equal content and
//! doubtful between all others.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::{Fit, Found, Stand, fit, stand};
use crate::base::id::EntityId;
use crate::transfer::draft::Draft;
use crate::transfer::edit::Edit;

/// A row of unknown outcome.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'plan> {
    /// The row.
    pub row: u32,
    /// What was sent.
    pub draft: &'plan Draft,
    /// What landed of it has a greater id.
    pub above: EntityId,
}

/// What a look told about the rows; a row in neither is absent from what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Rows in the account, each with its entity.
    pub landed: BTreeMap<u32, EntityId>,
    /// Rows that may be in the account: something fits them, but not them alone, or not well.
    pub doubtful: BTreeSet<u32>,
    /// Rows that change what is not in the account.
    pub gone: BTreeSet<u32>,
}

impl Verdict {
    /// Takes in a row that changes an entity, of which this was found. What neither has the new values nor
    /// still has the old ones was changed by somebody else, and is not to be written over.
    pub fn tell(&mut self, row: u32, edit: &Edit, found: Option<&Found>) {
        match found.map(|found| stand(edit, found)) {
            Some(Stand::Changed) => drop(self.landed.insert(row, edit.to.id())),
            Some(Stand::Unchanged) => {}
            Some(Stand::Other) => drop(self.doubtful.insert(row)),
            None => drop(self.gone.insert(row)),
        }
    }
}

/// Tells which of `wanted` are among `found`, which are entities of ours that no answer explained.
#[must_use]
pub fn decide(wanted: &[Wanted<'_>], found: &[Found]) -> Verdict {
    let mut sorted: Vec<&Found> = found.iter().collect();
    sorted.sort_by_key(|found| found.id());
    sorted.dedup_by_key(|found| found.id());
    let mut matching = Matching::new(wanted.len(), sorted.len());
    let mut changed = BTreeSet::new();
    for (at, found) in sorted.iter().enumerate() {
        let fits: Vec<Fit> = wanted
            .iter()
            .map(|row| if found.id() > row.above { fit(row.draft, found) } else { Fit::Not })
            .collect();
        let best = fits.iter().copied().max().unwrap_or(Fit::Not);
        let best_rows = (0..).zip(&fits).filter(|(_, fit)| **fit == best).map(|(row, _)| row);
        match best {
            Fit::Not => {}
            Fit::Changed => changed.extend(best_rows),
            Fit::More | Fit::Exactly => best_rows.for_each(|row| matching.connect(row, at)),
        }
    }
    matching.solve();
    let contents: Vec<String> = wanted.iter().map(|row| row.draft.content()).collect();
    let mut exchangeable = BTreeSet::new();
    for group in matching.exchangeable() {
        let first = group.first().and_then(|row| contents.get(*row));
        if group.iter().any(|row| contents.get(*row) != first) {
            exchangeable.extend(group);
        }
    }
    let mut verdict = Verdict::default();
    for (at, row) in wanted.iter().enumerate() {
        let entity = matching.entity_of(at).and_then(|entity| sorted.get(entity));
        match entity.filter(|_| !exchangeable.contains(&at)) {
            Some(entity) => {
                verdict.landed.insert(row.row, entity.id());
            }
            None if changed.contains(&at) || exchangeable.contains(&at) => {
                verdict.doubtful.insert(row.row);
            }
            None => {}
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::contacts;
    use crate::api::value::{FieldValues, FieldWrite, ReadValue, WriteValue};
    use crate::base::id::{FieldId, UserId};

    /// `"Ann/1"` is a contact of that name with that value in its one field.
    fn parts(text: &str) -> (String, Option<serde_json::Value>) {
        let (name, value) = text.split_once('/').map_or((text, None), |(name, value)| (name, Some(value)));
        (name.to_owned(), value.map(Into::into))
    }

    fn draft(text: &str) -> Draft {
        let (name, value) = parts(text);
        let write = |value| FieldWrite {
            field_id: FieldId(1),
            values: vec![WriteValue { value: Some(value), ..Default::default() }],
        };
        Draft::Contact(contacts::New {
            name: Some(name),
            custom_fields_values: value.map(write).into_iter().collect(),
            ..Default::default()
        })
    }

    fn found(id: u64, text: &str) -> Found {
        let (name, value) = parts(text);
        let read = |value| FieldValues {
            field_id: FieldId(1),
            values: vec![ReadValue { value, ..Default::default() }],
            ..Default::default()
        };
        Found::Contact(contacts::Contact {
            id: EntityId(id),
            name,
            created_by: UserId(9),
            custom_fields_values: value.map(read).into_iter().collect(),
            ..Default::default()
        })
    }

    /// Rows are numbered from 2, entities from 101; row 2 is above id 100, the others as told.
    #[track_caller]
    fn check(rows: &[&str], entities: &[&str], landed: &[(u32, u64)], doubtful: &[u32]) {
        let drafts: Vec<Draft> = rows.iter().map(|text| draft(text)).collect();
        let wanted: Vec<Wanted<'_>> =
            (2..).zip(&drafts).map(|(row, draft)| Wanted { row, draft, above: EntityId(100) }).collect();
        let found: Vec<Found> = (101..).zip(entities).map(|(id, text)| found(id, text)).collect();
        let landed = landed.iter().map(|(row, id)| (*row, EntityId(*id))).collect();
        let expected = Verdict { landed, doubtful: doubtful.iter().copied().collect(), ..Verdict::default() };
        assert_eq!(decide(&wanted, &found), expected);
    }

    #[test]
    fn tells_what_landed() {
        check(&[], &["A"], &[], &[]);
        check(&["A", "B"], &[], &[], &[]);
        check(&["A", "B"], &["B"], &[(3, 101)], &[]);
        check(&["A", "B"], &["B", "A"], &[(2, 102), (3, 101)], &[]);
        check(&["A/1", "A/2"], &["A/2", "C"], &[(3, 101)], &[]);
    }

    #[test]
    fn equal_rows_are_counted() {
        check(&["A", "A", "A"], &["A"], &[(2, 101)], &[]);
        check(&["A", "A", "A"], &["A", "A"], &[(2, 101), (3, 102)], &[]);
        check(&["A", "A"], &["A", "A", "A"], &[(2, 101), (3, 102)], &[]);
    }

    #[test]
    fn an_entity_goes_to_the_row_it_fits_best() {
        check(&["A", "A/1"], &["A/1"], &[(3, 101)], &[]);
        check(&["A", "A/1"], &["A"], &[(2, 101)], &[]);
        // Something was added to it since, and it fits one row only.
        check(&["A"], &["A/1"], &[(2, 101)], &[]);
    }

    #[test]
    fn what_cannot_be_told_apart_is_doubtful() {
        // It was changed since: which of them it was is not known.
        check(&["A/1", "A/2", "B"], &["A/3"], &[], &[2, 3]);
        check(&["A/1"], &["A"], &[], &[2]);
        // White space is lost on the way, so either row can be the one that landed.
        check(&["A/1", "A /1"], &["A/1"], &[], &[2, 3]);
        check(&["A/1", "A /1"], &["A/1", "A/1"], &[(2, 101), (3, 102)], &[]);
    }

    #[test]
    fn what_was_there_before_is_not_ours() {
        let draft = draft("A");
        let wanted = [Wanted { row: 2, draft: &draft, above: EntityId(101) }];
        assert_eq!(decide(&wanted, &[found(101, "A")]), Verdict::default());
        assert_eq!(decide(&wanted, &[found(102, "A"), found(102, "A")]).landed.len(), 1);
    }
}
