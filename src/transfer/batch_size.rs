//! How many entities go into one request. It learns from 504 and from what went well; it makes no batches
//! and repeats none.

use std::collections::BTreeMap;

use crate::base::limits::{BATCH_MAX, BATCH_RECOMMENDED};

/// Full batches that must succeed one after the other before the size grows for the first time.
const FIRST_RUN: u32 = 5;

/// And at most, after many failures.
const LONGEST_RUN: u32 = 80;

/// The size of the next batch, from 1 to the largest allowed: [`BATCH_RECOMMENDED`] to begin with, up to
/// [`BATCH_MAX`] where the server shows that it can.
///
/// A 504 halves it ("Limitations": make the number of entities smaller and repeat). After a run of
/// successes it grows by a fifth, never to a size that has failed twice. Each failure doubles the run
/// that growth takes: to try a size that fails costs a look at the account, so what is won by growing
/// must be worth it. Several batches made at the same size may be in flight: all their failures together
/// halve it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchSize {
    size: usize,
    /// Never above this again.
    ceiling: usize,
    /// Successes of full batches since the last change.
    run: u32,
    /// Successes that growth takes.
    run_before_growth: u32,
    failures: BTreeMap<usize, u32>,
}

impl BatchSize {
    /// Begins with the size that an earlier run of the same kind ended with, if there was one, and never
    /// goes beyond `entities_max` or Kommo's own limit.
    #[must_use]
    pub fn new(remembered: Option<usize>, entities_max: usize) -> Self {
        let ceiling = entities_max.clamp(1, BATCH_MAX);
        Self {
            size: remembered.unwrap_or(BATCH_RECOMMENDED).clamp(1, ceiling),
            ceiling,
            run: 0,
            run_before_growth: FIRST_RUN,
            failures: BTreeMap::new(),
        }
    }

    /// Entities in the next batch; at least 1.
    #[must_use]
    pub const fn get(&self) -> usize {
        self.size
    }

    /// A batch of so many entities was answered; whether they were stored or refused says nothing about
    /// the size. Batches smaller than the present size prove nothing and are not counted.
    pub fn succeeded(&mut self, entities: usize) {
        if entities < self.size {
            return;
        }
        self.run += 1;
        if self.run >= self.run_before_growth {
            self.run = 0;
            self.size = (self.size + (self.size / 5).max(1)).min(self.ceiling);
        }
    }

