//! Developer commands: `cargo xtask setup|serve|test|check|soak|shots|bench`.
//!
//! They install what is missing, then call the plain tools (cargo, trunk, wasm-pack, Playwright),
//! which work without this package, too. Nothing here is part of the product, and nothing here has a
//! dependency: it has to be there before anything else is.
#![allow(clippy::print_stdout, reason = "commands talk to whoever started them")]
#![allow(clippy::disallowed_methods, reason = "commands measure how long the real work takes")]

mod bench;
mod check;
mod cli;
mod failure;
mod serve;
mod setup;
mod shots;
mod site;
mod soak;
mod tally;
mod test;
mod version;
mod workshop;

use std::process::ExitCode;

use cli::Command;
use workshop::Workshop;

fn main() -> ExitCode {
    let command = match cli::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(complaint) => {
            eprintln!("{complaint}\n\n{}", cli::USAGE);
            return ExitCode::from(2);
        }
    };
    let mut workshop = Workshop::here();
    let ended = match command {
        Command::Help => {
            println!("{}", cli::USAGE);
            Ok(())
        }
        Command::Setup => setup::run(&mut workshop, setup::Needs::EVERYTHING),
        Command::Serve(options) => serve::run(&mut workshop, options),
        Command::Announce(port) => {
            serve::announce(port);
            Ok(())
        }
        Command::Test(only) => return test::run(&mut workshop, only),
        Command::Check => check::run(&mut workshop),
        Command::Soak(options) => soak::run(&workshop, options),
        Command::Shots(arguments) => shots::run(&mut workshop, &arguments),
        Command::Bench(wish) => bench::run(&mut workshop, &wish),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
