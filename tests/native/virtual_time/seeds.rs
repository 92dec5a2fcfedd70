//! Runs a simulation for many seeds over all cores, and names those that failed.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which seeds are run. The variables begin with the simulation's name: `SIM_SEED=17` runs that one,
/// `SIM_SEEDS=10000` so many, `SIM_FROM=5000` not from 0 on.
pub(crate) struct Seeds {
    name: &'static str,
    first: u64,
    count: u64,
    usual: u64,
}

impl Seeds {
    /// What the variables say, else `usual` many.
    pub(crate) fn wanted(name: &'static str, usual: u64) -> Self {
        let number = |what| std::env::var(format!("{name}_{what}")).ok()?.parse::<u64>().ok();
        let many = || (number("FROM").unwrap_or(0), number("SEEDS").unwrap_or(usual));
        let (first, count) = number("SEED").map_or_else(many, |seed| (seed, 1));
        Self { name, first, count, usual }
    }

    /// Whether there are enough of them to say something about their sums.
    pub(crate) const fn are_many(&self) -> bool {
        self.count >= self.usual
    }

    /// How many they are.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Runs them all, `add`s up what each of them gives, and returns those that failed with their reason.
    pub(crate) fn run<T: Send>(
        &self,
        run: impl Fn(u64) -> T + Sync,
        mut add: impl FnMut(T) + Send,
    ) -> BTreeMap<u64, String> {
        let next = AtomicU64::new(self.first);
        let end = self.first + self.count;
        let add = Mutex::new(&mut add);
        let failed = Mutex::new(BTreeMap::new());
        let work = || {
            while let Some(seed) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < end) {
                match catch_unwind(AssertUnwindSafe(|| run(seed))) {
                    Ok(found) => (add.lock().unwrap())(found),
                    Err(reason) => drop(failed.lock().unwrap().insert(seed, words(&*reason))),
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        failed.into_inner().unwrap()
    }

    /// Says how to replay each failure, and fails if there is one.
    pub(crate) fn report(&self, failed: &BTreeMap<u64, String>) {
        let (name, count) = (self.name, self.count);
        for (seed, reason) in failed {
            println!("{name}_SEED={seed} replays: {reason}");
        }
        assert!(failed.is_empty(), "{} of {count} seeds failed", failed.len());
    }
}

/// What a panic said.
fn words(reason: &(dyn Any + Send)) -> String {
    let text = reason.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| reason.downcast_ref::<&str>().copied()).unwrap_or_default().replace('\n', " ")
}
