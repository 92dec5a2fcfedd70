//! A shell without a network: it jumps from wake-up to wake-up and writes down what leaves.

use std::collections::BTreeSet;

use crate::base::{Delivery, Failure, Method, Moment, Path, Request, Response};
use crate::traffic::tabs::{self, Tabs};
use crate::traffic::{Gate, Input, Lane, Output, Settings, Ticket, Traffic};

/// The engine's clock when the true time is 0.
pub(super) const CLOCK_START_MS: u64 = 1_000_000_000;

/// What a shell does with the polite client, be it the engine or a tab that is the only one.
pub(super) trait Client {
    fn submit(&mut self, now: Moment, lane: Lane, request: Request) -> Ticket;
    fn handle(&mut self, now: Moment, input: Input);
    fn poll(&mut self, now: Moment) -> Output;
}

impl Client for Traffic {
    fn submit(&mut self, now: Moment, lane: Lane, request: Request) -> Ticket {
        self.submit(now, lane, request)
    }

    fn handle(&mut self, now: Moment, input: Input) {
        self.handle(now, input);
    }

    fn poll(&mut self, now: Moment) -> Output {
        self.poll(now)
    }
}

impl Client for Tabs {
    fn submit(&mut self, now: Moment, lane: Lane, request: Request) -> Ticket {
        self.submit(now, lane, request)
    }

    fn handle(&mut self, now: Moment, input: Input) {
        self.handle(now, tabs::Input::Traffic(input));
    }

    fn poll(&mut self, now: Moment) -> Output {
        match self.poll(now) {
            tabs::Output::Send(ticket, request) => Output::Send(ticket, request),
            tabs::Output::Deliver(ticket, delivery) => Output::Deliver(ticket, delivery),
            tabs::Output::Sleep(wake) => Output::Sleep(wake),
            tabs::Output::Errand(errand) => unreachable!("there are no other tabs: {errand:?}"),
        }
    }
}

pub(super) struct Driver<T = Traffic> {
    pub(super) traffic: T,
    /// True time since the start.
    pub(super) now_ms: u64,
    /// How far the clock has been set back.
    pub(super) behind_ms: u64,
    /// If given, every request is answered with 200 after so long.
    pub(super) latency_ms: Option<u64>,
    /// What left, with its true time.
    pub(super) sent: Vec<(u64, Ticket)>,
    pub(super) told: Vec<(Ticket, Delivery)>,
    due: BTreeSet<(u64, Ticket)>,
}

impl Driver {
    pub(super) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(super) fn with(settings: Settings) -> Self {
        Self::over(Traffic::new(settings))
    }

    /// Every request is answered at once.
    pub(super) fn instant() -> Self {
        Self { latency_ms: Some(0), ..Self::new() }
    }

    pub(super) fn gate(&self) -> Gate {
        self.traffic.gate()
    }
}

impl<T: Client> Driver<T> {
    pub(super) fn over(traffic: T) -> Self {
        Self {
            traffic,
            now_ms: 0,
            behind_ms: 0,
            latency_ms: None,
            sent: Vec::new(),
            told: Vec::new(),
            due: BTreeSet::new(),
        }
    }

    pub(super) fn moment(&self) -> Moment {
        Moment::from_ms(CLOCK_START_MS + self.now_ms - self.behind_ms)
    }

    /// A moment of the engine's clock in true time.
    pub(super) fn true_ms(&self, moment: Moment) -> u64 {
        moment.as_ms() + self.behind_ms - CLOCK_START_MS
    }

    pub(super) fn submit(&mut self, lane: Lane, method: Method) -> Ticket {
        let request = Request { method, path: Path::api(&["leads"]), body: None, since: None };
        self.traffic.submit(self.moment(), lane, request)
    }

    /// A read that is not spread, so that the window alone decides when it leaves.
    pub(super) fn read(&mut self) -> Ticket {
        self.submit(Lane::Screen, Method::Get)
    }

    pub(super) fn write(&mut self) -> Ticket {
        self.submit(Lane::Screen, Method::Post)
    }

    pub(super) fn bulk(&mut self, count: usize) {
        for _ in 0..count {
            self.submit(Lane::Bulk, Method::Post);
        }
    }

    pub(super) fn reads(&mut self, count: usize) {
        for _ in 0..count {
            self.read();
        }
    }

    pub(super) fn input(&mut self, input: Input) {
        self.traffic.handle(self.moment(), input);
    }

    pub(super) fn answer(&mut self, ticket: Ticket, response: Response) {
        self.input(Input::Answered(ticket, response));
    }

    pub(super) fn fail(&mut self, ticket: Ticket, failure: Failure) {
        self.input(Input::Failed(ticket, failure));
    }

    /// Polls until there is nothing to do; returns the true time of the next wake-up.
    pub(super) fn drain(&mut self) -> Option<u64> {
        loop {
            match self.traffic.poll(self.moment()) {
                Output::Send(ticket, _) => {
                    self.sent.push((self.now_ms, ticket));
                    match self.latency_ms {
                        Some(0) => self.answer(ticket, ok()),
                        Some(ms) => drop(self.due.insert((self.now_ms + ms, ticket))),
                        None => {}
                    }
                }
                Output::Deliver(ticket, delivery) => self.told.push((ticket, delivery)),
                Output::Sleep(wake) => return wake.map(|moment| self.true_ms(moment)),
            }
        }
    }

    /// Lives through so many milliseconds, waking up whenever the engine asks for it.
    pub(super) fn run(&mut self, ms: u64) {
        let end = self.now_ms + ms;
        loop {
            let wake = self.drain();
            assert!(wake.is_none_or(|wake| wake > self.now_ms), "it would spin");
            let next = wake.into_iter().chain(self.due.first().map(|(due, _)| *due)).min();
            self.now_ms = next.unwrap_or(end).clamp(self.now_ms, end);
            while let Some((due, ticket)) = self.due.first().copied().filter(|(due, _)| *due <= self.now_ms) {
                self.due.remove(&(due, ticket));
                self.answer(ticket, ok());
            }
            if self.now_ms == end {
                self.drain();
                return;
            }
        }
    }

    /// Lives through so many milliseconds as a frozen tab does: nothing is asked, nothing is told.
    pub(super) fn freeze(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    /// The tickets that left since the last call.
    pub(super) fn newly_sent(&mut self) -> Vec<Ticket> {
        self.sent.drain(..).map(|(_, ticket)| ticket).collect()
    }

    /// What left when.
    pub(super) fn starts(&self) -> Vec<u64> {
        self.sent.iter().map(|(ms, _)| *ms).collect()
    }
}

/// The most moments in any half-open window of so many milliseconds.
pub(super) fn most_in_any(window_ms: u64, moments: &[u64]) -> usize {
    let mut moments = moments.to_vec();
    moments.sort_unstable();
    let within =
        |start: usize| moments[start..].iter().take_while(|ms| **ms < moments[start] + window_ms).count();
    (0..moments.len()).map(within).max().unwrap_or(0)
}

pub(super) fn ok() -> Response {
    Response { status: 200, content_type: "application/hal+json".into(), ..Response::default() }
}

/// One of Kommo's own answers.
pub(super) fn problem(status: u16) -> Response {
    Response { status, content_type: "application/problem+json".into(), ..Response::default() }
}

/// A page of the gateway's.
pub(super) fn page(status: u16) -> Response {
    Response { status, content_type: "text/html".into(), ..Response::default() }
}

pub(super) fn too_many(retry_after_s: u64) -> Response {
    Response { retry_after_s: Some(retry_after_s), ..problem(429) }
}
