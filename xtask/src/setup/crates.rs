//! The sources of the crates in `Cargo.lock`. Trunk builds offline, so they have to be there before.

use super::target;
use crate::failure::Failure;
use crate::workshop::{self, Workshop, spell};

/// Whether all that the site is built from is there.
pub(crate) fn are_there(workshop: &Workshop) -> bool {
    workshop::ask(fetch(workshop).arg("--offline")).is_some()
}

/// Downloads what is missing.
pub(crate) fn download(workshop: &Workshop) -> Result<(), Failure> {
    let mut command = fetch(workshop);
    workshop::run(&mut command).map_err(|failure| failure.by_hand(spell(&command)))
}

fn fetch(workshop: &Workshop) -> std::process::Command {
    let mut command = workshop.command("cargo");
    command.args(["fetch", "--quiet", "--locked", "--target", target::NAME]);
    command
}
