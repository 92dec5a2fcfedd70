//! When requests may have arrived at the server, which counts arrivals and not starts. It changes
//! next to nothing while the line is even; on an uneven one, or a busy machine, it holds the next start
//! back.
//!
//! A request arrives between its start and its answer. An answer that took longer than the shortest of
//! its kind was held up somewhere, in the worst case on the way to the server: then it arrived that much
//! after its start. So the latest arrival of what is answered is the answer less the shortest time. What
//! is still on its way may arrive as late as the ways are unequal, and once it has been out for longer
//! than the shortest answer takes, it may be arriving now. Of a kind that was never answered nothing is
//! known: its requests may arrive at any moment until they are answered.

use std::collections::{BTreeMap, VecDeque};

use super::line::{Kind, Line, SPREAD_MS};
use super::{Ticket, Timing};
use crate::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};
use crate::base::{Moment, Request};

/// The requests that may still count in the server's present second.
#[derive(Debug)]
pub(super) struct Arrivals {
    window_ms: u64,
    line: Line,
    multiplexed: bool,
    flying: BTreeMap<Ticket, Flying>,
    ended: VecDeque<Ended>,
}

#[derive(Debug)]
struct Flying {
    start: Moment,
    /// When it has left at the latest: later than its start if another tab had to send it.
    left: Moment,
    kind: Kind,
    /// Whether the start is known, so that the time of its answer tells something.
    is_measured: bool,
    timing: Option<Timing>,
}

#[derive(Debug)]
struct Ended {
    ticket: Ticket,
    latest: Moment,
    /// Start, kind and the time the answer took; `None` if there was no answer.
    answered: Option<(Moment, Kind, u64)>,
}

impl Arrivals {
    /// Nothing on its way; the window is Kommo's second and `guard_ms` more.
    pub(super) fn new(guard_ms: u64) -> Self {
        Self {
            window_ms: SECOND_MS.saturating_add(guard_ms),
            line: Line::default(),
            multiplexed: false,
            flying: BTreeMap::new(),
            ended: VecDeque::new(),
        }
    }

    /// A request leaves.
    pub(super) fn start(&mut self, now: Moment, ticket: Ticket, request: &Request) {
        let kind = Kind::of(request);
        self.flying.insert(ticket, Flying { start: now, left: now, kind, is_measured: true, timing: None });
    }

    /// A request left before now, nobody knows when.
    pub(super) fn adopt(&mut self, now: Moment, ticket: Ticket, request: &Request) {
        let kind = Kind::of(request);
        self.flying.insert(ticket, Flying { start: now, left: now, kind, is_measured: false, timing: None });
    }

    /// A request on its way left so much later than it was started, or leaves as late as now.
    pub(super) fn delay(&mut self, now: Moment, ticket: Ticket, late_ms: Option<u64>) {
        if let Some(flying) = self.flying.get_mut(&ticket) {
            flying.left = late_ms.map_or(now, |late_ms| flying.start.plus_ms(late_ms).min(now));
        }
    }

    /// It was answered.
    pub(super) fn answered(&mut self, now: Moment, ticket: Ticket) {
        if self.flying.get(&ticket).is_some_and(|flying| !flying.is_measured) {
            self.lost(now, ticket);
        }
        let Some(Flying { start, kind, timing, .. }) = self.flying.remove(&ticket) else { return };
        let took_ms = now.since_ms(start);
        self.line.answered(&kind, took_ms);
        let latest = latest(start, now, self.line.shortest_ms(&kind), 0);
        self.keep(now, Ended { ticket, latest, answered: Some((start, kind, took_ms)) });
        if let Some(timing) = timing {
            self.timed(ticket, timing);
        }
    }

    /// It ended without an answer, so that nothing tells when it arrived.
    pub(super) fn lost(&mut self, now: Moment, ticket: Ticket) {
        if self.flying.remove(&ticket).is_some() {
            self.keep(now, Ended { ticket, latest: now, answered: None });
        }
    }

    /// The browser tells when it began to send the request and when the answer began: what it held back
    /// itself is known, and what came after the answer's first byte says nothing about arrivals.
    pub(super) fn timed(&mut self, ticket: Ticket, timing: Timing) {
        self.multiplexed |= timing.multiplexed;
        if let Some(flying) = self.flying.get_mut(&ticket) {
            flying.timing = Some(timing);
            return;
        }
        let Some(ended) = self.ended.iter_mut().find(|ended| ended.ticket == ticket) else { return };
        let Some((start, kind, took_ms)) = ended.answered.take() else { return };
        // A clock of the browser's that contradicts ours is not believed.
        if timing.held_ms.saturating_add(timing.answer_ms) > took_ms + 1 {
            return;
        }
        self.line.corrected(&kind, took_ms, timing.answer_ms);
        let sent = start.plus_ms(timing.held_ms);
        ended.latest = latest(sent, sent.plus_ms(timing.answer_ms), self.line.shortest_ms(&kind), 0);
    }

