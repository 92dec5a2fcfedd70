//! What is read of which text.

use super::*;
use crate::transfer::problem::Reason;

fn read(text: &str) -> Read {
    parse(text, Dialect::default()).unwrap()
}

/// The rows as `number:cell|cell`, joined with blanks.
#[track_caller]
fn check(text: &str, header: &str, rows: &str) {
    let read = read(text);
    assert_eq!(read.header.join("|"), header, "{text:?}");
    let found: Vec<String> = read
        .table
        .rows()
        .map(|row| format!("{}:{}", row.number(), row.collect::<Vec<_>>().join("|")))
        .collect();
    assert_eq!(found.join(" "), rows, "{text:?}");
}

#[track_caller]
fn check_problem(text: &str, expected: &FileProblem) {
    assert_eq!(parse(text, Dialect::default()).as_ref(), Err(expected), "{text:?}");
}

#[track_caller]
fn check_flawed(text: &str, row: u32, value: &str, reason: &Reason) {
    let read = read(text);
    let [flawed] = read.flawed.as_slice() else { panic!("{:?}", read.flawed) };
    assert_eq!((flawed.problem.row, flawed.problem.value.as_str()), (row, value));
    assert_eq!(&flawed.problem.reason, reason);
    assert_eq!(read.table.index_of(row), None);
}

#[track_caller]
fn check_note(text: &str, expected: &FileNote) {
    assert_eq!(read(text).notes.as_slice(), std::slice::from_ref(expected), "{text:?}");
}

#[test]
fn rows() {
    check("a,b\n1,2\n3,4\n", "a|b", "2:1|2 3:3|4");
    check("a,b\n1,2", "a|b", "2:1|2");
    check("\u{feff}a,b\n1,2\n", "a|b", "2:1|2");
    check("sep=,\na,b\n1,2\n", "a|b", "2:1|2");
    check(" a ,b\n 1 ,2\n", "a|b", "2: 1 |2");
}

#[test]
fn line_ends() {
    check("a,b\r\n1,2\r\n3,4\r\n", "a|b", "2:1|2 3:3|4");
    check("a,b\r1,2\r3,4\r", "a|b", "2:1|2 3:3|4");
    check("a,b\r\n1,2\n3,4\r5,6", "a|b", "2:1|2 3:3|4 4:5|6");
}

#[test]
fn blank_lines_count_as_rows() {
    check("\n\na,b\n\n1,2\n", "a|b", "5:1|2");
    check("a,b\r\n\r\n\r\n1,2\r\n\r\n3,4\r\n\r\n", "a|b", "4:1|2 6:3|4");
    check("a,b\r\r1,2\r", "a|b", "3:1|2");
    check("a,b\n,\n  ,\n1,2\n,\n,\n", "a|b", "4:1|2");
}

#[test]
fn a_record_of_several_lines_is_one_row() {
    check("a,b\n1,\"x\n\ny\"\n3,4\n", "a|b", "2:1|x\n\ny 3:3|4");
    check("a,b\r\n\"x\r\ny\",1\r\n3,4\r\n", "a|b", "2:x\r\ny|1 3:3|4");
}

#[test]
fn quotes() {
    check("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "a|b", "2:1,5|say \"hi\"");
    check("a,b\n5\" pipe,6\"\n", "a|b", "2:5\" pipe|6\"");
}

#[test]
fn zeros_are_left_out() {
    check("a\0,b\n1\0,\x002\n", "a|b", "2:1|2");
}

#[test]
fn files_without_rows() {
    check_problem("", &FileProblem::Empty);
    check_problem("\n\r\n , \n", &FileProblem::Empty);
    check_problem("a,b\n", &FileProblem::OnlyHeader);
    check_problem("a,b\n\n,\n", &FileProblem::OnlyHeader);
}

#[test]
fn unclosed_quotes_are_found_where_they_open() {
    check_problem("a,b\n1,2\n3,\"4\n5,6\n7,8\n", &FileProblem::UnclosedQuote { row: 3 });
    check_problem("a,\"b\n1,2\n", &FileProblem::UnclosedQuote { row: 1 });
    check_problem("a,b\n1,\"x\ny\"\n\n3,\"", &FileProblem::UnclosedQuote { row: 4 });
    check_problem("a,\"b\" c\n1,2\n", &FileProblem::BrokenHeader { row: 1 });
    check_problem("a,\"b\" c,d\n1,2,3\n", &FileProblem::BrokenHeader { row: 1 });
}

#[test]
fn too_many_columns() {
    let header = vec!["x"; 301].join(",");
    check_problem(&header, &FileProblem::TooManyColumns { columns: 301, max: 300 });
}

#[test]
fn flawed_rows() {
    let surplus = Reason::TooManyCells { expected: 2, found: 3 };
    check_flawed("a,b\n1,2\n3,4,5\n6,7\n", 3, "5", &surplus);
    check_flawed("a,b\n1,\"x\" y\n6,7\n", 2, "1,\"x\" y", &Reason::BrokenQuote);
    check_flawed("a,b\n1,\"x\n2,\"y\"\n6,7\n", 2, "1,\"x\n2,\"y\"", &Reason::BrokenQuote);
    check("a,b\n1,2,,\n3,4\n", "a|b", "2:1|2 3:3|4");
}

