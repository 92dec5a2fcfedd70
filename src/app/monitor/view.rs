//! What the traffic monitor shows: plain data, already in the user's language.

use crate::app::view::{Choice, Tile};

/// The traffic monitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitorView {
    /// The numbers of this moment.
    pub tiles: Vec<Tile>,
    /// Whether anything waits, and why.
    pub waits: String,
    /// Who asks the same too often, a sentence each.
    pub repeats: Vec<String>,
    /// The last seconds.
    pub chart: ChartView,
    /// Which exchanges the list shows.
    pub filter: FilterView,
    /// Whether list and chart are held still.
    pub is_held: bool,
    /// Whether the file for support may hold query strings.
    pub with_queries: bool,
    /// The exchanges, newest first.
    pub rows: Vec<RowView>,
    /// How many there are, and how many are shown.
    pub count: String,
}

/// Requests in each of the last seconds by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartView {
    /// All of it in one sentence.
    pub summary: String,
    /// What became of them, in the order in which it is stacked; only what occurs.
    pub series: Vec<Series>,
    /// Whether the numbers are shown as a table, too.
    pub with_table: bool,
}

/// Requests of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// A word for tests and styles.
    pub id: &'static str,
    /// What became of them.
    pub label: String,
    /// How many in all, as the user reads it.
    pub total: String,
    /// How many in each second, the present one last.
    pub counts: Vec<u32>,
}

/// Which exchanges the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterView {
    /// Words that have to occur.
    pub text: String,
    /// Ends to choose from, and which one is chosen.
    pub kinds: (Vec<Choice>, String),
    /// Lanes to choose from, and which one is chosen.
    pub lanes: (Vec<Choice>, String),
}

/// One exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowView {
    /// Its number since the start of the page.
    pub number: u64,
    /// When it left, in the account's time.
    pub time: String,
    /// What was asked: method and path.
    pub request: String,
    /// Its query; empty if it had none.
    pub query: String,
    /// How it ended, as a word for tests and styles.
    pub kind: &'static str,
    /// How it ended: a status, or words.
    pub status: String,
    /// How long it took.
    pub took: String,
    /// Who waited.
    pub lane: String,
    /// Which part of the program asked.
    pub asker: String,
    /// Which try it was.
    pub attempt: String,
    /// How much was sent.
    pub sent: String,
    /// How much came back.
    pub received: String,
    /// What followed.
    pub fate: String,
}
