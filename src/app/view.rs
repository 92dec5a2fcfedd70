//! What the screens show: plain data, already in the user's language. A screen draws it and decides
//! nothing.

use std::sync::Arc;

use super::data::DataView;
use super::monitor::MonitorView;
use super::tab::{Tab, Underway};
use crate::transfer::schema::Entity;

/// The full page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageView {
    /// What stands in the way of every request, if anything.
    pub gate: Option<GateView>,
    /// How the account's budget stands.
    pub budget: Budget,
    /// What left in the last seconds.
    pub pulse: Pulse,
    /// Which tab is shown.
    pub tab: Tab,
    /// The import, once it was started.
    pub underway: Option<Underway>,
    /// Which step of the wizard is shown.
    pub step: Step,
    /// What the step shows.
    pub body: Body,
    /// The traffic; `None` while its tab is not shown.
    pub monitor: Option<Arc<MonitorView>>,
    /// The account's data; `None` while their tab is not shown.
    pub data: Option<DataView>,
}

/// The steps of an import, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choose a file.
    #[default]
    File,
    /// Say which column goes where.
    Columns,
    /// See what will happen.
    Check,
    /// Watch it happen.
    Run,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::Check, Self::Run];

    /// The key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::File => "app.step.file",
            Self::Columns => "app.step.columns",
            Self::Check => "app.step.check",
            Self::Run => "app.step.run",
        }
    }
}

/// What one step shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The choice of a file.
    File(FileView),
    /// The mapping of its columns.
    Columns(ColumnsView),
    /// The check of its rows.
    Check(CheckView),
    /// The import itself, running or ended.
    Run(RunView),
}

impl Default for Body {
    fn default() -> Self {
        Self::File(FileView::default())
    }
}

/// Nothing leaves at the moment, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateView {
    /// Whether this passes by itself (`Warning`) or needs somebody (`Error`).
    pub tone: Tone,
    /// In a few words.
    pub title: String,
    /// What it means and what to do.
    pub sentence: String,
    /// A message for Kommo's support, ready to be copied.
    pub support: Option<String>,
    /// The button that tries once again; `None` where waiting is all there is to do.
    pub probe: Option<String>,
}

/// How something is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// All is well.
    Success,
    /// Worth a look.
    Warning,
    /// Wrong.
    Error,
}

/// Requests of the last second against what Kommo allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Started in the last second.
    pub used: usize,
    /// Allowed in any second.
    pub allowed: usize,
}

/// Requests that left in each of the last seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulse {
    /// How many, the present second last.
    pub starts: Vec<u32>,
}

/// A message in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// In a few words.
    pub title: String,
    /// What it means and what to do.
    pub sentence: String,
    /// The button that asks for the account's facts once again.
    pub reload: bool,
}

/// The choice of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileView {
    /// What is to be imported.
    pub entity: Entity,
    /// The name of the file that is being read, and how much of it is read, in percent.
    pub reading: Option<(String, u32)>,
    /// What is wrong with the last file.
    pub notice: Option<Notice>,
}

/// One entry of a drop-down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the entry stands for, back to the application.
    pub value: String,
    /// What the user reads.
    pub label: String,
    /// The heading that it stands under; empty for none.
    pub group: String,
}

/// The mapping of a file's columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnsView {
    /// The file's name.
    pub file: String,
    /// What was found out about it, in one line.
    pub facts: String,
    /// The encodings, and which one is taken.
    pub encodings: (Vec<Choice>, String),
    /// The delimiters, and which one is taken.
    pub delimiters: (Vec<Choice>, String),
    /// The orders of day and month, and which one is taken where a column shows none; `None` while no
    /// column holds dates.
    pub date_orders: Option<(Vec<Choice>, String)>,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// Where a column can go; the first entry leaves it out.
    pub targets: Vec<Choice>,
    /// What keeps the next step from being taken, or what is worth knowing.
    pub notices: Vec<Notice>,
    /// Whether the account's facts are still being read.
    pub loading: bool,
    /// Whether the rows can be checked.
    pub ready: bool,
}

/// One column of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnView {
    /// Its heading in the file.
    pub header: String,
    /// Its first cells.
    pub samples: Vec<String>,
    /// The chosen target's value; empty if it is left out.
    pub target: String,
    /// Whether the target was found by itself.
    pub guessed: bool,
}

