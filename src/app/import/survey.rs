//! The rows of a file against the account's entities: which ones add, which change and what, which are so
//! already, and which are refused. It works in slices, and asks for the local copy one slice at a time.

use std::collections::BTreeSet;

use crate::base::Moment;
use crate::base::id::EntityId;
use crate::transfer::compare::compare;
use crate::transfer::draft::Draft;
use crate::transfer::edit::Edit;
use crate::transfer::matching::{Index, Match};
use crate::transfer::mode::{Key, Mode, Rules};
use crate::transfer::plan::Plan;
use crate::transfer::problem::Reason;
use crate::transfer::said::Said;
use crate::transfer::scan::Kept;
use crate::transfer::schema::Schema;

/// What becomes of a row.
pub(super) enum Fate {
    Add(Draft),
    Change(Box<Edit>),
    Same(EntityId),
    Refused(Reason),
}

/// The rows with the entities that they may be about.
pub(super) struct Survey {
    rules: Rules,
    key: Key,
    index: Index,
    rows: Vec<(u32, Said)>,
    /// Entities that have passed by.
    pub(super) met: u64,
    /// The list has passed by up to here.
    pub(super) above: EntityId,
    /// As of when the copy holds all changes.
    pub(super) as_of: Moment,
}

impl Survey {
    /// A survey by these rules that wants the account as it is from now on; `None` if they look for nothing.
    pub(super) fn new(schema: &Schema, rules: Rules, now: Moment) -> Option<Self> {
        let key = rules.mode.key()?;
        let index = Index::new(schema, key);
        Some(Self { rules, key, index, rows: Vec::new(), met: 0, above: EntityId(0), as_of: now })
    }

    pub(super) fn want(&mut self, row: u32, said: Said) {
        self.index.want(row, &said);
        self.rows.push((row, said));
    }

    /// Begins anew with a list that is complete as of `as_of`.
    pub(super) fn begin(&mut self, as_of: Moment) {
        self.index.forget_entities();
        (self.met, self.above, self.as_of) = (0, EntityId(0), as_of);
    }

    /// Takes in a slice of the list.
    pub(super) fn meet(&mut self, slice: Vec<Kept>) {
        for kept in slice {
            self.met += 1;
            self.above = self.above.max(kept.id);
            self.index.meet(&kept);
        }
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(super) const fn key(&self) -> Key {
        self.key
    }

    /// What becomes of the row at this place.
    pub(super) fn fate(&self, at: usize) -> Option<(u32, Fate)> {
        let (row, said) = self.rows.get(at)?;
        let refusal = self.rivalry(*row, said);
        Some((*row, refusal.map_or_else(|| self.found(*row, said), Fate::Refused)))
    }

    fn found(&self, row: u32, said: &Said) -> Fate {
        let adds = matches!(self.rules.mode, Mode::UpdateOrAdd { .. });
        match self.index.find(row, said, self.rules.several) {
            Match::One(found) => {
                let edit = compare(said, &found, &self.rules).map(Box::new);
                edit.map_or_else(|| Fate::Same(found.id()), Fate::Change)
            }
            Match::Several(count) => Fate::Refused(Reason::SeveralMatches { count }),
            Match::NoKey if !adds => Fate::Refused(Reason::NoKey),
            // Kommo gives ids: an entity with one that it does not have cannot be added.
            Match::Nothing if !adds || self.key == Key::Id => Fate::Refused(Reason::NoMatch),
            Match::NoKey | Match::Nothing if said.draft.is_empty() => Fate::Refused(Reason::Empty),
            Match::NoKey | Match::Nothing => Fate::Add(said.draft.clone()),
        }
    }

    /// Why a row that is not alone with its key goes no further: the first of equal rows does.
    fn rivalry(&self, row: u32, said: &Said) -> Option<Reason> {
        let rivals: BTreeSet<u32> = self.index.rivals(row, said);
        let first = *rivals.first()?;
        let is_equal = |rival: &u32| {
            let place = self.rows.binary_search_by_key(rival, |(row, _)| *row).ok();
            place.and_then(|place| self.rows.get(place)).is_some_and(|(_, other)| other == said)
        };
        match rivals.iter().find(|rival| !is_equal(rival)) {
            Some(rival) => Some(Reason::Rivals { row: *rival }),
            None => (first < row).then_some(Reason::Repeats { row: first }),
        }
    }
}

/// What the rows come to.
pub(super) struct Fates {
    pub(super) plan: Plan,
    pub(super) added: Vec<u32>,
    pub(super) changed: Vec<u32>,
    pub(super) same: Vec<(u32, EntityId)>,
}

impl Fates {
    pub(super) const fn new(plan: Plan) -> Self {
        Self { plan, added: Vec::new(), changed: Vec::new(), same: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::new(Plan::empty(self.plan.entity()));
    }

    /// Takes a row in; gives back why it is refused.
    pub(super) fn push(&mut self, row: u32, fate: Fate) -> Option<Reason> {
        // A table counts its rows once, and a checker makes drafts of one kind.
        match fate {
            Fate::Add(draft) => {
                self.plan.push(row, draft).unwrap_or_default();
                self.added.push(row);
            }
            Fate::Change(edit) => {
                self.plan.push(row, *edit).unwrap_or_default();
                self.changed.push(row);
            }
            Fate::Same(id) => self.same.push((row, id)),
            Fate::Refused(reason) => return Some(reason),
        }
        None
    }
}
