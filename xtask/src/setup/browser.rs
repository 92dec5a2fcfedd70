//! Chromium, its driver and the fonts of Kommo's page. It starts none of them.

use std::env;
use std::path::{Path, PathBuf};

use crate::workshop::{self, Workshop};

const CHROMIUM: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Where Debian's `fonts-paratype` puts its files.
const PARATYPE: &str = "/usr/share/fonts/truetype/paratype";

/// A Chromium: the one that `CHROMIUM` names, or the first on `PATH`.
pub(crate) fn find_chromium(workshop: &Workshop) -> Option<PathBuf> {
    find(workshop, "CHROMIUM", &CHROMIUM)
}

/// A chromedriver: the one that `CHROMEDRIVER` names, or the first on `PATH`.
pub(crate) fn find_chromedriver(workshop: &Workshop) -> Option<PathBuf> {
    find(workshop, "CHROMEDRIVER", &["chromedriver"])
}

/// Whether PT Sans is installed.
pub(crate) fn has_fonts(workshop: &Workshop) -> bool {
    Path::new(PARATYPE).is_dir()
        || workshop::ask(workshop.command("fc-list").arg("PT Sans"))
            .is_some_and(|fonts| !fonts.trim().is_empty())
}

fn find(workshop: &Workshop, variable: &str, names: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(path) => workshop.find(PathBuf::from(path)),
        None => names.iter().find_map(|name| workshop.find(name)),
    }
}
