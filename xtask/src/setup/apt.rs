//! Debian packages, and commands that need the administrator's rights.

use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::workshop::{self, Workshop, spell};

/// The program that installs packages.
pub(crate) const PROGRAM: &str = "apt-get";

/// Installs packages from fresh lists.
pub(crate) fn install(workshop: &Workshop, packages: &[&str]) -> Result<(), Failure> {
    // A list that cannot be refreshed may still be good enough; the next command tells.
    _ = workshop::run(apt(workshop).args(["-qq", "update"]).stdout(Stdio::null()));
    let mut command = apt(workshop);
    command.args(["-qq", "-y", "--no-install-recommends", "install"]).args(packages);
    // A line for each of a hundred packages tells nobody anything; what goes wrong is on the other stream.
    command.stdout(Stdio::null());
    workshop::run(&mut command).map_err(|failure| {
        failure.by_hand(format!("{PROGRAM} update, then {PROGRAM} install {}", packages.join(" ")))
    })
}

/// A command with the administrator's rights.
pub(crate) fn privileged(workshop: &Workshop, program: &str) -> Command {
    if workshop::ask(workshop.command("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        return workshop.command(program);
    }
    let mut command = workshop.command("sudo");
    command.arg(program);
    command
}

/// Runs a command with the administrator's rights.
pub(crate) fn run_privileged<I, S>(workshop: &Workshop, program: &str, arguments: I) -> Result<(), Failure>
where
    I: IntoIterator<Item = S>,
    S: AsRef<std::ffi::OsStr>,
{
    let mut command = privileged(workshop, program);
    command.args(arguments);
    workshop::run(&mut command).map_err(|failure| failure.by_hand(format!("as root: {}", spell(&command))))
}

fn apt(workshop: &Workshop) -> Command {
    // sudo drops the variables of its caller, so it is told this one as an argument.
    let mut command = privileged(workshop, "env");
    command.args(["DEBIAN_FRONTEND=noninteractive", PROGRAM]);
    command
}
