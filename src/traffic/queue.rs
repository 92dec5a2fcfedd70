//! Who waits, in which order. Everything is found in logarithmic time, however many wait.
//!
//! Tickets grow, so the order of tickets is the order of arrival: a request that comes back stands
//! before all younger ones of its lane without any place having been kept for it.
//!
//! A lane that was passed over too often goes first once, so that nobody waits for ever.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lane, Ticket};
use crate::base::{Moment, Request};

/// A request and what has become of it so far.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) lane: Lane,
    pub(super) request: Request,
    /// Tries that may have reached the server and were not answered usefully.
    pub(super) failures: u32,
    /// The first 401, if there was one.
    pub(super) refusal: Option<Refusal>,
}

/// When a request was first refused for want of a session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal {
    pub(super) started: Moment,
    pub(super) answered: Moment,
}

/// Starts of other lanes in a row after which a lane that waits has its turn: an eighth of the pace is
/// left to bulk work while the user clicks and scrolls without end.
const PASSED_OVER_MAX: u32 = 7;

/// The waiting and the resting.
#[derive(Debug, Default)]
pub(super) struct Queue {
    jobs: BTreeMap<Ticket, (Job, Option<Moment>)>,
    lanes: BTreeMap<Lane, BTreeSet<Ticket>>,
    resting: BTreeSet<(Moment, Ticket)>,
    /// Starts of other lanes while a lane waited.
    passed_over: BTreeMap<Lane, u32>,
}

impl Queue {
    /// Lines a job up, before all younger ones of its lane.
    pub(super) fn push(&mut self, ticket: Ticket, job: Job) {
        self.lanes.entry(job.lane).or_default().insert(ticket);
        self.jobs.insert(ticket, (job, None));
    }

    /// Keeps a job out of its lane until then; it holds up nobody meanwhile.
    pub(super) fn rest(&mut self, ticket: Ticket, job: Job, until: Moment) {
        self.resting.insert((until, ticket));
        self.jobs.insert(ticket, (job, Some(until)));
    }

    /// Lines up whatever has rested long enough.
    pub(super) fn wake(&mut self, now: Moment) {
        while let Some((until, ticket)) = self.resting.first().copied().filter(|(until, _)| *until <= now) {
            self.resting.remove(&(until, ticket));
            if let Some((job, until)) = self.jobs.get_mut(&ticket) {
                *until = None;
                self.lanes.entry(job.lane).or_default().insert(ticket);
            }
        }
    }

    /// The first of each lane, in the order in which they are to leave.
    pub(super) fn heads(&self) -> impl Iterator<Item = (Lane, Ticket)> {
        let heads = || self.lanes.iter().filter_map(|(lane, tickets)| Some((*lane, *tickets.first()?)));
        heads()
            .filter(move |(lane, _)| self.has_waited(*lane))
            .chain(heads().filter(move |(lane, _)| !self.has_waited(*lane)))
    }

    /// Whether a lane was passed over so often that nobody may go before it any more.
    pub(super) fn has_waited(&self, lane: Lane) -> bool {
        self.passed_over.get(&lane).is_some_and(|count| *count >= PASSED_OVER_MAX)
    }

    /// The next in line that was never refused with a 401, else the next in line: if there is something
    /// wrong with the refused one alone, the other tells.
    pub(super) fn first_unrefused(&self) -> Option<Ticket> {
        let unrefused = |ticket: &Ticket| self.jobs.get(ticket).is_some_and(|(job, _)| job.refusal.is_none());
        self.lanes.values().flatten().copied().find(unrefused).or_else(|| Some(self.heads().next()?.1))
    }

    /// Takes a job out because it leaves; the lanes that still wait were passed over once more.
    pub(super) fn start(&mut self, ticket: Ticket) -> Option<Job> {
        let job = self.take(ticket)?;
        for (lane, tickets) in &self.lanes {
            let count = self.passed_over.entry(*lane).or_default();
            // What is out of line for a moment has not had its turn.
            *count = if *lane == job.lane { 0 } else { *count + u32::from(!tickets.is_empty()) };
        }
        Some(job)
    }

    /// Moves a waiting job to a faster lane, before all younger ones there.
    pub(super) fn hurry(&mut self, ticket: Ticket, lane: Lane) {
        if self.jobs.get(&ticket).is_some_and(|(job, until)| lane < job.lane && until.is_none())
            && let Some(job) = self.take(ticket)
        {
            self.push(ticket, Job { lane, ..job });
        }
    }

    /// Whether a job stands in line, and does not rest.
    pub(super) fn is_in_line(&self, ticket: Ticket) -> bool {
        self.jobs.get(&ticket).is_some_and(|(_, until)| until.is_none())
    }

