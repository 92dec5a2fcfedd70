//! Tables in Markdown, and numbers as they stand in them.

/// A table; every row has as many cells as the header.
pub(crate) fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let rule = vec!["---"; header.len()].join("|");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("{}|{rule}|\n", line(header));
    text.extend(rows.into_iter().map(line));
    text
}

/// Milliseconds as seconds: `5.25`.
pub(crate) fn seconds(ms: u64) -> String {
    format!("{}.{:02}", ms / 1_000, ms % 1_000 / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_rule_below_its_header() {
        let row = |cells: [&str; 2]| cells.map(String::from).to_vec();
        assert_eq!(
            table(row(["a", "b"]), vec![row(["1", "2"]), row(["3", ""])]),
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  |\n"
        );
    }

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!([0, 5_000, 5_250, 8_055].map(seconds), ["0.00", "5.00", "5.25", "8.05"]);
    }
}
