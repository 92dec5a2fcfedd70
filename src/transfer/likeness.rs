//! When two texts are the same to a reader, and when one is probably a slip of the other.
//! It never decides what is taken: callers do.

/// The text without differences of case, accents and spaces: `" São  Paulo"` is `sao paulo`.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        word.chars().flat_map(char::to_lowercase).for_each(|letter| plain_into(&mut key, letter));
    }
    key
}

/// The key of the text's letters and digits alone: `"E-mail (work)"` is `e mail work`.
pub(super) fn words(text: &str) -> String {
    let spaced: String = key(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is nothing to see: white space, or a mark of writing direction or width as
/// address books add to phone numbers.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The one label whose key is nearest to `key`, if one is near: two slips at most, and fewer than
/// half of its letters. Two labels that are equally near are none.
pub(super) fn nearest<'l>(key: &str, labels: impl Iterator<Item = (&'l str, &'l str)>) -> Option<&'l str> {
    let wanted: Vec<char> = key.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    let mut is_tied = false;
    for (other, label) in labels {
        let Some(slips) = distance(&wanted, other) else { continue };
        match best {
            Some((least, _)) if slips > least => {}
            Some((least, _)) if slips == least => is_tied = true,
            _ => (best, is_tied) = (Some((slips, label)), false),
        }
    }
    best.filter(|_| !is_tied).map(|(_, label)| label)
}

const SLIPS_MAX: usize = 2;

/// Letters to add, drop, change or swap with the next to make one text of the other; `None` if too many.
fn distance(wanted: &[char], other: &str) -> Option<usize> {
    let letters = other.chars().count();
    if wanted.len().abs_diff(letters) > SLIPS_MAX {
        return None;
    }
    let other: Vec<char> = other.chars().collect();
    let mut line_before: Vec<usize> = Vec::new();
    let mut above_line: Vec<usize> = (0..=other.len()).collect();
    let mut above: Option<char> = None;
    for (row, wanted_letter) in wanted.iter().enumerate() {
        let mut line = Vec::with_capacity(above_line.len());
        line.push(row + 1);
        let mut left: Option<char> = None;
        for (column, facing) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&above_line, column) + usize::from(wanted_letter != facing);
            let mut least = changed.min(at(&above_line, column + 1) + 1).min(at(&line, column) + 1);
            if above == Some(*facing) && left == Some(*wanted_letter) {
                least = least.min(at(&line_before, column - 1) + 1);
            }
            line.push(least);
            left = Some(*facing);
        }
        if line.iter().min().is_some_and(|least| *least > SLIPS_MAX) {
            return None;
        }
        above = Some(*wanted_letter);
        line_before = std::mem::replace(&mut above_line, line);
    }
    above_line.last().copied().filter(|slips| *slips <= SLIPS_MAX && slips * 2 < wanted.len().max(letters))
}

/// Adds a small letter without its accent.
fn plain_into(text: &mut String, letter: char) {
    let plain = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' => return text.push_str("ss"),
        'æ' => return text.push_str("ae"),
        'œ' => return text.push_str("oe"),
        '\u{300}'..='\u{36f}' => return,
        other => other,
    };
    text.push(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let check = |text: &str, expected: &str| assert_eq!(key(text), expected, "{text:?}");
        check("  São\u{a0} Paulo ", "sao paulo");
        check("TELÉFONO", "telefono");
        check("Tele\u{301}fono", "telefono");
        check("İstanbul", "istanbul");
        check("Straße", "strasse");
        check("a-b", "a-b");
        check("\u{202a}+55\u{202c}", "+55");
        check("", "");
    }

    #[test]
    fn header_words() {
        let check = |text: &str, expected: &str| assert_eq!(words(text), expected, "{text:?}");
        check("E-mail (work)", "e mail work");
        check("first_name", "first name");
        check("  Tel.: ", "tel");
        check("---", "");
    }

    #[track_caller]
    fn check_nearest(text: &str, labels: &[&str], expected: Option<&str>) {
        let keys: Vec<String> = labels.iter().map(|label| key(label)).collect();
        let pairs = keys.iter().map(String::as_str).zip(labels.iter().copied());
        assert_eq!(nearest(&key(text), pairs), expected, "{text:?}");
    }

    #[test]
    fn near() {
        let labels = ["Retail", "Wholesale", "Online", "No"];
        check_nearest("Retial", &labels, Some("Retail"));
        check_nearest("whole sale", &labels, Some("Wholesale"));
        check_nearest("Onlin", &labels, Some("Online"));
        check_nearest("xRetailxx", &labels, None);
        check_nearest("Ya", &labels, None);
        check_nearest("", &labels, None);
        check_nearest("cat", &["bat", "hat"], None);
        check_nearest("cats", &["bats", "cat"], None);
        check_nearest("tset", &["test"], Some("test"));
    }
}
