//! A greatest matching between rows and entities, and where it could have been another one.
//!
//! It knows edges only, not what they stand for.

use std::collections::BTreeMap;

/// Rows and entities by their indexes, with the pairs that fit.
#[derive(Debug)]
pub(super) struct Matching {
    /// For each row the entities that fit it.
    fits: Vec<Vec<usize>>,
    entity_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
    /// Entities seen by a search that failed: no later search can gain by them.
    spent: Vec<bool>,
}

impl Matching {
    pub(super) fn new(rows: usize, entities: usize) -> Self {
        Self {
            fits: vec![Vec::new(); rows],
            entity_of: vec![None; rows],
            row_of: vec![None; entities],
            spent: vec![false; entities],
        }
    }

    pub(super) fn connect(&mut self, row: usize, entity: usize) {
        if let Some(fits) = self.fits.get_mut(row) {
            fits.push(entity);
        }
    }

    pub(super) fn entity_of(&self, row: usize) -> Option<usize> {
        self.entity_of.get(row).copied().flatten()
    }

    fn row_of(&self, entity: usize) -> Option<usize> {
        self.row_of.get(entity).copied().flatten()
    }

    /// Matches as many rows as can be.
    pub(super) fn solve(&mut self) {
        for row in 0..self.fits.len() {
            self.search(row);
        }
    }

    /// Looks for an entity for `start`, moving matched rows to others of theirs where that helps.
    fn search(&mut self, start: usize) {
        // By which row each entity was reached.
        let mut reached: BTreeMap<usize, usize> = BTreeMap::new();
        let mut rows = vec![start];
        let mut next = 0;
        while let Some(row) = rows.get(next).copied() {
            next += 1;
            for entity in self.fits.get(row).cloned().unwrap_or_default() {
                if self.spent.get(entity) != Some(&false) || reached.contains_key(&entity) {
                    continue;
                }
                reached.insert(entity, row);
                match self.row_of(entity) {
                    Some(taken_by) => rows.push(taken_by),
                    None => return self.shift(entity, &reached),
                }
            }
        }
        for entity in reached.keys() {
            if let Some(spent) = self.spent.get_mut(*entity) {
                *spent = true;
            }
        }
    }

    /// Gives `entity` to the row that reached it, that row's old entity to the row before, and so on.
    fn shift(&mut self, entity: usize, reached: &BTreeMap<usize, usize>) {
        let mut free = Some(entity);
        while let Some(entity) = free {
            let Some(row) = reached.get(&entity).copied() else { return };
            free = self.entity_of(row);
            if let Some(slot) = self.entity_of.get_mut(row) {
                *slot = Some(entity);
            }
            if let Some(slot) = self.row_of.get_mut(entity) {
                *slot = Some(row);
            }
        }
    }

    /// Groups of rows in which one that got no entity could have had the one of another.
    pub(super) fn exchangeable(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
        for row in (0..self.fits.len()).filter(|row| self.can_go_without(*row)) {
            let fits = self.fits.get(row).map(Vec::as_slice).unwrap_or_default();
            let mut joined = vec![row];
            for entity in fits {
                if let Some(members) = group_of.get(entity).and_then(|group| groups.get_mut(*group)) {
                    joined.append(members);
                }
            }
            for entity in joined.iter().filter_map(|row| self.fits.get(*row)).flatten() {
                group_of.insert(*entity, groups.len());
            }
            groups.push(joined);
        }
        groups.retain(|group| group.len() > 1);
        groups
    }

    fn can_go_without(&self, row: usize) -> bool {
        self.entity_of(row).is_none_or(|entity| self.spent.get(entity) == Some(&true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: usize, entities: usize, edges: &[(usize, usize)], matched: usize, groups: &[&[usize]]) {
        let mut matching = Matching::new(rows, entities);
        for (row, entity) in edges {
            matching.connect(*row, *entity);
        }
        matching.solve();
        assert_eq!((0..rows).filter(|row| matching.entity_of(*row).is_some()).count(), matched);
        let mut found = matching.exchangeable();
        for group in &mut found {
            group.sort_unstable();
        }
        assert_eq!(found, groups);
    }

    #[test]
    fn matches_as_many_as_can_be() {
        check(0, 0, &[], 0, &[]);
        check(2, 0, &[], 0, &[]);
        check(2, 2, &[(0, 0), (1, 1)], 2, &[]);
        check(2, 2, &[(0, 0), (0, 1), (1, 0)], 2, &[]);
        check(3, 3, &[(0, 0), (0, 1), (1, 0), (1, 2), (2, 0)], 3, &[]);
    }

    #[test]
    fn knows_who_could_have_gone_without() {
        check(2, 1, &[(0, 0), (1, 0)], 1, &[&[0, 1]]);
        check(3, 2, &[(0, 0), (1, 0), (2, 1)], 2, &[&[0, 1]]);
        check(4, 2, &[(0, 0), (1, 0), (2, 1), (3, 1)], 2, &[&[0, 1], &[2, 3]]);
        check(3, 2, &[(0, 0), (1, 0), (1, 1), (2, 1)], 2, &[&[0, 1, 2]]);
        // More entities than rows: all landed, whoever is whose.
        check(2, 3, &[(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)], 2, &[]);
    }
}
