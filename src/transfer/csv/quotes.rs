//! What the quotes of one record say. The `csv` crate reads any text without complaint; this walks
//! over the same record by the same rules and tells where it only guessed.

use super::Dialect;

/// How the quotes of a record stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Each quote that opens a cell closes it.
    Sound,
    /// Text stands beside a closing quote.
    Broken,
    /// The last quote is never closed.
    Unclosed,
}

#[derive(Clone, Copy)]
enum At {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
    AfterSpace,
}

/// The state of a record's quotes; `raw` is the record's text with at most its line end.
pub(super) fn check(raw: &[u8], dialect: Dialect) -> Quotes {
    let mut at = At::CellStart;
    let mut is_broken = false;
    for byte in raw {
        let is_quote = *byte == dialect.quote;
        let is_end = *byte == dialect.delimiter || *byte == b'\n' || *byte == b'\r';
        at = match at {
            At::CellStart | At::AfterQuote if is_quote => At::Quoted,
            At::Quoted if is_quote => At::AfterQuote,
            At::Quoted => At::Quoted,
            _ if is_end => At::CellStart,
            At::AfterQuote | At::AfterSpace if *byte == b' ' => At::AfterSpace,
            At::AfterQuote | At::AfterSpace => {
                is_broken = true;
                At::Plain
            }
            At::CellStart | At::Plain => At::Plain,
        };
    }
    match at {
        At::Quoted => Quotes::Unclosed,
        _ if is_broken => Quotes::Broken,
        _ => Quotes::Sound,
    }
}

/// The lines of a record if most of those inside it look like rows of this many columns.
pub(super) fn swallowed_lines(raw: &str, dialect: Dialect, columns: usize) -> Option<u32> {
    let lines: Vec<&str> = raw.trim_end_matches(['\r', '\n']).split('\n').collect();
    let [_, inner @ .., _] = lines.as_slice() else { return None };
    if columns < 3 || inner.is_empty() {
        return None;
    }
    let is_row = |line: &&&str| line.bytes().filter(|byte| *byte == dialect.delimiter).count() + 1 >= columns;
    let rows = inner.iter().filter(is_row).count();
    if rows * 2 > inner.len() { u32::try_from(lines.len()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_quotes(raw: &str, expected: Quotes) {
        assert_eq!(check(raw.as_bytes(), Dialect::default()), expected, "{raw:?}");
    }

    #[test]
    fn quotes() {
        check_quotes("a,b\n", Quotes::Sound);
        check_quotes("\"a\",\"b\"\r\n", Quotes::Sound);
        check_quotes("\"a\"\"b\",\"\"\n", Quotes::Sound);
        check_quotes("5\" pipe,6\"\n", Quotes::Sound);
        check_quotes("\"a\nb\",c\n", Quotes::Sound);
        check_quotes("\"a\" ,c\n", Quotes::Sound);
        check_quotes("\"a\" b,c\n", Quotes::Broken);
        check_quotes("\"a\" \"b\",c\n", Quotes::Broken);
        check_quotes("\"Acme \"Best\" Ltd\",c\n", Quotes::Broken);
        check_quotes("a,\"b\nc,d\ne,f", Quotes::Unclosed);
        check_quotes("a,\"", Quotes::Unclosed);
        check_quotes("a,\"b\"\"", Quotes::Unclosed);
    }

    #[track_caller]
    fn check_lines(raw: &str, expected: Option<u32>) {
        assert_eq!(swallowed_lines(raw, Dialect::default(), 3), expected, "{raw:?}");
    }

    #[test]
    fn lines() {
        check_lines("a,\"b,c\nd,e,f\ng,h\",i\n", Some(3));
        check_lines("a,\"b\nDear Ann, hello\nbye\",c\n", None);
        check_lines("a,\"b\nc\",d\n", None);
        check_lines("a,b,c\n", None);
    }
}
