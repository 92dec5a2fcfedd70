//! Numbers of tests: read from what test runners print, added up, shown as one table.
//!
//! `cargo test`, wasm-bindgen's runner and the journeys' reporter all end with the same line,
//! `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once for every binary.

use std::fmt::Write as _;
use std::time::Duration;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed, and parts that could not run at all.
    pub(crate) failed: u32,
    /// Tests that were left out on purpose.
    pub(crate) ignored: u32,
}

/// One part of the run, for the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its numbers.
    pub(crate) tally: Tally,
    /// How long it took.
    pub(crate) took: Duration,
    /// What a reader should know besides; usually empty.
    pub(crate) note: String,
}

impl Tally {
    /// The numbers in the whole output of a test runner.
    pub(crate) fn parse(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines() {
            let Some((_, numbers)) = line.split_once("test result: ") else { continue };
            for number in numbers.split(['.', ';']) {
                let mut words = number.split_whitespace();
                let (Some(count), Some(what)) = (words.next(), words.next()) else { continue };
                let Ok(count) = count.parse::<u32>() else { continue };
                match what {
                    "passed" => sum.passed += count,
                    "failed" => sum.failed += count,
                    "ignored" => sum.ignored += count,
                    _ => {}
                }
            }
        }
        sum
    }

    /// The sum of two.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl Part {
    /// A part from its runner's output and whether the runner ended well. Whatever went wrong without
    /// a failed test counts as one: a part that does not build, or that runs no test, has not passed.
    pub(crate) fn judge(name: &'static str, output: &str, ended_well: bool, took: Duration) -> Self {
        let mut tally = Tally::parse(output);
        let mut note = String::new();
        if !ended_well && tally.failed == 0 {
            tally.failed = 1;
            note.push_str("did not build or did not end well");
        } else if ended_well && tally.passed + tally.failed == 0 {
            tally.failed = 1;
            note.push_str("ran no test");
        }
        Self { name, tally, took, note }
    }

    /// A part that could not run.
    pub(crate) fn unable(name: &'static str, why: impl Into<String>, took: Duration) -> Self {
        Self { name, tally: Tally { failed: 1, ..Tally::default() }, took, note: why.into() }
    }
}

/// The sum of all parts.
pub(crate) fn sum(parts: &[Part]) -> Tally {
    parts.iter().fold(Tally::default(), |sum, part| sum.plus(part.tally))
}

/// The table and, as its last line, the sum.
pub(crate) fn show(parts: &[Part]) -> String {
    let mut text = format!("{:<10}{:>8}{:>8}{:>9}{:>10}\n", "part", "passed", "failed", "ignored", "time");
    for Part { name, tally: Tally { passed, failed, ignored }, took, note } in parts {
        let took = format!("{:.1} s", took.as_secs_f64());
        let line = format!("{name:<10}{passed:>8}{failed:>8}{ignored:>9}{took:>10}  {note}");
        _ = writeln!(text, "{}", line.trim_end());
    }
    let Tally { passed, failed, .. } = sum(parts);
    _ = write!(text, "\n{passed} passed, {failed} failed");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIVE: &str = "\
running 2 tests
test version::tests::a ... ok
test version::tests::b ... FAILED

test result: FAILED. 1 passed; 1 failed; 3 ignored; 0 measured; 5 filtered out; finished in 0.01s

   Doc-tests kommo_pace
test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.20s
";

    #[track_caller]
    fn check(output: &str, passed: u32, failed: u32, ignored: u32) {
        assert_eq!(Tally::parse(output), Tally { passed, failed, ignored });
    }

    #[test]
    fn runners_are_understood() {
        check(NATIVE, 11, 1, 3);
        check("test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.05s", 3, 0, 0);
        check("    test result: ok. 3 passed; 0 failed; 1 ignored;", 3, 0, 1);
        check("no tests to run!", 0, 0, 0);
        check("12 passed, 1 failed", 0, 0, 0);
        check("", 0, 0, 0);
    }

    #[track_caller]
    fn judge(output: &str, ended_well: bool, failed: u32, note: &str) {
        let part = Part::judge("web", output, ended_well, Duration::ZERO);
        assert_eq!((part.tally.failed, part.note.as_str()), (failed, note));
    }

    #[test]
    fn a_part_passes_only_if_it_ran_tests_and_ended_well() {
        judge("test result: ok. 3 passed; 0 failed;", true, 0, "");
        judge(NATIVE, false, 1, "");
        judge("error: could not compile", false, 1, "did not build or did not end well");
        judge("test result: ok. 3 passed; 0 failed;", false, 1, "did not build or did not end well");
        judge("test result: ok. 0 passed; 0 failed;", true, 1, "ran no test");
        judge("", true, 1, "ran no test");
    }

    #[test]
    fn the_table_ends_with_the_sum() {
        let parts = [
            Part::judge("native", NATIVE, false, Duration::from_millis(1_240)),
            Part::unable("journeys", "the site does not build", Duration::ZERO),
        ];
        assert_eq!(
            show(&parts),
            "\
part        passed  failed  ignored      time
native          11       1        3     1.2 s
journeys         0       1        0     0.0 s  the site does not build

11 passed, 2 failed"
        );
    }
}
