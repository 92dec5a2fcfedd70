//! What a check goes by where the cells say nothing, and what it tells the user of that.

use std::collections::BTreeMap;

use super::date::DateOrder;
use super::number::Decimals;
use super::words::Answers;

/// Something that was taken for granted and that the user should confirm. Columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// No date of the column shows which of day and month comes first.
    DateOrder {
        /// The column.
        column: usize,
        /// The first row that depends on it.
        row: u32,
        /// The order taken.
        order: DateOrder,
    },
    /// No number of the column shows what parts its decimals.
    Decimals {
        /// The column.
        column: usize,
        /// The first row that depends on it.
        row: u32,
        /// What is taken to part them.
        decimals: Decimals,
    },
}

/// How the account writes, and what the user says of single columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customs {
    /// The order of dates where a column shows none.
    pub date_order: DateOrder,
    /// What parts decimals where a column shows nothing; `None` refuses such cells. Prices of leads
    /// are whole numbers, so that it is not asked there.
    pub decimals: Option<Decimals>,
    /// The order of dates by column, as the user says.
    pub date_orders: BTreeMap<usize, DateOrder>,
    /// What parts decimals by column, as the user says.
    pub column_decimals: BTreeMap<usize, Decimals>,
    /// What words that name nothing mean, by column, as the user says.
    pub answers: BTreeMap<usize, Answers>,
}
