//! Whole imports on one virtual clock: the engine, the polite client, a simulated account, a store in
//! memory and a user, under faults drawn from a seed. A failure names the seed that replays it:
//! `SIM_SEED=17 cargo test --no-default-features --test native simulation`. `SIM_SEEDS=10000` runs more.

mod block;
mod checks;
mod clock;
mod dice;
mod network;
mod read_back;
mod scenario;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use checks::Totals;
use scenario::Scenario;
use world::World;

const SEEDS: u64 = 200;

#[test]
fn imports_lose_nothing_and_send_nothing_twice() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (first, count) =
        number("SIM_SEED").map_or((0, number("SIM_SEEDS").unwrap_or(SEEDS)), |seed| (seed, 1));
    let next = AtomicU64::new(first);
    let totals = Mutex::new(Totals::default());
    let failed = Mutex::new(Vec::new());
    let work = || {
        while let Some(seed) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < first + count)
        {
            match catch_unwind(AssertUnwindSafe(|| run(seed))) {
                Ok(found) => totals.lock().unwrap().add(&found),
                Err(_) => failed.lock().unwrap().push(seed),
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let (totals, failed) = (totals.into_inner().unwrap(), failed.into_inner().unwrap());
    println!("{totals:?}");
    assert!(
        failed.is_empty(),
        "{} of {count} seeds failed: {failed:?}; SIM_SEED=N replays one",
        failed.len()
    );
    if count >= SEEDS {
        totals.check();
    }
}

fn run(seed: u64) -> Totals {
    let scenario = Scenario::new(seed);
    let mut world = World::new(seed, &scenario);
    world.run();
    checks::check(&scenario, &mut world)
}
