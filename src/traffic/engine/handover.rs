//! What the engine can do for tabs besides its own: begin where another has ended, take in requests that
//! left elsewhere, take back what was told to go and did not. It decides nothing.

use super::Traffic;
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::base::{Delivery, Failure, Moment, Response};
use crate::traffic::history::Fate;
use crate::traffic::queue::Job;
use crate::traffic::stop::Why;
use crate::traffic::{Gate, PauseCause, Ticket};

/// How long after the end of another engine its last requests may still arrive, in milliseconds, beyond
/// what the guard is for: nothing is known of the way of any of them.
const LAST_WAY_MS: u64 = 440;

impl Traffic {
    /// Begins where another engine has ended: its last second is not known, so it counts as full, and
    /// what stood in everyone's way still does.
    pub(in crate::traffic) fn succeed(&mut self, now: Moment, gate: Gate, rate: usize) {
        let steady = self.clock.tick(now);
        for _ in 0..REQUESTS_PER_SECOND {
            self.limiter.start(steady.plus_ms(LAST_WAY_MS));
        }
        self.pace.begin(steady, rate);
        match gate {
            Gate::Open => {}
            Gate::Paused { until, cause } => {
                let until = self.pause.hold(steady.plus_ms(until.since_ms(now)), cause);
                if cause == PauseCause::RateLimit {
                    self.pace.fall(until);
                }
            }
            // Whether the user's word has been used up is not known; asking twice would be worse.
            Gate::Blocked { .. } => self.stop.stand(Why::Blocked, None),
            Gate::SignedOut { probing } => self.stop.stand(Why::SignedOut, probing.then_some(steady)),
        }
    }

    /// A 429 that came elsewhere holds everyone for so much longer.
    pub(in crate::traffic) fn hold(&mut self, now: Moment, left_ms: u64) {
        if left_ms > 0 {
            let until = self.clock.tick(now).plus_ms(left_ms);
            self.pace.fall(self.pause.hold(until, PauseCause::RateLimit));
        }
    }

    /// Until when the last 429 holds everyone, even if something else stands in the way, too.
    pub(in crate::traffic) fn held_until(&self) -> Option<Moment> {
        self.pause.throttled().map(|until| self.clock.outside(until))
    }

    /// A request that waits here has left elsewhere, some time before now.
    pub(in crate::traffic) fn left_after_all(&mut self, now: Moment, ticket: Ticket) {
        let now = self.clock.tick(now);
        if let Some(job) = self.queue.take(ticket) {
            self.arrivals.adopt(now, ticket, &job.request);
            self.flights.start(now, ticket, job);
        }
    }

    /// As [`Input::Answered`](crate::traffic::Input::Answered) or `Failed`; returns what follows from it.
    pub(in crate::traffic) fn ended(
        &mut self,
        now: Moment,
        ticket: Ticket,
        outcome: Result<Response, Failure>,
    ) -> Option<Fate> {
        let now = self.clock.tick(now);
        self.end(now, ticket, outcome)
    }

    /// A request that is in flight left so much later than it was told to, or leaves as late as now.
    pub(in crate::traffic) fn leaves(&mut self, now: Moment, ticket: Ticket, late_ms: Option<u64>) {
        let now = self.clock.tick(now);
        self.arrivals.delay(now, ticket, late_ms);
    }

    /// A request that was to leave has certainly not left: it is back in line.
    pub(in crate::traffic) fn recall(&mut self, now: Moment, ticket: Ticket) {
        let now = self.clock.tick(now);
        let Some(flight) = self.flights.end(ticket) else { return };
        self.arrivals.lost(now, ticket);
        self.stop.learn_nothing(now, ticket, true);
        self.line_up(ticket, flight);
    }

    /// Takes a waiting request out of line with all that is known of it; one that rests goes on resting.
    pub(in crate::traffic) fn set_aside(&mut self, ticket: Ticket) -> Option<Job> {
        if self.queue.is_in_line(ticket) { self.queue.take(ticket) } else { None }
    }

    /// Puts it back in its old place.
    pub(in crate::traffic) fn put_back(&mut self, ticket: Ticket, job: Job) {
        self.queue.push(ticket, job);
    }

    /// What is to be told and was not asked for yet, when this engine is given up.
    pub(in crate::traffic) fn take_deliveries(&mut self) -> impl Iterator<Item = (Ticket, Delivery)> + '_ {
        self.outbox.drain(..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Path, Request};
    use crate::traffic::{Lane, Output, Settings};

