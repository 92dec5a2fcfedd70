//! What the answers tell of the way to the server: the shortest time in which a kind of request is
//! answered, and how unequal the ways are. It holds nobody back itself.
//!
//! Requests of one kind ask the server for about the same work, so what differs between their times is the
//! way there, the way back, and what the server was busy with. The kind whose times differ least shows
//! best how unequal the ways are; no kind can differ by less than they do.

use std::collections::{BTreeMap, VecDeque};

use crate::base::{Method, Request};

/// Answers of a kind that are remembered: long enough that a bad minute does not pass for the rule.
const ANSWERS_MAX: usize = 256;

/// The latest of them, by which the ways are judged: after a bad minute the pace comes back.
const ANSWERS_LATELY: usize = 64;

/// Answers of a kind that must have come before they say how unequal the ways are.
const ANSWERS_MIN: usize = 8;

/// How late the shortest of fewer answers may have been itself, in milliseconds.
const LATE_MS: u64 = 1_000;

/// How late the shortest of more answers may have been: so many times what the ways differ by, shared among
/// the answers. Of a thousand sets of answers hardly one has none that is less late.
const LATE_SHARE: u64 = 6;

/// How unequal ways are taken to be before anything is known, in milliseconds.
pub(super) const SPREAD_MS: u64 = 75;

/// Kinds that are remembered; a widget has a handful.
const KINDS_MAX: usize = 64;

/// Requests that are answered in about the same time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    method: Method,
    /// The path without its query and with its ids left out.
    resource: String,
    /// Bits of the body's length: a batch of fifty takes longer than one of five.
    weight: u32,
}

impl Kind {
    /// The kind of a request.
    pub(super) fn of(request: &Request) -> Self {
        let segments = request
            .path
            .without_query()
            .split('/')
            .filter(|segment| !segment.bytes().all(|byte| byte.is_ascii_digit()));
        Self {
            method: request.method,
            resource: segments.collect::<Vec<_>>().join("/"),
            weight: request.body.as_ref().map_or(0, |body| usize::BITS - body.len().leading_zeros()),
        }
    }

    /// The kind in a word, without the method.
    pub(super) fn name(&self) -> String {
        format!("{}*{}", self.resource, self.weight)
    }
}

/// The times of the latest answers, by kind.
#[derive(Debug, Default)]
pub(super) struct Line {
    answers: BTreeMap<Kind, VecDeque<u64>>,
    /// Made anew with each answer, because it is asked for far more often.
    spread_ms: Option<u64>,
}

impl Line {
    /// An answer of this kind took so long.
    pub(super) fn answered(&mut self, kind: &Kind, took_ms: u64) {
        if self.answers.len() >= KINDS_MAX && !self.answers.contains_key(kind) {
            self.answers.clear();
        }
        let answers = self.answers.entry(kind.clone()).or_default();
        answers.push_back(took_ms);
        if answers.len() > ANSWERS_MAX {
            answers.pop_front();
        }
        self.compare();
    }

    /// The browser knows better how long that answer took.
    pub(super) fn corrected(&mut self, kind: &Kind, took_ms: u64, better_ms: u64) {
        let answers = self.answers.get_mut(kind);
        let answer = answers.and_then(|answers| answers.iter_mut().rev().find(|ms| **ms == took_ms));
        if let Some(answer) = answer {
            *answer = better_ms;
            self.compare();
        }
    }

    /// The shortest time in which a request of this kind can be answered; 0 if none was yet. The shortest
    /// of few may have been late itself, so that something is taken off: much at first, less and less later.
    pub(super) fn shortest_ms(&self, kind: &Kind) -> u64 {
        let Some(answers) = self.answers.get(kind) else { return 0 };
        let shortest = answers.iter().min().copied().unwrap_or(0);
        let late = match answers.len() {
            ..ANSWERS_MIN => LATE_MS,
            count => self.spread_ms.unwrap_or_default() * LATE_SHARE / (count as u64 + 2),
        };
        shortest.saturating_sub(late)
    }

