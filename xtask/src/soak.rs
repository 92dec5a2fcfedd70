//! `cargo xtask soak`: the simulation of the polite client, with seeds that nobody has run yet, for as long
//! as wanted.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::cli::Soak;
use crate::failure::Failure;
use crate::workshop::{self, Workshop};

/// The test that runs the seeds.
const TEST: &str = "storm::the_client_is_polite_in_all_weathers";

/// Runs seeds on all cores until the time is over, then fails if one of them has.
pub(crate) fn run(workshop: &Workshop, soak: Soak) -> Result<(), Failure> {
    let first = soak.seed.unwrap_or_else(fresh);
    println!("soak: {} minutes, from seed {first} on", soak.minutes);
    let mut command = workshop.command("cargo");
    command
        .args(["test", "--package", "kommo-pace", "--no-default-features", "--test", "native"])
        .args(["--", "--exact", TEST, "--nocapture"])
        .env("STORM_SEEDS", format!("{first}..{}", u64::MAX))
        .env("STORM_MINUTES", soak.minutes.to_string())
        .env("RUST_BACKTRACE", "0")
        .env_remove("STORM_SEED");
    workshop::run(&mut command)
}

/// A seed far from those of the usual tests and of earlier runs: a run takes fewer seeds in a second than
/// there are microseconds.
fn fresh() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or_default()
}
