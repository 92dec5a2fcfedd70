//! Which leads, contacts and companies belong together. Both directions are one entry each, so either side reads fast.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::hal;
use crate::store::Kind;

type End = (Kind, u64);

/// All links of the account.
#[derive(Debug, Default)]
pub(crate) struct Links {
    pairs: BTreeSet<(End, End)>,
}

impl Links {
    pub(crate) fn join(&mut self, one: End, other: End) {
        self.pairs.insert((one, other));
        self.pairs.insert((other, one));
    }

    /// Ids of one kind that are linked to an entity, ascending.
    pub(crate) fn of(&self, from: End, to: Kind) -> impl Iterator<Item = u64> {
        self.pairs.range((from, (to, 0))..=(from, (to, u64::MAX))).map(|&(_, (_, id))| id)
    }

    /// The linked entities as `_embedded` shows them.
    pub(crate) fn read(&self, from: End, to: Kind, base: &str) -> Vec<Value> {
        let show = |id| json!({ "id": id, "_links": hal::self_link(base, &format!("{}/{id}", to.plural())) });
        self.of(from, to).map(show).collect()
    }
}
