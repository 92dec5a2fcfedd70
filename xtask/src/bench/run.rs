//! One measurement of one limiter, and what follows from it.

use std::fmt::Write as _;

use super::arrivals::Arrivals;
use super::json::{self, Json};
use super::shape::Shape;

/// What one limiter made of one shape of work on one line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    /// The limiter's name.
    pub(crate) limiter: String,
    /// The work.
    pub(crate) shape: Shape,
    /// How much longer the way of a request may be than that of another.
    pub(crate) jitter_ms: u64,
    /// From the first offer to the end of the last job, in milliseconds.
    span_ms: f64,
    /// Jobs that ended without success. Nobody repeats them.
    failed: u32,
    arrivals: Arrivals,
}

impl Run {
    /// From a report's values: limiter, shape, jitter, time, failed jobs, times of arrival, statuses.
    pub(crate) fn parse(values: [&str; 7]) -> Option<Self> {
        let [limiter, shape, jitter_ms, span_ms, failed, times_ms, statuses] = values;
        Some(Self {
            limiter: limiter.into(),
            shape: Shape::parse(shape)?,
            jitter_ms: jitter_ms.parse().ok()?,
            span_ms: span_ms.parse().ok()?,
            failed: failed.parse().ok()?,
            arrivals: Arrivals::parse(times_ms, statuses)?,
        })
    }

    /// The time over the least that is possible.
    pub(crate) fn over_least(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a minute")]
        let least_ms = self.shape.least_ms(self.jitter_ms) as f64;
        self.span_ms / least_ms
    }

    /// The cell of the table: `1.02, 7` or, where something went wrong, `0.98, 14, 19 + 3, 22`.
    pub(crate) fn cell(&self) -> String {
        let mut cell = format!("{:.2}, {}", self.over_least(), self.arrivals.worst_second());
        let (limited, blocked) = (self.arrivals.rate_limited(), self.arrivals.blocked());
        if limited + blocked > 0 || self.failed > 0 {
            _ = write!(cell, ", {limited} + {blocked}, {}", self.failed);
        }
        cell
    }

    /// All of it but the single arrivals.
    pub(crate) fn json(&self) -> Json {
        json::object([
            ("limiter", self.limiter.as_str().into()),
            ("shape", self.shape.name().into()),
            ("jitter_ms", Json::Whole(self.jitter_ms)),
            ("jobs", self.shape.offers_ms().len().into()),
            ("span_ms", Json::Number(self.span_ms)),
            ("least_ms", Json::Whole(self.shape.least_ms(self.jitter_ms))),
            ("over_least", Json::Number(self.over_least())),
            ("arrivals", self.arrivals.count().into()),
            ("worst_second", self.arrivals.worst_second().into()),
            ("rate_limited", self.arrivals.rate_limited().into()),
            ("blocked", self.arrivals.blocked().into()),
            ("failed", Json::Whole(self.failed.into())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: [&str; 7], cell: &str) {
        assert_eq!(Run::parse(values).unwrap().cell(), cell);
    }

    #[test]
    fn a_cell_names_refusals_only_where_there_are_some() {
        check(["Pace", "burst", "0", "5100.0", "0", "0,1,1000", "204,204,204"], "1.02, 2");
        check(["Pace", "burst", "50", "5250.0", "0", "0,1,2", "204,429,204"], "1.00, 3, 1 + 0, 0");
        check(["limiter", "long", "0", "4000", "3", "0,1,2", "204,429,403"], "0.50, 3, 1 + 1, 3");
    }

    #[test]
    fn a_broken_report_is_refused() {
        assert_eq!(Run::parse(["Pace", "edge", "0", "1", "0", "", ""]), None);
        assert_eq!(Run::parse(["Pace", "burst", "0", "soon", "0", "", ""]), None);
    }
}
