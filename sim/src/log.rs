//! The log of API requests and what is counted from it. It never forgets by itself, never holds control requests and
//! never what a body says.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::exchange::LogLine;
use crate::rate::WorstSecond;

/// The requests so far, in order of arrival. The counts grow with them: showing the end of a long log is cheap.
#[derive(Debug, Default)]
pub(crate) struct Log {
    lines: Vec<LogLine>,
    second: WorstSecond,
    status_counts: BTreeMap<u16, u64>,
}

/// The log as the control path shows it; the counts are those of all lines.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    requests: &'a [LogLine],
    /// The index of the line that comes next.
    next: usize,
    worst_second: usize,
    status_counts: &'a BTreeMap<u16, u64>,
}

impl Log {
    pub(crate) fn push(&mut self, line: LogLine) {
        self.second.count(line.at_ms);
        *self.status_counts.entry(line.status).or_default() += 1;
        self.lines.push(line);
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn lines(&self) -> &[LogLine] {
        &self.lines
    }

    /// The lines from an index on; there may be none.
    pub(crate) fn show(&self, since: usize) -> Shown<'_> {
        Shown {
            requests: self.lines.get(since..).unwrap_or_default(),
            next: self.lines.len(),
            worst_second: self.second.worst(),
            status_counts: &self.status_counts,
        }
    }
}
