//! The text catalogue: every sentence that a user reads, by key, in the user's language.
//!
//! The sentences live in `www/i18n/*.json`; Kommo's loader hands over the file of the user's
//! language. This module knows no sentence itself. A missing key shows as the key: ugly, but it says
//! which; a test keeps the three languages complete.

use std::collections::BTreeMap;

use serde_json::Value;

/// A catalogue in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    language: Language,
    texts: BTreeMap<String, String>,
}

/// The languages that the product speaks; others of Kommo's get English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
}

impl Language {
    /// The language of Kommo's code (`APP.lang_id`).
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code.get(..2) {
            Some("es") => Self::Spanish,
            Some("pt") => Self::Portuguese,
            _ => Self::English,
        }
    }

    /// The code for `lang` attributes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
        }
    }

    const fn thousands(self) -> char {
        match self {
            Self::English => ',',
            Self::Spanish | Self::Portuguese => '.',
        }
    }

    const fn decimal(self) -> char {
        match self {
            Self::English => '.',
            Self::Spanish | Self::Portuguese => ',',
        }
    }
}

/// A text by its key, with what goes into its placeholders: a sentence that is not yet in any
/// language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The key, such as `app.import.done`.
    pub key: &'static str,
    /// Placeholder names with their values.
    pub args: Vec<(&'static str, Arg)>,
}

/// What goes into a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A count; the first one also picks the plural.
    Count(u64),
    /// Another sentence.
    Sentence(Box<Text>),
}

/// The sentence of this key without placeholders.
#[must_use]
pub const fn text(key: &'static str) -> Text {
    Text { key, args: Vec::new() }
}

impl Text {
    /// The same with a piece of text in a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    /// The same with a count in a placeholder.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: impl TryInto<u64>) -> Self {
        self.args.push((name, Arg::Count(count.try_into().unwrap_or(u64::MAX))));
        self
    }

    /// The same with another sentence in a placeholder.
    #[must_use]
    pub fn sentence(mut self, name: &'static str, sentence: Text) -> Self {
        self.args.push((name, Arg::Sentence(Box::new(sentence))));
        self
    }
}

impl Catalogue {
    /// The catalogue from a parsed language file; members that are no text are passed over.
    #[must_use]
    pub fn new(language: Language, file: &Value) -> Self {
        let mut texts = BTreeMap::new();
        flatten(String::new(), file, &mut texts);
        Self { language, texts }
    }

    /// Its language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The sentence of a key as it stands in the file.
    #[must_use]
    pub fn raw(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The sentence in this language. With a count, `KEY.one` is taken for 1 and `KEY.other` for the
    /// rest, where the file has them.
    #[must_use]
    pub fn say(&self, text: &Text) -> String {
        let count =
            text.args.iter().find_map(|(_, arg)| if let Arg::Count(n) = arg { Some(*n) } else { None });
        let plural =
            count.and_then(|n| self.raw(&format!("{}.{}", text.key, if n == 1 { "one" } else { "other" })));
        let mut sentence = plural.or_else(|| self.raw(text.key)).unwrap_or(text.key).to_owned();
        for (name, arg) in &text.args {
            let value = match arg {
                Arg::Text(value) => value.clone(),
                Arg::Count(n) => self.number(*n),
                Arg::Sentence(inner) => self.say(inner),
            };
            sentence = sentence.replace(&format!("{{{name}}}"), &value);
        }
        sentence
    }

    /// A whole number with its thousands set apart.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(self.language.thousands());
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A number of tenths with one decimal place: 73 is `7.3`.
    #[must_use]
    pub fn tenths(&self, tenths: u64) -> String {
        format!("{}{}{}", self.number(tenths / 10), self.language.decimal(), tenths % 10)
    }
}

fn flatten(prefix: String, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(key, value, texts);
            }
        }
        Value::String(text) => {
            texts.insert(prefix, text.clone());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn catalogue(language: Language) -> Catalogue {
        let file = json!({ "app": {
            "rows": { "one": "{count} row", "other": "{count} rows" },
            "reason": "{column}: {why}",
            "empty": "empty",
        }});
        Catalogue::new(language, &file)
    }

    #[track_caller]
    fn check(text: &Text, expected: &str) {
        assert_eq!(catalogue(Language::English).say(text), expected);
    }

    #[test]
    fn sentences_are_filled_in() {
        check(&text("app.rows").count("count", 1_u32), "1 row");
        check(&text("app.rows").count("count", 0_u32), "0 rows");
        check(&text("app.rows").count("count", 12_345_u32), "12,345 rows");
        check(
            &text("app.reason").with("column", "E-mail").sentence("why", text("app.empty")),
            "E-mail: empty",
        );
        check(&text("app.absent"), "app.absent");
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(catalogue(Language::Spanish).number(1_234_567), "1.234.567");
        assert_eq!(catalogue(Language::English).number(999), "999");
        assert_eq!(catalogue(Language::English).tenths(73), "7.3");
        assert_eq!(catalogue(Language::Portuguese).tenths(12_340), "1.234,0");
    }

    #[test]
    fn kommos_language_codes() {
        assert_eq!(Language::from_code("pt"), Language::Portuguese);
        assert_eq!(Language::from_code("es-MX"), Language::Spanish);
        assert_eq!(Language::from_code("tr"), Language::English);
        assert_eq!(Language::from_code(""), Language::English);
    }
}
