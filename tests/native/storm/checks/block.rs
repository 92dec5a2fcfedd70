//! After a block nothing leaves until the user's word, and then one request for every word; but for what
//! left before the tab that lets it out could know.

use std::collections::BTreeMap;

use super::super::climate::Climate;
use super::super::diary::{Diary, Entry, TabId, What, is_block};
use super::super::script::Company;
use super::Totals;
use super::lead::Lead;
use kommo_pace::base::{Failure, Response};
use kommo_pace::traffic::Ticket;

type Id = (TabId, Ticket);

/// A block.
#[derive(Debug)]
struct Block {
    told: TabId,
    since_ms: u64,
    /// How many words of the user are not used up, and what left by how many of them.
    words: usize,
    probes: BTreeMap<Id, usize>,
}

/// What tabs that share a budget know.
#[derive(Debug, Default)]
struct Known {
    block: Option<Block>,
    /// Words of the user that are not used up as far as is known, during a block that a new leader may not
    /// know of. If it does, they are good for the next that is told of it.
    spare_words: Option<usize>,
    left: BTreeMap<Id, u64>,
    opened_ms: u64,
}

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let mut lead = Lead::new(climate.grace_ms());
    let mut budgets: BTreeMap<TabId, Known> = BTreeMap::new();
    for entry in &diary.entries {
        let known = budgets.entry(climate.budget(entry.tab)).or_default();
        if let Some(gap) = lead.read(entry).filter(|_| climate.company == Company::Joined) {
            known.block = match known.block.take() {
                Some(block) if !gap.is_known(block.told, block.since_ms) => {
                    known.spare_words = Some(block.words);
                    None
                }
                block => block,
            };
        }
        let of_several = climate.grace_ms() > 0;
        let start = Start {
            is_drowsy: of_several && lead.is_drowsy(entry.at_ms),
            is_old: of_several && lead.obeys_an_old_word(entry.tab, entry.at_ms),
        };
        known.read(entry, climate.grace_ms(), start, totals);
    }
}

/// What may excuse a start.
#[derive(Clone, Copy, Debug)]
struct Start {
    /// Some tab has just woken up.
    is_drowsy: bool,
    /// The tab itself has, and may do what a leader let it before the block: that uses up no word of the user.
    is_old: bool,
}

impl Known {
    fn read(&mut self, entry: &Entry, grace_ms: u64, start: Start, totals: &mut Totals) {
        let now_ms = entry.at_ms;
        match &entry.what {
            What::Left(ticket) => {
                let id = (entry.tab, *ticket);
                self.left.insert(id, now_ms);
                match &mut self.block {
                    None => {}
                    Some(block) if block.words > 0 => {
                        totals.count("probes of a block", 1);
                        let words = usize::from(!start.is_old);
                        block.words -= words;
                        block.probes.insert(id, words);
                    }
                    Some(block) => assert!(
                        start.is_drowsy || (grace_ms > 0 && now_ms <= block.since_ms + grace_ms),
                        "{id:?} left at {now_ms}, after a block: {block:?}"
                    ),
                }
            }
            What::Told(ticket, outcome) => {
                totals.count("blocks", usize::from(is_block(outcome)));
                self.told((entry.tab, *ticket), outcome, now_ms, grace_ms);
            }
            What::Probe => {
                let words = self.block.as_mut().map(|block| &mut block.words);
                if let Some(words) = words.or(self.spare_words.as_mut()) {
                    *words += 1;
                }
            }
            _ => {}
        }
    }

    fn told(&mut self, id: Id, outcome: &Result<Response, Failure>, now_ms: u64, grace_ms: u64) {
        let left_ms = self.left[&id];
        let Some(block) = &mut self.block else {
            // Which came first, this or the end of the last block, may look otherwise to the leader.
            let is_old = grace_ms > 0 && left_ms <= self.opened_ms && now_ms <= self.opened_ms + grace_ms;
            if is_block(outcome) && !is_old {
                let (words, probes) = (self.spare_words.take().unwrap_or_default(), BTreeMap::new());
                self.block = Some(Block { told: id.0, since_ms: now_ms, words, probes });
            }
            return;
        };
        // What left before the user's word says nothing about it.
        let Some(words) = block.probes.remove(&id) else { return };
        match outcome {
            // It never left.
            Err(Failure::NotSent) => block.words += words,
            // Whoever is asked to sign in is not blocked.
            Ok(response) if response.status < 500 && response.status != 429 && !is_block(outcome) => {
                self.block = None;
                self.opened_ms = now_ms;
            }
            _ => {}
        }
    }
}
