//! Layers point down only: `use crate::` lines name what a layer may know.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with those it may name; see ARCHITECTURE.md.
const MAY_NAME: [(&str, &[&str]); 8] = [
    ("base", &[]),
    ("api", &["base"]),
    ("traffic", &["base"]),
    ("transfer", &["base", "api"]),
    ("app", &["base", "api", "traffic", "transfer"]),
    ("web", &["base", "api", "traffic", "transfer", "app"]),
    ("ui", &["base", "api", "traffic", "transfer", "app"]),
    ("widget", &["base", "api", "traffic", "transfer", "app", "web", "ui"]),
];

pub(super) fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|end| end == "rs") {
            found.push((entry.clone(), fs::read_to_string(&entry).unwrap()));
        }
    }
    found.sort();
    found
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The layers that a source names.
fn named(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or(""))
}

#[test]
fn layers_point_down() {
    for (layer, allowed) in MAY_NAME {
        for (path, source) in sources(&root().join("src").join(layer)) {
            for name in named(&source) {
                let is_layer = MAY_NAME.iter().any(|(known, _)| *known == name);
                let is_fine = !is_layer || name == layer || allowed.contains(&name);
                assert!(is_fine, "{} names {name}, which {layer} must not know", path.display());
            }
        }
    }
}

#[test]
fn the_simulator_names_nothing_of_the_widget() {
    let manifest = fs::read_to_string(root().join("sim/Cargo.toml")).unwrap();
    assert!(!manifest.contains("kommo-pace"), "the oracle must share no type with what it judges");
}
