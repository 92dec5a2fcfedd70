//! L2: import and reading. A table of cells becomes drafts, batches, outcomes and a report; a list of the
//! account becomes a local copy.
//!
//! Nothing here sends or stores anything: engines emit requests and journal entries as data and are
//! told what became of them.

pub mod allowed;
pub mod batch_size;
pub mod check;
pub mod choice;
pub mod csv;
pub mod draft;
pub mod edit;
pub mod encoding;
pub mod estimate;
pub mod file_problem;
#[cfg(test)]
mod fixture;
pub mod guess;
pub mod import;
pub mod imported;
pub mod journal;
mod likeness;
pub mod looks_like;
pub mod lookup;
pub mod mapping;
pub mod plan;
pub mod problem;
pub mod progress;
pub mod report;
pub mod run;
pub mod scan;
pub mod schema;
pub mod store;
pub mod table;
pub mod work;
