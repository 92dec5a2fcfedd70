//! The guard against cells that a spreadsheet would run.
//!
//! A cell that begins with `= + - @`, their full-width forms, a tab or a line break is read as a
//! formula by one spreadsheet or another, also behind blanks, quotes and invisible signs. Such a cell
//! gets an apostrophe in front, which spreadsheets take for "this is text".
//!
//! Two kinds of cell begin like that and compute nothing, so they stay as they are, because a report
//! that spoils every phone number would not be imported again:
//! * a plain number: a sign, digits, at most one point or comma within (`-12.5`);
//! * a phone number: `+`, a digit, then digits with single blanks, hyphens, points or brackets
//!   between them, and **no operator that stands between two numbers**: `+1 555 0100` and
//!   `+1 (555) 0100` are no valid formula, but `+1-555-0100` would be shown as `-654`.

/// The cell, with an apostrophe in front if a spreadsheet could run it.
#[must_use]
pub fn guarded(cell: &str) -> String {
    if is_formula(cell) && !is_number(cell) && !is_phone(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that [`guarded`] has put in front.
#[must_use]
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(own) if guarded(own) == cell => own,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    if cell.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let skipped = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c) || is_quote(c);
    cell.trim_start_matches(skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹢', '﹣', '﹦', '﹫'])
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`')
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

fn is_number(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix(['-', '+']) else { return false };
    let (whole, part) = rest.split_once(['.', ',']).unwrap_or((rest, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `+` and groups of digits, blanks between them, at most one group in brackets.
fn is_phone(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix('+') else { return false };
    let groups: Vec<&str> = rest.split(' ').collect();
    let is_group = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    groups.first().is_some_and(is_group) && groups.iter().all(|group| is_group(&unbracketed(group)))
}

fn unbracketed(group: &str) -> &str {
    group.strip_prefix('(').and_then(|group| group.strip_suffix(')')).unwrap_or(group)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn stays(cell: &str) {
        assert_eq!(guarded(cell), cell);
    }

    #[track_caller]
    fn is_guarded(cell: &str) {
        assert_eq!(guarded(cell), format!("'{cell}"));
    }

    #[test]
    fn what_computes_nothing_stays() {
        for cell in
            ["", "Ann", "12", "-12.5", "+12", "-0,5", "+15550100", "+1 555 0100", "+1 (555) 0100", "a=b"]
        {
            stays(cell);
        }
    }

    #[test]
    fn what_could_run_is_guarded() {
        for cell in
            ["=1", "+1+2", "-1-2", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1", "\"=1", "' =1", "＝1", "－1＋2"]
        {
            is_guarded(cell);
        }
        for cell in [
            "+1-555-0100",
            "+cmd|' /C calc'!A0",
            "-",
            "+",
            "-1.2.3",
            "+1 555 x",
            "+(1)",
            "\u{200b}=1",
            "-1e5",
        ] {
            is_guarded(cell);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_runs_passes(blank in "[ \"'\u{a0}\u{200b}]{0,3}", sign in "[=@+＝＋－＠-]", rest in ".{0,20}") {
            let cell = format!("{blank}{sign}{rest}");
            let safe = guarded(&cell);
            let harmless = rest.chars().all(|c| c.is_ascii_digit() || " ().,".contains(c));
            prop_assert!(safe.starts_with('\'') || harmless);
        }

        #[test]
        fn guarding_loses_nothing(cell in ".{0,20}") {
            let safe = guarded(&cell);
            prop_assert!(safe == cell || safe.strip_prefix('\'') == Some(cell.as_str()));
            prop_assert_eq!(unguarded(&safe), cell);
        }
    }
}
