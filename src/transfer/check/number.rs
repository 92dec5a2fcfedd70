//! Numbers as people write them: `1.234,56`, `1,234.56`, `1 234,56`, `$1,200`.
//!
//! A text such as `1,234` alone does not say what its comma means; it is told apart by the rest of
//! its column, and never guessed here.

/// What parts the decimals in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimals {
    /// A point: `1,234` is above a thousand, `1.234` is not.
    Point,
    /// A comma: `1.234` is above a thousand, `1,234` is not.
    Comma,
    /// Nothing, there are none: `1.234` and `1,234` are both above a thousand.
    Whole,
}

/// A decimal number, digit by digit, so that nothing is rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    is_negative: bool,
    whole: String,
    fraction: String,
}

/// What a text can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// One number, and what it shows of its column.
    Sure(Number, Option<Decimals>),
    /// Its one separator parts thousands, or decimals if those are parted by `mark`.
    Either {
        /// The number if the separator parts thousands.
        thousands: Number,
        /// The number if the separator parts decimals.
        decimals: Number,
        /// [`Decimals::Point`] or [`Decimals::Comma`], as the separator is.
        mark: Decimals,
    },
}

impl Reading {
    /// The number in a column of this kind.
    pub(super) fn settle(self, column: Decimals) -> Number {
        match self {
            Self::Sure(number, _) => number,
            Self::Either { decimals, mark, .. } if mark == column => decimals,
            Self::Either { thousands, .. } => thousands,
        }
    }
}

impl Number {
    fn new(is_negative: bool, whole: &str, fraction: &str) -> Self {
        let whole = whole.trim_start_matches('0');
        Self {
            is_negative,
            whole: if whole.is_empty() { "0" } else { whole }.to_owned(),
            fraction: fraction.trim_end_matches('0').to_owned(),
        }
    }

    /// The number as Kommo takes it: digits with a decimal point.
    pub(super) fn text(&self) -> String {
        let sign = if self.is_negative { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{}", self.whole, self.fraction)
    }

    /// The number if it is whole and not beyond all sense.
    pub(super) fn whole(&self) -> Option<i64> {
        if self.fraction.is_empty() { self.text().parse().ok() } else { None }
    }
}

/// Signs and codes of money that may stand before or after a number, longer ones first.
const MONEY: &[&str] = &[
    "US$", "U$S", "MX$", "RD$", "S/.", "Bs.", "USD", "EUR", "GBP", "BRL", "MXN", "ARS", "CLP", "COP", "PEN",
    "UYU", "PYG", "BOB", "CRC", "GTQ", "DOP", "CAD", "AUD", "CHF", "R$", "C$", "S/", "Bs", "$", "€", "£",
    "¥", "₡", "₲",
];

/// What a trimmed text can mean; `None` if it is no number.
pub(super) fn read(text: &str) -> Option<Reading> {
    let (is_negative, text) = without_sign(text);
    let text = without_money(text);
    let (is_negative_inside, text) = without_sign(text);
    read_digits(text, is_negative ^ is_negative_inside)
}

fn without_sign(text: &str) -> (bool, &str) {
    text.strip_prefix(['-', '\u{2212}']).map_or((false, text), |rest| (true, rest.trim_start()))
}

fn without_money(text: &str) -> &str {
    let before = MONEY.iter().find_map(|money| text.strip_prefix(money));
    let after = || MONEY.iter().find_map(|money| text.strip_suffix(money));
    before.or_else(after).unwrap_or(text).trim()
}

/// The separators, with all spaces and all apostrophes as one each.
fn separator(c: char) -> Option<char> {
    match c {
        '.' | ',' => Some(c),
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => Some(' '),
        '\'' | '\u{2019}' => Some('\''),
        _ => None,
    }
}

fn read_digits(text: &str, is_negative: bool) -> Option<Reading> {
    let groups: Vec<&str> = text.split(|c| separator(c).is_some()).collect();
    let separators: Vec<char> = text.chars().filter_map(separator).collect();
    if !groups.iter().all(|group| group.chars().all(|c| c.is_ascii_digit())) || groups.last()?.is_empty() {
        return None;
    }
    let number = |whole: &str, fraction: &str| Number::new(is_negative, whole, fraction);
    let Some(last) = separators.last().copied() else {
        return Some(Reading::Sure(number(text, ""), None));
    };
    let (fraction, whole) = groups.split_last()?;
    let first = *separators.first()?;
    let is_uniform = |separators: &[char]| separators.iter().all(|c| *c == first);
    if is_uniform(&separators) {
        return match (separators.len(), last) {
            (1, '.' | ',') => Some(read_single(whole.first()?, fraction, last, number)),
            _ if !are_thousands(&groups) => None,
            (_, ' ' | '\'') => Some(Reading::Sure(number(&groups.concat(), ""), None)),
            (_, '.') => Some(Reading::Sure(number(&groups.concat(), ""), Some(Decimals::Comma))),
            _ => Some(Reading::Sure(number(&groups.concat(), ""), Some(Decimals::Point))),
        };
    }
    let (_, thousands) = separators.split_last()?;
    let is_sound = is_uniform(thousands) && matches!(last, '.' | ',') && are_thousands(whole);
    is_sound.then(|| Reading::Sure(number(&whole.concat(), fraction), Some(mark(last))))
}

/// One point or comma: decimals unless it may as well part thousands.
fn read_single(
    whole: &str,
    fraction: &str,
    separator: char,
    number: impl Fn(&str, &str) -> Number,
) -> Reading {
    let mark = mark(separator);
    let decimals = number(whole, fraction);
    if are_thousands(&[whole, fraction]) && !whole.starts_with('0') {
        let thousands = number(&[whole, fraction].concat(), "");
        return Reading::Either { thousands, decimals, mark };
    }
    Reading::Sure(decimals, Some(mark))
}

const fn mark(separator: char) -> Decimals {
    if separator == ',' { Decimals::Comma } else { Decimals::Point }
}

fn are_thousands(groups: &[&str]) -> bool {
    groups.split_first().is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, evidence: Option<Decimals>) {
        match read(text) {
            Some(Reading::Sure(number, shown)) => {
                assert_eq!((number.text().as_str(), shown), (expected, evidence), "{text:?}");
            }
            other => panic!("{text:?}: {other:?}"),
        }
    }

