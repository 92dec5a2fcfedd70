//! All that a row says: its draft, and what only matters where an entity is there already.

use super::draft::Draft;
use super::mapping::Target;
use crate::base::id::EntityId;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The id of the entity that it is about, if a column holds ids.
    pub id: Option<EntityId>,
    /// What its filled cells say.
    pub draft: Draft,
    /// Where its empty cells go.
    pub empty: Vec<Target>,
}
