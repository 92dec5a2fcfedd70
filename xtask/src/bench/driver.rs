//! Runs a script of `tests/bench` and reads what it reports: lines of a kind and values, parted by tabs. It
//! understands none of the values.

use std::io::{BufRead, BufReader};
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

/// Runs the script with a wish, and with variables of its own, to its end.
pub(crate) fn run(
    workshop: &Workshop,
    script: &str,
    wish: &Json,
    variables: &[(&str, std::path::PathBuf)],
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
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        lines.extend(BufReader::new(output).lines().map_while(Result::ok));
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(Said::parse(lines.iter().map(String::as_str)))
    } else {
        Err(failed(format!("ended with {status}")))
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