    #[track_caller]
    fn check_either(text: &str, point: &str, comma: &str, whole: &str) {
        let reading = read(text).unwrap();
        assert!(matches!(reading, Reading::Either { .. }), "{text:?}");
        assert_eq!(reading.clone().settle(Decimals::Point).text(), point, "{text:?}");
        assert_eq!(reading.clone().settle(Decimals::Comma).text(), comma, "{text:?}");
        assert_eq!(reading.settle(Decimals::Whole).text(), whole, "{text:?}");
    }

    #[track_caller]
    fn check_none(text: &str) {
        assert_eq!(read(text), None, "{text:?}");
    }

    #[test]
    fn sure() {
        check("0", "0", None);
        check("1200", "1200", None);
        check("007", "7", None);
        check("-5", "-5", None);
        check("\u{2212}5", "-5", None);
        check("1.234,56", "1234.56", Some(Decimals::Comma));
        check("1,234.56", "1234.56", Some(Decimals::Point));
        check("1 234,56", "1234.56", Some(Decimals::Comma));
        check("1\u{a0}234,567", "1234.567", Some(Decimals::Comma));
        check("1'234.50", "1234.5", Some(Decimals::Point));
        check("1 234 567", "1234567", None);
        check("1.234.567", "1234567", Some(Decimals::Comma));
        check("1,234,567", "1234567", Some(Decimals::Point));
        check("12,5", "12.5", Some(Decimals::Comma));
        check("12.50", "12.5", Some(Decimals::Point));
        check("0,500", "0.5", Some(Decimals::Comma));
        check("1234,567", "1234.567", Some(Decimals::Comma));
        check(".5", "0.5", Some(Decimals::Point));
        check("12345678901234567890.12", "12345678901234567890.12", Some(Decimals::Point));
    }

    #[test]
    fn money() {
        check("$1,200.00", "1200", Some(Decimals::Point));
        check("R$ 1.200,00", "1200", Some(Decimals::Comma));
        check("1 200 €", "1200", None);
        check("USD 12", "12", None);
        check("-$5", "-5", None);
        check("$-5", "-5", None);
        check_either("$1,200", "1200", "1.2", "1200");
    }

    #[test]
    fn either() {
        check_either("1,234", "1234", "1.234", "1234");
        check_either("1.234", "1.234", "1234", "1234");
        check_either("-12.500", "-12.5", "-12500", "-12500");
    }

    #[test]
    fn none() {
        check_none("");
        check_none("abc");
        check_none("$");
        check_none("12kg");
        check_none("1,2,3");
        check_none("1.23.456");
        check_none("1,00,000");
        check_none("1.234,56,7");
        check_none("1E+05");
        check_none("15%");
        check_none("5.");
        check_none("1..5");
        check_none("1 2");
        check_none("(5)");
        check_none("١٢");
    }

    #[test]
    fn whole_numbers() {
        let whole = |text: &str| read(text).unwrap().settle(Decimals::Whole).whole();
        assert_eq!(whole("1.500,00"), Some(1500));
        assert_eq!(whole("1.500"), Some(1500));
        assert_eq!(whole("-1,500"), Some(-1500));
        assert_eq!(whole("1500,50"), None);
        assert_eq!(whole("99999999999999999999"), None);
    }
}
