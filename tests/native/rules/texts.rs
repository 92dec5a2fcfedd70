//! Texts: every one exists in every language with the same placeholders, and every one that is used
//! exists, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kommo_pace::app::text::{Catalogue, Language};

use super::layers::{root, sources};

const LANGUAGES: [(&str, Language); 3] =
    [("en", Language::English), ("es", Language::Spanish), ("pt", Language::Portuguese)];

fn catalogue(code: &str, language: Language) -> Catalogue {
    let path = root().join("www/i18n").join(format!("{code}.json"));
    Catalogue::new(language, &serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

/// The names in braces of a sentence.
fn placeholders(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Keys of the app's texts as the source writes them, with the place of each.
fn used() -> BTreeMap<String, String> {
    let mut used = BTreeMap::new();
    for (path, source) in sources(&root().join("src")) {
        let product = source.split("#[cfg(test)]").next().unwrap_or_default();
        for rest in product.split("\"app.").skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            used.insert(format!("app.{key}"), path.display().to_string());
        }
    }
    used
}

#[test]
fn languages_have_the_same_keys_and_placeholders() {
    let english = catalogue("en", Language::English);
    for (code, language) in LANGUAGES {
        let other = catalogue(code, language);
        let keys = |catalogue: &Catalogue| catalogue.keys().map(str::to_owned).collect::<BTreeSet<String>>();
        assert_eq!(keys(&english), keys(&other), "{code}");
        for key in english.keys() {
            let (a, b) = (english.raw(key).unwrap(), other.raw(key).unwrap());
            assert_eq!(placeholders(a), placeholders(b), "{key} in {code}");
            assert!(!b.trim().is_empty(), "{key} in {code} is empty");
        }
    }
}

#[test]
fn every_text_that_is_used_exists() {
    let english = catalogue("en", Language::English);
    for (key, path) in used() {
        let is_there = english.raw(&key).is_some() || english.raw(&format!("{key}.other")).is_some();
        assert!(is_there, "{key}, used in {path}, does not exist");
    }
}

#[test]
fn every_text_that_exists_is_used() {
    let used = used();
    let english = catalogue("en", Language::English);
    let plain =
        |key: &str| key.strip_suffix(".one").or_else(|| key.strip_suffix(".other")).unwrap_or(key).to_owned();
    let is_used = |key: &&str| used.contains_key(*key) || used.contains_key(&plain(key));
    let unused: Vec<&str> = english.keys().filter(|key| key.starts_with("app.") && !is_used(key)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}
