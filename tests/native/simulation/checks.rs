//! What is held after each run, from the account and the durable journal: nothing lost, nothing twice,
//! never too fast.

use std::collections::{BTreeMap, BTreeSet};

use kommo_pace::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};
use kommo_pace::transfer::journal::Entry;
use kommo_pace::transfer::run::RowState;

use super::scenario::{Fate, Scenario};
use super::world::World;

/// Sums over all seeds, so that a simulation in which nothing happens does not pass.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    rows: usize,
    stored: usize,
    refused: usize,
    unknown: usize,
    not_sent: usize,
    requests: usize,
    /// Batches of unknown outcome.
    unsure: usize,
    /// Rows of theirs that were found in the account.
    found: usize,
    /// Rows that are in the account and reported as unknown.
    unclaimed: usize,
    loads: usize,
    stops: usize,
    blocks: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.stored += other.stored;
        self.refused += other.refused;
        self.unknown += other.unknown;
        self.not_sent += other.not_sent;
        self.requests += other.requests;
        self.unsure += other.unsure;
        self.found += other.found;
        self.unclaimed += other.unclaimed;
        self.loads += other.loads;
        self.stops += other.stops;
        self.blocks += other.blocks;
    }

    pub(crate) fn check(&self) {
        assert!(self.unsure > 100 && self.found > 500 && self.refused > 50, "too few troubles: {self:?}");
        assert!(self.stops > 10 && self.blocks > 10 && self.not_sent > 10, "too few troubles: {self:?}");
        assert!(self.unknown * 100 <= self.rows, "unknown is the exception: {self:?}");
    }

    fn count_entries(&mut self, entries: &[Entry]) {
        let mut unsure = BTreeSet::new();
        for entry in entries {
            match entry {
                Entry::Unsure { batch, .. } => {
                    unsure.insert(*batch);
                }
                Entry::Stored { batch, ids } if unsure.contains(batch) => self.found += ids.len(),
                _ => {}
            }
        }
        self.unsure += unsure.len();
    }
}

pub(crate) fn check(scenario: &Scenario, world: &mut World) -> Totals {
    let (mut totals, claims) = check_rows(scenario, world);
    let arrivals = &world.network.arrivals;
    totals.requests = arrivals.len();
    totals.count_entries(&world.entries());
    totals.loads = world.loads();
    (totals.stops, totals.blocks) = (world.stops, world.block.count());
    for window in arrivals.windows(REQUESTS_PER_SECOND + 1) {
        let span_ms = window[REQUESTS_PER_SECOND] - window[0];
        assert!(span_ms >= SECOND_MS, "{} requests arrived within {span_ms} ms", window.len());
    }
    let landed = world.network.landed(world.clock.now_ms() + 60_000);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in landed.values() {
        *counts.entry(name).or_default() += 1;
    }
    for (name, claim) in &claims {
        let count = counts.remove(name.as_str()).unwrap_or_default();
        assert!(count >= claim.stored.len(), "{name:?}: said to be stored, but lost: {count} of {claim:?}");
        assert!(count <= claim.stored.len() + claim.unknown, "{name:?}: {count} times, claimed {claim:?}");
        totals.unclaimed += count - claim.stored.len();
        for id in &claim.stored {
            assert_eq!(landed.get(id), Some(name), "entity {id}");
        }
    }
    assert!(counts.is_empty(), "never sent by anyone: {counts:?}");
    let names = world.network.contacts();
    let cancelled = !scenario.cancels.is_empty();
    scenario.changes.check(&world.network.old, &names, &world.journal(), cancelled);
    totals
}

#[derive(Debug, Default)]
struct Claim {
    stored: BTreeSet<u64>,
    unknown: usize,
}

fn check_rows(scenario: &Scenario, world: &World) -> (Totals, BTreeMap<String, Claim>) {
    let mut totals = Totals { rows: scenario.rows.len(), ..Totals::default() };
    let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
    let journal = world.journal();
    for (row, name, fate) in &scenario.rows {
        let claim = claims.entry(name.clone()).or_default();
        match journal.row(*row) {
            Some(RowState::Stored(id)) => {
                assert_eq!(*fate, Fate::Good, "row {row} cannot have been stored");
                assert!(claim.stored.insert(id.0), "entity {id} is claimed twice");
                totals.stored += 1;
            }
            Some(RowState::Refused(_)) => {
                assert_ne!(*fate, Fate::Good, "row {row} was refused with others");
                totals.refused += 1;
            }
            Some(RowState::Undecided) => {
                claim.unknown += 1;
                totals.unknown += 1;
            }
            Some(RowState::Sent(batch)) => panic!("row {row} is still in {batch:?}"),
            None => {
                assert!(!scenario.cancels.is_empty(), "row {row} was never settled");
                totals.not_sent += 1;
            }
        }
    }
    assert!(journal.ended());
    (totals, claims)
}
