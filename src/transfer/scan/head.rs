//! What is known of a list's local copy without looking into it: whose it is, how much there is, how far
//! the reading came, and since when changes have to be asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Timestamp;
use crate::base::id::{EntityId, UserId};
use crate::transfer::schema::Entity;

/// Whose copy it is: what one user may see is not for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The account's number; a subdomain can move to another account.
    pub account: u64,
    /// The user who was signed in.
    pub user: UserId,
}

/// How much is kept of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Entities.
    pub entities: u64,
    /// Bytes of their texts.
    pub bytes: u64,
}

/// All that is known of a list's copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// How much is kept; the store counts it.
    pub size: Size,
    /// How the reading stands; the engine says it.
    pub state: State,
}

/// The heads of all lists of which anything is known.
pub type Heads = BTreeMap<Entity, Head>;

/// How the reading of a list stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The last reading to the end; while there is one, the copy holds the whole list as of then.
    pub complete: Option<Complete>,
    /// Where a reading was broken off.
    pub position: Option<Position>,
    /// The last page of a full reading, whether or not that came to its end.
    pub last: Option<Last>,
    /// The server gave entities that had not changed when it was asked for changes alone.
    pub ignores_conditions: bool,
}

/// A reading that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complete {
    /// What changed at this second or later may be missing: changes are asked for from here on. `None` if
    /// the server told no time and the list was empty.
    pub watermark: Option<Timestamp>,
    /// When the whole list was read, by the server's clock.
    pub read_at: Timestamp,
    /// When changes were last looked for, by the server's clock.
    pub looked_at: Option<Timestamp>,
}

/// Where a full reading stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Position {
    /// Entities that stand before the next one in the account's list.
    pub covered: u64,
    /// The greatest id of the last page.
    pub edge: EntityId,
    /// Pages read so far.
    pub pages: u32,
    /// Pages after which the reading ends.
    pub pages_max: u32,
    /// The watermark of its first page.
    pub watermark: Option<Timestamp>,
}

impl Position {
    /// Whether as many pages were read as were planned, though the list goes on.
    #[must_use]
    pub const fn is_at_cap(&self) -> bool {
        self.pages >= self.pages_max
    }

    /// Pages that going on from here may take: what is left of the plan, or the next one.
    #[must_use]
    pub const fn pages_left(&self, next_plan: u32) -> u32 {
        if self.is_at_cap() { next_plan } else { self.pages_max - self.pages }
    }
}

/// The last page of a full reading, by two clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// By the server's.
    pub at: Timestamp,
    /// By this computer's, which only ever compares with itself.
    pub here: Timestamp,
}
