//! The compiler for the browser: whether it really builds and links, and the ordinary way to get it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::failure::Failure;
use crate::workshop::{self, Workshop};

/// The target.
pub(crate) const NAME: &str = "wasm32-unknown-unknown";

/// A library and a test in one: they need `std`, `alloc` and `test`, and a linker.
const PROBE: &str = "\
#[unsafe(no_mangle)]
pub extern \"C\" fn digits(n: usize) -> usize {
    (0..n).map(|i| i.to_string()).collect::<Vec<_>>().concat().len()
}
#[test]
fn ten_digits() {
    assert_eq!(digits(10), 10);
}
";

/// Whether the toolchain of this workshop builds and links for the target. A toolchain that did once
/// is remembered for as long as nothing about it changes.
pub(crate) fn works(workshop: &Workshop) -> bool {
    let memory = workshop.own_folder().join("wasm-target");
    let Some(fingerprint) = fingerprint(workshop) else { return false };
    if fs::read_to_string(&memory).is_ok_and(|known| known.lines().any(|line| line == fingerprint)) {
        return true;
    }
    let works = probe(workshop).unwrap_or(false);
    if works {
        // Forgetting costs two seconds the next time, so a failure here is none.
        _ = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&memory)
            .and_then(|mut file| writeln!(file, "{fingerprint}"));
    }
    works
}

/// Gets the target by rustup. What rustup believes to be installed but does not link is fetched anew.
pub(crate) fn add_by_rustup(workshop: &Workshop) -> Result<(), Failure> {
    let rustup = |verb| workshop::run(workshop.command("rustup").args(["target", verb, NAME]));
    rustup("add")?;
    if works(workshop) {
        return Ok(());
    }
    rustup("remove")?;
    rustup("add")?;
    if works(workshop) {
        Ok(())
    } else {
        Err(Failure::new(format!("rustup has {NAME}, but nothing links for it")))
    }
}

/// One line that changes whenever the toolchain does.
fn fingerprint(workshop: &Workshop) -> Option<String> {
    let version = workshop::ask(workshop.command("rustc").arg("-vV"))?;
    let sysroot = workshop::ask(workshop.command("rustc").args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib").join(NAME).join("lib");
    let count = fs::read_dir(libraries).map_or(0, Iterator::count);
    Some(format!("{} {} {count}", version.split_whitespace().collect::<Vec<_>>().join(" "), sysroot.trim()))
}

/// Builds the probe as the product is built (a library with fat LTO) and as its tests are.
fn probe(workshop: &Workshop) -> io::Result<bool> {
    let folder = workshop.own_folder().join("probe");
    fs::create_dir_all(&folder)?;
    let source = folder.join("probe.rs");
    fs::write(&source, PROBE)?;
    let builds = |options: &[&str]| {
        let mut rustc = workshop.command("rustc");
        rustc
            .args(["--edition", "2024", "--target", NAME])
            .args(options)
            .arg("--out-dir")
            .arg(&folder)
            .arg(&source);
        workshop::ask(&mut rustc).is_some()
    };
    Ok(builds(&["--crate-type", "cdylib", "-Copt-level=z", "-Clto=fat", "-Cpanic=abort"])
        && builds(&["--test"]))
}