    /// By how much the ways of two requests may differ; `None` while too little was answered to tell.
    pub(super) const fn spread_ms(&self) -> Option<u64> {
        self.spread_ms
    }

    fn compare(&mut self) {
        let known = self.answers.values().filter(|answers| answers.len() >= ANSWERS_MIN);
        self.spread_ms = known.map(spread_ms).min();
    }
}

/// The spread that so many answers let expect: few hardly ever show its ends.
fn spread_ms(answers: &VecDeque<u64>) -> u64 {
    let lately = || answers.iter().rev().take(ANSWERS_LATELY).copied();
    let seen = lately().max().unwrap_or(0) - lately().min().unwrap_or(0);
    let count = lately().count() as u64;
    seen * (count + 1) / count.saturating_sub(1).max(1) + 4 * SPREAD_MS / count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Path;

    fn read(path: &str) -> Kind {
        Kind::of(&Request::get(Path::api(&path.split('/').collect::<Vec<_>>())))
    }

    fn write(length: usize) -> Kind {
        Kind::of(&Request::write(Method::Post, Path::api(&["leads"]), "x".repeat(length)))
    }

    fn line(kind: &Kind, answers: impl IntoIterator<Item = u64>) -> Line {
        let mut line = Line::default();
        answers.into_iter().for_each(|took_ms| line.answered(kind, took_ms));
        line
    }

    #[test]
    fn a_kind_is_the_same_work() {
        assert_eq!(read("leads/12"), read("leads/7"));
        assert_ne!(read("leads/12"), read("leads/12/links"));
        assert_ne!(read("leads"), read("contacts"));
        assert_ne!(read("leads"), write(0));
        assert_eq!(write(1_030), write(2_000));
        assert_ne!(write(1_000), write(5_000));
    }

    #[track_caller]
    fn check(answers: &[u64], shortest: u64, spread: u64) {
        let kind = read("leads");
        let line = line(&kind, answers.iter().copied());
        assert_eq!((line.shortest_ms(&kind), line.spread_ms().unwrap_or(SPREAD_MS)), (shortest, spread));
    }

    #[test]
    fn few_answers_are_half_believed() {
        check(&[], 0, 75);
        check(&[3_000], 2_000, 75);
        check(&[900; 7], 0, 75);
        check(&[900; 8], 900 - 22, 37);
        check(&[900; 64], 900, 4);
        check(&[900, 900, 900, 900, 900, 900, 900, 970], 900 - 76, 127);
    }

    #[test]
    fn the_evenest_kind_tells_how_unequal_the_ways_are() {
        let mut line = line(&read("account"), (0..8).map(|n| 40 + n));
        (0..8).for_each(|n| line.answered(&write(100), 500 + 100 * n));
        assert_eq!(line.spread_ms(), Some(9 + 37));
    }

    #[test]
    fn a_bad_minute_is_forgotten_but_not_the_shortest() {
        let kind = read("leads");
        let line = line(&kind, [20].into_iter().chain([900; 20]).chain([60; 64]));
        assert_eq!((line.spread_ms(), line.shortest_ms(&kind)), (Some(4), 20));
    }

    #[test]
    fn the_browser_knows_better() {
        let kind = read("leads");
        let mut line = line(&kind, [30; 20]);
        line.corrected(&kind, 30, 12);
        line.corrected(&kind, 31, 1);
        line.corrected(&read("users"), 30, 1);
        assert_eq!(line.shortest_ms(&kind), 12 - 9);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut line = Line::default();
        for n in 0..10_000 {
            line.answered(&read(&format!("a{}", n % 200)), n);
        }
        assert!(line.answers.len() <= KINDS_MAX);
        (0..1_000).for_each(|n| line.answered(&read("b"), n));
        assert_eq!(line.answers[&read("b")].len(), ANSWERS_MAX);
    }
}
