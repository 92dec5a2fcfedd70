//! The second step: the file's columns and where they go.

mod view;
mod words;

use words::Words;

use super::{Sheet, explain, locate};
use crate::app::text::{Catalogue, Language, text};
use crate::transfer::check::{Checker, Customs, DateOrder, Zone};
use crate::transfer::guess::{self, Guess};
use crate::transfer::mapping::{Mapping, Target};
use crate::transfer::plan::Plan;
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::report::{self, Titles};
use crate::transfer::schema::{Entity, Schema};

/// A file whose columns are being mapped.
pub(super) struct Columns {
    sheet: Sheet,
    /// `None` until the account's facts are known.
    mapped: Option<Mapped>,
    /// The order of dates where a column shows none; `None` leaves it to the language.
    date_order: Option<DateOrder>,
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
        Self { sheet, mapped: None, date_order: None, words: Words::default() }
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

    /// The same problem with the column and the cell that it is about, where Kommo named a path.
    pub(super) fn locate(&self, problem: RowProblem, plan: &Plan) -> RowProblem {
        let Reason::Refused { path, .. } = &problem.reason else { return problem };
        let mapping = self.mapped.as_ref().map(|mapped| &mapped.mapping);
        let column = plan
            .draft(problem.row)
            .zip(mapping)
            .and_then(|(draft, mapping)| locate::column(draft, path, mapping));
        let value = column.and_then(|column| self.cells(problem.row).into_iter().nth(column));
        RowProblem { column, value: value.unwrap_or_default(), ..problem }
    }

    /// Rows with problems, as CSV.
    pub(super) fn report(&self, problems: &[RowProblem], texts: &Catalogue) -> String {
        let say = |key| texts.say(&text(key));
        let (row, column) = (say("app.problems.row"), say("app.problems.column"));
        let (value, reason) = (say("app.problems.value"), say("app.problems.reason"));
        let titles =
            Titles { row: &row, column: &column, value: &value, reason: &reason, header: self.header() };
        let explain = |problem: &RowProblem| texts.say(&explain::reason(&problem.reason));
        report::rejected_csv(titles, problems, explain, |number| self.cells(number))
    }

    /// The cells of a row, wherever they were kept.
    fn cells(&self, number: u32) -> Vec<String> {
        let read = &self.sheet.read;
        if let Some(row) = read.table.index_of(number).and_then(|index| read.table.row(index)) {
            return row.map(str::to_owned).collect();
        }
        let flawed = read.flawed.iter().find(|flawed| flawed.problem.row == number);
        flawed.map(|flawed| flawed.cells.clone()).unwrap_or_default()
    }

    fn date_order(&self, language: Language) -> DateOrder {
        self.date_order.unwrap_or(match language {
            Language::English => DateOrder::MonthFirst,
            Language::Spanish | Language::Portuguese => DateOrder::DayFirst,
        })
    }
}
