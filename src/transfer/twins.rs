//! Rows of a file that say the same. Kommo's own import makes one of them in silence; here they are named.

use std::collections::BTreeMap;

use super::draft::Draft;

/// What was seen of a file's rows.
#[derive(Clone, Debug, Default)]
pub struct Twins {
    /// The first row of each content.
    first: BTreeMap<String, u32>,
    pairs: Vec<(u32, u32)>,
}

impl Twins {
    /// Takes a row in.
    pub fn meet(&mut self, row: u32, draft: &Draft) {
        let first = *self.first.entry(draft.content()).or_insert(row);
        if first != row {
            self.pairs.push((first, row));
        }
    }

    /// Each row that says what an earlier one says, behind that one.
    #[must_use]
    pub fn pairs(&self) -> &[(u32, u32)] {
        &self.pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::contacts;

    #[test]
    fn equal_rows_are_named() {
        let mut twins = Twins::default();
        for (row, name) in [(2, "Ann"), (3, "Bob"), (4, "Ann"), (6, "Ann")] {
            twins.meet(row, &Draft::Contact(contacts::New { name: Some(name.into()), ..Default::default() }));
        }
        assert_eq!(twins.pairs(), [(2, 4), (2, 6)]);
    }
}
