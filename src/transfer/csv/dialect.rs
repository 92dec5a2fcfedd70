//! Which characters part and quote the cells of a file.

use ::csv::{ReaderBuilder, StringRecord};

use super::quotes::{self, Quotes};

/// The characters of a delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dialect {
    /// Parts the cells: one of [`Dialect::DELIMITERS`].
    pub delimiter: u8,
    /// Encloses cells that hold a delimiter or a line break.
    pub quote: u8,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"' }
    }
}

impl Dialect {
    /// The delimiters that are looked for. Of two that fit equally well the earlier is taken: commas
    /// and bars occur inside cells more often than tabs and semicolons do.
    pub const DELIMITERS: [u8; 4] = [b'\t', b';', b',', b'|'];
}

/// Bytes of the text that are looked at.
const SAMPLE: usize = 64 * 1024;

/// Records of the text that are looked at.
const RECORDS: usize = 100;

/// The dialect of a text: the delimiter that parts the most cells most evenly.
#[must_use]
pub fn sniff(text: &str) -> Dialect {
    let (text, told) = preamble(text);
    let sample = Sample::of(text);
    let delimiter = told.unwrap_or_else(|| best_delimiter(sample, b'"'));
    let dialect = Dialect { delimiter, quote: b'"' };
    if !is_single_quoted(sample, delimiter) {
        return dialect;
    }
    Dialect { delimiter: told.unwrap_or_else(|| best_delimiter(sample, b'\'')), quote: b'\'' }
}

/// The text without its byte order mark and without Excel's own first line (`sep=;`), and the
/// delimiter which that line tells.
pub(super) fn preamble(text: &str) -> (&str, Option<u8>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let told = text.strip_prefix("sep=").and_then(|rest| {
        let delimiter = *rest.as_bytes().first()?;
        let rest = rest.get(1..)?;
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        Dialect::DELIMITERS.contains(&delimiter).then_some((after, delimiter))
    });
    told.map_or((text, None), |(after, delimiter)| (after, Some(delimiter)))
}

#[derive(Clone, Copy)]
struct Sample<'t> {
    text: &'t str,
    is_cut: bool,
}

impl<'t> Sample<'t> {
    fn of(text: &'t str) -> Self {
        // A character has four bytes at most.
        let cut = (0..4).find_map(|less| text.get(..SAMPLE - less));
        Self { text: cut.unwrap_or(text), is_cut: text.len() > SAMPLE }
    }

    /// Cells of each record that has any content; 0 where the quotes do not go with the delimiter, but
    /// for the header if it is `trusted`.
    fn widths(self, delimiter: u8, quote: u8, header: Header) -> Vec<usize> {
        let dialect = Dialect { delimiter, quote };
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quote(quote)
            .from_reader(self.text.as_bytes());
        let mut record = StringRecord::new();
        let mut widths = Vec::new();
        let mut rest = self.text.as_bytes();
        while widths.len() < RECORDS && matches!(reader.read_record(&mut record), Ok(true)) {
            let left = usize::try_from(reader.position().byte()).map_or(0, |at| self.text.len() - at);
            let (raw, after) = rest.split_at(rest.len() - left);
            rest = after;
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                let is_trusted = widths.is_empty() && header == Header::Trusted;
                let counts = is_trusted || quotes::check(raw, dialect) != Quotes::Broken;
                widths.push(if counts { record.len() } else { 0 });
            }
        }
        if self.is_cut && widths.len() > 1 && reader.is_done() {
            widths.pop();
        }
        widths
    }
}

/// Whether the header's quotes must go with the delimiter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Header {
    Checked,
    Trusted,
}

fn best_delimiter(sample: Sample<'_>, quote: u8) -> u8 {
    // A header whose quotes go with no delimiter is complained of later; its rows tell which one it is.
    let parting = [Header::Checked, Header::Trusted].into_iter().find_map(|header| {
        let scored =
            Dialect::DELIMITERS.map(|delimiter| (score(&sample.widths(delimiter, quote, header)), delimiter));
        let best = scored.iter().map(|(score, _)| *score).max().filter(|best| *best > 0)?;
        scored.iter().find(|(score, _)| *score == best).map(|(_, delimiter)| *delimiter)
    });
    if let Some(delimiter) = parting {
        return delimiter;
    }
    let parts_nothing =
        |delimiter: u8| sample.widths(delimiter, quote, Header::Checked).iter().all(|width| *width == 1);
    [b',', b';', b'\t', b'|'].into_iter().find(|delimiter| parts_nothing(*delimiter)).unwrap_or(b',')
}

