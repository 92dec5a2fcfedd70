//! Where the work happens: the checkout, the paths in it, and how child processes are started.
//!
//! It decides nothing. Every child gets the same surroundings: the checkout as its folder, the
//! installed tools first on its `PATH`, and none of what cargo set for this very process.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// The checkout and the surroundings of every child.
#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    /// The top folder of the checkout.
    pub(crate) root: PathBuf,
    /// Where `cargo install` puts programs.
    pub(crate) cargo_bin: PathBuf,
    /// The toolchain for children, if it is not the one that runs this.
    pub(crate) toolchain: Option<String>,
}

impl Workshop {
    /// The workshop around this package.
    pub(crate) fn here() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().unwrap_or(&package).to_path_buf();
        Self { root, cargo_bin: cargo_home().join("bin"), toolchain: None }
    }

    /// Where this package keeps what it knows and builds.
    pub(crate) fn own_folder(&self) -> PathBuf {
        self.target().join("xtask")
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// `PATH` as children see it.
    pub(crate) fn path(&self) -> OsString {
        let own = [self.root.join("node_modules/.bin"), self.cargo_bin.clone()];
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).unwrap_or(inherited)
    }

    /// A program on the `PATH` of children, or at the path given.
    pub(crate) fn find(&self, program: impl AsRef<Path>) -> Option<PathBuf> {
        find_in(&self.path(), program.as_ref())
    }

    /// A child, ready to be given arguments.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let mut command = Command::new(self.find(Path::new(program)).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", self.path());
        for (name, _) in env::vars_os().filter(|(name, _)| is_of_this_process(name)) {
            command.env_remove(name);
        }
        if let Some(toolchain) = &self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        if env::var_os("NO_COLOR").is_some() {
            // Trunk reads it as a truth value and stops at `1`.
            command.env("NO_COLOR", "true");
        }
        command.env("TRUNK_SKIP_VERSION_CHECK", "true").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        command
    }
}

/// Whether cargo set this variable for the program that it runs, so that it means nothing to others.
fn is_of_this_process(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name == "CARGO" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// Cargo's own folder.
pub(crate) fn cargo_home() -> PathBuf {
    env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from)
}

fn home() -> PathBuf {
    env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map_or_else(|| ".".into(), PathBuf::from)
}

/// A program on a `PATH`; a name with a folder in it is taken as it is.
pub(crate) fn find_in(path: &OsStr, program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_path_buf());
    }
    env::split_paths(path)
        .map(|folder| {
            let mut candidate = folder.join(program).into_os_string();
            candidate.push(env::consts::EXE_SUFFIX);
            PathBuf::from(candidate)
        })
        .find(|candidate| candidate.is_file())
}

/// A command line as a person would type it.
pub(crate) fn spell(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a child to its end with its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{}` ended with {status}", spell(command))))
    }
}

/// Runs a child to its end, passing its output on and keeping a copy. Whether it ended well is the
/// second value.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<(String, bool), Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let mut kept = String::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    Ok((kept, status.success()))
}

/// What a child prints, if it can be started and ends well; nothing is shown.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` could not be run: {error}", spell(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cargo_set_for_this_process_is_kept_from_children() {
        for name in ["CARGO", "CARGO_PKG_NAME", "CARGO_MANIFEST_DIR"] {
            assert!(is_of_this_process(name.as_ref()), "{name}");
        }
        for name in ["CARGO_HOME", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN", "PATH"] {
            assert!(!is_of_this_process(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn a_program_is_found_in_the_first_folder_that_has_it() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path =
            env::join_paths([package.join("nowhere"), package.to_path_buf(), package.join("src")]).unwrap();
        assert_eq!(find_in(&path, Path::new("Cargo.toml")), Some(package.join("Cargo.toml")));
        assert_eq!(find_in(&path, Path::new("main.rs")), Some(package.join("src/main.rs")));
        assert_eq!(find_in(&path, Path::new("src")), None);
        assert_eq!(find_in(&path, &package.join("Cargo.toml")), Some(package.join("Cargo.toml")));
        assert_eq!(find_in(&path, &package.join("nowhere")), None);
    }

    #[test]
    fn a_command_is_spelled_without_its_folder() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(spell(&command), "cargo test --workspace");
    }
}
