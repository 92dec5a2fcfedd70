//! The polite client alone, in all weathers: tabs, the browser's connections, an uneven line, a simulated
//! account and users on one virtual clock, all drawn from a seed. A failure names the seed that replays it:
//! `STORM_SEED=17 cargo test --no-default-features --test native storm`. `STORM_SEEDS=10000` or
//! `STORM_SEEDS=5000..6000` runs more or others, and `cargo xtask soak --minutes 30` new ones for so long.

mod browser;
mod checks;
mod climate;
mod diary;
mod locks;
mod network;
mod script;
mod tab;
mod ways;
mod weather;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::virtual_time::seeds::Seeds;
use checks::Totals;
use climate::Climate;
use world::World;

const SEEDS: u64 = 3_000;

#[test]
fn the_client_is_polite_in_all_weathers() {
    let seeds = Seeds::wanted("STORM", SEEDS);
    let mut totals = Totals::default();
    let ran = seeds.run(run, |found| totals.add(&found));
    println!("{} seeds: {totals:?}", ran.count);
    ran.report();
    if ran.are_many() {
        totals.check(ran.count);
    }
}

fn run(seed: u64) -> Totals {
    let mut world = World::new(seed, Climate::new(seed));
    let ended = catch_unwind(AssertUnwindSafe(|| world.run()));
    if std::env::var("STORM_SEED").is_ok() {
        println!("{:?}\n{}", world.climate, world.diary);
    }
    match ended {
        Ok(()) => checks::check(&mut world),
        Err(reason) => resume_unwind(reason),
    }
}
