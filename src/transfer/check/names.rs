//! An index of things by their names: exactly, by number, or alike but only if one alone is alike.

use std::collections::BTreeMap;

use crate::transfer::likeness;

/// Things by name. The number of look-ups does not matter, that of slips hardly does.
#[derive(Clone, Debug)]
pub(super) struct Names<T> {
    exact: BTreeMap<String, Entry<T>>,
    numbers: BTreeMap<u64, Entry<T>>,
    alike: BTreeMap<String, Entry<T>>,
    /// Key and label of each name.
    labels: Vec<(String, String)>,
}

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// This one.
    One(T),
    /// Several.
    Many,
    /// None; the name that was probably meant.
    None(Option<String>),
}

#[derive(Clone, Copy, Debug)]
enum Entry<T> {
    One(T),
    Many,
}

impl<T: Copy + PartialEq> Names<T> {
    pub(super) const fn new() -> Self {
        Self { exact: BTreeMap::new(), numbers: BTreeMap::new(), alike: BTreeMap::new(), labels: Vec::new() }
    }

    /// Adds a name; one thing may have several, and several things may share one.
    pub(super) fn add(&mut self, name: &str, thing: T) {
        let name = name.trim_matches(likeness::is_space);
        let key = likeness::key(name);
        if key.is_empty() {
            return;
        }
        if !self.exact.contains_key(name) {
            self.labels.push((key.clone(), name.to_owned()));
        }
        enter(&mut self.exact, name.to_owned(), thing);
        enter(&mut self.alike, key, thing);
    }

    /// Adds a number by which the thing may be called, too.
    pub(super) fn add_number(&mut self, number: u64, thing: T) {
        enter(&mut self.numbers, number, thing);
    }

    /// Whether a trimmed text names one thing.
    pub(super) fn has(&self, text: &str) -> bool {
        matches!(self.entry(text), Some(Entry::One(_)))
    }

    /// The name that was probably meant by a trimmed text that names nothing.
    pub(super) fn nearest(&self, text: &str) -> Option<String> {
        match self.find(text) {
            Found::None(nearest) => nearest,
            Found::One(_) | Found::Many => None,
        }
    }

    /// What a trimmed text names: a name to the letter goes before a number, that before what is alike.
    pub(super) fn find(&self, text: &str) -> Found<T> {
        if let Some(entry) = self.entry(text) {
            return entry.found();
        }
        let key = likeness::key(text);
        let labels = self.labels.iter().map(|(key, label)| (key.as_str(), label.as_str()));
        Found::None(likeness::nearest(&key, labels).map(str::to_owned))
    }

    fn entry(&self, text: &str) -> Option<&Entry<T>> {
        let number = || text.parse().ok().and_then(|number: u64| self.numbers.get(&number));
        self.exact.get(text).or_else(number).or_else(|| self.alike.get(&likeness::key(text)))
    }
}

impl<T: Copy> Entry<T> {
    const fn found(&self) -> Found<T> {
        match self {
            Self::One(thing) => Found::One(*thing),
            Self::Many => Found::Many,
        }
    }
}

fn enter<K: Ord, T: Copy + PartialEq>(map: &mut BTreeMap<K, Entry<T>>, key: K, thing: T) {
    map.entry(key)
        .and_modify(|entry| {
            if !matches!(entry, Entry::One(same) if *same == thing) {
                *entry = Entry::Many;
            }
        })
        .or_insert(Entry::One(thing));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Found<u8>) {
        let mut names = Names::new();
        for (name, number, thing) in [
            ("Retail", 11, 1),
            ("Wholesale", 12, 2),
            ("Si", 13, 3),
            ("Sí", 14, 4),
            ("Twin", 15, 5),
            ("Twin", 16, 6),
            ("12", 17, 7),
        ] {
            names.add(name, thing);
            names.add_number(number, thing);
        }
        names.add("shop", 1);
        names.add(" ", 8);
        assert_eq!(&names.find(text), expected, "{text:?}");
        assert_eq!(names.has(text), matches!(expected, Found::One(_)), "{text:?}");
    }

    #[test]
    fn finds() {
        check("Retail", &Found::One(1));
        check("shop", &Found::One(1));
        check("RETAIL", &Found::One(1));
        check("réta il", &Found::None(Some("Retail".into())));
        check("11", &Found::One(1));
        check("12", &Found::One(7));
        check("Si", &Found::One(3));
        check("Sí", &Found::One(4));
        check("SÍ", &Found::Many);
        check("Twin", &Found::Many);
        check("16", &Found::One(6));
        check("Retial", &Found::None(Some("Retail".into())));
        check("nothing", &Found::None(None));
        check("", &Found::None(None));
    }
}
