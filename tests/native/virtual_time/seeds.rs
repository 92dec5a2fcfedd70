//! Which seeds of a simulation are run, over all cores, and which of them failed.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often it is said how far it is, where it takes long.
const PROGRESS: Duration = Duration::from_secs(10);

/// Which seeds are run. The variables begin with the simulation's name: `SIM_SEED=17` runs that one,
/// `SIM_SEEDS=10000` so many from 0 on, `SIM_SEEDS=5000..6000` those, and `SIM_MINUTES=10` all that there
/// is time for, from the first on.
pub(crate) struct Seeds {
    name: &'static str,
    wanted: Range<u64>,
    usual: u64,
    until: Option<Instant>,
}

/// Seeds that were run.
pub(crate) struct Ran {
    name: &'static str,
    usual: u64,
    pub(crate) count: u64,
    /// Those that failed, with their reason.
    failed: BTreeMap<u64, String>,
}

impl Seeds {
    /// What the variables say, else `usual` many.
    pub(crate) fn wanted(name: &'static str, usual: u64) -> Self {
        let text = |what| std::env::var(format!("{name}_{what}")).ok();
        let number =
            |text: &str| text.trim().parse::<u64>().unwrap_or_else(|_| panic!("{text} is no number"));
        let some = text("SEEDS").map(|seeds| match seeds.split_once("..") {
            Some((first, end)) => number(first)..number(end),
            None => 0..number(&seeds),
        });
        let one = text("SEED").map(|seed| number(&seed)..number(&seed) + 1);
        let minutes = text("MINUTES").map(|minutes| Duration::from_secs(60 * number(&minutes)));
        let wanted = one.or(some).unwrap_or(0..usual);
        let until = minutes.map(|minutes| now() + minutes);
        let wanted = if until.is_some() { wanted.start..u64::MAX } else { wanted };
        Self { name, wanted, usual, until }
    }

    /// Runs them, `add`s up what each of them gives, and returns what became of them.
    pub(crate) fn run<T: Send>(&self, run: impl Fn(u64) -> T + Sync, add: impl FnMut(T) + Send) -> Ran {
        let Self { name, usual, .. } = *self;
        let ran = Mutex::new((Ran { name, usual, count: 0, failed: BTreeMap::new() }, add, now()));
        let next = Mutex::new(self.wanted.clone());
        let work = || {
            while let Some(seed) = self.next(&next) {
                let result = catch_unwind(AssertUnwindSafe(|| run(seed)));
                let (ran, add, said) = &mut *ran.lock().unwrap();
                ran.count += 1;
                match result {
                    Ok(found) => add(found),
                    Err(reason) => {
                        let reason = words(&*reason);
                        println!("{name}_SEED={seed} replays: {reason}");
                        ran.failed.insert(seed, reason);
                    }
                }
                if self.until.is_some() && said.elapsed() >= PROGRESS {
                    *said = now();
                    println!("{} seeds up to {seed}, {} failed", ran.count, ran.failed.len());
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        ran.into_inner().unwrap().0
    }

    fn next(&self, seeds: &Mutex<Range<u64>>) -> Option<u64> {
        let is_over = self.until.is_some_and(|until| now() >= until);
        seeds.lock().unwrap().next().filter(|_| !is_over)
    }
}

impl Ran {
    /// Whether there are enough of them to say something about their sums.
    pub(crate) const fn are_many(&self) -> bool {
        self.count >= self.usual
    }

    /// Says how to replay each failure, and fails if there is one.
    pub(crate) fn report(&self) {
        let Self { name, count, failed, .. } = self;
        for (seed, reason) in failed {
            println!("{name}_SEED={seed} replays: {reason}");
        }
        assert!(failed.is_empty(), "{} of {count} seeds failed", failed.len());
    }
}

#[expect(clippy::disallowed_methods, reason = "it is asked how long to go on, never what happens in a seed")]
fn now() -> Instant {
    Instant::now()
}

/// What a panic said.
fn words(reason: &(dyn Any + Send)) -> String {
    let text = reason.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| reason.downcast_ref::<&str>().copied()).unwrap_or_default().replace('\n', " ")
}
