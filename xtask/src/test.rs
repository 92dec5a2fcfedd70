//! `cargo xtask test`: every test there is, headless, with one table at the end and, as the very last
//! line, `N passed, N failed`.
//!
//! A part that cannot run counts as one failure and does not stop the others.

use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::cli::Only;
use crate::failure::Failure;
use crate::setup::{self, Needs, browser};
use crate::site;
use crate::tally::{self, Part};
use crate::workshop::{self, Workshop, spell};

/// Runs all parts, or only one kind.
pub(crate) fn run(workshop: &mut Workshop, only: Option<Only>) -> ExitCode {
    let wanted = |kind| only.is_none_or(|only| only == kind);
    let ready = setup::run(workshop, needs(only));
    let mut parts = Vec::new();
    if let Err(failure) = &ready {
        eprintln!("\n{failure}");
    }
    if wanted(Only::Native) {
        parts.push(measure("core", core(workshop)));
        parts.push(measure("native", native(workshop)));
    }
    let is_ready = ready.is_ok();
    if wanted(Only::Web) {
        parts.push(if is_ready { measure("web", web(workshop)) } else { not_set_up("web") });
    }
    if wanted(Only::Journeys) {
        parts.push(if is_ready { journeys(workshop) } else { not_set_up("journeys") });
    }
    println!("\n{}", tally::show(&parts));
    if tally::sum(&parts).failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn needs(only: Option<Only>) -> Needs {
    match only {
        None => Needs::EVERYTHING,
        Some(Only::Native) => Needs::NOTHING,
        Some(Only::Web) => Needs::TARGET.and(Needs::WASM_TESTS).and(Needs::BROWSER),
        Some(Only::Journeys) => Needs::SITE.and(Needs::BROWSER),
    }
}

/// The widget without its browser layers.
fn core(workshop: &Workshop) -> Command {
    let mut command = workshop.command("cargo");
    command.args(["test", "--package", "kommo-pace", "--no-default-features", "--no-fail-fast"]);
    command
}

/// Everything beside the widget: the simulator and these commands.
fn native(workshop: &Workshop) -> Command {
    let mut command = workshop.command("cargo");
    command.args(["test", "--workspace", "--exclude", "kommo-pace", "--no-fail-fast"]);
    command
}

/// The browser layers in a real browser.
fn web(workshop: &Workshop) -> Command {
    let mut command = workshop.command("wasm-pack");
    command.args(["test", "--headless", "--chrome", "--mode", "no-install"]);
    // Seconds. The runner's own 5 and 20 are too few for a machine that is busy.
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    if let Some(driver) = browser::find_chromedriver(workshop) {
        command.arg("--chromedriver").arg(driver);
    }
    command
}

fn journeys(workshop: &Workshop) -> Part {
    let start = Instant::now();
    println!("\ntest: building the site for journeys");
    match site::build(workshop) {
        Ok(()) => {
            let part = measure("journeys", site::playwright(workshop, "journeys"));
            Part { took: start.elapsed(), ..part }
        }
        Err(failure) => {
            eprintln!("{failure}");
            Part::unable("journeys", "the site does not build", start.elapsed())
        }
    }
}

fn measure(name: &'static str, mut command: Command) -> Part {
    println!("\ntest: {name}: {}", spell(&command));
    let start = Instant::now();
    match workshop::run_and_keep(&mut command) {
        Ok((output, ended_well)) => Part::judge(name, &output, ended_well, start.elapsed()),
        Err(failure) => not_started(name, &failure),
    }
}

fn not_started(name: &'static str, failure: &Failure) -> Part {
    eprintln!("{failure}");
    Part::unable(name, "could not be started", std::time::Duration::ZERO)
}

fn not_set_up(name: &'static str) -> Part {
    Part::unable(name, "could not run: the setup failed", std::time::Duration::ZERO)
}
