//! Cells of one or several pieces of text: trimming, lists, e-mail addresses, phones, web addresses,
//! yes and no.

use crate::transfer::likeness;

/// The cell without what cannot be seen at its ends.
pub(super) fn trim(cell: &str) -> &str {
    cell.trim_matches(likeness::is_space)
}

/// The pieces of a list, trimmed, without empty ones.
pub(super) fn pieces<'c>(cell: &'c str, separators: &'c [char]) -> impl Iterator<Item = &'c str> {
    cell.split(separators).map(trim).filter(|piece| !piece.is_empty())
}

/// Part the addresses or phones in one cell.
pub(super) const CONTACT_SEPARATORS: &[char] = &[';', ',', '/', '|', '\n', '\r'];

/// Part the tags in one cell.
pub(super) const TAG_SEPARATORS: &[char] = &[',', ';', '\n', '\r'];

/// Whether the text is one e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let dots_are_sound = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let top = domain.rsplit('.').next().unwrap_or_default();
    (1..=64).contains(&local.len())
        && local.chars().all(is_local)
        && dots_are_sound
        && domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && top.chars().count() >= 2
        && !top.chars().all(|c| c.is_ascii_digit())
}

/// The phone as it will be sent, if the text is one: digits and the signs between them, with an
/// extension perhaps. It is sent as written; Kommo does not ask for any form.
pub(super) fn phone(text: &str) -> Option<&str> {
    // A leading apostrophe is how spreadsheets keep a number from being calculated with.
    let text = trim(text.strip_prefix('\'').unwrap_or(text));
    let lower = text.to_ascii_lowercase();
    let extension = ["extension", "ramal", "ext", "int", "x"].iter().find_map(|word| lower.find(word));
    let (number, extension) = extension.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let is_sign = |c: char| c.is_ascii_digit() || " +()-.\u{a0}\u{2010}\u{2011}\u{2012}\u{2013}".contains(c);
    let plus_is_sound = number.rfind('+').is_none_or(|at| digits(number.get(..at).unwrap_or_default()) == 0);
    let is_extension = extension.chars().all(|c| c.is_ascii_alphanumeric() || " .:".contains(c));
    let found = digits(number);
    let is_phone = (5..=25).contains(&found)
        && number.chars().all(is_sign)
        && plus_is_sound
        && is_extension
        && (extension.is_empty() || (1..=8).contains(&digits(extension)));
    is_phone.then_some(text)
}

/// The web address with its scheme, if the text is one; `https` is added where none is written.
pub(super) fn web_address(text: &str) -> Option<String> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let lower = full.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    is_public_host(host.trim_end_matches('.')).then_some(())?;
    port.parse::<u16>().is_ok().then_some(full)
}

/// Whether this can be a host of the open web: labels of letters, digits and inner hyphens with a dot
/// between them, the last one no number. International letters are taken as they are; the browser
/// that opens the address knows their rules.
fn is_public_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c == '-' || c == '_' || c.is_alphanumeric())
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(is_label) && !last.chars().all(|c| c.is_ascii_digit())
}

const YES: &[&str] = &[
    "1",
    "yes",
    "y",
    "true",
    "on",
    "x",
    "si",
    "s",
    "sim",
    "verdadero",
    "verdadeiro",
    "\u{2713}",
    "\u{2714}",
];
const NO: &[&str] = &["0", "no", "n", "false", "off", "nao", "falso"];

/// What a word of yes or no says, in English, Spanish or Portuguese.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    let key = likeness::key(text);
    if YES.contains(&key.as_str()) {
        Some(true)
    } else if NO.contains(&key.as_str()) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails() {
        let check = |text: &str, expected: bool| assert_eq!(is_email(text), expected, "{text:?}");
        check("ann@example.com", true);
        check("ann.o'hara+x@mail.example.co.uk", true);
        check("josé@exämple.com", true);
        check("ann@example", false);
        check("ann@@example.com", false);
        check("ann@b@example.com", false);
        check("@example.com", false);
        check("ann@.com", false);
        check("ann@example..com", false);
        check("ann@example.com.", false);
        check("ann@-example.com", false);
        check("ann@example.c", false);
        check("ann@127.0.0.1", false);
        check("ann smith@example.com", false);
        check("Ann <ann@example.com>", false);
        check(".ann@example.com", false);
        check("ann..b@example.com", false);
        check("", false);
    }

    #[test]
    fn lists() {
        let check = |cell: &str, expected: &[&str]| {
            assert_eq!(pieces(cell, CONTACT_SEPARATORS).collect::<Vec<_>>(), expected, "{cell:?}");
        };
        check("a@b.co; c@d.co", &["a@b.co", "c@d.co"]);
        check("1/2,3\n4", &["1", "2", "3", "4"]);
        check(" ; ,", &[]);
    }

    #[test]
    fn phones() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(phone(text), expected, "{text:?}");
        check("+55 (11) 99999-8888", Some("+55 (11) 99999-8888"));
        check("555.123.4567", Some("555.123.4567"));
        check("'+34600111222", Some("+34600111222"));
        check("\u{202a}+34600111222\u{202c}", Some("+34600111222"));
        check("555-1234 ext. 12", Some("555-1234 ext. 12"));
        check("555-1234x12", Some("555-1234x12"));
        check("3333-4444 ramal 5", Some("3333-4444 ramal 5"));
        check("12345", Some("12345"));
        check("1234", None);
        check("12345678901234567890123456", None);
        check("5,51199E+12", None);
        check("5.51199E+12", None);
        check("555-1234 ext", None);
        check("55+5555555", None);
        check("call me", None);
        check("555-1234 Ann", None);
        check("", None);
    }

    #[test]
    fn web_addresses() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(web_address(text).as_deref(), expected, "{text:?}");
        };
        check("https://example.com/a?b=c", Some("https://example.com/a?b=c"));
        check("http://example.com", Some("http://example.com"));
        check("www.example.com", Some("https://www.example.com"));
        check("example", None);
        check("ann@example.com", None);
        check("ftp://example.com", None);
        check("javascript://example.com", None);
        check("two words.com", None);
        check("http://", None);
    }

    #[test]
    fn yes_and_no() {
        let check = |text: &str, expected: Option<bool>| assert_eq!(yes_no(text), expected, "{text:?}");
        check("Yes", Some(true));
        check("SÍ", Some(true));
        check("sim", Some(true));
        check("VERDADEIRO", Some(true));
        check("x", Some(true));
        check("1", Some(true));
        check("NÃO", Some(false));
        check("falso", Some(false));
        check("0", Some(false));
        check("maybe", None);
        check("2", None);
        check("-", None);
    }
}
