//! A report that comes back as a file: Pace's own columns go, each row has the number that it had, and
//! the several lines of one row are one again.

use std::collections::BTreeMap;

use super::guard::unguarded;
use crate::transfer::csv::{FileNote, FlawedRow, Read};
use crate::transfer::problem::Reason;
use crate::transfer::table::Table;

/// How many columns stand before the table's own.
const OWN: usize = 4;

/// Their titles in every language that a report can be in; a test holds them against the catalogues.
pub const TITLES: [[&str; OWN]; 3] = [
    ["Row", "Column", "Value", "What is wrong"],
    ["Fila", "Columna", "Valor", "Qué está mal"],
    ["Linha", "Coluna", "Valor", "O que está errado"],
];

/// The file as it was before it became a report; any other file as it is.
#[must_use]
pub fn restored(read: Read) -> Read {
    if !is_report(&read.header) {
        return read;
    }
    let header: Vec<String> = read.header.iter().skip(OWN).map(|name| unguarded(name).to_owned()).collect();
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut nameless: Vec<Vec<String>> = Vec::new();
    for row in read.table.rows() {
        let line: Vec<&str> = row.collect();
        let cells = own_cells(&line);
        match number(line.first().copied()) {
            Some(number) => match rows.get_mut(&number) {
                Some(known) => merge(known, &cells, &header, &line),
                None => _ = rows.insert(number, cells),
            },
            None => nameless.push(cells),
        }
    }
    let flawed: Vec<FlawedRow> = read.flawed.into_iter().map(flawed).collect();
    // Of a row that is certain in one line and not in another, the certain one counts.
    let flawed = flawed.into_iter().filter(|flawed| !rows.contains_key(&flawed.problem.row)).collect();
    let last = rows.keys().next_back().copied().unwrap_or(1);
    let count = rows.len() + nameless.len();
    let numbered = (last.saturating_add(1)..).zip(nameless);
    let mut table = Table::new(header.len());
    for (number, cells) in rows.into_iter().chain(numbered) {
        // The numbers rise, and the cells were in a table before.
        table.push(number, cells.iter().map(String::as_str)).unwrap_or_default();
    }
    // What was noted is of lines and columns that are no more.
    Read { header, table, flawed, notes: vec![FileNote::OfReport { rows: count }] }
}

fn is_report(header: &[String]) -> bool {
    header.len() > OWN
        && TITLES.iter().any(|titles| header.iter().zip(titles).all(|(name, title)| name == title))
}

fn own_cells(line: &[&str]) -> Vec<String> {
    line.iter().skip(OWN).map(|cell| unguarded(cell).to_owned()).collect()
}

fn number(cell: Option<&str>) -> Option<u32> {
    cell?.trim().parse().ok().filter(|number| *number > 1)
}

/// A line is about one cell, so that one is most likely mended in it: it counts if it is no more what
/// was refused.
fn merge(known: &mut [String], cells: &[String], header: &[String], line: &[&str]) {
    let (Some(column), Some(value)) = (line.get(1), line.get(2)) else { return };
    let is_it = |name: &&String| name.as_str() == unguarded(column);
    let Some(at) = header.iter().position(|name| is_it(&name)) else { return };
    if let (Some(place), Some(cell)) = (known.get_mut(at), cells.get(at))
        && cell != unguarded(value)
    {
        place.clone_from(cell);
    }
}

fn flawed(row: FlawedRow) -> FlawedRow {
    let FlawedRow { mut problem, cells } = row;
    let line: Vec<&str> = cells.iter().map(String::as_str).collect();
    problem.row = number(line.first().copied()).unwrap_or(problem.row);
    if let Reason::TooManyCells { expected, found } = &mut problem.reason {
        *expected = expected.saturating_sub(OWN);
        *found = found.saturating_sub(OWN);
    }
    FlawedRow { problem, cells: own_cells(&line) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::csv::{parse, sniff};

    #[track_caller]
    fn check(text: &str, header: &[&str], rows: &[(u32, &[&str])]) {
        let read = restored(parse(text, sniff(text)).unwrap());
        assert_eq!(read.header, header);
        let told: Vec<(u32, Vec<&str>)> =
            read.table.rows().map(|row| (row.number(), row.collect())).collect();
        let expected: Vec<(u32, Vec<&str>)> =
            rows.iter().map(|(row, cells)| (*row, cells.to_vec())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn other_files_stay() {
        check("Row,Column,Value\n2,a,b\n", &["Row", "Column", "Value"], &[(2, &["2", "a", "b"])]);
        check("Row,Column,Value,What is wrong\n9,a,b,c\n", &TITLES[0], &[(2, &["9", "a", "b", "c"])]);
    }

    #[test]
    fn reports_of_every_language() {
        for titles in TITLES {
            check(&format!("{};Name\n7;Name;x;no;Ann\n", titles.join(";")), &["Name"], &[(7, &["Ann"])]);
        }
    }

    #[test]
    fn numbers_lines_and_guards() {
        let own = TITLES[0].join(",");
        // In another order, with a row that the user has added.
        check(
            &format!("{own},Name,'=f\n9,,,no,Bob,'=1\n3,,,no,Ann,'x\n,,,,Cid,\n"),
            &["Name", "=f"],
            &[(3, &["Ann", "'x"]), (9, &["Bob", "=1"]), (10, &["Cid", ""])],
        );
        // Two lines of one row, each mended where it says what is wrong.
        check(
            &format!("{own},Name,Mail,Size\n3,Mail,a@,no,Ann,a@b.c,Bg\n3,Size,Bg,no,Ann,a@,Big\n"),
            &["Name", "Mail", "Size"],
            &[(3, &["Ann", "a@b.c", "Big"])],
        );
        // The second line as it was takes nothing back.
        check(
            &format!("{own},Name,Mail,Size\n3,Mail,a@,no,Ann,a@b.c,Big\n3,Size,Bg,no,Ann,a@,Bg\n"),
            &["Name", "Mail", "Size"],
            &[(3, &["Ann", "a@b.c", "Big"])],
        );
    }

    #[test]
    fn what_was_flawed_still_is() {
        let text = format!("{},Name\n5,,,no,Ann,surplus\n", TITLES[0].join(","));
        let read = restored(parse(&text, sniff(&text)).unwrap());
        let [row] = &read.flawed[..] else { panic!("{read:?}") };
        assert_eq!((row.problem.row, &row.cells[..]), (5, &["Ann".to_owned(), "surplus".to_owned()][..]));
        assert_eq!(row.problem.reason, Reason::TooManyCells { expected: 1, found: 2 });
    }
}
