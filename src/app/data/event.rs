//! What the account's data are told of, and what they ask of the mirror.

use crate::base::id::EntityId;
use crate::transfer::scan::Kept;
use crate::transfer::scan::head::{Heads, Owner};
use crate::transfer::scan::store::{Commit, Committed, MirrorError};
use crate::transfer::schema::Entity;

/// What the user did on the screen of the account's data, and what came of the mirror.
#[derive(Clone, Debug)]
pub enum Event {
    /// What the mirror holds for this owner.
    Claimed(Result<Heads, MirrorError>),
    /// What became of a commit of this reading.
    Committed(RunId, Result<Box<Committed>, MirrorError>),
    /// A slice of a list that somebody waits for.
    Sliced(SliceId, Result<Vec<Kept>, MirrorError>),
    /// What became of forgetting.
    Forgotten(Result<(), MirrorError>),
    /// The whole list is to be read.
    ReadAsked(Entity),
    /// The whole list is to be read though it was read a short time ago.
    ReadConfirmed(Entity),
    /// It is not, then.
    ReadDeclined,
    /// Changes of the list are to be looked for.
    LookAsked(Entity),
    /// A reading that was broken off is to go on.
    RestAsked(Entity),
    /// The reading is to pause.
    PauseAsked,
    /// The reading is to go on after a pause.
    ResumeAsked,
    /// The reading is to go on after it stopped by itself.
    ProceedAsked,
    /// The reading is to end after the page on its way.
    StopAsked,
    /// The list's copy is to go.
    ForgetAsked(Entity),
}

/// One reading of this page, so that nothing late is taken for another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunId(pub u64);

/// A wish for a slice, so that nothing late is taken for another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SliceId(pub u64);

/// Entities in a slice: reading them takes a few milliseconds.
pub const SLICE: usize = 200;

/// What is asked of the mirror.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Make it this owner's and say what there is: [`Event::Claimed`].
    Claim(Owner),
    /// Write this in one transaction: [`Event::Committed`].
    Commit(RunId, Owner, Box<Commit>),
    /// Forget a list: [`Event::Forgotten`].
    Forget(Entity),
    /// Give the next entities of a list above this id, if the copy is still this owner's: [`Event::Sliced`].
    Slice(SliceId, Owner, Entity, EntityId),
    /// Forget everything, because the session has ended: [`Event::Forgotten`].
    Clear,
}
