//! Programs that `cargo install` builds: which, in what version, with which options.

use std::fs;
use std::path::PathBuf;

use super::needs::Needs;
use crate::failure::Failure;
use crate::version;
use crate::workshop::{self, Workshop, spell};

/// Their own release profiles cost over ten minutes and make nothing here faster.
const QUICK_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// A program from crates.io.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// wasm-bindgen and its test runner.
    Bindgen,
    /// Trunk.
    Trunk,
    /// wasm-pack.
    Pack,
}

impl Tool {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Bindgen, Self::Trunk, Self::Pack];

    /// Its name in crates.io.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bindgen => "wasm-bindgen-cli",
            Self::Trunk => "trunk",
            Self::Pack => "wasm-pack",
        }
    }

    /// What it is for.
    pub(crate) const fn why(self) -> &'static str {
        match self {
            Self::Bindgen => "joins the module with JavaScript, in exactly the version of the library",
            Self::Trunk => "builds and serves the site",
            Self::Pack => "runs tests in a browser",
        }
    }

    /// The need that it meets.
    pub(crate) const fn need(self) -> Needs {
        match self {
            Self::Bindgen => Needs::BINDGEN,
            Self::Trunk => Needs::TRUNK,
            Self::Pack => Needs::PACK,
        }
    }

    /// The version that this checkout wants.
    pub(crate) fn wanted(self, lock: &str) -> Option<String> {
        match self {
            Self::Bindgen => version::parse_locked(lock, "wasm-bindgen"),
            // 0.22 wants a newer compiler than the workspace does.
            Self::Trunk => Some("0.21.14".into()),
            Self::Pack => Some("0.15.1".into()),
        }
    }

    /// The version that is installed; `None` unless all of its programs have the same.
    pub(crate) fn find(self, workshop: &Workshop) -> Option<String> {
        let mut versions = self.programs().iter().map(|program| {
            workshop::ask(workshop.command(program).arg("--version")).as_deref().and_then(version::parse)
        });
        let first = versions.next()??;
        versions.all(|version| version.as_ref() == Some(&first)).then_some(first)
    }

    /// Installs it, over any other version.
    pub(crate) fn install(self, version: &str, workshop: &Workshop) -> Result<(), Failure> {
        let mut command = workshop.command("cargo");
        command
            .args(["install", self.name(), "--version", version, "--force"])
            .args(self.options())
            .env("CARGO_TARGET_DIR", build_folder(workshop))
            .envs(QUICK_PROFILE);
        workshop::run(&mut command).map_err(|failure| failure.by_hand(spell(&command)))?;
        match self.find(workshop) {
            Some(found) if found == version => Ok(()),
            found => Err(Failure::new(format!(
                "{} {version} is installed, but {} is found first",
                self.name(),
                found.as_deref().unwrap_or("another one")
            ))
            .by_hand(format!("remove what hides {}", workshop.cargo_bin.display()))),
        }
    }

    const fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Bindgen => &["wasm-bindgen", "wasm-bindgen-test-runner"],
            Self::Trunk => &["trunk"],
            Self::Pack => &["wasm-pack"],
        }
    }

    const fn options(self) -> &'static [&'static str] {
        match self {
            // Not locked: its lock file names a release that is not to be had.
            Self::Bindgen => &[],
            Self::Trunk => &["--locked", "--no-default-features", "--features", "rustls"],
            Self::Pack => &["--locked"],
        }
    }
}

/// Removes what building the programs left behind: gigabytes that no later build uses.
pub(crate) fn clean(workshop: &Workshop) {
    _ = fs::remove_dir_all(build_folder(workshop));
}

/// One for all, because they share most of their crates.
fn build_folder(workshop: &Workshop) -> PathBuf {
    workshop.own_folder().join("tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_wasm_bindgen_follows_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.999\"\n";
        assert_eq!(Tool::Bindgen.wanted(lock).as_deref(), Some("0.2.999"));
        assert_eq!(Tool::Bindgen.wanted(""), None);
        assert_eq!(Tool::Trunk.wanted(""), Some("0.21.14".into()));
    }
}
