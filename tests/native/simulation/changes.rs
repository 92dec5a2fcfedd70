//! Rows that change contacts which were there before, while colleagues edit the same ones: what a seed
//! decides about them, and what is held of them afterwards.

use std::collections::{BTreeMap, BTreeSet};

use kommo_pace::api::contacts;
use kommo_pace::base::id::EntityId;
use kommo_pace::transfer::edit::{Change, Edit};
use kommo_pace::transfer::run::{RowState, RunState};

use super::scenario::{Fate, NOBODY};
use crate::virtual_time::dice::Dice;

/// An id that the account never gives.
const NO_CONTACT: u64 = 9_000_000_000;

/// One row that changes a contact.
#[derive(Clone, Debug)]
pub(crate) struct Changing {
    pub(crate) row: u32,
    /// Which of the contacts that were there before; `None` for one that is not there.
    pub(crate) at: Option<usize>,
    from: String,
    to: String,
    pub(crate) fate: Fate,
}

/// Rows that change, and the moments at which a colleague edits one of their contacts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    pub(crate) rows: Vec<Changing>,
    /// Names of the contacts that are there before; some of them are changed by no row.
    pub(crate) old: Vec<String>,
    pub(crate) touches: Vec<(u64, usize)>,
}

impl Changes {
    /// Rows with odd numbers, which stand between those that add.
    pub(crate) fn new(seed: u64) -> Self {
        let dice = &mut Dice::new(seed ^ 0xED17);
        if dice.chance(50) {
            return Self::default();
        }
        let count = u32::try_from(dice.between(1, 150)).unwrap();
        let again_percent = if dice.chance(30) { dice.between(1, 30) } else { 0 };
        let bad_percent = if dice.chance(30) { dice.between(1, 10) } else { 0 };
        let mut changes = Self::default();
        // What each contact is called once the rows so far are done.
        let mut called: Vec<String> = Vec::new();
        for row in (0..count).map(|n| 2 * n + 3) {
            let at = if !called.is_empty() && dice.chance(again_percent) {
                dice.below(called.len())
            } else {
                called.push(format!("Old {row}"));
                changes.old.push(format!("Old {row}"));
                called.len() - 1
            };
            let fate = if dice.chance(bad_percent) { Fate::Bad } else { Fate::Good };
            let is_gone = fate == Fate::Bad && dice.chance(50);
            let (from, to) = (called[at].clone(), format!("New {row}"));
            if fate == Fate::Good {
                called[at].clone_from(&to);
            }
            changes.rows.push(Changing { row, at: (!is_gone).then_some(at), from, to, fate });
        }
        changes.old.extend((0..5).map(|n| format!("Bystander {n}")));
        let touches = if dice.chance(60) { dice.between(1, 20) } else { 0 };
        changes.touches = (0..touches).map(|_| (dice.between(0, 30_000), dice.below(called.len()))).collect();
        changes
    }

    /// The edit of a row, where the contacts that were there before have these ids.
    pub(crate) fn edit(row: &Changing, ids: &[u64]) -> Edit {
        let id = EntityId(row.at.map_or(NO_CONTACT + u64::from(row.row), |at| ids[at]));
        let nobody = (row.fate == Fate::Bad && row.at.is_some()).then_some(NOBODY);
        let named = |name: &String, responsible_user_id| {
            Change::Contact(contacts::Change {
                id,
                name: Some(name.clone()),
                responsible_user_id,
                ..Default::default()
            })
        };
        Edit { to: named(&row.to, nobody), from: named(&row.from, None) }
    }

    /// Holds that each contact is called as the journal says, and others as before.
    pub(crate) fn check(
        &self,
        ids: &[u64],
        names: &BTreeMap<u64, String>,
        journal: &RunState,
        cancelled: bool,
    ) {
        for (at, (id, old)) in ids.iter().zip(&self.old).enumerate() {
            let shown = &names[id];
            let name = shown.trim_end_matches('*');
            let touches = self.touches.iter().filter(|touch| touch.1 == at).count();
            assert!(shown.len() - name.len() <= touches, "{shown:?} was edited by nobody");
            let mut may_be: BTreeSet<&str> = BTreeSet::from([old.as_str()]);
            for row in self.rows.iter().filter(|row| row.at == Some(at)) {
                match journal.row(row.row) {
                    Some(RowState::Stored(stored)) => {
                        assert_eq!(stored.0, *id);
                        may_be = BTreeSet::from([row.to.as_str()]);
                    }
                    Some(RowState::Undecided) => drop(may_be.insert(&row.to)),
                    Some(RowState::Refused(_)) => assert_eq!(row.fate, Fate::Bad, "row {} was good", row.row),
                    Some(RowState::Sent(batch)) => panic!("row {} is still in {batch:?}", row.row),
                    None => assert!(cancelled, "row {} was never settled", row.row),
                }
            }
            assert!(may_be.contains(name), "contact {id} is {shown:?} instead of one of {may_be:?}");
        }
        for row in self.rows.iter().filter(|row| row.at.is_none()) {
            let stored = matches!(journal.row(row.row), Some(RowState::Stored(_)));
            assert!(!stored, "row {} changes what is not there", row.row);
        }
    }
}

/// What the client may know of each contact that it changes: after an answer that it did not get it must
/// look before it writes again, and may not write over what the look showed.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// When a write of unknown outcome was sent.
    doubted: BTreeMap<u64, u64>,
    read: BTreeMap<u64, u64>,
    touched: BTreeMap<u64, Vec<u64>>,
}

impl Watch {
    pub(crate) fn touched(&mut self, id: u64, at_ms: u64) {
        self.touched.entry(id).or_default().push(at_ms);
    }

    /// A reading of these arrives.
    pub(crate) fn read(&mut self, ids: impl IntoIterator<Item = u64>, at_ms: u64) {
        self.read.extend(ids.into_iter().map(|id| (id, at_ms)));
    }

    /// A write of these arrives; `is_known` if its outcome reaches the client for certain.
    pub(crate) fn written(&mut self, ids: &[u64], at_ms: u64, is_known: bool) {
        for id in ids {
            if let Some(since) = self.doubted.remove(id) {
                let read = self.read.get(id).copied().unwrap_or_default();
                assert!(read > since, "contact {id} was written again without a look");
                let seen = |touch: &&u64| **touch > since && **touch < read;
                let over = self.touched.get(id).and_then(|touches| touches.iter().find(seen));
                assert!(over.is_none(), "contact {id} was written over what a colleague wrote at {over:?}");
            }
            if !is_known {
                self.doubted.insert(*id, at_ms);
            }
        }
    }
}
