//! What journeys and pictures need built: the site as it is published, and the simulated account as
//! a native server. It runs no test.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::setup::browser;
use crate::workshop::{self, Workshop};

/// Builds the site into `dist/` and the simulator next to this program.
pub(crate) fn build(workshop: &Workshop) -> Result<(), Failure> {
    workshop::run(workshop.command("trunk").args(["build", "--release"]))?;
    workshop::run(workshop.command("cargo").args(["build", "--package", "kommo-sim"]))
}

/// Playwright on one of the projects in `tests/e2e`, told where everything is.
pub(crate) fn playwright(workshop: &Workshop, project: &str) -> Command {
    let mut command = workshop.command("node");
    command
        .arg("node_modules/@playwright/test/cli.js")
        .args(["test", "--config", "tests/e2e/playwright.config.mjs"])
        .arg(format!("--project={project}"))
        .env("KOMMO_SIM", simulator(workshop))
        .env("SITE_RELEASE", "1")
        .env("SHOTS_DIR", workshop.target().join("shots"));
    if let Some(chromium) = browser::find_chromium(workshop) {
        command.env("CHROMIUM", chromium);
    }
    command
}

fn simulator(workshop: &Workshop) -> PathBuf {
    workshop.target().join("debug").join(format!("kommo-sim{}", std::env::consts::EXE_SUFFIX))
}