    /// The earliest moment at which one more arrival is certainly no eighth within a second; `None` if
    /// that is any time. It moves on while something is on its way for unusually long. While nothing tells
    /// how unequal the ways are, they are taken to differ by `unknown_ms`.
    pub(super) fn free_at(&self, now: Moment, unknown_ms: u64) -> Option<Moment> {
        let spread_ms = self.line.spread_ms().unwrap_or(unknown_ms);
        let flying = self
            .flying
            .values()
            .map(|flying| latest(flying.left, now, self.line.shortest_ms(&flying.kind), spread_ms));
        let mut arrivals: Vec<Moment> = self.ended.iter().map(|ended| ended.latest).chain(flying).collect();
        arrivals.sort_unstable_by(|a, b| b.cmp(a));
        arrivals.get(REQUESTS_PER_SECOND - 1).map(|seventh| seventh.plus_ms(self.window_ms))
    }

    /// By how much the window is longer than Kommo's second, for what is on its way: the guard, and by how
    /// much the ways of two requests may differ.
    pub(super) fn guard_ms(&self) -> u64 {
        (self.window_ms - SECOND_MS).saturating_add(self.line.spread_ms().unwrap_or(SPREAD_MS))
    }

    /// Whether one connection carries many requests at once, as far as the browser has told.
    pub(super) const fn is_multiplexed(&self) -> bool {
        self.multiplexed
    }

    fn keep(&mut self, now: Moment, ended: Ended) {
        self.ended.retain(|ended| now < ended.latest.plus_ms(self.window_ms));
        self.ended.push_back(ended);
    }
}

