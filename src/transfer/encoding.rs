//! Which encoding a file is in. It never decodes: the browser's TextDecoder does, under the label
//! that is named here.

use super::file_problem::FileProblem;
use super::looks_like::LooksLike;

/// The encodings that can be chosen. Only the first four are ever guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Western European, as Excel for Windows saves CSV.
    Windows1252,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Turkish.
    Windows1254,
    /// Western European, as Excel for Mac saves CSV.
    Macintosh,
}

impl Encoding {
    /// All of them, the likely ones first.
    pub const ALL: [Self; 8] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Macintosh,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1254,
    ];

    /// The label in the WHATWG's Encoding Standard, which TextDecoder takes.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Windows1254 => "windows-1254",
            Self::Macintosh => "macintosh",
        }
    }
}

/// What a file's bytes say about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The encoding; [`Encoding::Windows1252`] means no more than "one byte a character".
    pub encoding: Encoding,
    /// Bytes of the mark at the beginning, which are no text.
    pub bom_len: usize,
}

const BOMS: &[(&[u8], Encoding)] =
    &[(b"\xef\xbb\xbf", Encoding::Utf8), (b"\xff\xfe", Encoding::Utf16Le), (b"\xfe\xff", Encoding::Utf16Be)];

/// Bytes that are searched for the zeros of UTF-16.
const SAMPLE: usize = 64 * 1024;

/// The encoding of a whole file, or why it is no text file.
pub fn detect(bytes: &[u8]) -> Result<Guess, FileProblem> {
    FileProblem::check_size(bytes.len() as u64)?;
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if let Some(looks_like) = LooksLike::announced(bytes) {
        return Err(FileProblem::NotText { looks_like });
    }
    if let Some((bom, encoding)) = BOMS.iter().find(|(bom, _)| bytes.starts_with(bom)) {
        return Ok(Guess { encoding: *encoding, bom_len: bom.len() });
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(Guess { encoding, bom_len: 0 });
    }
    if LooksLike::is_binary(bytes) {
        return Err(FileProblem::NotText { looks_like: LooksLike::Binary });
    }
    let encoding = if std::str::from_utf8(bytes).is_ok() { Encoding::Utf8 } else { Encoding::Windows1252 };
    Ok(Guess { encoding, bom_len: 0 })
}

/// UTF-16 without a mark: the delimiters and digits of a table have zeros on one side only.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (pairs, rest) = sample.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let second = pairs.iter().filter(|[_, second]| *second == 0).count();
    let is_one_sided = |many: usize, few: usize| many * 10 >= pairs.len().max(1) && few * 20 <= many;
    if is_one_sided(second, first) {
        Some(Encoding::Utf16Le)
    } else if is_one_sided(first, second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: Encoding, bom_len: usize) {
        assert_eq!(detect(bytes), Ok(Guess { encoding, bom_len }));
    }

    #[track_caller]
    fn check_not_text(bytes: &[u8], looks_like: LooksLike) {
        assert_eq!(detect(bytes), Err(FileProblem::NotText { looks_like }));
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn guesses() {
        check(b"name,phone\n", Encoding::Utf8, 0);
        check("nombre,tel\u{e9}fono\n".as_bytes(), Encoding::Utf8, 0);
        check(b"\xef\xbb\xbfname\n", Encoding::Utf8, 3);
        check(b"\xff\xfen\0a\0", Encoding::Utf16Le, 2);
        check(b"\xfe\xff\0n\0a", Encoding::Utf16Be, 2);
        check(&utf16("name;phone\n", u16::to_le_bytes), Encoding::Utf16Le, 0);
        check(&utf16("name;phone\n", u16::to_be_bytes), Encoding::Utf16Be, 0);
        check(&utf16("имя;телефон;1\r\nИван;2;3\r\n", u16::to_le_bytes), Encoding::Utf16Le, 0);
        check(b"nombre,tel\xe9fono\n", Encoding::Windows1252, 0);
        check(b"a stray \0 in a text that is long enough to be one, more than a hundred bytes of it, really so, it is", Encoding::Utf8, 0);
    }

    #[test]
    fn a_late_byte_counts() {
        let mut bytes = vec![b'a'; 200_000];
        bytes.push(0xe9);
        check(&bytes, Encoding::Windows1252, 0);
    }

    #[test]
    fn not_text() {
        check_not_text(b"%PDF-1.4", LooksLike::Pdf);
        check_not_text(b"PK\x03\x04..xl/workbook.xml", LooksLike::Xlsx);
        check_not_text(b"\x00\x01\x02\x03\x04\x05\x00\x00\x00\x07", LooksLike::Binary);
        assert_eq!(detect(b""), Err(FileProblem::Empty));
    }

    #[test]
    fn too_big() {
        assert_eq!(FileProblem::check_size(33_554_432), Ok(()));
        let too_big = FileProblem::TooBig { bytes: 33_554_433, max: 33_554_432 };
        assert_eq!(FileProblem::check_size(33_554_433), Err(too_big));
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever a program writes is decoded back to the same text under the guess.
        #[test]
        fn text_comes_back(text in "[ -~\u{e1}\u{e7}\u{f1}\u{20ac}\r\n]{1,200}") {
            prop_assume!(LooksLike::announced(text.as_bytes()).is_none());
            let mut files = vec![text.as_bytes().to_vec(), [b"\xef\xbb\xbf", text.as_bytes()].concat()];
            files.push([b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat());
            files.push([b"\xfe\xff".to_vec(), text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat());
            let (western, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
            if std::str::from_utf8(&western).is_err() {
                files.push(western.to_vec());
            }
            for file in files {
                let guess = detect(&file).unwrap();
                let decoder = encoding_rs::Encoding::for_label(guess.encoding.label().as_bytes()).unwrap();
                let (back, had_errors) = decoder.decode_without_bom_handling(&file[guess.bom_len..]);
                prop_assert!(!had_errors);
                prop_assert_eq!(&*back, &text);
            }
        }

        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = detect(&bytes);
        }
    }

    #[test]
    fn every_label_is_known() {
        for encoding in Encoding::ALL {
            assert!(encoding_rs::Encoding::for_label(encoding.label().as_bytes()).is_some());
        }
    }
}
