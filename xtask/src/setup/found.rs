//! What is there already. It changes nothing and decides nothing.

use std::fs;

use super::needs::Needs;
use super::tool::Tool;
use super::{apt, browser, crates, debian, npm, target};
use crate::failure::Failure;
use crate::version;
use crate::workshop::{self, Workshop};

/// Whether there is a compiler that builds and links for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetState {
    /// The active toolchain does.
    Works,
    /// The toolchain of Debian's packages does, but it is not the active one.
    WorksUnderDebian,
    /// None does.
    Missing,
}

/// What is there. What a command does not need is not looked for, and reads as missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The compiler.
    pub(crate) target: TargetState,
    /// Each tool with the version that is wanted and the one that is there.
    pub(crate) tools: Vec<(Tool, String, Option<String>)>,
    /// Ways to install.
    pub(crate) installers: Installers,
    /// The version of Node.js.
    pub(crate) node: Option<String>,
    /// Whether the sources of all crates are there.
    pub(crate) has_crates: bool,
    /// Whether `node_modules` is what the lock file says.
    pub(crate) npm_is_current: bool,
    /// Whether a plain `trunk` finds a wasm-opt.
    pub(crate) has_wasm_opt: bool,
    /// Chromium, its driver, the fonts.
    pub(crate) browser: Browser,
}

/// Ways to install.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Installers {
    /// Whether there is rustup.
    pub(crate) rustup: bool,
    /// Whether there is apt-get.
    pub(crate) apt: bool,
}

/// The browser and what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    /// Whether there is a Chromium.
    pub(crate) chromium: bool,
    /// Whether there is a chromedriver.
    pub(crate) chromedriver: bool,
    /// Whether PT Sans, the font of Kommo's page, is there.
    pub(crate) fonts: bool,
}

impl Found {
    /// Looks for all that is needed.
    pub(crate) fn find(workshop: &Workshop, needs: Needs) -> Result<Self, Failure> {
        let wanted = |need| needs.include(need);
        let node = || workshop::ask(workshop.command("node").arg("--version"));
        Ok(Self {
            target: if wanted(Needs::TARGET) { find_target(workshop) } else { TargetState::Missing },
            tools: find_tools(workshop, needs)?,
            installers: Installers {
                rustup: workshop.find("rustup").is_some(),
                apt: workshop.find(apt::PROGRAM).is_some(),
            },
            node: wanted(Needs::NPM).then(node).flatten().as_deref().and_then(version::parse),
            has_crates: wanted(Needs::TRUNK) && crates::are_there(workshop),
            npm_is_current: wanted(Needs::NPM) && npm::is_current(workshop),
            has_wasm_opt: npm::has_wasm_opt(),
            browser: Browser {
                chromium: browser::find_chromium(workshop).is_some(),
                chromedriver: browser::find_chromedriver(workshop).is_some(),
                fonts: wanted(Needs::BROWSER) && browser::has_fonts(workshop),
            },
        })
    }
}

fn find_target(workshop: &Workshop) -> TargetState {
    if target::works(workshop) {
        TargetState::Works
    } else if debian::is_linked(workshop) && target::works(&debian::under(workshop)) {
        TargetState::WorksUnderDebian
    } else {
        TargetState::Missing
    }
}

fn find_tools(workshop: &Workshop, needs: Needs) -> Result<Vec<(Tool, String, Option<String>)>, Failure> {
    let file = workshop.root.join("Cargo.lock");
    let lock =
        fs::read_to_string(&file).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let mut tools = Vec::new();
    for tool in Tool::ALL.into_iter().filter(|tool| needs.include(tool.need())) {
        let version = tool.wanted(&lock).ok_or_else(|| {
            Failure::new(format!("Cargo.lock names no {}", tool.name())).by_hand("cargo update --workspace")
        })?;
        tools.push((tool, version, tool.find(workshop)));
    }
    Ok(tools)
}
