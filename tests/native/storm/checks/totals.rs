//! Sums over all seeds, so that a simulation in which nothing happens does not pass.

use std::collections::BTreeMap;

/// How often each thing happened.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    counts: BTreeMap<&'static str, usize>,
}

/// Per thousand seeds, at least so often.
const LEAST: [(&str, usize); 19] = [
    ("starts", 50_000),
    ("writes", 10_000),
    ("answered", 50_000),
    ("unknown", 500),
    ("failed", 50),
    ("cancelled", 500),
    ("abandoned", 30),
    ("shared answers", 50),
    ("429", 300),
    ("blocks", 50),
    ("probes of a block", 30),
    ("401", 50),
    ("not sent", 100),
    ("lost", 300),
    ("timed out", 5),
    ("sleeps", 100),
    ("deaths", 20),
    ("calm seeds", 100),
    ("held-up arrivals", 100),
];

impl Totals {
    pub(crate) fn count(&mut self, what: &'static str, times: usize) {
        *self.counts.entry(what).or_default() += times;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (what, times) in &other.counts {
            self.count(what, *times);
        }
    }

    pub(crate) fn check(&self, seeds: u64) {
        for (what, least) in LEAST {
            let times = self.times(what);
            let least = least * usize::try_from(seeds).unwrap() / 1_000;
            assert!(times >= least, "{what}: only {times} times, expected {least}: {self:?}");
        }
    }

    pub(crate) fn times(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or_default()
    }
}