/// 0 if the header is one cell; more, the more cells it has and the more rows have as many.
fn score(widths: &[usize]) -> usize {
    let Some((header, rows)) = widths.split_first() else { return 0 };
    if *header < 2 {
        return 0;
    }
    let points: usize = rows
        .iter()
        .map(|width| match width.cmp(header) {
            std::cmp::Ordering::Equal => 4,
            std::cmp::Ordering::Less if *width > 1 => 2,
            _ => 0,
        })
        .sum();
    // The header itself counts as one row, so that a file with a header only has a delimiter, too.
    (points + 4) * 1_000 / (rows.len() + 1) * (header - 1)
}

/// Whether at least half of the cells that have any content stand in single quotes.
fn is_single_quoted(sample: Sample<'_>, delimiter: u8) -> bool {
    let cells = sample
        .text
        .lines()
        .take(RECORDS)
        .flat_map(|line| line.split(char::from(delimiter)))
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    let (mut all, mut quoted) = (0_usize, 0_usize);
    for cell in cells {
        all += 1;
        quoted += usize::from(cell.len() > 1 && cell.starts_with('\'') && cell.ends_with('\''));
    }
    all > 0 && quoted * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, delimiter: char) {
        let expected = Dialect { delimiter: u8::try_from(delimiter).unwrap(), quote: b'"' };
        assert_eq!(sniff(text), expected, "{text:?}");
    }

    #[test]
    fn delimiters() {
        check("name,phone\nAnn,123\n", ',');
        check("name;phone\nAnn;123\n", ';');
        check("name\tphone\nAnn\t123\n", '\t');
        check("name|phone\nAnn|123\n", '|');
        check("\u{feff}name;phone\r\nAnn;123\r\n", ';');
        check("name;\"phone\" mobile;mail\nAnn;123;a@b.co\n", ';');
        check("name\t\"phone\" mobile\tmail\nAnn\t123\ta@b.co\n", '\t');
    }

    #[test]
    fn commas_in_numbers_are_no_delimiters() {
        check("Nombre;Precio\nA;1,5\nB;2,5\n", ';');
        check("Nombre;Precio, EUR\nA;1,5\nB;2,5\n", ';');
    }

    #[test]
    fn delimiters_in_quotes_do_not_count() {
        check("\"a;b\",\"c;d\"\n\"1;2\",\"3;4\"\n", ',');
        check("name,tags\nAnn,\"a;b;c\"\nBob,\"d;e;f\"\n", ',');
        check("name,note\nAnn,\"a\nb;c;d\ne\"\n", ',');
    }

    #[test]
    fn uneven_delimiters_lose() {
        check("name,note;more\nAnn,a;b\nBob,c\nCid,d\n", ',');
        check("a,b,c\n1,2,3\n1,2\n1,2,3\n", ',');
        check("a,b,c;d\n1,2,3;4\n", ',');
    }

    #[test]
    fn one_column() {
        check("name\nAnn\nBob\n", ',');
        check("name\nSmith, Ann\nSmith, Bob\n", ';');
        check("", ',');
    }

    #[test]
    fn excel_tells() {
        check("sep=;\r\nname,x;phone\n", ';');
        check("sep=,\nname;a,phone;b\n", ',');
        check("sep=xy,phone\nname,1\n", ',');
    }

    #[test]
    fn single_quotes() {
        let dialect = Dialect { delimiter: b',', quote: b'\'' };
        assert_eq!(sniff("'name','note'\n'Ann','a,b'\n'Bob','c'\n"), dialect);
        check("name,note\nO'Hara,it's\n", ',');
    }

    #[test]
    fn a_cut_sample_is_enough() {
        let row = "Ann;1,5;x\n".repeat(20_000);
        check(&format!("name;price;note\n{row}"), ';');
    }
}
