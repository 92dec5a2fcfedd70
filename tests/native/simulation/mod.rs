//! Whole imports on one virtual clock: the engine, the polite client, a simulated account, a store in
//! memory and a user, under faults drawn from a seed. A failure names the seed that replays it:
//! `SIM_SEED=17 cargo test --no-default-features --test native simulation`. `SIM_SEEDS=10000` runs more.

mod block;
mod by_hand;
mod changes;
mod checks;
mod network;
mod read_back;
mod scenario;
mod sweep;
mod undo;
mod world;

use crate::virtual_time::seeds::Seeds;

use checks::Totals;
use scenario::Scenario;
use world::World;

const SEEDS: u64 = 200;

#[test]
fn imports_lose_nothing_and_send_nothing_twice() {
    let seeds = Seeds::wanted("SIM", SEEDS);
    let mut totals = Totals::default();
    let ran = seeds.run(run, |found| totals.add(&found));
    println!("{totals:?}");
    ran.report();
    if ran.are_many() {
        totals.check();
    }
}

fn run(seed: u64) -> Totals {
    let scenario = Scenario::new(seed);
    let mut world = World::new(seed, &scenario);
    world.run();
    checks::check(&scenario, &mut world)
}
