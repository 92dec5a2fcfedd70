//! After a block nothing leaves until the user's word, and then one request for every word; but for what
//! left before the tab that lets it out could know.

use std::collections::{BTreeMap, BTreeSet};

use super::super::climate::Climate;
use super::super::diary::{Diary, Entry, TabId, What, is_block};
use super::Totals;
use kommo_pace::base::{Failure, Response};
use kommo_pace::traffic::Ticket;

type Id = (TabId, Ticket);

/// What tabs that share a budget know of a block.
#[derive(Debug, Default)]
struct Block {
    /// Since when there is one, how many words of the user are not used up, and what left by them.
    current: Option<(u64, usize, BTreeSet<Id>)>,
    left: BTreeMap<Id, u64>,
    opened_ms: u64,
}

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let mut budgets: BTreeMap<TabId, Block> = BTreeMap::new();
    for entry in &diary.entries {
        let block = budgets.entry(climate.budget(entry.tab)).or_default();
        block.read(entry, climate.grace_ms(), totals);
    }
}

impl Block {
    fn read(&mut self, entry: &Entry, grace_ms: u64, totals: &mut Totals) {
        let now_ms = entry.at_ms;
        match &entry.what {
            What::Left(ticket) => {
                let id = (entry.tab, *ticket);
                self.left.insert(id, now_ms);
                match &mut self.current {
                    None => {}
                    Some((_, words, probes)) if *words > 0 => {
                        totals.count("probes of a block", 1);
                        *words -= 1;
                        probes.insert(id);
                    }
                    Some((since_ms, ..)) => assert!(
                        grace_ms > 0 && now_ms <= *since_ms + grace_ms,
                        "{id:?} left at {now_ms}, blocked since {since_ms}"
                    ),
                }
            }
            What::Told(ticket, outcome) => {
                totals.count("blocks", usize::from(is_block(outcome)));
                self.told((entry.tab, *ticket), outcome, now_ms, grace_ms);
            }
            What::Probe => {
                if let Some((_, words, _)) = &mut self.current {
                    *words += 1;
                }
            }
            // A word is lost with the tab that had it.
            _ => {}
        }
    }

    fn told(&mut self, id: Id, outcome: &Result<Response, Failure>, now_ms: u64, grace_ms: u64) {
        let left_ms = self.left[&id];
        match &mut self.current {
            None => {
                // Which came first, this or the end of the last block, may look otherwise to the leader.
                let is_old = grace_ms > 0 && left_ms <= self.opened_ms && now_ms <= self.opened_ms + grace_ms;
                if is_block(outcome) && !is_old {
                    self.current = Some((now_ms, 0, BTreeSet::new()));
                }
            }
            Some((_, words, probes)) => {
                // What left before the user's word says nothing about it.
                let is_probe = probes.remove(&id);
                match outcome {
                    _ if !is_probe => {}
                    // It never left.
                    Err(Failure::NotSent) => *words += 1,
                    // Whoever is asked to sign in is not blocked.
                    Ok(response) if response.status < 500 && response.status != 429 && !is_block(outcome) => {
                        self.current = None;
                        self.opened_ms = now_ms;
                    }
                    _ => {}
                }
            }
        }
    }
}
