//! The second step: the file's columns and where they go.

mod view;

use super::Sheet;
use super::origin::{self, Origin};
use crate::app::text::{Catalogue, Language};
use crate::transfer::check::{Checker, Customs, DateOrder, Zone};
use crate::transfer::guess;
use crate::transfer::mapping::Mapping;
use crate::transfer::problem::RowProblem;
use crate::transfer::schema::{Entity, Schema};

/// A file whose columns are being mapped.
pub(super) struct Columns {
    sheet: Sheet,
    /// `None` until the account's facts are known.
    mapped: Option<Mapped>,
    /// The order of dates where a column shows none; `None` leaves it to the language.
    date_order: Option<DateOrder>,
}

struct Mapped {
    schema: Schema,
    mapping: Mapping,
    /// What was found by itself, to mark what the user has not touched.
    guess: Mapping,
}

impl Columns {
    pub(super) const fn new(sheet: Sheet) -> Self {
        Self { sheet, mapped: None, date_order: None }
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
            let guess = guess::guess(&schema, &self.sheet.read.header).mapping;
            self.mapped = Some(Mapped { schema, mapping: guess.clone(), guess });
        }
    }

    /// Sends a column elsewhere, by a target's value; an empty one leaves the column out.
    pub(super) fn choose(&mut self, column: usize, value: &str) {
        if let Some(mapped) = &mut self.mapped
            && let Some(slot) = mapped.mapping.columns.get_mut(column)
        {
            *slot = serde_json::from_str(value).ok();
        }
    }

    pub(super) fn choose_date_order(&mut self, value: &str) {
        self.date_order = serde_json::from_str(value).ok();
    }

    /// A checker for the mapping as it is, if it can be used.
    pub(super) fn checker(&self, language: Language) -> Option<Checker> {
        let mapped = self.mapped.as_ref()?;
        let zone = Zone::fixed(mapped.schema.account.utc_offset_s);
        let customs = Customs { date_order: self.date_order(language), ..Customs::default() };
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
