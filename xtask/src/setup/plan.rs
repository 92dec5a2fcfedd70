//! From what is there to what has to be done: a pure function.

use super::found::{Browser, Found, TargetState};
use super::needs::Needs;
use super::target;
use super::tool::Tool;
use crate::version;

/// The oldest Node.js that Playwright runs on.
const NODE_MIN: u32 = 20;

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Only a person can do this.
    ByHand {
        /// What is missing.
        what: String,
        /// What to do.
        advice: String,
    },
    /// Debian packages.
    Apt(Vec<&'static str>),
    /// `cargo fetch`.
    Fetch,
    /// `npm ci`.
    Npm,
    /// Let a plain `trunk` find the wasm-opt of `node_modules`.
    LinkWasmOpt,
    /// Make the toolchain of Debian's packages the one of this checkout.
    UseToolchain,
    /// A compiler for the browser, by the first way that works.
    Target(Vec<Way>),
    /// A program by `cargo install`.
    Install {
        /// Which.
        tool: Tool,
        /// Its version.
        version: String,
    },
}

/// A way to a compiler for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// `rustup target add`.
    Rustup,
    /// Debian's packages and a standard library built from their source, where rustup cannot download.
    Debian,
}

impl Step {
    /// What it is.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::ByHand { what, .. } => what.clone(),
            Self::Apt(packages) => format!("apt-get install {}", packages.join(" ")),
            Self::Fetch => "cargo fetch".into(),
            Self::Npm => "npm ci".into(),
            Self::LinkWasmOpt => "wasm-opt next to cargo".into(),
            Self::UseToolchain => "rustup override".into(),
            Self::Target(_) => target::NAME.into(),
            Self::Install { tool, version } => format!("{} {version}", tool.name()),
        }
    }

    /// What it is for.
    pub(crate) fn why(&self) -> &'static str {
        match self {
            Self::ByHand { .. } => "only you can do this",
            Self::Apt(_) => "tests run in this browser, with the font of Kommo's page",
            Self::Fetch => "Trunk builds offline",
            Self::Npm => "libraries of the demo page, wasm-opt, the browser journeys",
            Self::LinkWasmOpt => "so that a plain `trunk build` finds it",
            Self::UseToolchain => "the active toolchain cannot build for browsers, this one can",
            Self::Target(_) => "the active toolchain cannot build and link for browsers",
            Self::Install { tool, .. } => tool.why(),
        }
    }
}

/// What has to be done, in order: first what only a person can do, then the quick, then the slow.
pub(crate) fn plan(found: &Found, needs: Needs) -> Vec<Step> {
    let mut steps = Vec::new();
    if needs.include(Needs::NPM) {
        steps.extend(plan_node(found));
    }
    if needs.include(Needs::BROWSER) {
        steps.extend(plan_browser(found));
    }
    if needs.include(Needs::TRUNK) && !found.has_crates {
        steps.push(Step::Fetch);
    }
    if needs.include(Needs::NPM) && !found.npm_is_current {
        steps.push(Step::Npm);
    }
    if needs.include(Needs::NPM) && !found.has_wasm_opt {
        steps.push(Step::LinkWasmOpt);
    }
    if needs.include(Needs::TARGET) {
        steps.extend(plan_target(found));
    }
    for (tool, wanted, there) in &found.tools {
        if there.as_ref() != Some(wanted) {
            steps.push(Step::Install { tool: *tool, version: wanted.clone() });
        }
    }
    // What only a person can do stops everything else, so it comes before the minutes of compiling.
    steps.sort_by_key(|step| !matches!(step, Step::ByHand { .. }));
    steps
}

fn plan_node(found: &Found) -> Option<Step> {
    let what = match &found.node {
        None => "Node.js is not installed".into(),
        Some(version) if version::parse_major(version).is_none_or(|major| major < NODE_MIN) => {
            format!("Node.js {version} is too old")
        }
        Some(_) => return None,
    };
    let advice = format!(
        "install Node.js {NODE_MIN} or later with npm (your system's package `nodejs`, or nodejs.org), \
         then the same command again"
    );
    Some(Step::ByHand { what, advice })
}

fn plan_browser(found: &Found) -> Option<Step> {
    let Browser { chromium, chromedriver, fonts } = found.browser;
    let has_browser = chromium && chromedriver;
    if !found.installers.apt {
        // Without the font the tests still run, only pictures look different.
        return (!has_browser).then(|| Step::ByHand {
            what: "Chromium or its chromedriver is not installed".into(),
            advice:
                "install Chromium and the chromedriver of the same version, put both on PATH (or name them \
                     in CHROMIUM and CHROMEDRIVER), then the same command again"
                    .into(),
        });
    }
    let mut packages = Vec::new();
    if !has_browser {
        packages.extend(["chromium", "chromium-driver"]);
    }
    if !fonts {
        packages.push("fonts-paratype");
    }
    (!packages.is_empty()).then_some(Step::Apt(packages))
}

fn plan_target(found: &Found) -> Option<Step> {
    match (found.target, found.installers.rustup) {
        (TargetState::Works, _) => None,
        (TargetState::WorksUnderDebian, _) => Some(Step::UseToolchain),
        (TargetState::Missing, true) => {
            let debian = found.installers.apt.then_some(Way::Debian);
            Some(Step::Target([Way::Rustup].into_iter().chain(debian).collect()))
        }
        (TargetState::Missing, false) => Some(Step::ByHand {
            what: format!("rustc cannot build for {}, and there is no rustup to add it", target::NAME),
            advice: "install Rust by rustup (rustup.rs), then the same command again".into(),
        }),
    }
}

#[cfg(test)]
mod tests;