#[test]
fn short_rows_are_filled() {
    check("a,b,c\n1\n2,3\n4,5,6\n", "a|b|c", "2:1|| 3:2|3| 4:4|5|6");
    check_note("a,b,c\n1\n2,3\n4,5,6\n", &FileNote::ShortRows { count: 2, first: 2 });
}

#[test]
fn headers() {
    check_note("a,,c\n1,2,3\n", &FileNote::BlankHeader { column: 1 });
    check_note("a,b,a\n1,2,3\n", &FileNote::DuplicateHeader { column: 2, first: 0 });
}

#[test]
fn empty_columns_at_the_end_are_dropped() {
    check("a,b,,\n1,2,,\n3,4,,\n", "a|b", "2:1|2 3:3|4");
    check_note("a,b,,\n1,2,,\n3,4, ,\n", &FileNote::EmptyColumns { count: 2 });
    check("a,b,,\n1,2,,\n3,4,5,\n", "a|b|", "2:1|2| 3:3|4|5");
    check("a,b\n1,\n2,\n", "a|b", "2:1| 3:2|");
}

#[test]
fn notes() {
    check_note("a,b\n1,2\n3,\u{fffd}\n", &FileNote::Undecodable { row: 3 });
    check_note("a,b\n\n1,2\n,\n", &FileNote::BlankRows { count: 2 });
    let suspicious = FileNote::SuspiciousRow { row: 2, lines: 3 };
    check_note("a,b,c\n1,2,\"x\n1,2,3\n4,5,6\"\n", &suspicious);
}

#[test]
fn slices_read_the_same() {
    let text = "a,b\n1,2\n\n3,4\n5,\"6\n7\"\n";
    let mut parser = Parser::new(text, Dialect::default());
    assert_eq!(parser.step(2).unwrap(), Progress { rows: 2, bytes: 8, bytes_total: 21, is_done: false });
    while !parser.step(1).unwrap().is_done {}
    assert_eq!(parser.finish(), parse(text, Dialect::default()));
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use proptest::prelude::*;

    use super::*;
    use crate::transfer::encoding;

    const CELL: &str = "[ -~\u{e1}\u{f1}\u{20ac}\"\r\n,;|\t]{0,8}[a-z\u{e9}]";

    fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
        (2_usize..6).prop_flat_map(|columns| {
            proptest::collection::vec(proptest::collection::vec(CELL, columns), 2..8)
        })
    }

    fn write(rows: &[Vec<String>], dialect: Dialect, style: ::csv::QuoteStyle, is_crlf: bool) -> String {
        let end = if is_crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .quote(dialect.quote)
            .quote_style(style)
            .terminator(end)
            .from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn cells(read: &Read) -> Vec<Vec<String>> {
        read.table.rows().map(|row| row.map(str::to_owned).collect()).collect()
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            rows in tables(),
            delimiter in proptest::sample::select(Dialect::DELIMITERS.to_vec()),
            quote in proptest::sample::select(b"\"'".to_vec()),
            is_crlf: bool,
            is_quoted: bool,
        ) {
            let dialect = Dialect { delimiter, quote };
            let style = if is_quoted { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
            let read = parse(&write(&rows, dialect, style, is_crlf), dialect).unwrap();
            let header: Vec<&str> = rows[0].iter().map(|name| name.trim()).collect();
            prop_assert_eq!(&read.header, &header);
            prop_assert_eq!(&cells(&read), &rows[1..]);
            prop_assert_eq!(&read.flawed, &[]);
            let numbers: Vec<u32> = read.table.rows().map(|row| row.number()).collect();
            prop_assert_eq!(numbers, (2..).take(rows.len() - 1).collect::<Vec<u32>>());
        }

        /// From bytes to cells, as the product reads a file: every encoding, the delimiter sniffed.
        #[test]
        fn files_are_read_without_being_told(
            rows in tables(),
            delimiter in proptest::sample::select(Dialect::DELIMITERS.to_vec()),
            encoding in 0..5,
        ) {
            let dialect = Dialect { delimiter, quote: b'"' };
            let text = write(&rows, dialect, ::csv::QuoteStyle::Always, true);
            let bytes: Vec<u8> = match encoding {
                0 => text.clone().into_bytes(),
                1 => format!("\u{feff}{text}").into_bytes(),
                2 => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
                3 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                _ => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            };
            // Some western texts are bytes that mean another text in UTF-8; no reader can tell.
            prop_assume!(encoding < 4 || text.is_ascii() || std::str::from_utf8(&bytes).is_err());
            let guess = encoding::detect(&bytes).unwrap();
            let decoder = encoding_rs::Encoding::for_label(guess.encoding.label().as_bytes()).unwrap();
            let (decoded, _) = decoder.decode_without_bom_handling(&bytes[guess.bom_len..]);
            let sniffed = sniff(&decoded);
            prop_assert_eq!(sniffed, dialect);
            prop_assert_eq!(cells(&parse(&decoded, sniffed).unwrap()), &rows[1..]);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "([ab,;\"\r\n]|\\PC){0,60}") {
            let dialect = sniff(&text);
            if let Ok(read) = parse(&text, dialect) {
                let numbers: Vec<u32> = read.table.rows().map(|row| row.number()).collect();
                prop_assert!(numbers.is_sorted());
                prop_assert!(read.table.columns() == read.header.len());
            }
        }
    }
}
