//! What a file is that is not a text file, by its first bytes. It reads nothing of its content.

/// The kinds of file that people take for a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum LooksLike {
    /// A workbook (XLSX): to be saved as CSV first.
    Xlsx,
    /// An old workbook (XLS), or another old Office file: to be saved as CSV first.
    Xls,
    /// An `OpenDocument` spreadsheet: to be saved as CSV first.
    Ods,
    /// A ZIP archive.
    Zip,
    /// A gzip archive.
    Gzip,
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A web page; some programs name them `.xls`.
    Html,
    /// An XML document.
    Xml,
    /// Something else that is not text.
    Binary,
}

/// Bytes that are looked at to tell text from anything else.
const SAMPLE: usize = 64 * 1024;

const MAGIC: &[(&[u8], LooksLike)] = &[
    (b"\x89PNG\r\n\x1a\n", LooksLike::Picture),
    (b"\xff\xd8\xff", LooksLike::Picture),
    (b"GIF87a", LooksLike::Picture),
    (b"GIF89a", LooksLike::Picture),
    (b"%PDF-", LooksLike::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LooksLike::Xls),
    (b"\x1f\x8b\x08", LooksLike::Gzip),
    (b"<!doctype html", LooksLike::Html),
    (b"<html", LooksLike::Html),
    (b"<table", LooksLike::Html),
    (b"<?xml", LooksLike::Xml),
];

impl LooksLike {
    /// The kind of a file that announces itself; `None` if it may be text.
    #[must_use]
    pub fn announced(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Self::of_zip(bytes));
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let starts = |with: &[u8], magic: &[u8]| {
            with.get(..magic.len()).is_some_and(|head| head.eq_ignore_ascii_case(magic))
        };
        MAGIC.iter().find(|(magic, _)| starts(bytes, magic) || starts(text, magic)).map(|(_, kind)| *kind)
    }

    /// Whether one-byte text can hold these bytes: text has no control characters but a few strays.
    #[must_use]
    pub fn is_binary(bytes: &[u8]) -> bool {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let controls =
            sample.iter().filter(|byte| **byte < 0x20 && !b"\t\n\x0b\x0c\r\x1a".contains(byte)).count();
        controls.saturating_mul(100) > sample.len()
    }

    fn of_zip(bytes: &[u8]) -> Self {
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        if has(b"opendocument.spreadsheet") {
            Self::Ods
        } else if has(b"xl/workbook") || has(b"xl/worksheets") {
            Self::Xlsx
        } else {
            Self::Zip
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Option<LooksLike>) {
        assert_eq!(LooksLike::announced(bytes), expected);
    }

    #[test]
    fn announced() {
        check(b"\x89PNG\r\n\x1a\n\0\0", Some(LooksLike::Picture));
        check(b"\xff\xd8\xff\xe0..JFIF", Some(LooksLike::Picture));
        check(b"%PDF-1.7", Some(LooksLike::Pdf));
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", Some(LooksLike::Xls));
        check(b"\x1f\x8b\x08..", Some(LooksLike::Gzip));
        check(b"PK\x03\x04....[Content_Types].xml ... xl/workbook.xml", Some(LooksLike::Xlsx));
        check(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Some(LooksLike::Ods));
        check(b"PK\x03\x04....[Content_Types].xml ... word/document.xml", Some(LooksLike::Zip));
        check(b"\xef\xbb\xbf\r\n<HTML><body>", Some(LooksLike::Html));
        check(b"<?xml version='1.0'?>", Some(LooksLike::Xml));
        check(b"name,phone\n", None);
        check(b"PK,name\n", None);
        check(b"", None);
    }

    #[test]
    fn binary() {
        assert!(LooksLike::is_binary(b"\x01\x02\x03abc"));
        assert!(!LooksLike::is_binary(b"name\tphone\r\n"));
        assert!(!LooksLike::is_binary(b""));
    }
}
