//! The log of API requests and what is counted from it. It never forgets by itself and never holds control requests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::exchange::LogLine;
use crate::rate::worst_second;

/// The requests so far, in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Log {
    lines: Vec<LogLine>,
}

impl Log {
    pub(crate) fn push(&mut self, line: LogLine) {
        self.lines.push(line);
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }

    pub(crate) fn lines(&self) -> &[LogLine] {
        &self.lines
    }

    /// The log as the control path shows it.
    pub(crate) fn show(&self) -> Value {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for line in &self.lines {
            *counts.entry(line.status.to_string()).or_default() += 1;
        }
        let requests: Vec<Value> = self
            .lines
            .iter()
            .map(|line| {
                json!({ "at_ms": line.at_ms, "method": line.method, "path": line.path, "status": line.status })
            })
            .collect();
        json!({
            "requests": requests,
            "worst_second": worst_second(self.lines.iter().map(|line| line.at_ms)),
            "status_counts": counts,
        })
    }
}
