//! What the screens show: plain data, already in the user's language. A screen draws it and decides
//! nothing.

use std::sync::Arc;

use super::data::{DataView, ListView};
use super::import::Kind;
use super::monitor::MonitorView;
pub use super::runs::OfferView;
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
    /// Unfinished imports that can be gone on with, or that another tab works on.
    pub offers: Vec<OfferView>,
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
    /// What to do with the rows; `None` while the account's facts are not known.
    pub rules: Option<RulesView>,
}

/// The choices of one drop-down, and which is taken.
pub type Choices = (Vec<Choice>, String);

/// What to do with the rows; what does not matter is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesView {
    /// Add, update or both.
    pub modes: Choices,
    /// What that means.
    pub hint: String,
    /// By what entities are found.
    pub keys: Option<Choices>,
    /// What if several match.
    pub several: Option<Choices>,
    /// What empty cells do.
    pub empty: Option<Choices>,
    /// What becomes of tags.
    pub tags: Option<Choices>,
    /// What becomes of phones and e-mails.
    pub contacts: Option<Choices>,
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
    /// What told the target by itself, in a word; empty if the user chose it.
    pub guessed: String,
    /// Its words that Kommo does not know; `None` if it knows all.
    pub words: Option<WordsView>,
}

/// The words of a column that Kommo does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordsView {
    /// How many, and the first of them.
    pub title: String,
    /// How many are still open, in a few words.
    pub state: String,
    /// Whether none is.
    pub is_settled: bool,
    /// The words; empty while they are folded away.
    pub words: Vec<WordView>,
    /// What each of them can mean; the first refuses its rows.
    pub choices: Vec<Choice>,
    /// Whether all suggestions can be taken at once.
    pub has_suggestions: bool,
    /// What is said if there are more words than are shown.
    pub more: Option<String>,
}

/// One word that Kommo does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordView {
    /// What it is called back to the application.
    pub key: String,
    /// The word as the file has it.
    pub text: String,
    /// In how many cells it stands.
    pub cells: String,
    /// The value of what it means.
    pub answer: String,
    /// What it probably means; `None` once it is answered.
    pub suggestion: Option<Choice>,
}

/// The check of a file's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckView {
    /// Rows checked, rows in all, while the check goes on.
    pub checking: Option<(usize, usize)>,
    /// What is done meanwhile, in words.
    pub doing: String,
    /// The account's list that has to be read first.
    pub list: Option<ListView>,
    /// What the import will come to.
    pub tiles: Vec<Tile>,
    /// What is worth knowing before the start.
    pub notices: Vec<Notice>,
    /// Rows that will not be sent.
    pub problems: ProblemsView,
    /// Row by row what would become of it; `None` where all rows are added.
    pub plan: Option<PlanView>,
    /// The start button's text; `None` if there is nothing to send.
    pub start: Option<String>,
}

/// The dry run, the rows of one kind of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanView {
    /// The kinds to choose from.
    pub filters: Vec<Filter>,
    /// The first rows.
    pub rows: Vec<PlanRowView>,
    /// What is said below the list if it does not show all.
    pub more: Option<String>,
}

/// A kind of rows to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The kind.
    pub kind: Kind,
    /// Its name with its number of rows.
    pub label: String,
    /// Whether it is shown.
    pub is_chosen: bool,
}

/// One row of the dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRowView {
    /// The row as a spreadsheet counts it.
    pub row: String,
    /// What becomes of it.
    pub what: String,
    /// The entity that it is about.
    pub id: Option<String>,
    /// What changes.
    pub differences: Vec<DifferenceView>,
}

/// One field that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DifferenceView {
    /// The field's name.
    pub field: String,
    /// What it was.
    pub old: String,
    /// What it will be.
    pub new: String,
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

/// Rows with problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemsView {
    /// How many rows in all.
    pub rows: usize,
    /// The first of their problems.
    pub shown: Vec<ProblemView>,
    /// What is said below the list if it does not show all.
    pub more: Option<String>,
}

/// One problem of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemView {
    /// The row as a spreadsheet counts it.
    pub row: String,
    /// The column's heading; empty if it is about the whole row.
    pub column: String,
    /// The cell.
    pub value: String,
    /// What is wrong and what to do.
    pub reason: String,
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
    /// Go on without the browser keeping anything of it.
    pub unkept: bool,
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
