//! The engine: puts queue, limiter, gate and reaction together. Every decision is theirs; it carries
//! requests from one to the other and loses none.

mod monitor;
mod outcome;

pub use monitor::Monitor;

use std::collections::VecDeque;

use super::arrivals::Arrivals;
use super::clock::SteadyClock;
use super::flight::Flights;
use super::gate::{Gate, Pass};
use super::history::History;
use super::limiter::Limiter;
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
    in_flight_max: usize,
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
    history: History,
}

impl Traffic {
    /// An idle engine. Settings out of range are brought into it.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            in_flight_max: settings.in_flight_max.max(1),
            clock: SteadyClock::default(),
            limiter: Limiter::new(settings.guard_ms),
            arrivals: Arrivals::new(settings.guard_ms),
            pace: Pace::new(settings.rate.clamp(1, REQUESTS_PER_SECOND)),
            pause: Pause::default(),
            stop: Stop::default(),
            session: Session::default(),
            queue: Queue::default(),
            flights: Flights::default(),
            outbox: VecDeque::new(),
            next_ticket: 0,
            sent: 0,
            outcomes: Outcomes::default(),
            history: History::default(),
        }
    }

    /// Lines a request up at the end of its lane.
    pub fn submit(&mut self, now: Moment, order: impl Into<Order>, request: Request) -> Ticket {
        let Order { lane, asker, .. } = order.into();
        self.clock.tick(now);
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.queue.push(ticket, Job { lane, asker, request, failures: 0, refusal: None });
        ticket
    }

    /// Takes note of what happened. Outcomes of requests that are not in flight are ignored.
    pub fn handle(&mut self, now: Moment, input: Input) {
        let now = self.clock.tick(now);
        match input {
            Input::Answered(ticket, response) => self.end(now, ticket, Ok(response)),
            Input::Failed(ticket, failure) => self.end(now, ticket, Err(failure)),
            Input::Cancel(ticket) => {
                if !self.withdraw(ticket) {
                    self.flights.abandon(ticket);
                }
            }
            Input::Withdraw(ticket) => {
                self.withdraw(ticket);
            }
            Input::Timed(..) => {}
            Input::Probe => self.stop.allow_probe(now),
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
            sent: self.sent,
            outcomes: self.outcomes,
        }
    }

    /// Starts the next request, or says when to ask again.
    fn next_start(&mut self, now: Moment) -> Result<(Ticket, Request), Option<Moment>> {
        let head = match Pass::at(now, &self.pause, &self.stop) {
            Pass::Everyone => self.queue.first(),
            Pass::Probe => self.queue.first_unrefused(),
            Pass::Nobody(until) => return Err(until),
        };
        let ticket = head.ok_or_else(|| self.queue.next_wake())?;
        if self.flights.len() >= self.in_flight_max {
            return Err(None);
        }
        if let Some(free) = self.free_at(now, ticket).filter(|free| now < *free) {
            return Err(Some(free));
        }
        let job = self.queue.take(ticket).ok_or(None)?;
        let request = job.request.clone();
        self.limiter.start(now);
        self.arrivals.start(now, ticket, request.method);
        self.stop.sent(ticket);
        self.history.start(now, ticket, Order::new(job.lane, job.asker), &request);
        self.flights.start(now, ticket, job);
        self.sent += 1;
        Ok((ticket, request))
    }

    /// When the limiter lets this request out. Bulk work is spread evenly over the window: then there
    /// is a start for a click soon, and where the server answers within that distance no second batch
    /// is out when an answer says stop.
    fn free_at(&self, now: Moment, ticket: Ticket) -> Option<Moment> {
        let rate = self.pace.allowed();
        let free = self.limiter.free_at(rate).max(self.arrivals.free_at(now));
        if self.queue.lane(ticket) == Some(Lane::Bulk) {
            free.max(self.limiter.spread_at(rate))
        } else {
            free
        }
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
