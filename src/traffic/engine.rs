//! The engine: puts queue, limiter, gate and reaction together. Every decision is theirs; it carries
//! requests from one to the other and loses none.

mod handover;
mod outcome;

use std::collections::VecDeque;

use super::arrivals::Arrivals;
use super::clock::SteadyClock;
use super::flight::Flights;
use super::gate::{Gate, Pass};
use super::limiter::Limiter;
use super::line::SPREAD_MS;
use super::pace::Pace;
use super::pause::Pause;
use super::queue::{Job, Queue};
use super::session::Session;
use super::settings::Settings;
use super::stats::{Outcomes, Stats, Waiting};
use super::stop::Stop;
use super::{Input, Lane, Order, Output, Ticket};
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::base::{Delivery, Moment, Request};

/// All traffic to one account.
#[derive(Debug)]
pub struct Traffic {
    settings: Settings,
    clock: SteadyClock,
    limiter: Limiter,
    arrivals: Arrivals,
    pace: Pace,
    pause: Pause,
    stop: Stop,
    session: Session,
    queue: Queue,
    flights: Flights,
    outbox: VecDeque<(Ticket, Delivery)>,
    next_ticket: u64,
    sent: u64,
    outcomes: Outcomes,
}

impl Traffic {
    /// An idle engine. Settings out of range are brought into it.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            clock: SteadyClock::default(),
            limiter: Limiter::new(settings.guard_ms),
            arrivals: Arrivals::new(settings.guard_ms),
            pace: Pace::new(settings.rate.clamp(1, REQUESTS_PER_SECOND)),
            pause: Pause::new(settings.seed),
            stop: Stop::default(),
            session: Session::default(),
            queue: Queue::default(),
            flights: Flights::default(),
            outbox: VecDeque::new(),
            next_ticket: 0,
            sent: 0,
            outcomes: Outcomes::default(),
        }
    }

    /// Lines a request up at the end of its lane.
    pub fn submit(&mut self, now: Moment, order: impl Into<Order>, request: Request) -> Ticket {
        let Order { lane, .. } = order.into();
        self.clock.tick(now);
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.queue.push(ticket, Job { lane, request, failures: 0, refusal: None });
        ticket
    }

    /// Takes note of what happened. Outcomes of requests that are not in flight are ignored.
    pub fn handle(&mut self, now: Moment, input: Input) {
        let now = self.clock.tick(now);
        match input {
            Input::Answered(ticket, response) => drop(self.end(now, ticket, Ok(response))),
            Input::Failed(ticket, failure) => drop(self.end(now, ticket, Err(failure))),
            Input::Cancel(ticket) => {
                if !self.withdraw(ticket) {
                    self.flights.abandon(ticket);
                }
            }
            Input::Withdraw(ticket) => {
                self.withdraw(ticket);
            }
            Input::Timed(ticket, timing) => self.arrivals.timed(ticket, timing),
            Input::Hurry(ticket, lane) => self.queue.hurry(ticket, lane),
            Input::Probe => self.stop.allow_probe(now),
            Input::Online => self.pause.reconnect(),
        }
    }

    /// The next thing to do. After `Sleep` there is nothing more before its moment or the next input.
    pub fn poll(&mut self, now: Moment) -> Output {
        let now = self.clock.tick(now);
        if let Some((ticket, delivery)) = self.outbox.pop_front() {
            return Output::Deliver(ticket, delivery);
        }
        self.pause.tick(now);
        self.queue.wake(now);
        match self.next_start(now) {
            Ok((ticket, request)) => Output::Send(ticket, request),
            Err(wake) => Output::Sleep(wake.map(|moment| self.clock.outside(moment))),
        }
    }

    /// Whether requests may leave, as of the last call that was told the time.
    #[must_use]
    pub fn gate(&self) -> Gate {
        match Gate::shown(&self.pause, &self.stop) {
            Gate::Paused { until, cause } => Gate::Paused { until: self.clock.outside(until), cause },
            gate => gate,
        }
    }

    /// The traffic at this moment.
    #[must_use]
    pub fn stats(&self, now: Moment) -> Stats {
        Stats {
            waiting: Waiting {
                click: self.queue.waiting(Lane::Click),
                screen: self.queue.waiting(Lane::Screen),
                bulk: self.queue.waiting(Lane::Bulk),
                resting: self.queue.resting(),
            },
            in_flight: self.flights.len(),
            starts_in_last_second: self.limiter.starts_in_last_second(self.clock.at(now)),
            rate: self.pace.allowed(),
            guard_ms: self.arrivals.guard_ms(),
            sent: self.sent,
            outcomes: self.outcomes,
        }
    }

    /// Starts the next request, or says when to ask again.
    fn next_start(&mut self, now: Moment) -> Result<(Ticket, Request), Option<Moment>> {
        let ticket = match Pass::at(now, &self.pause, &self.stop) {
            Pass::Everyone => self.next_of_lanes(now)?,
            Pass::Probe => self.next_probe(now)?,
            Pass::Nobody(until) => return Err(until),
        };
        let job = self.queue.start(ticket).ok_or(None)?;
        let request = job.request.clone();
        self.limiter.start(now);
        self.arrivals.start(now, ticket, &request);
        self.stop.sent(ticket);
        self.flights.start(now, ticket, job);
        self.sent += 1;
        Ok((ticket, request))
    }

    /// The request that may leave now, else when to ask again. A lane that has to wait holds up no other.
    fn next_of_lanes(&self, now: Moment) -> Result<Ticket, Option<Moment>> {
        let mut wake = self.queue.next_wake();
        for (lane, ticket) in self.queue.heads() {
            if self.flights.len() >= self.places(lane) {
                continue;
            }
            match self.free_at(now, lane).max(self.spread_at(lane)).filter(|free| now < *free) {
                None => return Ok(ticket),
                Some(free) => wake = Some(wake.map_or(free, |wake| wake.min(free))),
            }
        }
        Err(wake)
    }

    /// The request that asks whether a stop is over.
    fn next_probe(&self, now: Moment) -> Result<Ticket, Option<Moment>> {
        let ticket = self.queue.first_unrefused().ok_or_else(|| self.queue.next_wake())?;
        if self.flights.len() >= self.places(Lane::Click) {
            return Err(None);
        }
        match self.free_at(now, Lane::Click) {
            Some(free) if now < free => Err(Some(free)),
            _ => Ok(ticket),
        }
    }

    /// The earliest moment of the next start in this lane; `None` if that is any time. Where nothing is
    /// known of the way yet, bulk work has the time to be more careful than somebody who waits.
    fn free_at(&self, now: Moment, lane: Lane) -> Option<Moment> {
        let unknown_ms = if lane == Lane::Bulk { 2 * SPREAD_MS } else { SPREAD_MS };
        self.limiter.free_at(self.pace.allowed()).max(self.arrivals.free_at(now, unknown_ms))
    }

    /// How many may be in flight for one more of this lane to leave. Bulk work leaves a place free, so that
    /// a click need not wait for a slow batch; but if it has waited for long, slow clicks without end would
    /// take that place again and again.
    fn places(&self, lane: Lane) -> usize {
        let Settings { in_flight_max, multiplexed_max, .. } = self.settings;
        let all =
            if self.arrivals.is_multiplexed() { in_flight_max.max(multiplexed_max) } else { in_flight_max };
        let kept = usize::from(self.gives_way(lane));
        all.saturating_sub(kept).max(1)
    }

    /// Bulk work is spread evenly over the window: then there is a start for a click soon, and where the
    /// server answers within that distance no second batch is out when an answer says stop.
    fn spread_at(&self, lane: Lane) -> Option<Moment> {
        if self.gives_way(lane) { self.limiter.spread_at(self.pace.allowed()) } else { None }
    }

    fn gives_way(&self, lane: Lane) -> bool {
        lane == Lane::Bulk && !self.queue.has_waited(lane)
    }

    /// Takes a request back that has not left yet.
    fn withdraw(&mut self, ticket: Ticket) -> bool {
        let waited = self.queue.take(ticket).is_some();
        if waited {
            self.outbox.push_back((ticket, Delivery::Cancelled));
        }
        waited
    }
}
