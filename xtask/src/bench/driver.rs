//! Runs a script of `tests/bench` and reads what it reports: lines of a kind and values, parted by tabs. It
//! understands none of the values.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;

use super::json::Json;
use crate::failure::Failure;
use crate::setup::browser;
use crate::workshop::{Workshop, spell};

/// All that a script reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    lines: Vec<Vec<String>>,
}

impl Said {
    /// Takes lines in; those without a tab are no report and are left out.
    pub(crate) fn parse<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let lines = lines.into_iter().filter(|line| line.contains('\t'));
        Self { lines: lines.map(|line| line.split('\t').map(String::from).collect()).collect() }
    }

    /// The values of every line of this kind that has so many.
    pub(crate) fn of<const N: usize>(&self, kind: &str) -> Vec<[&str; N]> {
        let of_kind = self.lines.iter().filter_map(|line| line.split_first());
        let values = of_kind.filter(|(name, _)| *name == kind).map(|(_, values)| values);
        values
            .filter_map(|values| values.iter().map(String::as_str).collect::<Vec<_>>().try_into().ok())
            .collect()
    }
}

/// Runs the script with a wish, and with variables of its own, to its end. What it reports is kept as it
/// comes, so that a run of many minutes that breaks off has not been for nothing.
pub(crate) fn run(
    workshop: &Workshop,
    script: &str,
    wish: &Json,
    variables: &[(&str, PathBuf)],
) -> Result<Said, Failure> {
    let mut command = workshop.command("node");
    command.arg(format!("tests/bench/{script}.mjs")).stdout(Stdio::piped());
    command.envs(variables.iter().map(|(name, path)| (name, path)));
    if let Some(chromium) = browser::find_chromium(workshop) {
        command.env("CHROMIUM", chromium);
    }
    let name = spell(&command);
    let failed = |why: String| Failure::new(format!("`{name}` {why}"));
    let mut child = command.arg(wish.to_string()).spawn().map_err(|error| failed(error.to_string()))?;
    let kept = workshop.target().join(format!("bench/{script}.tsv"));
    let mut file = kept.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| File::create(&kept)).ok();
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // The copy is for the worst case only; without it all goes on.
            _ = file.as_mut().map(|file| writeln!(file, "{line}"));
            lines.push(line);
        }
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(Said::parse(lines.iter().map(String::as_str)))
    } else {
        Err(failed(format!("ended with {status}; what it had measured is in {}", kept.display())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_told_by_kind_and_length() {
        let said = Said::parse(["fact\tNode\t20", "noise", "cost\tp-queue\t1\t", "fact\tbroken"]);
        assert_eq!(said.of::<2>("fact"), [["Node", "20"]]);
        assert_eq!(said.of::<3>("cost"), [["p-queue", "1", ""]]);
        assert_eq!(said.of::<2>("cost"), Vec::<[&str; 2]>::new());
    }
}