    const NOW: Moment = Moment::from_ms(10_000);

    fn read() -> Request {
        Request::get(Path::api(&["users"]))
    }

    fn successor(gate: Gate, rate: usize) -> Traffic {
        let mut traffic = Traffic::new(Settings::default());
        traffic.succeed(NOW, gate, rate);
        traffic.submit(NOW, Lane::Click, read());
        traffic
    }

    #[track_caller]
    fn check(gate: Gate, shown: Gate, free_ms: Option<u64>) {
        let mut traffic = successor(gate, 7);
        assert_eq!(traffic.poll(NOW), Output::Sleep(free_ms.map(|ms| NOW.plus_ms(ms))));
        assert_eq!(traffic.gate(), shown);
    }

    #[test]
    fn a_successor_knows_no_last_second_and_keeps_what_stands_in_the_way() {
        check(Gate::Open, Gate::Open, Some(1_450));
        let paused = |ms, cause| Gate::Paused { until: NOW.plus_ms(ms), cause };
        let long = paused(30_000, PauseCause::RateLimit);
        check(long, long, Some(30_000));
        let short = paused(100, PauseCause::Offline);
        check(short, short, Some(100));
        for probing in [false, true] {
            check(Gate::Blocked { probing }, Gate::Blocked { probing: false }, None);
        }
        check(Gate::SignedOut { probing: false }, Gate::SignedOut { probing: false }, None);
        check(Gate::SignedOut { probing: true }, Gate::SignedOut { probing: true }, Some(1_450));
        let mut traffic = successor(short, 7);
        assert_eq!(traffic.poll(NOW.plus_ms(100)), Output::Sleep(Some(NOW.plus_ms(1_450))));
    }

    #[test]
    fn a_successor_climbs_on_from_the_pace_it_found() {
        assert_eq!(successor(Gate::Open, 4).stats(NOW).rate, 4);
        assert_eq!(successor(Gate::Open, 0).stats(NOW).rate, 1);
        assert_eq!(successor(Gate::Open, 9).stats(NOW).rate, 7);
        let until = NOW.plus_ms(5_000);
        assert_eq!(successor(Gate::Paused { until, cause: PauseCause::RateLimit }, 7).stats(NOW).rate, 2);
    }

    #[test]
    fn a_pause_behind_a_stop_is_handed_over_and_kept() {
        let mut traffic = successor(Gate::SignedOut { probing: true }, 7);
        assert_eq!(traffic.held_until(), None);
        traffic.hold(NOW, 0);
        assert_eq!(traffic.poll(NOW), Output::Sleep(Some(NOW.plus_ms(1_450))));
        traffic.hold(NOW, 7_000);
        traffic.hold(NOW, 3_000);
        assert_eq!(traffic.held_until(), Some(NOW.plus_ms(7_000)));
        assert_eq!(traffic.poll(NOW), Output::Sleep(Some(NOW.plus_ms(7_000))));
        assert_eq!((traffic.gate(), traffic.stats(NOW).rate), (Gate::SignedOut { probing: true }, 2));
    }

    #[test]
    fn what_left_elsewhere_is_awaited_like_what_left_here() {
        let mut traffic = Traffic::new(Settings::default());
        let ticket = traffic.submit(NOW, Lane::Screen, read());
        traffic.left_after_all(NOW, ticket);
        assert_eq!((traffic.poll(NOW), traffic.stats(NOW).in_flight), (Output::Sleep(None), 1));
        let answer = Response { status: 200, ..Response::default() };
        assert_eq!(traffic.ended(NOW, ticket, Ok(answer.clone())), Some(Fate::Delivered));
        assert_eq!(traffic.poll(NOW), Output::Deliver(ticket, Delivery::Answered(answer)));
    }

    #[test]
    fn what_did_not_leave_is_back_in_line_and_holds_up_nobody() {
        let mut traffic = Traffic::new(Settings::default());
        let ticket = traffic.submit(NOW, Lane::Screen, read());
        assert_eq!(traffic.poll(NOW), Output::Send(ticket, read()));
        traffic.recall(NOW, ticket);
        assert_eq!(traffic.gate(), Gate::Open);
        let job = traffic.set_aside(ticket).expect("it waits");
        assert_eq!(traffic.poll(NOW), Output::Sleep(None));
        traffic.put_back(ticket, job);
        assert_eq!(traffic.poll(NOW), Output::Send(ticket, read()));
    }
}
