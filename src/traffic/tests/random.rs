//! Any sequence of events: the rules hold at every step, and once the trouble is over everything ends.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use super::driver::{Driver, most_in_any, ok, page, problem, too_many};
use crate::base::{Delivery, Failure, Method, Response};
use crate::traffic::{Gate, Input, Lane, Settings, Ticket};

#[derive(Clone, Copy, Debug)]
enum Step {
    Submit(Lane, Method),
    Answer(usize, u16),
    Fail(usize, Failure),
    Cancel(usize),
    Probe,
    Run(u64),
    Freeze(u64),
    ClockBack(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let lane = prop::sample::select(Lane::ALL.to_vec());
    let method = prop::sample::select(vec![Method::Get, Method::Post, Method::Patch, Method::Delete]);
    let status =
        prop::sample::select(vec![200, 200, 200, 200, 204, 400, 401, 403, 430, 429, 422, 500, 502, 504]);
    let failure = prop::sample::select(vec![Failure::NotSent, Failure::Lost, Failure::TimedOut]);
    prop_oneof![
        6 => (lane, method).prop_map(|(lane, method)| Step::Submit(lane, method)),
        8 => (any::<usize>(), status).prop_map(|(which, status)| Step::Answer(which, status)),
        1 => (any::<usize>(), failure).prop_map(|(which, failure)| Step::Fail(which, failure)),
        1 => any::<usize>().prop_map(Step::Cancel),
        1 => Just(Step::Probe),
        4 => (0_u64..1_500).prop_map(Step::Run),
        1 => (0_u64..5_000).prop_map(Step::Freeze),
        1 => prop_oneof![0_u64..1_100, 0_u64..100_000].prop_map(Step::ClockBack),
    ]
}

/// What an onlooker knows.
struct World {
    driver: Driver,
    methods: Vec<Method>,
    in_flight: BTreeSet<Ticket>,
    /// Writes that must not leave (again): in flight, told, or cancelled.
    spent: BTreeSet<Ticket>,
    abandoned: BTreeSet<Ticket>,
    told: BTreeMap<Ticket, usize>,
    starts: Vec<u64>,
    /// After a block, how many more may leave.
    allowance: Option<usize>,
}

impl World {
    fn new() -> Self {
        Self {
            driver: Driver::with(Settings::default()),
            methods: Vec::new(),
            in_flight: BTreeSet::new(),
            spent: BTreeSet::new(),
            abandoned: BTreeSet::new(),
            told: BTreeMap::new(),
            starts: Vec::new(),
            allowance: None,
        }
    }

    fn nth_in_flight(&self, which: usize) -> Option<Ticket> {
        let count = self.in_flight.len();
        self.in_flight.iter().nth(which.checked_rem(count)?).copied()
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Submit(lane, method) => {
                self.driver.submit(lane, method);
                self.methods.push(method);
            }
            Step::Answer(which, status) => {
                let Some(ticket) = self.nth_in_flight(which) else { return };
                self.answer(ticket, response(status));
            }
            Step::Fail(which, failure) => {
                let Some(ticket) = self.nth_in_flight(which) else { return };
                self.in_flight.remove(&ticket);
                if failure == Failure::NotSent {
                    self.spent.remove(&ticket);
                }
                self.driver.fail(ticket, failure);
                if failure == Failure::NotSent
                    && matches!(self.driver.gate(), Gate::Blocked { probing: true })
                {
                    self.allowance = Some(1);
                }
            }
            Step::Cancel(which) => {
                let Some(index) = which.checked_rem(self.methods.len()) else { return };
                let ticket = Ticket(index as u64);
                if self.in_flight.contains(&ticket) {
                    self.abandoned.insert(ticket);
                }
                self.driver.input(Input::Cancel(ticket));
            }
            Step::Probe => {
                if self.driver.gate() == (Gate::Blocked { probing: false }) {
                    self.allowance = Some(1);
                }
                self.driver.input(Input::Probe);
            }
            Step::Run(ms) => self.driver.run(ms),
            Step::Freeze(ms) => self.driver.freeze(ms),
            Step::ClockBack(ms) => self.driver.behind_ms += ms,
        }
    }

