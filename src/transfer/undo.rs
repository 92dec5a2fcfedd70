//! Taking a run back: from what it did, and from the entities as they are now, the plan of another run. It
//! reads nothing and sends nothing itself, and its plan can be taken back like any other.
//!
//! An entity is taken back as a whole or not at all: if any member that the run wrote is not as the run
//! wrote it, somebody works with that entity, and half of the old values beside theirs would be a state that
//! nobody ever wanted. Kommo's API removes nothing, so what was added is marked instead: leads, contacts and
//! companies get a tag by which Kommo's own lists find them, tasks are completed with the same words as
//! their result.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::by_id::ById;
use super::edit::{Change, Edit};
use super::lookup::{Difference, Found, Member, differences};
use super::plan::Plan;
use super::report;
use super::run::{RowState, RunState};
use super::schema::Entity;
use super::work::Work;
use crate::api::{Tag, companies, contacts, leads, tasks};
use crate::base::id::EntityId;

/// What takes a run back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// What is to be done; its rows have the numbers of the run's rows, of several rows of one entity that of
    /// the last.
    pub plan: Plan,
    /// What is left as it is, in order.
    pub left: Vec<Left>,
}

/// A row that is not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The row.
    pub row: u32,
    /// What it has written, if that is known.
    pub id: Option<EntityId>,
    /// Why.
    pub why: Why,
}

/// Why a row is not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is not in the account any more.
    Gone,
    /// Somebody has changed these members since.
    Changed(Vec<Difference>),
    /// It never was known whether it was written, or the entity was not read.
    Unknown,
}

/// The reading that taking this run back takes.
#[must_use]
pub fn reading(plan: &Plan, run: &RunState) -> ById {
    ById::new(plan.entity(), report::stored(run).map(|(_, id)| id))
}

/// The words that mark what cannot be removed; `time` is the moment as the user reads it, so that every
/// undo has a mark of its own.
#[must_use]
pub fn mark(time: &str) -> String {
    format!("undo {time}")
}

/// The plan that takes a run back, from the entities as they were just read.
#[must_use]
pub fn undo(plan: &Plan, run: &RunState, now: &ById, mark: &str) -> Undo {
    let mut undo = Undo { plan: Plan::empty(plan.entity()), left: Vec::new() };
    for (id, (row, done)) in done(plan, run) {
        let taken = match now.found().get(&id) {
            Some(found) => take_back(&done, id, found, mark),
            None if now.gone().contains(&id) => Err(Why::Gone),
            None => Err(Why::Unknown),
        };
        match taken {
            // Rows of one plan are of one kind and differ, so each of them fits.
            Ok(edit) => drop(undo.plan.push(row, edit)),
            Err(why) => undo.left.push(Left { row, id: Some(id), why }),
        }
    }
    let unknown = run.rows().filter(|(_, state)| matches!(state, RowState::Undecided | RowState::Sent(_)));
    undo.left.extend(unknown.map(|(row, _)| Left { row, id: None, why: Why::Unknown }));
    undo.left.sort_by_key(|left| left.row);
    undo
}

/// What a run did to an entity.
enum Done {
    Added(Entity),
    Changed(Box<Edit>),
}

/// What the run did, by entity, with the last row that did it.
fn done(plan: &Plan, run: &RunState) -> BTreeMap<EntityId, (u32, Done)> {
    let mut done: BTreeMap<EntityId, (u32, Done)> = BTreeMap::new();
    for (row, id) in report::stored(run) {
        let own = match plan.work(row) {
            Some(Work::Add(draft)) => Done::Added(draft.entity()),
            Some(Work::Change(edit)) => match done.get(&id) {
                Some((_, Done::Changed(earlier))) => Done::Changed(Box::new(earlier.then(edit))),
                _ => Done::Changed(Box::new(edit.clone())),
            },
            None => continue,
        };
        done.insert(id, (row, own));
    }
    done
}

fn take_back(done: &Done, id: EntityId, found: &Found, mark: &str) -> Result<Edit, Why> {
    match (done, found) {
        (Done::Changed(edit), found) => {
            let since = differences(&edit.to, found);
            if since.is_empty() { Ok(edit.inverse()) } else { Err(Why::Changed(since)) }
        }
        (Done::Added(_), Found::Task(task)) if task.is_completed => Err(Why::Changed(vec![Difference {
            member: Member::Completed,
            wanted: false.to_string(),
            now: true.to_string(),
        }])),
        (Done::Added(entity), _) => Ok(marked(*entity, id, mark)),
    }
}

fn marked(entity: Entity, id: EntityId, mark: &str) -> Edit {
    let tags = || vec![Tag { name: mark.to_owned() }];
    macro_rules! tagged {
        ($module:ident, $kind:ident) => {
            Edit {
                to: Change::$kind($module::Change { id, tags_to_add: tags(), ..Default::default() }),
                from: Change::$kind($module::Change { id, tags_to_delete: tags(), ..Default::default() }),
            }
        };
    }
    match entity {
        Entity::Leads => tagged!(leads, Lead),
        Entity::Contacts => tagged!(contacts, Contact),
        Entity::Companies => tagged!(companies, Company),
        Entity::Tasks => {
            let result = Some(tasks::Outcome { text: mark.to_owned() });
            let is = |done: bool| tasks::Change { id, is_completed: Some(done), ..Default::default() };
            Edit { to: Change::Task(tasks::Change { result, ..is(true) }), from: Change::Task(is(false)) }
        }
    }
}
