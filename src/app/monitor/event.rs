//! What the user did on the traffic monitor.

/// What the user did on the traffic monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The list is to show what has these words in it.
    TextTyped(String),
    /// The list is to show what ended so, by the choice's value; empty for all.
    KindChosen(String),
    /// The list is to show this lane, by the choice's value; empty for all.
    LaneChosen(String),
    /// List and chart are to be held still, or to go on.
    HoldAsked(bool),
    /// The chart's numbers are wanted as a table, or no longer.
    TableAsked(bool),
    /// The file for support may hold query strings, or may not.
    QueriesAllowed(bool),
    /// The file for support is wanted.
    ExportAsked,
}
