//! Sums over all seeds, so that a simulation in which nothing happens does not pass, and neither does one
//! in which an exception is the rule.

use std::collections::BTreeMap;

/// How often each thing happened.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    counts: BTreeMap<&'static str, usize>,
}

/// Per thousand seeds, at least so often.
const LEAST: [(&str, usize); 18] = [
    ("starts", 150_000),
    ("writes", 50_000),
    ("answered", 150_000),
    ("unknown", 600),
    ("failed", 4),
    ("cancelled", 20_000),
    ("abandoned", 400),
    ("429", 500),
    ("blocks", 300),
    ("probes of a block", 200),
    ("401", 400),
    ("not sent", 1_500),
    ("lost", 1_200),
    ("sleeps", 2_000),
    ("deaths", 150),
    ("calm seeds", 150),
    ("measured calm seeds", 150),
    ("calm clicks", 3_000),
];

/// Per thousand seeds, at most so often.
const MOST: [(&str, usize); 5] = [
    ("too many arrivals, in calm weather", 1),
    ("far too many arrivals, by jitter", 6),
    ("too many arrivals, by jitter", 80),
    ("too many arrivals, by a stall", 300),
    ("too many arrivals, by a clock", 300),
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
        for (what, most) in MOST {
            let times = self.times(what);
            let most = most * usize::try_from(seeds).unwrap() / 1_000;
            assert!(times <= most, "{what}: {times} times, {most} at most: {self:?}");
        }
    }

    pub(crate) fn times(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or_default()
    }
}
