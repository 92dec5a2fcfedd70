//! What lists and batches need to know of a kind of entity, so that they are written once for all four.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::filter::Rule;
use crate::store::{Kind, Store};
use crate::validate::{Findings, Members};

/// The extras that a request asks for by `with`, or all of them.
#[derive(Debug, Clone)]
pub(crate) enum With<'a> {
    Words(Vec<&'a str>),
    Everything,
}

impl With<'_> {
    pub(crate) fn asks_for(&self, word: &str) -> bool {
        match self {
            Self::Words(words) => words.contains(&word),
            Self::Everything => true,
        }
    }
}

/// A kind of entity with lists and batches.
pub(crate) trait Resource: Sized {
    const KIND: Kind;
    /// The filters that its list knows; others are ignored.
    const FILTERS: &'static [Rule];
    /// The members that its list can be ordered by.
    const ORDERS: &'static [&'static str];
    /// True if an update of one entity is answered with the bare entity instead of a list of one.
    const BARE_UPDATE: bool;

    /// A checked write, ready to be applied.
    type Draft;

    fn table(store: &Store) -> &BTreeMap<u64, Self>;

    /// Reads an item; `current` is the entity that it updates. Whatever is wrong goes to `findings`.
    fn parse(
        item: &mut Members<'_>,
        current: Option<&Self>,
        store: &Store,
        findings: &mut Findings,
    ) -> Self::Draft;

    /// Stores a new entity and gives its id.
    fn add(draft: Self::Draft, store: &mut Store, now_s: i64) -> u64;

    /// Changes an entity that exists.
    fn change(id: u64, draft: Self::Draft, store: &mut Store, now_s: i64);

    /// The entity as the API shows it.
    fn read(&self, with: &With<'_>, store: &Store) -> Value;

    /// Members that the answer to a write shows beside `id`, `request_id` and `_links`.
    fn echo(&self, is_update: bool) -> Map<String, Value>;

    /// A number that lists are filtered or ordered by.
    fn number(&self, member: &str, store: &Store) -> Option<i64>;

    /// Its name, if it has one.
    fn name(&self) -> Option<&str>;

    /// True if any of its texts holds the needle, which is in small letters.
    fn contains(&self, needle: &str) -> bool;
}
