//! `cargo xtask check`: formatting, lints and documentation, for every side of the feature wall.

use crate::failure::Failure;
use crate::setup::{self, Needs};
use crate::workshop::{self, Workshop, spell};

/// What is checked, as words after `cargo`. The widget is linted three times: as the core alone, with
/// the browser layers on the host, and as it is built for browsers; the first and the last with what is
/// measured, too. The simulator is linted for both of its hosts.
const CHECKS: [&str; 6] = [
    "fmt --all --check",
    "clippy --quiet --workspace --all-targets -- -D warnings",
    "clippy --quiet --package kommo-pace --all-targets --no-default-features --features bench -- -D warnings",
    "clippy --quiet --package kommo-pace --lib --test web --features bench --target wasm32-unknown-unknown -- -D warnings",
    "clippy --quiet --package kommo-sim --no-default-features --features worker --target wasm32-unknown-unknown -- -D warnings",
    "doc --quiet --workspace --no-deps",
];

/// Runs all checks, also after one has failed.
pub(crate) fn run(workshop: &mut Workshop) -> Result<(), Failure> {
    setup::run(workshop, Needs::TARGET)?;
    let mut failed = Vec::new();
    let deny = workshop.find("cargo-deny").map(|_| "deny --offline check bans licenses sources");
    if deny.is_none() {
        println!("check: cargo-deny is not installed, so licences and sources are not checked");
    }
    for words in CHECKS.into_iter().chain(deny) {
        let mut command = workshop.command("cargo");
        command.args(words.split(' ')).env("RUSTDOCFLAGS", "-D warnings");
        println!("check: {}", spell(&command));
        if workshop::run(&mut command).is_err() {
            failed.push(words);
        }
    }
    if failed.is_empty() {
        println!("check: all is well");
        return Ok(());
    }
    Err(Failure::new(format!("cargo {}", failed.join("; cargo "))))
}
