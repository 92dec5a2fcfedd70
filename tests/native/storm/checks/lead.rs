//! Up to when whoever takes the lead can know what the others were told: until it was last awake together
//! with a leader that was awake. What a frozen leader knows, nobody can ask it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::diary::{Entry, TabId, What};
use super::super::locks::Word;

#[derive(Debug, Default)]
pub(super) struct Lead {
    leader: Option<TabId>,
    awake: BTreeSet<TabId>,
    knows_until_ms: BTreeMap<TabId, u64>,
}

impl Lead {
    /// Reads on; who takes the lead and up to when it knows, if somebody does.
    pub(super) fn read(&mut self, entry: &Entry) -> Option<(TabId, u64)> {
        let tab = entry.tab;
        if self.leader.is_some_and(|leader| self.awake.contains(&leader)) {
            for awake in &self.awake {
                self.knows_until_ms.insert(*awake, entry.at_ms);
            }
        }
        match entry.what {
            What::Opened | What::OpenedAlone | What::Slept => {
                self.awake.insert(tab);
            }
            What::Sleeps => {
                self.awake.remove(&tab);
            }
            What::Died => {
                self.awake.remove(&tab);
                self.leader = self.leader.filter(|leader| *leader != tab);
            }
            What::Lock(Word::Granted(_)) if self.leader != Some(tab) => {
                self.leader = Some(tab);
                return Some((tab, self.knows_until_ms.get(&tab).copied().unwrap_or_default()));
            }
            _ => {}
        }
        None
    }
}