    /// A batch of so many entities was answered with 504.
    pub fn failed(&mut self, entities: usize) {
        if entities > self.size {
            return;
        }
        let failures = self.failures.entry(entities).or_default();
        *failures += 1;
        if *failures > 1 && entities > 1 {
            // Below it by more than one: its neighbour is hardly lighter and would have to fail twice,
            // too. A single entity has no smaller neighbour; its failure says nothing about size.
            self.ceiling = self.ceiling.min((entities * 7 / 8).max(1));
        }
        self.size = (entities / 2).clamp(1, self.ceiling);
        self.run = 0;
        self.run_before_growth = (self.run_before_growth * 2).min(LONGEST_RUN);
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn succeed(size: &mut BatchSize, times: u32) {
        for _ in 0..times {
            size.succeeded(size.get());
        }
    }

    /// Plays `-` for a 504 and `+` for a run of successes, and lists the sizes.
    #[track_caller]
    fn check(events: &str, expected: &[usize]) {
        check_from(BatchSize::new(None, BATCH_RECOMMENDED), events, expected);
    }

    #[track_caller]
    fn check_from(mut size: BatchSize, events: &str, expected: &[usize]) {
        let mut sizes = vec![size.get()];
        for event in events.chars() {
            if event == '-' {
                size.failed(size.get());
            } else {
                let run = size.run_before_growth;
                succeed(&mut size, run);
            }
            sizes.push(size.get());
        }
        assert_eq!(sizes, expected);
    }

    #[test]
    fn it_halves_down_to_one_and_grows_back_slowly() {
        check("", &[50]);
        check("++", &[50, 50, 50]);
        check("--------", &[50, 25, 12, 6, 3, 1, 1, 1, 1]);
        check("-+++++", &[50, 25, 30, 36, 43, 50, 50]);
        check("--------++", &[50, 25, 12, 6, 3, 1, 1, 1, 1, 2, 3]);
        check("-----+++++++", &[50, 25, 12, 6, 3, 1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_size_that_failed_twice_never_comes_back() {
        check("-++++-++++++", &[50, 25, 30, 36, 43, 50, 25, 30, 36, 43, 43, 43, 43]);
        check(
            "-++++-+++-+++-++++",
            &[50, 25, 30, 36, 43, 50, 25, 30, 36, 43, 21, 25, 30, 36, 18, 21, 25, 30, 36],
        );
    }

    #[test]
    fn it_grows_to_what_kommo_allows_while_all_goes_well() {
        let grown = [50, 60, 72, 86, 103, 123, 147, 176, 211, 250, 250];
        check_from(BatchSize::new(None, BATCH_MAX), "++++++++++", &grown);
        check_from(
            BatchSize::new(None, BATCH_MAX),
            "++++-+++++-+++",
            &[50, 60, 72, 86, 103, 51, 61, 73, 87, 104, 124, 62, 74, 88, 105],
        );
        check_from(BatchSize::new(Some(200), 120), "+", &[120, 120]);
        check_from(BatchSize::new(Some(20), BATCH_MAX), "+", &[20, 24]);
        check_from(BatchSize::new(Some(0), 0), "+", &[1, 1]);
        check_from(BatchSize::new(Some(9_999), 9_999), "+-", &[250, 250, 125]);
    }

    #[test]
    fn one_success_short_of_a_run_changes_nothing() {
        let mut size = BatchSize::new(None, BATCH_RECOMMENDED);
        size.failed(50);
        succeed(&mut size, 9);
        assert_eq!(size.get(), 25);
        size.failed(25);
        succeed(&mut size, 19);
        assert_eq!(size.get(), 12, "each failure doubles the run that growth takes");
        succeed(&mut size, 1);
        assert_eq!(size.get(), 14);
    }

    #[test]
    fn what_was_made_before_the_last_change_does_not_count() {
        let mut size = BatchSize::new(None, BATCH_RECOMMENDED);
        for _ in 0..6 {
            size.failed(50);
        }
        assert_eq!(size.get(), 25);
        for _ in 0..6 {
            size.succeeded(10);
        }
        assert_eq!(size.get(), 25);
        for _ in 0..4 {
            succeed(&mut size, 10);
        }
        assert_eq!(size.get(), 50, "the burst counted as one failure");
    }

    #[test]
    fn a_short_last_batch_that_fails_halves_what_it_held() {
        let mut size = BatchSize::new(None, BATCH_MAX);
        size.failed(8);
        assert_eq!(size.get(), 4);
    }

    proptest! {
        #[test]
        fn it_stays_in_its_range_and_below_what_failed_twice(events in vec((any::<bool>(), 0_usize..260), 0..300)) {
            let mut size = BatchSize::new(None, BATCH_MAX);
            let mut failed = BTreeMap::new();
            for (success, entities) in events {
                let entities = if entities > 250 { entities } else { size.get() };
                if success {
                    succeed(&mut size, LONGEST_RUN);
                } else {
                    if entities <= size.get() {
                        *failed.entry(entities).or_insert(0) += 1;
                    }
                    size.failed(entities);
                }
                prop_assert!((1..=BATCH_MAX).contains(&size.get()));
                let twice = failed.iter().find(|(entities, times)| **times > 1 && **entities > 1);
                prop_assert!(twice.is_none_or(|(entities, _)| size.get() < *entities));
            }
        }
    }
}
