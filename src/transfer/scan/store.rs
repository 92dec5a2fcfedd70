//! Where the local copy is kept: the contract of every mirror, and the one in memory.
//!
//! A mirror knows lists, entities and positions, never what they mean. What one commit says is written in
//! one transaction: the copy and the position never disagree.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::bounds::Bounds;
use super::change::Change;
use super::head::{Head, Heads, Owner, State};
use super::kept::Kept;
use crate::base::id::EntityId;
use crate::transfer::schema::Entity;

/// Why a mirror could not do what was asked; after an error nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MirrorError {
    /// The browser has no room left: free some, then try again.
    #[error("the mirror is full")]
    Full,
    /// It would be more than is ever kept, whatever else were forgotten.
    #[error("more than is ever kept")]
    TooLarge,
    /// The browser lends no storage here (a private window, or the user's choice).
    #[error("the mirror is not available")]
    Unavailable,
    /// The copy belongs to somebody else by now: another user has signed in, or it was cleared.
    #[error("the copy belongs to somebody else")]
    OtherOwner,
    /// What was stored cannot be read back: forget it and read anew.
    #[error("the copy cannot be read")]
    Unreadable,
    /// Anything else, in the store's own words.
    #[error("the mirror failed: {0}")]
    Failed(String),
}

/// What is to be written at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The list.
    pub list: Entity,
    /// All that there is between these ids, both included, is what is given here: whatever else the copy
    /// holds there goes. `None` where the entities are only some of many.
    pub span: Option<(EntityId, EntityId)>,
    /// Entities as they are now, each once.
    pub entities: Vec<Kept>,
    /// How the reading stands with them.
    pub state: State,
}

/// What a commit came to, in entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New in the copy.
    pub added: u64,
    /// Other than before.
    pub changed: u64,
    /// Read again, as they were.
    pub same: u64,
    /// No longer in the account.
    pub removed: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.same += other.same;
        self.removed += other.removed;
    }
}

/// What is there after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// What it came to.
    pub tally: Tally,
    /// The list's head.
    pub head: Head,
    /// Lists that were forgotten to make room.
    pub forgotten: Vec<Entity>,
}

/// A local copy of lists, of one owner.
#[expect(async_fn_in_trait, reason = "the widget runs on one thread: no future here is ever sent to another")]
pub trait Mirror {
    /// Whose copy it is; `None` while it is nobody's and empty.
    async fn owner(&self) -> Result<Option<Owner>, MirrorError>;

    /// Makes it the copy of this owner and says what there is of it; another one's is cleared first.
    async fn claim(&self, owner: Owner) -> Result<Heads, MirrorError>;

    /// Writes a commit, all or nothing, if the copy is still this owner's; returns once it is durable.
    async fn commit(&self, owner: Owner, commit: &Commit) -> Result<Committed, MirrorError>;

    /// One entity.
    async fn get(&self, list: Entity, id: EntityId) -> Result<Option<Kept>, MirrorError>;

    /// The next entities above this id, by ascending id; an empty slice is the end.
    async fn slice(&self, list: Entity, above: EntityId, limit: usize) -> Result<Vec<Kept>, MirrorError>;

    /// The same, if the copy is still this owner's.
    async fn slice_of(
        &self,
        owner: Owner,
        list: Entity,
        above: EntityId,
        limit: usize,
    ) -> Result<Vec<Kept>, MirrorError> {
        let kept = self.slice(list, above, limit).await?;
        // Asked afterwards: what was read before another one's claim was this owner's.
        if self.owner().await? == Some(owner) { Ok(kept) } else { Err(MirrorError::OtherOwner) }
    }

    /// Forgets a list, its position included.
    async fn forget(&self, list: Entity) -> Result<(), MirrorError>;

    /// Forgets everything and whose it was.
    async fn clear(&self) -> Result<(), MirrorError>;
}

/// A mirror that lasts as long as the program.
#[derive(Debug, Default)]
pub struct MemoryMirror {
    bounds: Bounds,
    held: RefCell<Held>,
}

#[derive(Debug, Default)]
struct Held {
    owner: Option<Owner>,
    heads: Heads,
    lists: BTreeMap<Entity, BTreeMap<EntityId, Kept>>,
}

impl MemoryMirror {
    /// An empty mirror that holds no more than this.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, held: RefCell::default() }
    }
}

impl Held {
    fn commit(&mut self, bounds: Bounds, owner: Owner, commit: &Commit) -> Result<Committed, MirrorError> {
        if self.owner != Some(owner) {
            return Err(MirrorError::OtherOwner);
        }
        let size = self.heads.get(&commit.list).map(|head| head.size).unwrap_or_default();
        let kept = self.lists.entry(commit.list).or_default();
        let old = match commit.span {
            Some((first, last)) if first <= last => {
                kept.range(first..=last).map(|(id, kept)| (*id, kept.clone())).collect()
            }
            Some(_) => BTreeMap::new(),
            None => {
                let known = |new: &Kept| Some((new.id, kept.get(&new.id)?.clone()));
                commit.entities.iter().filter_map(known).collect()
            }
        };
        let change = Change::new(commit, old, size);
        let forgotten = bounds.make_room(&self.heads, commit.list, change.size)?;
        for id in &change.remove {
            kept.remove(id);
        }
        kept.extend(change.put.iter().map(|new| (new.id, (*new).clone())));
        for list in &forgotten {
            self.forget(*list);
        }
        let head = Head { size: change.size, state: commit.state.clone() };
        self.heads.insert(commit.list, head.clone());
        Ok(Committed { tally: change.tally, head, forgotten })
    }

    fn forget(&mut self, list: Entity) {
        self.heads.remove(&list);
        self.lists.remove(&list);
    }
}

impl Mirror for MemoryMirror {
    async fn owner(&self) -> Result<Option<Owner>, MirrorError> {
        Ok(self.held.borrow().owner)
    }

    async fn claim(&self, owner: Owner) -> Result<Heads, MirrorError> {
        let mut held = self.held.borrow_mut();
        if held.owner != Some(owner) {
            *held = Held { owner: Some(owner), ..Held::default() };
        }
        Ok(held.heads.clone())
    }

    async fn commit(&self, owner: Owner, commit: &Commit) -> Result<Committed, MirrorError> {
        self.held.borrow_mut().commit(self.bounds, owner, commit)
    }

    async fn get(&self, list: Entity, id: EntityId) -> Result<Option<Kept>, MirrorError> {
        Ok(self.held.borrow().lists.get(&list).and_then(|kept| kept.get(&id)).cloned())
    }

    async fn slice(&self, list: Entity, above: EntityId, limit: usize) -> Result<Vec<Kept>, MirrorError> {
        let held = self.held.borrow();
        let above = (std::ops::Bound::Excluded(above), std::ops::Bound::Unbounded);
        let kept = held.lists.get(&list).map(|kept| kept.range(above));
        Ok(kept.into_iter().flatten().take(limit).map(|(_, kept)| kept.clone()).collect())
    }

    async fn forget(&self, list: Entity) -> Result<(), MirrorError> {
        self.held.borrow_mut().forget(list);
        Ok(())
    }

    async fn clear(&self) -> Result<(), MirrorError> {
        *self.held.borrow_mut() = Held::default();
        Ok(())
    }
}
