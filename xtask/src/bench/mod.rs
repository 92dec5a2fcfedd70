//! `cargo xtask bench`: how fast, how safe and how light it is, beside others and on this very machine. Never
//! part of a test run.

mod arrivals;
mod driver;
mod facts;
mod ground;
mod import;
mod json;
mod least;
mod limiter;
mod markdown;
mod queue;
mod run;
pub(crate) mod shape;

use crate::cli::bench::Bench;
use crate::failure::Failure;
use crate::workshop::Workshop;

/// Measures and prints a table, or, as the last line, JSON.
pub(crate) fn run(workshop: &mut Workshop, bench: &Bench) -> Result<(), Failure> {
    match bench {
        Bench::Limiter(wish) => limiter::run(workshop, wish),
        Bench::Queue(wish) => queue::run(workshop, wish),
        Bench::Import(wish) => import::run(workshop, wish),
    }
}
