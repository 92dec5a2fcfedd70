//! The second step: the file's columns and where they go.

mod mended;
mod view;

use std::collections::BTreeMap;

use super::{Sheet, explain, locate};
use crate::app::text::{Catalogue, Language, text};
use crate::transfer::check::{Checker, Customs, DateOrder, Zone};
use crate::transfer::guess;
use crate::transfer::mapping::Mapping;
use crate::transfer::plan::Plan;
use crate::transfer::problem::{Reason, RowProblem};
use crate::transfer::report::{self, Titles};
use crate::transfer::schema::{Entity, Schema};

/// A file whose columns are being mapped.
pub(super) struct Columns {
    sheet: Sheet,
    /// Rows that the user has mended, with all their cells.
    mended: BTreeMap<u32, Vec<String>>,
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
        Self { sheet, mended: BTreeMap::new(), mapped: None, date_order: None }
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
    pub(super) fn report<'problem>(
        &self,
        problems: impl IntoIterator<Item = &'problem RowProblem>,
        texts: &Catalogue,
    ) -> String {
        let say = |key| texts.say(&text(key));
        let (row, column) = (say("app.problems.row"), say("app.problems.column"));
        let (value, reason) = (say("app.problems.value"), say("app.problems.reason"));
        let titles =
            Titles { row: &row, column: &column, value: &value, reason: &reason, header: self.header() };
        let explain = |problem: &RowProblem| texts.say(&explain::reason(&problem.reason));
        report::rejected_csv(titles, problems, explain, |number| self.cells(number))
    }

    fn date_order(&self, language: Language) -> DateOrder {
        self.date_order.unwrap_or(match language {
            Language::English => DateOrder::MonthFirst,
            Language::Spanish | Language::Portuguese => DateOrder::DayFirst,
        })
    }
}
