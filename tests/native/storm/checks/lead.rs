//! What whoever takes the lead can know of what the others were told: what was said while it was awake
//! together with a leader that was awake. What a frozen leader knows, nobody can ask it; and who has just
//! woken up acts before it hears.

use std::collections::BTreeMap;

use super::super::diary::{Entry, TabId, What};
use super::super::locks::Word;

/// How long two tabs have to be awake until each knows what the other does: a leader's beat, and the
/// question whether it still leads; in milliseconds.
const MEETING_MS: u64 = 600;

/// How long a page that comes back may take until the others hear it, in milliseconds.
const LOCKS_MS: u64 = 10;

#[derive(Debug)]
pub(super) struct Lead {
    grace_ms: u64,
    leader: Option<TabId>,
    awake_since_ms: BTreeMap<TabId, u64>,
    /// When each woke up last, even if it sleeps again.
    woke_ms: BTreeMap<TabId, u64>,
    knows_until_ms: BTreeMap<TabId, u64>,
}

/// What somebody cannot know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gap {
    /// This tab leads from now on, and knows what the others were told until then.
    Leads(TabId, u64),
    /// What this tab was told since then it could not tell the others.
    Mute(TabId, u64),
}

impl Gap {
    /// Whether somebody who was told this then has told whoever leads.
    pub(super) fn is_known(self, tab: TabId, told_ms: u64) -> bool {
        match self {
            Self::Leads(leader, until_ms) => tab == leader || told_ms <= until_ms,
            Self::Mute(mute, since_ms) => tab != mute || told_ms < since_ms,
        }
    }
}

impl Lead {
    pub(super) fn new(grace_ms: u64) -> Self {
        let (awake_since_ms, knows_until_ms) = (BTreeMap::new(), BTreeMap::new());
        Self { grace_ms, leader: None, awake_since_ms, woke_ms: BTreeMap::new(), knows_until_ms }
    }

    /// Whether some tab has woken up a moment ago.
    pub(super) fn is_drowsy(&self, now_ms: u64) -> bool {
        self.woke_ms.values().any(|since_ms| now_ms <= since_ms + self.grace_ms + LOCKS_MS)
    }

    /// Whether this tab has.
    pub(super) fn wakes(&self, tab: TabId, now_ms: u64) -> bool {
        self.woke_ms.get(&tab).is_some_and(|since_ms| now_ms <= since_ms + self.grace_ms)
    }

    /// Whether this tab may do what it was told to before it fell asleep: it has woken up, and does not lead.
    pub(super) fn obeys_an_old_word(&self, tab: TabId, now_ms: u64) -> bool {
        self.leader != Some(tab) && self.wakes(tab, now_ms)
    }

    /// Reads on.
    pub(super) fn read(&mut self, entry: &Entry) -> Option<Gap> {
        let (tab, now_ms) = (entry.tab, entry.at_ms);
        let meeting_ms = MEETING_MS + self.grace_ms;
        if let Some(leader_ms) = self.leader.and_then(|leader| self.awake_since_ms.get(&leader)) {
            for (awake, since_ms) in &self.awake_since_ms {
                if now_ms >= since_ms.max(leader_ms) + meeting_ms {
                    self.knows_until_ms.insert(*awake, now_ms - meeting_ms);
                }
            }
        }
        match entry.what {
            What::Opened | What::OpenedAlone | What::Slept => {
                self.awake_since_ms.insert(tab, now_ms);
                self.woke_ms.insert(tab, now_ms);
            }
            What::Sleeps | What::Died => {
                self.awake_since_ms.remove(&tab);
                return Some(Gap::Mute(tab, now_ms.saturating_sub(self.grace_ms)));
            }
            // It led until it was frozen, and judged by itself what it was told after that.
            What::Lock(Word::Lost(_) | Word::Holds(_, false)) => {
                return Some(Gap::Mute(tab, self.awake_since_ms.get(&tab).copied().unwrap_or_default()));
            }
            What::Lock(Word::Granted(_)) if self.leader != Some(tab) => {
                self.leader = Some(tab);
                return Some(Gap::Leads(tab, self.knows_until_ms.get(&tab).copied().unwrap_or_default()));
            }
            _ => {}
        }
        None
    }
}
