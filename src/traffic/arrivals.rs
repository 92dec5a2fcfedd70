//! When requests may have arrived at the server, which counts arrivals and not starts. It changes
//! nothing while the line is even; on an uneven one, or a busy machine, it holds the next start back.
//!
//! A request arrives between its start and its answer. An answer that took longer than the shortest of
//! its kind lately was held up somewhere, in the worst case on the way to the server: then it arrived
//! that much after its start. So the latest arrival is the answer (or now, if there is none yet) less
//! the shortest time that such an answer took, and not before the start. Until some answers of a kind
//! have come, nothing is taken off. What this leaves out, the way of the fastest of them, is what the
//! guard is for.

use std::collections::{BTreeMap, VecDeque};

use super::Ticket;
use crate::base::limits::{REQUESTS_PER_SECOND, SECOND_MS};
use crate::base::{Method, Moment};

/// Answers of a kind that are remembered: long enough that a bad minute does not pass for the rule.
const ANSWERS_MAX: usize = 256;

/// Answers of a kind that must have come before the shortest of them is believed to be a straight one.
const ANSWERS_MIN: usize = 8;

/// The requests that may still count in the server's present second.
#[derive(Debug)]
pub(super) struct Arrivals {
    window_ms: u64,
    flying: BTreeMap<Ticket, (Moment, Kind)>,
    /// Latest arrivals of those that have ended.
    ended: VecDeque<Moment>,
    lately: BTreeMap<Kind, VecDeque<u64>>,
}

/// Reads and writes take differently long to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Read,
    Write,
}

impl Arrivals {
    /// Nothing on its way; the window is Kommo's second and `guard_ms` more.
    pub(super) fn new(guard_ms: u64) -> Self {
        Self {
            window_ms: SECOND_MS.saturating_add(guard_ms),
            flying: BTreeMap::new(),
            ended: VecDeque::new(),
            lately: BTreeMap::new(),
        }
    }

    /// A request leaves.
    pub(super) fn start(&mut self, now: Moment, ticket: Ticket, method: Method) {
        let kind = if method.is_read() { Kind::Read } else { Kind::Write };
        self.flying.insert(ticket, (now, kind));
    }

    /// It was answered.
    pub(super) fn answered(&mut self, now: Moment, ticket: Ticket) {
        let Some((start, kind)) = self.flying.remove(&ticket) else { return };
        let lately = self.lately.entry(kind).or_default();
        lately.push_back(now.since_ms(start));
        if lately.len() > ANSWERS_MAX {
            lately.pop_front();
        }
        let latest = latest(start, now, self.shortest(kind));
        self.keep(now, latest);
    }

    /// It ended without an answer, so that nothing tells when it arrived.
    pub(super) fn lost(&mut self, now: Moment, ticket: Ticket) {
        if self.flying.remove(&ticket).is_some() {
            self.keep(now, now);
        }
    }

    /// The earliest moment at which one more arrival is certainly no eighth within a second; `None` if
    /// that is any time. It moves on while something is on its way for unusually long.
    pub(super) fn free_at(&self, now: Moment) -> Option<Moment> {
        let flying = self.flying.values().map(|(start, kind)| latest(*start, now, self.shortest(*kind)));
        let mut arrivals: Vec<Moment> = self.ended.iter().copied().chain(flying).collect();
        arrivals.sort_unstable_by(|a, b| b.cmp(a));
        arrivals.get(REQUESTS_PER_SECOND - 1).map(|seventh| seventh.plus_ms(self.window_ms))
    }

    fn keep(&mut self, now: Moment, latest: Moment) {
        self.ended.retain(|arrival| now < arrival.plus_ms(self.window_ms));
        self.ended.push_back(latest);
    }

    /// The shortest answer of this kind lately; 0 as long as too few have come.
    fn shortest(&self, kind: Kind) -> u64 {
        let lately = self.lately.get(&kind).filter(|lately| lately.len() >= ANSWERS_MIN);
        lately.and_then(|lately| lately.iter().min()).copied().unwrap_or(0)
    }
}

fn latest(start: Moment, seen: Moment, shortest_ms: u64) -> Moment {
    start.max(Moment::from_ms(seen.as_ms().saturating_sub(shortest_ms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    /// Requests as start and answer; `None` is still on its way.
    #[track_caller]
    fn check(requests: &[(u64, Option<u64>)], now: u64, expected: Option<u64>) {
        let mut arrivals = Arrivals::new(60);
        let mut ends: Vec<(u64, Ticket)> = Vec::new();
        for (index, (start, end)) in requests.iter().enumerate() {
            let ticket = Ticket(index as u64);
            arrivals.start(at(*start), ticket, Method::Post);
            ends.extend(end.map(|end| (end, ticket)));
        }
        ends.sort_unstable();
        for (end, ticket) in ends {
            arrivals.answered(at(end), ticket);
        }
        assert_eq!(arrivals.free_at(at(now)).map(Moment::as_ms), expected);
    }

    #[test]
    fn an_even_line_counts_starts() {
        let even = |count: u64| (0..count).map(|n| (n * 10, Some(n * 10 + 300))).collect::<Vec<_>>();
        check(&even(6), 400, None);
        check(&even(7), 400, Some(300 + 1_060));
        check(&even(8), 400, Some(300 + 1_060));
        let mut many = even(40);
        many.extend((0..7).map(|n| (2_000 + n, Some(2_300 + n))));
        check(&many, 2_400, Some(2_000 + 1_060));
    }

    #[test]
    fn a_late_answer_counts_as_a_late_arrival() {
        let mut requests: Vec<_> = (0..8).map(|n| (n, Some(n + 20))).collect();
        requests.extend([(2_000, Some(2_820)), (2_000, Some(2_020)), (2_001, Some(2_021))]);
        requests.extend([(2_900, Some(2_920)); 5]);
        check(&requests, 2_920, Some(2_001 + 1_060));
        requests.push((2_900, Some(2_920)));
        check(&requests, 2_920, Some(2_800 + 1_060));
    }

    #[test]
    fn what_is_on_its_way_for_long_may_arrive_any_moment() {
        let on_their_way = |n: u64| (2_000 + n, None);
        check(&(0..7).map(on_their_way).collect::<Vec<_>>(), 2_500, Some(2_500 + 1_060));
        let mut requests: Vec<_> = (0..8).map(|n| (n, Some(n + 100))).collect();
        requests.extend((0..7).map(on_their_way));
        check(&requests, 2_050, Some(2_000 + 1_060));
        check(&requests, 2_500, Some(2_400 + 1_060));
    }

    #[test]
    fn a_lost_request_counts_until_it_was_given_up() {
        let mut arrivals = Arrivals::new(60);
        for n in 0..7 {
            arrivals.start(at(0), Ticket(n), Method::Get);
            arrivals.lost(at(100 * n), Ticket(n));
        }
        assert_eq!(arrivals.free_at(at(700)), Some(at(1_060)));
        arrivals.lost(at(900), Ticket(99));
        assert_eq!(arrivals.free_at(at(900)), Some(at(1_060)), "an unknown one changes nothing");
    }
}
