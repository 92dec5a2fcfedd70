//! What `package.json` names, in `node_modules`, exactly as its lock file says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::workshop::{self, Workshop};

/// Whether `node_modules` was installed from the lock file as it is now. The file's time would not
/// tell: a checkout changes it without changing a byte.
pub(crate) fn is_current(workshop: &Workshop) -> bool {
    let installed = fs::read(copy_of_lock(workshop));
    installed.is_ok_and(|installed| fs::read(lock(workshop)).is_ok_and(|wanted| wanted == installed))
}

/// Installs it anew.
pub(crate) fn install(workshop: &Workshop) -> Result<(), Failure> {
    let by_hand = "npm ci, in the top folder of the checkout";
    workshop::run(workshop.command("npm").args(["ci", "--no-audit", "--no-fund"]))
        .map_err(|failure| failure.by_hand(by_hand))?;
    fs::copy(lock(workshop), copy_of_lock(workshop))
        .map(drop)
        .map_err(|error| Failure::new(format!("node_modules: {error}")).by_hand(by_hand))
}

/// Whether a program started by hand finds a wasm-opt. Where links cannot be made, nothing is missed.
pub(crate) fn has_wasm_opt() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    !cfg!(unix) || workshop::find_in(&path, Path::new("wasm-opt")).is_some()
}

/// Links wasm-opt next to cargo's programs, for Trunk started by hand: it looks only on `PATH`.
pub(crate) fn link_wasm_opt(workshop: &Workshop) -> Result<(), Failure> {
    let program = workshop.root.join("node_modules/binaryen/bin/wasm-opt");
    let link = workshop.cargo_bin.join("wasm-opt");
    // Left behind by a checkout that is no more.
    if link.is_symlink() {
        _ = fs::remove_file(&link);
    }
    fs::create_dir_all(&workshop.cargo_bin).and_then(|()| symlink(&program, &link)).map_err(|error| {
        Failure::new(format!("{}: {error}", link.display()))
            .by_hand("put node_modules/.bin on PATH before you start trunk by hand")
    })?;
    println!("{} -> {}", link.display(), program.display());
    Ok(())
}

#[cfg(unix)]
fn symlink(program: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

fn lock(workshop: &Workshop) -> PathBuf {
    workshop.root.join("package-lock.json")
}

fn copy_of_lock(workshop: &Workshop) -> PathBuf {
    workshop.root.join("node_modules/.installed-from.json")
}
