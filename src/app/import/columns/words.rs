//! The words of the file that Kommo does not know: found in slices while the columns are on the screen,
//! answered by the user once each.

use std::collections::{BTreeMap, BTreeSet};

use super::{Columns, Mapped};
use crate::app::text::{Catalogue, Text, text};
use crate::app::view::{Choice, WordView, WordsView};
use crate::transfer::check::{Answer, Answers, Checker, Customs, Zone};
use crate::transfer::table::Table;
use crate::transfer::values::{self, Meaning, Values, Word};

/// Rows that are searched before the page may do something else.
const SLICE: usize = 500;

/// Words that are named in the line above them.
const NAMED: usize = 3;

/// Entries of drop-downs under one column at most: more would take the page longer than a blink.
const ENTRIES_MAX: usize = 10_000;

/// What is known of the words, and what the user said of them.
#[derive(Default)]
pub(super) struct Words {
    found: Values,
    search: Option<Search>,
    answers: BTreeMap<usize, Answers>,
    /// The columns whose words are shown.
    open: BTreeSet<usize>,
}

/// A search under way.
struct Search {
    checker: Checker,
    found: Values,
    row: usize,
}

impl Words {
    pub(super) const fn answers(&self) -> &BTreeMap<usize, Answers> {
        &self.answers
    }

    pub(super) const fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Searches from the first row on, for this mapping if it can be used.
    pub(super) fn search(&mut self, mapped: &Mapped) {
        let customs = Customs { answers: self.answers.clone(), ..Customs::default() };
        let checker = Checker::new(&mapped.schema, &mapped.mapping, Zone::default(), customs).ok();
        let checker = checker.filter(Checker::reads_words);
        if checker.is_none() {
            self.found = Values::default();
        }
        self.search = checker.map(|checker| Search { checker, found: Values::default(), row: 0 });
    }

    /// Searches the next rows.
    pub(super) fn work(&mut self, table: &Table) {
        let Some(search) = &mut self.search else { return };
        let end = (search.row + SLICE).min(table.len());
        for row in (search.row..end).filter_map(|index| table.row(index)) {
            search.found.note(&search.checker, &row.collect::<Vec<&str>>());
        }
        search.row = end;
        if end == table.len()
            && let Some(search) = self.search.take()
        {
            self.found = search.found;
        }
    }

    /// Forgets all of a column that goes elsewhere now.
    pub(super) fn forget(&mut self, column: usize) {
        self.found.forget(column);
        self.answers.remove(&column);
        self.open.remove(&column);
    }

    pub(super) fn toggle(&mut self, column: usize) {
        if !self.open.remove(&column) {
            self.open.insert(column);
        }
    }

    pub(super) fn answer(&mut self, column: usize, word: &str, value: &str) {
        let answers = self.answers.entry(column).or_default();
        match serde_json::from_str(value) {
            Ok(answer) => _ = answers.insert(word.to_owned(), answer),
            Err(_) => _ = answers.remove(word),
        }
    }

    /// Answers each word that has none yet with the name that was probably meant.
    pub(super) fn take_suggestions(&mut self, column: usize, meanings: &[Meaning]) {
        let Some(words) = self.found.of(column) else { return };
        let answers = self.answers.entry(column).or_default();
        for (key, word) in &words.words {
            if let Some(meaning) = suggestion(word, meanings) {
                answers.entry(key.clone()).or_insert_with(|| Answer::Means(meaning.name.clone()));
            }
        }
    }

    fn is_answered(&self, column: usize, key: &str) -> bool {
        self.answers.get(&column).is_some_and(|answers| answers.contains_key(key))
    }
}

impl Columns {
    /// The unknown words of a column, if it has any.
    pub(super) fn words(&self, column: usize, texts: &Catalogue) -> Option<WordsView> {
        let found = self.words.found.of(column)?;
        let say = |key, count: usize| texts.say(&text(key).count("count", count));
        let open = found.words.keys().filter(|key| !self.words.is_answered(column, key)).count();
        let named: Vec<&str> = found.words.values().take(NAMED).map(|word| word.text.as_str()).collect();
        let cut = if found.has_more || found.words.len() > NAMED { "…" } else { "" };
        let title = text("app.words.title")
            .count("count", found.words.len())
            .with("words", format!("{}{cut}", named.join(", ")));
        let mut view = WordsView {
            title: texts.say(&title),
            state: if open == 0 {
                texts.say(&text("app.words.settled"))
            } else {
                say("app.words.open", open)
            },
            is_settled: open == 0,
            ..WordsView::default()
        };
        if self.words.open.contains(&column) {
            let meanings = self.meanings(column);
            let shown = (ENTRIES_MAX / (meanings.len() + 2)).max(1);
            let words = found.words.iter().take(shown);
            view.choices = choices(&meanings, texts);
            view.words = words.map(|(key, word)| self.word(column, key, word, &meanings, texts)).collect();
            view.has_suggestions = view.words.iter().any(|word| word.suggestion.is_some());
            let is_cut = found.has_more || found.words.len() > shown;
            view.more = is_cut.then(|| texts.say(&text("app.words.more")));
        }
        Some(view)
    }

    /// What the words of a column may mean.
    pub(super) fn meanings(&self, column: usize) -> Vec<Meaning> {
        let Some(Mapped { schema, mapping, .. }) = &self.mapped else { return Vec::new() };
        let target = mapping.columns.get(column).and_then(Option::as_ref);
        target.map_or_else(Vec::new, |target| values::meanings(schema, mapping, target))
    }

    fn word(
        &self,
        column: usize,
        key: &str,
        word: &Word,
        meanings: &[Meaning],
        texts: &Catalogue,
    ) -> WordView {
        let cells: Text = text("app.words.cells").count("count", word.cells);
        let answer = self.words.answers.get(&column).and_then(|answers| answers.get(key));
        let suggestion = suggestion(word, meanings).filter(|_| answer.is_none());
        WordView {
            key: key.to_owned(),
            text: word.text.clone(),
            cells: texts.say(&cells),
            answer: answer.map_or_else(String::new, value),
            suggestion: suggestion.map(|meaning| Choice {
                value: value(&Answer::Means(meaning.name.clone())),
                label: texts.say(&text("app.words.suggestion").with("name", meaning.label.clone())),
                group: String::new(),
            }),
        }
    }
}

fn suggestion<'m>(word: &Word, meanings: &'m [Meaning]) -> Option<&'m Meaning> {
    let nearest = word.nearest.as_ref()?;
    meanings.iter().find(|meaning| meaning.label == *nearest || meaning.name == *nearest)
}

fn choices(meanings: &[Meaning], texts: &Catalogue) -> Vec<Choice> {
    let choice = |value, label, group| Choice { value, label, group };
    let group = texts.say(&text("app.words.names"));
    let mut choices = vec![
        choice(String::new(), texts.say(&text("app.words.refuse")), String::new()),
        choice(value(&Answer::Empty), texts.say(&text("app.words.empty")), String::new()),
    ];
    choices.extend(meanings.iter().map(|meaning| {
        choice(value(&Answer::Means(meaning.name.clone())), meaning.label.clone(), group.clone())
    }));
    choices
}

/// An answer's value in a drop-down.
fn value(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
