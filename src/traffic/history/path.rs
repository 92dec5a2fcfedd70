//! A path as it may be shown to others: words of the API and numbers, nothing else.

/// What stands for a part that may not be shown.
const HIDDEN: &str = "…";

/// The longest word of the API; what is longer is no word.
const WORD_MAX: usize = 24;

/// A target's path with what may not be shown left out, without its query.
#[must_use]
pub fn shown(target: &str) -> String {
    split(target).0
}

/// A target's path with what may not be shown left out, and its query.
pub(super) fn split(target: &str) -> (String, String) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let shown: Vec<&str> =
        path.split('/').map(|part| if may_be_shown(part) { part } else { HIDDEN }).collect();
    (shown.join("/"), query.to_owned())
}

fn may_be_shown(part: &str) -> bool {
    let is_word = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    part == "v4" || (part.len() <= WORD_MAX && (is_word(part) || is_number(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, path: &str, query: &str) {
        assert_eq!(split(target), (path.to_owned(), query.to_owned()));
    }

    #[test]
    fn only_words_and_numbers_are_kept() {
        check("/api/v4/leads", "/api/v4/leads", "");
        check("/api/v4/leads/custom_fields/12", "/api/v4/leads/custom_fields/12", "");
        check("/api/v4/leads?page=1&query=ann", "/api/v4/leads", "page=1&query=ann");
        check("/api/v4/contacts/ann%40example.com", "/api/v4/contacts/…", "");
        check("/api/v4/files/0f8fad5b-d9cb-469f-a165-70867728950e", "/api/v4/files/…", "");
        check("/api/v4/a_word_that_is_longer_than_any", "/api/v4/…", "");
        check("/api/v4/Ann", "/api/v4/…", "");
    }
}