/// The check of a file's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckView {
    /// Rows checked, rows in all, while the check goes on.
    pub checking: Option<(usize, usize)>,
    /// What the import will come to.
    pub tiles: Vec<Tile>,
    /// What is worth knowing before the start.
    pub notices: Vec<Notice>,
    /// Rows that an earlier import has stored.
    pub done: Option<DoneRows>,
    /// Rows that will not be sent.
    pub problems: ProblemsView,
    /// The start button's text; `None` if there is nothing to send.
    pub start: Option<String>,
}

/// A number with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// A word for tests and styles.
    pub id: &'static str,
    /// The number, as the user reads it.
    pub number: String,
    /// What it counts.
    pub label: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Rows that an earlier import has stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoneRows {
    /// How many, in words.
    pub sentence: String,
    /// Whether they are to be imported all the same.
    pub wanted: bool,
}

/// The grid of rows with problems, one page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemsView {
    /// How many rows have a problem, on all pages.
    pub rows: usize,
    /// The columns that are shown.
    pub columns: Vec<ProblemColumn>,
    /// The rows of this page, the mended ones among them.
    pub shown: Vec<ProblemRow>,
    /// Which page it is, counted from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// That in words.
    pub place: String,
    /// Whether every column is shown; `None` if there are no others.
    pub all_columns: Option<bool>,
}

/// A column of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemColumn {
    /// The column of the file, counted from 0.
    pub column: usize,
    /// Its heading.
    pub heading: String,
    /// All that its cells may say; empty if that is no short list.
    pub allowed: Vec<String>,
}

/// A row of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemRow {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// How it stands.
    pub mark: RowMark,
    /// What is wrong with the row as a whole.
    pub reasons: Vec<String>,
    /// Its cells, one for each column shown.
    pub cells: Vec<ProblemCell>,
    /// Whether it was changed.
    pub can_undo: bool,
    /// Whether it may be right as it is shown.
    pub can_take: bool,
}

/// How a row of the grid stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowMark {
    /// Something is wrong with it.
    #[default]
    Bad,
    /// It is good now.
    Mended,
    /// It may be in the account, so that it cannot be changed.
    Shut,
}

impl RowMark {
    /// A word for tests and styles.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Mended => "mended",
            Self::Shut => "shut",
        }
    }
}

/// A cell of the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemCell {
    /// What stands in it.
    pub value: String,
    /// What is wrong and what to do; empty if nothing is.
    pub reason: String,
    /// What was probably meant.
    pub nearest: Option<String>,
    /// The button that changes all cells alike.
    pub alike: Option<String>,
}

/// The import, running or ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunView {
    /// How it goes.
    pub state: RunState,
    /// That in words.
    pub headline: String,
    /// Done, in thousandths.
    pub permille: u32,
    /// Counts, rate and time left.
    pub tiles: Vec<Tile>,
    /// Why it stopped, or what else is worth knowing.
    pub notices: Vec<Notice>,
    /// What can be done now.
    pub actions: Actions,
    /// The button that tries the mended rows again.
    pub retry: Option<String>,
    /// Rows that were not stored.
    pub problems: ProblemsView,
}

/// How an import goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunState {
    /// Rows leave.
    #[default]
    Running,
    /// The user paused it.
    Paused,
    /// Nothing leaves until something is settled.
    Held,
    /// It has ended.
    Done,
}

impl RunState {
    /// A word for tests and styles.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Held => "waiting",
            Self::Done => "done",
        }
    }
}

/// The key of an entity's name, in the plural.
#[must_use]
pub const fn entity_key(entity: Entity) -> &'static str {
    match entity {
        Entity::Leads => "app.entity.leads",
        Entity::Contacts => "app.entity.contacts",
        Entity::Companies => "app.entity.companies",
        Entity::Tasks => "app.entity.tasks",
    }
}

/// What can be done with an import now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button, and they are independent")]
pub struct Actions {
    /// Pause it.
    pub pause: bool,
    /// Go on after a pause.
    pub resume: bool,
    /// Go on after it stopped by itself.
    pub proceed: bool,
    /// End it early.
    pub cancel: bool,
    /// Import another file.
    pub again: bool,
}

/// The right panel of a lead's card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardView {
    /// What stands in the way of every request, if anything.
    pub gate: Option<GateView>,
    /// How the account's budget stands.
    pub budget: Budget,
    /// What left in the last seconds.
    pub pulse: Pulse,
    /// The lead's facts with their names; empty while they are being read.
    pub facts: Vec<(String, String)>,
    /// What stands in their place.
    pub notice: Option<Notice>,
    /// The import that is running, in words and thousandths.
    pub run: Option<(String, u32)>,
}
