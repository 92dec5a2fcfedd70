//! The shapes of work that limiters are given: when jobs are offered, what holds up the page, how long an
//! answer takes.

use super::json::{self, Json};
use super::least::{Blocked, least_ms};

/// How work comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// 42 jobs at once.
    Burst,
    /// One each 40 ms for 2 s.
    Steady,
    /// 28 at once; after 0.5 s the page's thread is blocked for 1.5 s.
    Stall,
    /// 42 at once, and each answer takes 3 s.
    Long,
}

impl Shape {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Burst, Self::Steady, Self::Stall, Self::Long];

    /// Its name on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Burst => "burst",
            Self::Steady => "steady",
            Self::Stall => "stall",
            Self::Long => "long",
        }
    }

    /// The shape of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// What it is, for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Burst => "burst: 42 jobs at once",
            Self::Steady => "steady: one job each 40 ms for 2 s",
            Self::Stall => "stall: 28 jobs at once; after 0.5 s the page's thread is blocked for 1.5 s",
            Self::Long => "long: 42 jobs at once whose answers take 3 s each",
        }
    }

    /// When each job is offered, in milliseconds from the start.
    pub(crate) fn offers_ms(self) -> Vec<u64> {
        match self {
            Self::Burst | Self::Long => vec![0; 42],
            Self::Steady => (0..50).map(|job| job * 40).collect(),
            Self::Stall => vec![0; 28],
        }
    }

    const fn blocked(self) -> Option<Blocked> {
        match self {
            Self::Stall => Some(Blocked { from_ms: 500, to_ms: 2_000 }),
            Self::Burst | Self::Steady | Self::Long => None,
        }
    }

    const fn answer_ms(self) -> u64 {
        match self {
            Self::Long => 3_000,
            Self::Burst | Self::Steady | Self::Stall => 0,
        }
    }

    /// The least time that it can take; see [`least_ms`].
    pub(crate) fn least_ms(self, jitter_ms: u64) -> u64 {
        least_ms(&self.offers_ms(), self.blocked(), self.answer_ms(), jitter_ms)
    }

    /// What the page is told: `{ offers_ms, blocked }`.
    pub(crate) fn plan(self) -> Json {
        let blocked = self.blocked().map(|Blocked { from_ms, to_ms }| {
            json::object([("from_ms", Json::Whole(from_ms)), ("to_ms", Json::Whole(to_ms))])
        });
        json::object([
            ("offers_ms", Json::List(self.offers_ms().into_iter().map(Json::Whole).collect())),
            ("blocked", blocked.unwrap_or(Json::Null)),
        ])
    }

    /// What the simulated account is told.
    pub(crate) fn faults(self, jitter_ms: u64) -> Json {
        json::object([
            ("arrival_jitter_ms", Json::Whole(jitter_ms)),
            ("latency_ms", Json::Whole(self.answer_ms())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shape: Shape, jobs: usize, least: [u64; 3]) {
        assert_eq!(shape.offers_ms().len(), jobs);
        assert_eq!([0, 50, 150].map(|jitter_ms| shape.least_ms(jitter_ms)), least);
        assert_eq!(Shape::parse(shape.name()), Some(shape));
    }

    #[test]
    fn each_shape_has_its_least_time() {
        check(Shape::Burst, 42, [5_000, 5_250, 5_750]);
        check(Shape::Steady, 50, [7_000, 7_350, 8_050]);
        check(Shape::Stall, 28, [4_000, 4_100, 4_300]);
        check(Shape::Long, 42, [8_000, 8_250, 8_750]);
        assert_eq!(Shape::parse("edge"), None);
    }

    #[test]
    fn the_page_is_told_when_and_the_account_how() {
        assert!(Shape::Stall.plan().to_string().ends_with(r#""blocked":{"from_ms":500,"to_ms":2000}}"#));
        assert!(Shape::Steady.plan().to_string().starts_with(r#"{"offers_ms":[0,40,80,"#));
        assert_eq!(Shape::Long.faults(50).to_string(), r#"{"arrival_jitter_ms":50,"latency_ms":3000}"#);
    }
}
