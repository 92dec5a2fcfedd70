//! What is wrong with a row: data, not prose. The user's sentence comes from the catalogue.

/// Something wrong with one row of the table.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RowProblem {
    /// The row as a spreadsheet counts it: the header is row 1.
    pub row: u32,
    /// The column, counted from 0; `None` if it is about the whole row.
    pub column: Option<usize>,
    /// The cell's text as read; empty if it is about the whole row.
    pub value: String,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a row cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Reason {
    /// Every mapped cell is empty.
    Empty,
    /// A cell that Kommo demands is empty.
    Missing,
    /// The text is longer than Kommo takes.
    TooLong {
        /// Characters it takes.
        max: usize,
        /// Characters it has.
        found: usize,
    },
    /// Not an e-mail address.
    NotEmail,
    /// Not a phone number.
    NotPhone,
    /// Not a number.
    NotNumber,
    /// Not a whole number.
    NotWholeNumber,
    /// Not a date in any form that is understood.
    NotDate,
    /// Not a web address.
    NotUrl,
    /// Neither yes nor no.
    NotYesNo,
    /// None of the field's options; the nearest one, if any is near.
    NotOption {
        /// The option that was probably meant.
        nearest: Option<String>,
    },
    /// No active user of that name, e-mail or id.
    NotUser {
        /// The user who was probably meant.
        nearest: Option<String>,
    },
    /// No pipeline of that name or id.
    NotPipeline {
        /// The pipeline that was probably meant.
        nearest: Option<String>,
    },
    /// No stage of that name or id in that pipeline.
    NotStage {
        /// The stage that was probably meant.
        nearest: Option<String>,
    },
    /// A stage that several pipelines have, without a pipeline.
    AmbiguousStage,
    /// No type of task of that name or id.
    NotTaskType {
        /// The type that was probably meant.
        nearest: Option<String>,
    },
    /// A task's entity without its kind, or the kind without the entity.
    HalfEntity,
    /// Not one of leads, contacts, companies.
    NotEntityType,
    /// Several users, options or the like have this name; an id or e-mail would tell them apart.
    Ambiguous,
    /// Day and month cannot be told apart, and the rest of the column has both orders.
    AmbiguousDate,
    /// It cannot be told whether the separator parts thousands or decimals.
    AmbiguousNumber,
    /// More cells than the header has; often a delimiter in a text without quotes.
    TooManyCells {
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// Text beside a closing quote: a quote is missing or too many, so the cells are not certain.
    BrokenQuote,
    /// The column cannot be written by this product yet.
    NotWritable,
    /// It is to change an entity, but the cell that tells which is empty.
    NoKey,
    /// No entity of the account has its key.
    NoMatch,
    /// Several entities of the account have its key.
    SeveralMatches {
        /// How many.
        count: usize,
    },
    /// An earlier row says the same of the same entity.
    Repeats {
        /// The earlier row.
        row: u32,
    },
    /// Another row says something else of the same entity.
    Rivals {
        /// The other row.
        row: u32,
    },
    /// Kommo refused it.
    Refused {
        /// Kommo's code.
        code: String,
        /// Where in the item.
        path: String,
        /// Kommo's sentence.
        detail: String,
    },
    /// Kommo refused the whole batch, without naming rows.
    BatchRefused {
        /// The HTTP status.
        status: u16,
        /// Kommo's sentence.
        detail: String,
    },
    /// It may or may not have been stored, and what landed cannot be told apart.
    Unknown,
    /// What was to be changed is not in the account.
    Gone,
    /// It is not known whether the change was made, and what the account shows is neither the old nor the
    /// new, or could not be read. It was not written again.
    UnknownChange,
    /// The import was cancelled before this row was sent.
    NotSent,
}
