//! The check: rows of text become drafts that Kommo will take, or all that is wrong with them.
//!
//! Nothing is guessed, made or dropped in silence: a cell is read in the one way that it can be
//! read, or its row is refused. An empty cell is not sent at all.

mod clock;
mod columns;
mod content;
mod customs;
mod date;
mod evidence;
mod fields;
mod form;
mod names;
mod number;
mod row;
mod stage;
#[cfg(test)]
mod tests;
mod text;
mod words;
mod zone;

pub(super) use content::Content;
pub use customs::{Assumption, Customs};
pub use date::DateOrder;
pub(super) use form::Form;
pub use number::Decimals;
pub use words::{Answer, Answers, word_key};
pub use zone::Zone;

use columns::Column;
use evidence::{ColumnEvidence, Verdict};
use names::Names;
use number::Reading;
use stage::Stages;

use super::draft::Draft;
use super::mapping::{Mapping, MappingProblem, Target};
use super::problem::RowProblem;
use super::said::Said;
use super::schema::{Entity, Schema};
use super::table::Table;
use crate::base::id::{TaskTypeId, UserId};

/// Checks rows against one account and one mapping. First it [observes](Self::observe) all rows,
/// then it checks them in any order.
#[derive(Clone, Debug)]
pub struct Checker {
    entity: Entity,
    columns: Vec<Option<Column>>,
    evidence: Vec<ColumnEvidence>,
    users: Names<UserId>,
    stages: Stages,
    task_types: Names<TaskTypeId>,
    zone: Zone,
    customs: Customs,
}

/// What became of the rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// The rows that can be sent, by number.
    pub drafts: Vec<(u32, Draft)>,
    /// All that is wrong with the others, in the order of rows and columns.
    pub problems: Vec<RowProblem>,
}

impl Checker {
    /// A checker for this account and mapping, or all that is wrong with the mapping.
    pub fn new(
        schema: &Schema,
        mapping: &Mapping,
        zone: Zone,
        customs: Customs,
    ) -> Result<Self, Vec<MappingProblem>> {
        let columns = columns::plan(schema, mapping)?;
        let mut users = Names::new();
        for user in schema.users.iter().flatten().filter(|user| user.is_active) {
            users.add(&user.name, user.id);
            users.add(&user.email, user.id);
            users.add_number(user.id.0, user.id);
        }
        let mut task_types = Names::new();
        for task_type in &schema.account.task_types {
            task_types.add(&task_type.name, task_type.id);
            task_types.add_number(task_type.id.0, task_type.id);
        }
        Ok(Self {
            entity: schema.entity,
            evidence: vec![ColumnEvidence::default(); columns.len()],
            columns,
            users,
            stages: Stages::new(&schema.pipelines),
            task_types,
            zone,
            customs,
        })
    }

    /// Looks at a row for what it shows of the way its dates and numbers are written.
    pub fn observe<'c>(&mut self, row: u32, cells: impl IntoIterator<Item = &'c str>) {
        let columns = self.columns.iter().zip(&mut self.evidence);
        for ((column, evidence), cell) in columns.zip(cells) {
            let cell = text::trim(cell);
            if cell.is_empty() {
                continue;
            }
            match column.as_ref().and_then(Column::written_as) {
                Some(WrittenAs::Date) => {
                    let reading = date::read(cell);
                    match reading.and_then(|reading| reading.evidence()) {
                        Some(order) => evidence.dates.show(order),
                        None if reading.is_some_and(|reading| reading.is_unsure()) => {
                            evidence.dates.doubt(row);
                        }
                        None => {}
                    }
                }
                Some(WrittenAs::Number) => match number::read(cell) {
                    Some(Reading::Sure(_, Some(decimals))) => evidence.numbers.show(decimals),
                    Some(Reading::Either { .. }) => evidence.numbers.doubt(row),
                    _ => {}
                },
                None => {}
            }
        }
    }

    /// What is taken for granted of the rows seen so far.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        let mut assumptions = Vec::new();
        for (column, evidence) in self.evidence.iter().enumerate() {
            let order = self.date_order(column);
            if let (Some(row), Verdict::Assumed(order)) = (evidence.dates.unsure(), order) {
                assumptions.push(Assumption::DateOrder { column, row, order });
            }
            let decimals = self.decimals(column);
            if let (Some(row), Verdict::Assumed(decimals)) = (evidence.numbers.unsure(), decimals) {
                assumptions.push(Assumption::Decimals { column, row, decimals });
            }
        }
        assumptions
    }

    /// The draft of a row, or all that is wrong with it.
    pub fn check_row<'c>(
        &self,
        row: u32,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Result<Draft, Vec<RowProblem>> {
        row::check(self, row, cells)
    }

    /// All that a row says, or all that is wrong with it. A row may say nothing but which entity it is about.
    pub fn read_row<'c>(
        &self,
        row: u32,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Result<Said, Vec<RowProblem>> {
        row::read(self, row, cells)
    }

    /// Observes and checks a whole table.
    #[must_use]
    pub fn check_table(&mut self, table: &Table) -> Checked {
        for row in table.rows() {
            self.observe(row.number(), row);
        }
        let mut checked = Checked::default();
        for row in table.rows() {
            let number = row.number();
            match self.check_row(number, row) {
                Ok(draft) => checked.drafts.push((number, draft)),
                Err(problems) => checked.problems.extend(problems),
            }
        }
        checked
    }

    fn date_order(&self, column: usize) -> Verdict<DateOrder> {
        let evidence = self.evidence.get(column).copied().unwrap_or_default();
        let told = self.customs.date_orders.get(&column).copied();
        evidence.dates.verdict(told, Some(self.customs.date_order))
    }

    fn decimals(&self, column: usize) -> Verdict<Decimals> {
        let evidence = self.evidence.get(column).copied().unwrap_or_default();
        let told = self.customs.column_decimals.get(&column).copied();
        let is_price = matches!(self.columns.get(column), Some(Some(Column::Own(Target::Price))));
        let custom = if is_price { Some(Decimals::Whole) } else { self.customs.decimals };
        evidence.numbers.verdict(told, custom)
    }
}

/// The ways of writing that a column must show.
enum WrittenAs {
    Date,
    Number,
}

impl Column {
    fn written_as(&self) -> Option<WrittenAs> {
        match self {
            Self::Own(Target::CompleteTill) => Some(WrittenAs::Date),
            Self::Own(Target::Price) => Some(WrittenAs::Number),
            Self::Own(_) => None,
            Self::Field(field) => match field.form {
                Form::Day | Form::Moment => Some(WrittenAs::Date),
                Form::Number => Some(WrittenAs::Number),
                _ => None,
            },
        }
    }
}
