//! The cost of the engine's queue on this machine, natively: one line for `cargo xtask bench queue`.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]
#![allow(clippy::disallowed_methods, reason = "it measures the time that the work takes")]

use std::time::Instant;

use kommo_pace::bench::queue::measure;

const JOBS: u32 = 50_000;

/// The best of so many is told.
const RUNS: usize = 3;

fn main() {
    let jobs = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(JOBS);
    let start = Instant::now();
    let clock_ms = || start.elapsed().as_secs_f64() * 1_000.0;
    let runs = (0..RUNS).map(|_| measure(jobs, clock_ms));
    let best = runs
        .min_by(|one, other| (one.submit_ms + one.drain_ms).total_cmp(&(other.submit_ms + other.drain_ms)));
    if let Some(cost) = best {
        println!(
            "cost\tPace (native)\t{}\t{:.3}\t{:.3}\t{}\t{:.3}",
            cost.jobs, cost.submit_ms, cost.drain_ms, cost.polls, cost.cancel_ms
        );
    }
}