    /// Takes a job out, waiting or resting.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Job> {
        let (job, until) = self.jobs.remove(&ticket)?;
        if let Some(until) = until {
            self.resting.remove(&(until, ticket));
        } else if let Some(lane) = self.lanes.get_mut(&job.lane) {
            lane.remove(&ticket);
        }
        Some(job)
    }

    /// When the first of the resting is to be woken.
    pub(super) fn next_wake(&self) -> Option<Moment> {
        self.resting.first().map(|(until, _)| *until)
    }

    /// How many wait in a lane.
    pub(super) fn waiting(&self, lane: Lane) -> usize {
        self.lanes.get(&lane).map_or(0, BTreeSet::len)
    }

    /// How many rest.
    pub(super) fn resting(&self) -> usize {
        self.resting.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Path;

    fn job(lane: Lane) -> Job {
        Job { lane, request: Request::get(Path::api(&["leads"])), failures: 0, refusal: None }
    }

    fn head(queue: &Queue) -> Option<Ticket> {
        queue.heads().next().map(|(_, ticket)| ticket)
    }

    fn order(queue: &mut Queue) -> Vec<u64> {
        std::iter::from_fn(|| {
            let (_, ticket) = queue.heads().next()?;
            queue.start(ticket)?;
            Some(ticket.0)
        })
        .collect()
    }

    #[test]
    fn lanes_go_in_order_and_each_is_first_in_first_out() {
        let mut queue = Queue::default();
        for (ticket, lane) in
            [(0, Lane::Bulk), (1, Lane::Click), (2, Lane::Screen), (3, Lane::Bulk), (4, Lane::Click)]
        {
            queue.push(Ticket(ticket), job(lane));
        }
        assert_eq!(order(&mut queue), [1, 4, 2, 0, 3]);
    }

    #[test]
    fn who_comes_back_stands_before_the_younger_of_the_lane_only() {
        let mut queue = Queue::default();
        for ticket in 2..5 {
            queue.push(Ticket(ticket), job(Lane::Bulk));
        }
        queue.push(Ticket(9), job(Lane::Click));
        queue.push(Ticket(1), job(Lane::Bulk));
        queue.push(Ticket(0), job(Lane::Bulk));
        assert_eq!(order(&mut queue), [9, 0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_lane_that_was_passed_over_too_often_has_its_turn() {
        let mut queue = Queue::default();
        (0..20).for_each(|ticket| queue.push(Ticket(ticket), job(Lane::Click)));
        queue.push(Ticket(90), job(Lane::Screen));
        queue.push(Ticket(91), job(Lane::Bulk));
        queue.push(Ticket(92), job(Lane::Bulk));
        let expected = [0, 1, 2, 3, 4, 5, 6, 90, 91, 7, 8, 9, 10, 11, 12, 13, 92, 14, 15, 16, 17, 18, 19];
        assert_eq!(order(&mut queue), expected);
    }

    #[test]
    fn who_was_out_of_line_for_a_moment_has_waited_all_the_same() {
        let mut queue = Queue::default();
        (0..20).for_each(|ticket| queue.push(Ticket(ticket), job(Lane::Click)));
        queue.push(Ticket(90), job(Lane::Bulk));
        for expected in [0, 1, 2, 3, 4, 5, 6, 7, 90, 8] {
            assert_eq!(head(&queue), Some(Ticket(expected)));
            let out = if expected == 3 { queue.take(Ticket(90)) } else { None };
            queue.start(Ticket(expected));
            if let Some(job) = out {
                queue.push(Ticket(90), job);
            }
        }
    }

    #[test]
    fn who_is_in_a_hurry_goes_over_to_a_faster_lane_only() {
        let mut queue = Queue::default();
        (0..3).for_each(|ticket| queue.push(Ticket(ticket), job(Lane::Screen)));
        queue.hurry(Ticket(2), Lane::Click);
        queue.hurry(Ticket(0), Lane::Bulk);
        queue.hurry(Ticket(9), Lane::Click);
        assert_eq!(order(&mut queue), [2, 0, 1]);
    }

    #[test]
    fn the_resting_hold_up_nobody_and_come_back_in_their_old_place() {
        let mut queue = Queue::default();
        queue.rest(Ticket(0), job(Lane::Bulk), Moment::from_ms(100));
        queue.push(Ticket(1), job(Lane::Bulk));
        assert_eq!((head(&queue), queue.next_wake()), (Some(Ticket(1)), Some(Moment::from_ms(100))));
        queue.wake(Moment::from_ms(99));
        assert_eq!((head(&queue), queue.resting()), (Some(Ticket(1)), 1));
        queue.wake(Moment::from_ms(100));
        assert_eq!((head(&queue), queue.resting(), queue.waiting(Lane::Bulk)), (Some(Ticket(0)), 0, 2));
    }

    #[test]
    fn who_is_taken_out_is_nowhere_any_more() {
        let mut queue = Queue::default();
        queue.push(Ticket(0), job(Lane::Screen));
        queue.rest(Ticket(1), job(Lane::Bulk), Moment::from_ms(100));
        assert!(queue.take(Ticket(0)).is_some() && queue.take(Ticket(1)).is_some());
        assert!(queue.take(Ticket(0)).is_none() && queue.take(Ticket(7)).is_none());
        queue.wake(Moment::from_ms(1_000));
        assert_eq!((head(&queue), queue.next_wake(), queue.waiting(Lane::Screen)), (None, None, 0));
    }

    #[test]
    fn a_probe_prefers_one_that_was_never_refused() {
        let mut queue = Queue::default();
        let at = Moment::from_ms(1);
        let refused = || Job { refusal: Some(Refusal { started: at, answered: at }), ..job(Lane::Click) };
        queue.push(Ticket(0), refused());
        queue.push(Ticket(1), refused());
        assert_eq!(queue.first_unrefused(), Some(Ticket(0)));
        queue.push(Ticket(2), job(Lane::Bulk));
        assert_eq!(queue.first_unrefused(), Some(Ticket(2)));
    }
}
