//! A compiler for the browser where rustup cannot download: Debian's rustc for its own browsers, with
//! a standard library for wasm32 built from the source that Debian ships beside it.
//!
//! The library appears in Debian's folder all at once, and goes away again if it turns out not to link.

use std::fs;
use std::path::{Path, PathBuf};

use super::{apt, target};
use crate::failure::Failure;
use crate::workshop::{self, Workshop, spell};

/// What the toolchain is called in rustup.
const TOOLCHAIN: &str = "debian-web";
/// Compiler, cargo, the source of the library, a linker of the same LLVM; lints and formatting so that
/// the toolchain is whole.
const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "lld-22", "rust-web-clippy", "rustfmt-web"];
const LINKER: &str = "/usr/bin/lld-22";
const RUSTLIB: &str = "/usr/lib/rustlib";
/// The empty crate that makes cargo build the standard library.
const THROWAWAY: &str = "throwaway";

/// Whether rustup knows the toolchain.
pub(crate) fn is_linked(workshop: &Workshop) -> bool {
    workshop::ask(workshop.command("rustup").args(["toolchain", "list"]))
        .is_some_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(TOOLCHAIN)))
}

/// The same workshop with this toolchain.
pub(crate) fn under(workshop: &Workshop) -> Workshop {
    Workshop { toolchain: Some(TOOLCHAIN.into()), ..workshop.clone() }
}

/// Makes it the toolchain of this checkout, for our children and for programs started by hand.
pub(crate) fn choose(workshop: &mut Workshop) -> Result<(), Failure> {
    let mut command = workshop.command("rustup");
    command.args(["override", "set", TOOLCHAIN, "--path"]).arg(&workshop.root);
    workshop::run(&mut command).map_err(|failure| failure.by_hand(spell(&command)))?;
    println!("this checkout now uses the toolchain {TOOLCHAIN}; `rustup override unset` undoes it");
    *workshop = under(workshop);
    Ok(())
}

/// Installs packages, library and linker, and chooses the toolchain.
pub(crate) fn install(workshop: &mut Workshop) -> Result<(), Failure> {
    println!("rustup could not get it, so it is built from Debian's packages");
    apt::install(workshop, &PACKAGES)?;
    let mut link = workshop.command("rustup");
    link.args(["toolchain", "link", TOOLCHAIN, "/usr"]);
    workshop::run(&mut link).map_err(|failure| failure.by_hand(spell(&link)))?;
    let debian = under(workshop);
    let libraries = build_library(&debian)?;
    put_library(&debian, &libraries)?;
    put_linker(&debian)?;
    if !target::works(&debian) {
        remove_library(&debian)?;
        return Err(Failure::new("the library built from Debian's source does not link"));
    }
    choose(workshop)
}

/// Builds the standard library by building an empty crate with it. Gives the files.
fn build_library(debian: &Workshop) -> Result<Vec<PathBuf>, Failure> {
    let folder = debian.own_folder().join("std");
    let crate_folder = folder.join(THROWAWAY);
    let manifest = format!("[package]\nname = \"{THROWAWAY}\"\nedition = \"2021\"\n\n[workspace]\n");
    fs::create_dir_all(crate_folder.join("src"))
        .and_then(|()| fs::write(crate_folder.join("Cargo.toml"), manifest))
        .and_then(|()| fs::write(crate_folder.join("src/lib.rs"), ""))
        .map_err(|error| Failure::new(format!("{}: {error}", crate_folder.display())))?;
    let mut cargo = debian.command("cargo");
    cargo
        .current_dir(&crate_folder)
        .args(["build", "--release", "--target", target::NAME, "-Zbuild-std=std,panic_abort,test"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // A released compiler takes the unstable option only so.
        .env("RUSTC_BOOTSTRAP", "1")
        // The names of the library's files and symbols are then those that the compiler expects.
        .env("__CARGO_DEFAULT_LIB_METADATA", "stablestd")
        // Without it fat LTO fails with "failed to get bitcode".
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Cembed-bitcode=yes")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    workshop::run(&mut cargo)?;
    let built = folder.join("target").join(target::NAME).join("release/deps");
    let files =
        fs::read_dir(&built).map_err(|error| Failure::new(format!("{}: {error}", built.display())))?;
    Ok(files.map_while(Result::ok).map(|file| file.path()).filter(|file| is_library(file)).collect())
}

/// Whether this is a file of the standard library.
fn is_library(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let kind = file.extension().unwrap_or_default();
    name.starts_with("lib")
        && (kind == "rlib" || kind == "rmeta")
        && !name.starts_with(&format!("lib{THROWAWAY}"))
}

fn put_library(debian: &Workshop, libraries: &[PathBuf]) -> Result<(), Failure> {
    let folder = Path::new(RUSTLIB).join(target::NAME);
    let (part, whole) = (folder.join("lib.part"), folder.join("lib"));
    remove(debian, &part)?;
    run(debian, "mkdir", ["-p".as_ref(), part.as_path()])?;
    let copied: Vec<&Path> = libraries.iter().map(PathBuf::as_path).chain([part.as_path()]).collect();
    run(debian, "cp", copied)?;
    remove(debian, &whole)?;
    run(debian, "mv", [part.as_path(), whole.as_path()])
}

fn put_linker(debian: &Workshop) -> Result<(), Failure> {
    let version = workshop::ask(debian.command("rustc").arg("-vV")).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::new("rustc does not say for which machine it builds"))?;
    let folder = Path::new(RUSTLIB).join(host).join("bin");
    run(debian, "mkdir", ["-p".as_ref(), folder.as_path()])?;
    run(debian, "ln", ["-sfn".as_ref(), LINKER.as_ref(), folder.join("rust-lld").as_path()])
}

fn remove_library(debian: &Workshop) -> Result<(), Failure> {
    remove(debian, &Path::new(RUSTLIB).join(target::NAME).join("lib"))
}

fn remove(debian: &Workshop, folder: &Path) -> Result<(), Failure> {
    run(debian, "rm", ["-rf".as_ref(), folder])
}

fn run<'a>(
    debian: &Workshop,
    program: &str,
    paths: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Failure> {
    apt::run_privileged(debian, program, paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: bool) {
        assert_eq!(is_library(Path::new(file)), expected, "{file}");
    }

    #[test]
    fn only_files_of_the_standard_library_are_copied() {
        check("deps/libstd-0123456789abcdef.rlib", true);
        check("deps/libtest-0123456789abcdef.rmeta", true);
        check("deps/libthrowaway-0123456789abcdef.rlib", false);
        check("deps/libthrowaway.rmeta", false);
        check("deps/std-0123456789abcdef.d", false);
        check("deps/libstd-0123456789abcdef.so", false);
    }
}
