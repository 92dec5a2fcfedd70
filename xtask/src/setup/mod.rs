//! `cargo xtask setup`: finds what is there, plans what is missing, installs that, and nothing else.
//!
//! Every other command begins with it. When nothing is missing it says one line.

mod apt;
pub(crate) mod browser;
mod crates;
mod debian;
mod found;
mod needs;
mod npm;
mod plan;
mod target;
mod tool;

use std::time::Instant;

pub(crate) use needs::Needs;

use crate::failure::Failure;
use crate::workshop::Workshop;
use found::Found;
use plan::{Step, Way};

/// Installs whatever of the needs is missing. The workshop is told which toolchain children need.
pub(crate) fn run(workshop: &mut Workshop, needs: Needs) -> Result<(), Failure> {
    if needs == Needs::NOTHING {
        return Ok(());
    }
    let start = Instant::now();
    let steps = plan::plan(&Found::find(workshop, needs)?, needs);
    if steps.is_empty() {
        println!("setup: nothing is missing ({:.1} s)", start.elapsed().as_secs_f64());
        return Ok(());
    }
    for (index, step) in steps.iter().enumerate() {
        println!("setup {}/{}: {}: {}", index + 1, steps.len(), step.title(), step.why());
        let step_start = Instant::now();
        perform(step, workshop)?;
        println!("setup {}/{}: done in {:.1} s", index + 1, steps.len(), step_start.elapsed().as_secs_f64());
    }
    tool::clean(workshop);
    println!("setup: all is there ({:.1} s)", start.elapsed().as_secs_f64());
    Ok(())
}

fn perform(step: &Step, workshop: &mut Workshop) -> Result<(), Failure> {
    match step {
        Step::ByHand { what, advice } => Err(Failure::new(what.clone()).by_hand(advice.clone())),
        Step::Apt(packages) => apt::install(workshop, packages),
        Step::Fetch => crates::download(workshop),
        Step::Npm => npm::install(workshop),
        Step::LinkWasmOpt => npm::link_wasm_opt(workshop),
        Step::UseToolchain => debian::choose(workshop),
        Step::Target(ways) => add_target(workshop, ways),
        Step::Install { tool, version } => tool.install(version, workshop),
    }
}

/// Tries the ways in order until one gives a compiler that really builds for the target.
fn add_target(workshop: &mut Workshop, ways: &[Way]) -> Result<(), Failure> {
    for way in ways {
        let tried = match way {
            Way::Rustup => target::add_by_rustup(workshop),
            Way::Debian => debian::install(workshop),
        };
        match tried {
            Ok(()) => return Ok(()),
            Err(failure) => println!("{failure}"),
        }
    }
    Err(Failure::new(format!("no compiler for {}", target::NAME)).by_hand(format!(
        "rustup target add {}, on a network where rustup can download, then the same command again",
        target::NAME
    )))
}
