//! The second step: the file's columns and where they go.

mod view;
mod words;

use words::Words;

use super::Sheet;
use super::origin::{self, Origin};
use super::rules::{self, Rule};
use crate::app::text::{Catalogue, Language};
use crate::transfer::check::{Checker, Customs, DateOrder, Zone};
use crate::transfer::guess::{self, Guess};
use crate::transfer::mapping::{Mapping, Target};
use crate::transfer::mode::{self, Key, Rules};
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::schema::{Entity, Schema};

/// A file whose columns are being mapped.
pub(super) struct Columns {
    sheet: Sheet,
    /// `None` until the account's facts are known.
    mapped: Option<Mapped>,
    /// The order of dates where a column shows none; `None` leaves it to the language.
    date_order: Option<DateOrder>,
    rules: Rules,
    words: Words,
}

struct Mapped {
    schema: Schema,
    mapping: Mapping,
    /// What was found by itself, to mark what the user has not touched.
    guess: Guess,
}

impl Columns {
    pub(super) fn new(sheet: Sheet) -> Self {
        Self { sheet, mapped: None, date_order: None, rules: Rules::default(), words: Words::default() }
    }

    pub(super) const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// What is imported.
    pub(super) fn entity(&self) -> Entity {
        self.mapped.as_ref().map_or_else(Entity::default, |mapped| mapped.schema.entity)
    }

    pub(super) fn header(&self) -> &[String] {
        &self.sheet.read.header
    }

    /// Takes in the account's facts and maps what can be told by itself. What the user has already
    /// mapped stays.
    pub(super) fn learn(&mut self, schema: Schema) {
        if self.mapped.is_none() {
            let read = &self.sheet.read;
            let guess = guess::guess(&schema, &read.header, &read.table);
            let mapped = Mapped { schema, mapping: guess.mapping.clone(), guess };
            self.words.search(&mapped);
            self.mapped = Some(mapped);
        }
    }

    /// Sends a column elsewhere, by a target's value; an empty one leaves the column out.
    pub(super) fn choose(&mut self, column: usize, value: &str) {
        if let Some(mapped) = &mut self.mapped
            && let Some(slot) = mapped.mapping.columns.get_mut(column)
        {
            *slot = serde_json::from_str(value).ok();
            self.words.forget(column);
            self.words.search(mapped);
        }
    }

    pub(super) fn toggle_words(&mut self, column: usize) {
        self.words.toggle(column);
    }

    /// Says what a word of a column means, by an answer's value; an empty one refuses its rows.
    pub(super) fn answer(&mut self, column: usize, word: &str, value: &str) {
        self.words.answer(column, word, value);
        self.search_stages(column);
    }

    /// Says that the open words of a column mean what is suggested.
    pub(super) fn take_suggestions(&mut self, column: usize) {
        let meanings = self.meanings(column);
        self.words.take_suggestions(column, &meanings);
        self.search_stages(column);
    }

    /// Searches again if stages may be known now: an answer about pipelines says where they are.
    fn search_stages(&mut self, column: usize) {
        if let Some(mapped) = &self.mapped
            && mapped.mapping.column_of(&Target::Pipeline) == Some(column)
        {
            self.words.search(mapped);
        }
    }

    /// Searches the next rows for words that Kommo does not know.
    pub(super) fn work(&mut self) {
        self.words.work(&self.sheet.read.table);
    }

    pub(super) const fn is_searching(&self) -> bool {
        self.words.is_searching()
    }

    pub(super) fn choose_date_order(&mut self, value: &str) {
        self.date_order = serde_json::from_str(value).ok();
    }

    /// The account's facts, once they are known.
    pub(super) fn schema(&self) -> Option<&Schema> {
        self.mapped.as_ref().map(|mapped| &mapped.schema)
    }

    /// The keys that there are columns for.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mapped = self.mapped.as_ref();
        mapped.map(|mapped| mode::keys(&mapped.schema, &mapped.mapping)).unwrap_or_default()
    }

    /// The rules as they can be followed with the mapping as it is.
    pub(super) fn rules(&self) -> Rules {
        rules::settled(self.rules, &self.keys())
    }

    pub(super) fn choose_rule(&mut self, rule: Rule, value: &str) {
        let keys = self.keys();
        let mut rules = self.rules();
        rules::choose(&mut rules, rule, value, &keys);
        self.rules = rules;
    }

    /// A problem with a row's key, in the cell that holds it.
    pub(super) fn of_key(&self, row: u32, key: Key, reason: Reason) -> RowProblem {
        let mapped = self.mapped.as_ref();
        let column = mapped.and_then(|mapped| mode::column(&mapped.schema, &mapped.mapping, key));
        let value = column
            .and_then(|column| origin::cells(&self.sheet.read, row).into_iter().nth(column))
            .unwrap_or_default();
        RowProblem { row, column, value, reason }
    }

    /// A checker for the mapping as it is, if it can be used.
    pub(super) fn checker(&self, language: Language) -> Option<Checker> {
        let mapped = self.mapped.as_ref()?;
        let zone = Zone::fixed(mapped.schema.account.utc_offset_s);
        let customs = Customs {
            date_order: self.date_order(language),
            answers: self.words.answers().clone(),
            ..Customs::default()
        };
        Checker::new(&mapped.schema, &mapped.mapping, zone, customs).ok()
    }

    /// Rows with problems, as CSV.
    pub(super) fn report(&self, problems: &[RowProblem], texts: &Catalogue) -> String {
        origin::report(&self.sheet.read, problems, texts)
    }

    /// What the import goes on with.
    pub(super) fn into_origin(self) -> Origin {
        let mapping = self.mapped.map(|mapped| mapped.mapping).unwrap_or_default();
        Origin { read: self.sheet.read, mapping }
    }

    fn date_order(&self, language: Language) -> DateOrder {
        self.date_order.unwrap_or(match language {
            Language::English => DateOrder::MonthFirst,
            Language::Spanish | Language::Portuguese => DateOrder::DayFirst,
        })
    }
}