/// The latest arrival of a request that may have been on its way until `end`: not before its start, and
/// not within the last `shortest_ms`, but for the first `spread_ms` of it.
fn latest(start: Moment, end: Moment, shortest_ms: u64, spread_ms: u64) -> Moment {
    let out_ms = end.since_ms(start);
    start.plus_ms(out_ms.saturating_sub(shortest_ms).max(spread_ms).min(out_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Method, Path};

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn post() -> Request {
        Request::write(Method::Post, Path::api(&["leads"]), "[]".into())
    }

    /// Requests as start and answer; `None` is still on its way.
    fn arrivals(requests: &[(u64, Option<u64>)]) -> Arrivals {
        let mut arrivals = Arrivals::new(10);
        let mut ends: Vec<(u64, Ticket)> = Vec::new();
        for (index, (start, end)) in requests.iter().enumerate() {
            let ticket = Ticket(index as u64);
            arrivals.start(at(*start), ticket, &post());
            ends.extend(end.map(|end| (end, ticket)));
        }
        ends.sort_unstable();
        for (end, ticket) in ends {
            arrivals.answered(at(end), ticket);
        }
        arrivals
    }

    #[track_caller]
    fn check(requests: &[(u64, Option<u64>)], now: u64, expected: Option<u64>) {
        assert_eq!(arrivals(requests).free_at(at(now), SPREAD_MS).map(Moment::as_ms), expected);
    }

    /// Answers that show an even line on which one takes `ms`.
    fn even(count: u64, ms: u64) -> Vec<(u64, Option<u64>)> {
        (0..count).map(|n| (n * 10, Some(n * 10 + ms))).collect()
    }

    #[test]
    fn an_even_line_counts_starts() {
        check(&even(6, 300), 400, None);
        let mut many = even(70, 300);
        many.extend((0..7).map(|n| (2_000 + n, Some(2_300 + n))));
        check(&many, 2_400, Some(2_000 + 1_010));
    }

    #[test]
    fn the_first_answers_are_not_believed_to_be_the_shortest() {
        check(&even(7, 300), 400, Some(300 + 1_010));
    }

    #[test]
    fn a_late_answer_counts_as_a_late_arrival() {
        let mut requests = even(40, 20);
        requests.extend([(2_000, Some(2_820)), (2_000, Some(2_020)), (2_001, Some(2_021))]);
        requests.extend([(2_900, Some(2_920)); 5]);
        check(&requests, 2_920, Some(2_001 + 1_010));
        requests.push((2_900, Some(2_920)));
        // Now that one answer came so late, the shortest of the others is not quite believed either.
        check(&requests, 2_920, Some(2_820 + 1_010));
    }

    #[test]
    fn what_another_tab_sends_counts_from_when_it_has_left_at_the_latest() {
        let mut arrivals = arrivals(&even(100, 900));
        (0..7).for_each(|n| arrivals.start(at(5_000), Ticket(500 + n), &post()));
        let known = arrivals.free_at(at(5_700), SPREAD_MS).map(Moment::as_ms);
        assert!(known.is_some_and(|free| (6_010..6_020).contains(&free)), "{known:?}");
        (0..7).for_each(|n| arrivals.delay(at(5_600), Ticket(500 + n), None));
        assert_eq!(arrivals.free_at(at(5_700), SPREAD_MS).map(Moment::as_ms), known.map(|free| free + 600));
        (0..7).for_each(|n| arrivals.delay(at(5_600), Ticket(500 + n), Some(100)));
        assert_eq!(arrivals.free_at(at(5_700), SPREAD_MS).map(Moment::as_ms), known.map(|free| free + 100));
    }

    #[test]
    fn the_time_of_what_left_nobody_knows_when_says_nothing() {
        let mut arrivals = arrivals(&even(100, 900));
        let known = (arrivals.guard_ms(), arrivals.line.shortest_ms(&Kind::of(&post())));
        arrivals.adopt(at(5_000), Ticket(500), &post());
        arrivals.answered(at(5_010), Ticket(500));
        assert_eq!((arrivals.guard_ms(), arrivals.line.shortest_ms(&Kind::of(&post()))), known);
        assert_eq!(arrivals.ended.back().map(|ended| ended.latest), Some(at(5_010)));
    }

    #[test]
    fn of_a_kind_that_was_never_answered_nothing_is_known() {
        check(&(0..7).map(|n| (2_000 + n, None)).collect::<Vec<_>>(), 2_500, Some(2_500 + 1_010));
    }

    #[test]
    fn while_nothing_is_known_the_caller_says_how_unequal_the_ways_are() {
        let requests: Vec<_> = [(2_000, None); 7].into_iter().chain([(0, Some(1_900))]).collect();
        let free_at = |unknown_ms| arrivals(&requests).free_at(at(2_100), unknown_ms);
        assert_eq!([75, 90].map(free_at), [at(2_000 + 75 + 1_010), at(2_000 + 90 + 1_010)].map(Some));
        let known = arrivals(&even(40, 100));
        assert_eq!(known.free_at(at(495), 75), known.free_at(at(495), 90));
    }

    #[test]
    fn what_is_on_its_way_for_long_may_arrive_any_moment() {
        let mut requests = even(40, 100);
        requests.extend((0..7).map(|n| (2_000 + n, None)));
        check(&requests, 2_050, Some(2_000 + 7 + 1_010));
        check(&requests, 2_500, Some(2_400 + 1 + 1_010));
    }

    #[test]
    fn on_an_uneven_line_what_is_on_its_way_may_be_late() {
        let mut requests: Vec<_> = (0..65).map(|n| (n * 10, Some(n * 10 + 3_000 + 63 * (n % 2)))).collect();
        requests.extend([(9_000, None); 7]);
        check(&requests, 9_500, Some(9_000 + 69 + 1_010));
    }

    #[test]
    fn a_lost_request_counts_until_it_was_given_up() {
        let mut arrivals = Arrivals::new(10);
        for n in 0..7 {
            arrivals.start(at(0), Ticket(n), &post());
            arrivals.lost(at(100 * n), Ticket(n));
        }
        assert_eq!(arrivals.free_at(at(700), SPREAD_MS), Some(at(1_010)));
        arrivals.lost(at(900), Ticket(99));
        assert_eq!(arrivals.free_at(at(900), SPREAD_MS), Some(at(1_010)), "an unknown one changes nothing");
    }

    #[test]
    fn what_the_browser_held_back_is_known_and_what_it_took_to_read_does_not_count() {
        let held = Timing { held_ms: 400, answer_ms: 100, multiplexed: true };
        for early in [true, false] {
            let mut arrivals = arrivals(&even(40, 100));
            for n in 100..107 {
                arrivals.start(at(2_000), Ticket(n), &post());
                if early {
                    arrivals.timed(Ticket(n), held);
                }
                arrivals.answered(at(2_900), Ticket(n));
                arrivals.timed(Ticket(n), held);
            }
            assert_eq!(arrivals.free_at(at(2_900), SPREAD_MS), Some(at(2_400 + 1_010)), "early: {early}");
            assert!(arrivals.is_multiplexed());
        }
    }

    #[test]
    fn a_browser_that_contradicts_our_clock_is_not_believed() {
        let mut arrivals = arrivals(&even(40, 100));
        let before = arrivals.free_at(at(600), SPREAD_MS);
        for n in 30..40 {
            arrivals.timed(Ticket(n), Timing { held_ms: 60, answer_ms: 60, multiplexed: false });
        }
        assert_eq!((arrivals.free_at(at(600), SPREAD_MS), arrivals.is_multiplexed()), (before, false));
    }
}