    fn answer(&mut self, ticket: Ticket, response: Response) {
        self.in_flight.remove(&ticket);
        let block = response.status == 403 && !response.is_json();
        if matches!(response.status, 401 | 429) || block {
            self.spent.remove(&ticket);
        }
        self.driver.answer(ticket, response);
        if block && self.driver.gate() == (Gate::Blocked { probing: false }) {
            self.allowance = Some(0);
        }
        if !matches!(self.driver.gate(), Gate::Blocked { .. }) {
            self.allowance = None;
        }
    }

    /// Looks at what happened since the last time.
    fn watch(&mut self) {
        self.driver.drain();
        for (ms, ticket) in std::mem::take(&mut self.driver.sent) {
            self.starts.push(ms);
            assert!(self.in_flight.insert(ticket), "{ticket:?} is in flight twice");
            assert!(self.in_flight.len() <= 6, "too many in flight");
            assert!(!self.told.contains_key(&ticket), "{ticket:?} leaves after it was told");
            let write = !self.methods[usize::try_from(ticket.0).expect("small")].is_read();
            assert!(!write || self.spent.insert(ticket), "{ticket:?} may have been applied and leaves again");
            if let Some(left) = &mut self.allowance {
                *left = left.checked_sub(1).expect("something leaves during a block");
            }
        }
        for (ticket, delivery) in std::mem::take(&mut self.driver.told) {
            assert!(!self.abandoned.contains(&ticket), "{ticket:?} was abandoned and is told {delivery:?}");
            assert!(
                delivery != Delivery::Cancelled || !self.in_flight.contains(&ticket),
                "cancelled in flight"
            );
            *self.told.entry(ticket).or_default() += 1;
        }
        assert!(most_in_any(1_000, &self.starts) <= 7, "{:?}", self.starts);
    }

    /// The trouble is over: whatever is asked is answered well.
    fn end(&mut self) {
        for _ in 0..2_000 {
            if self.told.len() + self.abandoned.len() == self.methods.len() && self.in_flight.is_empty() {
                break;
            }
            if matches!(self.driver.gate(), Gate::Blocked { .. } | Gate::SignedOut { .. }) {
                self.take(Step::Probe);
            }
            self.watch();
            while let Some(ticket) = self.in_flight.first().copied() {
                self.answer(ticket, ok());
            }
            self.take(Step::Run(500));
            self.watch();
        }
        for ticket in (0..self.methods.len() as u64).map(Ticket) {
            let expected = usize::from(!self.abandoned.contains(&ticket));
            assert_eq!(self.told.get(&ticket).copied().unwrap_or(0), expected, "times {ticket:?} was told");
        }
    }
}

/// 403 is a block here; 430 stands for the missing right.
fn response(status: u16) -> Response {
    match status {
        403 | 502 | 504 => page(status),
        430 => problem(403),
        429 => too_many(3),
        _ => problem(status),
    }
}

proptest! {
    #[test]
    fn the_rules_hold_and_everything_ends(steps in vec(step(), 1..200)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
            world.watch();
        }
        world.end();
    }

    /// Only pace: bursts, stalls and a clock that is set back, with every answer good.
    #[test]
    fn no_second_holds_more_than_seven(
        steps in vec((0_usize..12, 0_u64..1_500, 0_u64..2_500, prop_oneof![3 => Just(0), 1 => 0_u64..3_000]), 1..60),
        latency_ms in 0_u64..700,
    ) {
        let mut driver = Driver::new();
        driver.latency_ms = Some(latency_ms);
        for (count, run_ms, freeze_ms, back_ms) in steps {
            driver.reads(count);
            driver.run(run_ms);
            driver.freeze(freeze_ms);
            driver.behind_ms += back_ms;
        }
        driver.run(600_000);
        prop_assert!(most_in_any(1_000, &driver.starts()) <= 7);
        prop_assert_eq!(driver.told.len(), driver.sent.len());
    }
}
