//! What a cell plainly is, whatever its column is called.

use super::{date, number, text};

/// What a cell plainly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::transfer) enum Content {
    /// E-mail addresses.
    Emails,
    /// Phones, by more than their digits alone: many a number has as many.
    Phones,
    /// A web address with its scheme or `www`.
    WebAddress,
    /// A date.
    Date,
    /// A number.
    Number,
}

impl Content {
    /// What the cell is; `None` for other text.
    pub(in crate::transfer) fn of(cell: &str) -> Option<Self> {
        let cell = text::trim(cell);
        let all = |is: &dyn Fn(&str) -> bool| {
            let mut pieces = text::pieces(cell, text::CONTACT_SEPARATORS).peekable();
            pieces.peek().is_some() && pieces.all(is)
        };
        if all(&text::is_email) {
            Some(Self::Emails)
        } else if date::read(cell).is_some() {
            Some(Self::Date)
        } else if all(&is_plain_phone) {
            Some(Self::Phones)
        } else if number::read(cell).is_some() {
            Some(Self::Number)
        } else if (cell.contains("://") || cell.starts_with("www.")) && text::web_address(cell).is_some() {
            Some(Self::WebAddress)
        } else {
            None
        }
    }
}

fn is_plain_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 7 && text::phone(text).is_some() && (text.contains('+') || number::read(text).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: Option<Content>) {
        assert_eq!(Content::of(cell), expected, "{cell:?}");
    }

    #[test]
    fn what_cells_are() {
        check("ann@example.com", Some(Content::Emails));
        check("a@b.co; c@d.co", Some(Content::Emails));
        check("a@b.co; later", None);
        check("+34 600 111 222", Some(Content::Phones));
        check("(11) 99999-8888", Some(Content::Phones));
        check("+34600111222 / +34600111333", Some(Content::Phones));
        check("34600111222", Some(Content::Number));
        check("12-34", None);
        check("2026-03-01", Some(Content::Date));
        check("05/06/2026", Some(Content::Date));
        check("1.200,50", Some(Content::Number));
        check("https://example.com/a", Some(Content::WebAddress));
        check("www.example.com", Some(Content::WebAddress));
        check("St. Marys", None);
        check("", None);
        check(" ; ", None);
    }
}
