//! L2: import. A table of cells becomes drafts, batches, outcomes and a report.
//!
//! Nothing here sends or stores anything: engines emit requests and journal entries as data and are
//! told what became of them.

pub mod draft;
pub mod journal;
pub mod mapping;
pub mod problem;
pub mod schema;
pub mod table;
