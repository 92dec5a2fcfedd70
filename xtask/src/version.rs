//! Version numbers as tools print them and as lock files name them. It starts no tool.

/// The first version number in what a tool printed: `trunk 0.21.14` gives `0.21.14`, `v20.20.2`
/// gives `20.20.2`, `wasm-opt version 132 (version_132)` gives `132`.
pub(crate) fn parse(printed: &str) -> Option<String> {
    printed
        .split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_matches(['(', ')', ',']))
        .find(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
        .map(String::from)
}

/// The leading number of a version: 20 of `20.20.2`.
pub(crate) fn parse_major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version of a package in a `Cargo.lock`; the first if there are several.
pub(crate) fn parse_locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| line.trim() != name);
    lines.next()?;
    let version = lines.next()?.trim().strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: Option<&str>) {
        assert_eq!(parse(printed).as_deref(), expected);
    }

    #[test]
    fn tools_print_their_versions_in_many_ways() {
        check("trunk 0.21.14\n", Some("0.21.14"));
        check("wasm-bindgen 0.2.130", Some("0.2.130"));
        check("wasm-bindgen 0.2.130 (c35cc9369 2026-01-02)", Some("0.2.130"));
        check("v20.20.2\n", Some("20.20.2"));
        check("wasm-opt version 132 (version_132)", Some("132"));
        check("trunk 0.22.0-beta.1", Some("0.22.0-beta.1"));
        check("command not found", None);
        check("3rd!party tool", None);
        check("", None);
    }

    #[test]
    fn the_leading_number_is_read() {
        assert_eq!(parse_major("20.20.2"), Some(20));
        assert_eq!(parse_major("132"), Some(132));
        assert_eq!(parse_major("x.1"), None);
    }

    #[test]
    fn a_lock_file_names_exact_versions() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";
        assert_eq!(parse_locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(parse_locked(lock, "wasm-bindgen-macro").as_deref(), Some("0.2.9"));
        assert_eq!(parse_locked(lock, "leptos"), None);
        assert_eq!(parse_locked("", "leptos"), None);
    }
}
