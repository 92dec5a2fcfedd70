//! What an administrator has set, and what the widget remembers from one visit to the next: no personal
//! data, and nothing that could make it faster than Kommo allows.

use std::collections::BTreeMap;

use crate::base::limits::BATCH_MAX;
use crate::traffic;
use crate::transfer::schema::Entity;

/// How the application behaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The pace.
    pub pace: traffic::Settings,
    /// Rows in one request at most.
    pub rows_max: usize,
    /// What an earlier visit has left behind.
    pub memory: Memory,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pace: traffic::Settings::default(), rows_max: BATCH_MAX, memory: Memory::default() }
    }
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Rows in one request that the server coped with last.
    batch_rows: BTreeMap<Entity, usize>,
}

impl Memory {
    /// Reads what [`text`](Self::text) wrote; what cannot be read is forgotten.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// All of it, to be kept.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Rows in a request to begin with; `None` if nothing was learned yet.
    pub(super) fn batch_rows(&self, entity: Entity) -> Option<usize> {
        self.batch_rows.get(&entity).copied()
    }

    /// Takes note of how many rows the server copes with; whether that is news.
    pub(super) fn learn(&mut self, entity: Entity, batch_rows: usize) -> bool {
        self.batch_rows.insert(entity, batch_rows) != Some(batch_rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learned_comes_back() {
        let mut memory = Memory::default();
        assert!(memory.learn(Entity::Leads, 60));
        assert!(!memory.learn(Entity::Leads, 60));
        assert!(memory.learn(Entity::Leads, 25));
        let back = Memory::parse(&memory.text());
        assert_eq!((back.batch_rows(Entity::Leads), back.batch_rows(Entity::Tasks)), (Some(25), None));
        for nonsense in ["", "[]", r#"{"batch_rows":{"dogs":1}}"#] {
            assert_eq!(Memory::parse(nonsense), Memory::default());
        }
    }
}
