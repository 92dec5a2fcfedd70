//! When two phone numbers are one, however they are written.
//!
//! Only digits count, less zeros in front (the trunk's zero, the `00` before a country). Two numbers are one
//! if they are equal, or if one ends with the other, has at most three digits more (a country's code), and
//! the shorter one has at least eight (a whole national number). So `+34 600 123 456`, `0034600123456` and
//! `600123456` are one; a local number is never taken for one with an area in front, which is longer than
//! that or leaves too few digits. A number with a digit in the middle that some countries put in (`+52 1 …`)
//! is another one: a miss is seen in the dry run, a wrong match would change somebody else.

/// Digits that a number without its country has at least.
const NATIONAL_MIN: usize = 8;

/// Digits that a country's code has at most.
const COUNTRY_MAX: usize = 3;

/// The digits that count; empty if there are none.
pub(in crate::transfer) fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// Whether two numbers, as [`digits`] gives them, are one.
pub(in crate::transfer) fn same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty()
        && (short == long
            || (short.len() >= NATIONAL_MIN
                && long.len() - short.len() <= COUNTRY_MAX
                && long.ends_with(short)))
}

/// What numbers that are one have in common.
pub(super) fn tail(digits: &str) -> &str {
    digits.get(digits.len().saturating_sub(NATIONAL_MIN)..).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        let (one, other) = (digits(one), digits(other));
        assert_eq!((same(&one, &other), same(&other, &one)), (expected, expected), "{one} {other}");
        if expected {
            assert_eq!(tail(&one), tail(&other));
        }
    }

    #[test]
    fn notations() {
        check("+34 600 123 456", "600123456", true);
        check("0034-600-123-456", "(600) 123 456", true);
        check("+55 (11) 91234-5678", "011 91234 5678", true);
        check("+55 11 91234-5678", "91234-5678", false); // the area is missing
        check("+1 212 555 0100", "212-555-0100", true);
        check("+1 212 555 0100", "555-0100", false);
        check("+44 20 7946 0958", "020 7946 0958", true);
        check("+502 2345 6789", "2345-6789", true);
        check("12345", "12345", true);
        check("12345", "912345", false);
        check("600123456", "600123457", false);
        check("+52 1 55 1234 5678", "+52 55 1234 5678", false);
        check("", "", false);
        check("000", "0", false);
    }
}
