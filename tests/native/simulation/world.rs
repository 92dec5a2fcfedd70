//! Everything that moves: the client's two engines, its store, the network and the user.

mod events;

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use kommo_pace::base::id::UserId;
use kommo_pace::base::{Failure, Moment, Request, Response, Timestamp};
use kommo_pace::traffic::{self, Lane, Ticket, Traffic};
use kommo_pace::transfer::import::{self, CallId, Import};
use kommo_pace::transfer::journal::{Entry, RunId, fold};
use kommo_pace::transfer::mapping::Mapping;
use kommo_pace::transfer::plan::Plan;
use kommo_pace::transfer::record::{RunRecord, Stage};
use kommo_pace::transfer::run::RunState;
use kommo_pace::transfer::scan::head::Owner;
use kommo_pace::transfer::store::{MemoryStore, Store};

use super::block::Block;
use super::network::Network;
use super::scenario::{Scenario, Weather};
use crate::virtual_time::clock::{Clock, Due};
use crate::virtual_time::dice::Dice;

/// How long after the faults an import may take, in milliseconds.
const PATIENCE_MS: u64 = 3_600_000;

pub(crate) enum Event {
    Arrive(Page, Ticket, Request),
    Answer(Ticket, Result<Response, Failure>),
    Commit(Vec<Entry>),
    Committed(usize),
    Weather(Weather),
    User(import::Input),
    /// The user looks at the screen and does what it asks for.
    Look,
    /// A colleague edits one of the contacts to be changed.
    Touch(usize),
    Crash,
    Reload,
}

/// Which load of the page: answers to an earlier one reach nobody.
type Page = u32;

/// The client's memory: gone after a crash.
struct Client {
    import: Import,
    traffic: Traffic,
    calls: BTreeMap<Ticket, CallId>,
}

pub(crate) struct World {
    pub(crate) clock: Clock<Event>,
    pub(crate) network: Network,
    dice: Dice,
    client: Option<Client>,
    store: MemoryStore,
    page: Page,
    settings: import::Settings,
    plan: Plan,
    pub(crate) block: Block,
    /// How often the user was asked.
    pub(crate) stops: usize,
    ended: bool,
    fair_from_ms: u64,
}

/// Waits for a future that is never pending.
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory never waits"),
    }
}

/// What is kept of the run beside its journal; the simulation remembers the plan itself.
fn record(plan: &Plan) -> RunRecord {
    RunRecord {
        id: run_id(),
        owner: Owner { account: 1, user: UserId(1) },
        entity: plan.entity(),
        file: String::new(),
        started_at: Timestamp(0),
        rows: 0,
        digest: plan.digest(),
        slices: 0,
        header: Vec::new(),
        mapping: Mapping::default(),
        stage: Stage::Ready,
    }
}

impl World {
    pub(crate) fn new(seed: u64, scenario: &Scenario) -> Self {
        let mut clock = Clock::new(0);
        for (at_ms, weather) in &scenario.weathers {
            clock.after(*at_ms, Event::Weather(weather.clone()));
        }
        for (at_ms, for_ms) in &scenario.pauses {
            clock.after(*at_ms, Event::User(import::Input::Pause));
            clock.after(at_ms + for_ms, Event::User(import::Input::Resume));
        }
        for at_ms in &scenario.crashes {
            clock.after(*at_ms, Event::Crash);
        }
        for (at_ms, contact) in &scenario.changes.touches {
            clock.after(*at_ms, Event::Touch(*contact));
        }
        for at_ms in &scenario.cancels {
            clock.after(*at_ms, Event::User(import::Input::Cancel));
        }
        clock.after(0, Event::Look);
        clock.after(0, Event::Reload);
        let mut network = Network::new(seed, scenario);
        let settings = import::Settings {
            batch_rows_max: scenario.batch_rows,
            in_flight_first: scenario.in_flight_first,
            settle_ms: scenario.settle_ms,
            ..import::Settings::new(UserId(network.current_user()))
        };
        let plan = scenario.plan(&network.old);
        let store = MemoryStore::default();
        at_once(store.keep(&record(&plan))).unwrap();
        Self {
            clock,
            dice: Dice::new(!seed),
            network,
            client: None,
            store,
            page: 0,
            settings,
            plan,
            block: Block::default(),
            stops: 0,
            ended: false,
            fair_from_ms: scenario.weathers.last().unwrap().0,
        }
    }

    /// Lets everything happen until the import has ended.
    pub(crate) fn run(&mut self) {
        while !self.ended {
            let wake = self.drain();
            if self.ended {
                break;
            }
            assert!(self.clock.now_ms() < self.fair_from_ms + PATIENCE_MS, "the import does not end");
            match self.clock.jump(wake) {
                Due::Thing(event) => self.happen(event),
                Due::WakeUp => {}
                Due::Nothing => panic!("nothing to wait for"),
            }
        }
    }

    /// The journal as it is durable.
    pub(crate) fn journal(&self) -> RunState {
        fold(&self.entries())
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        at_once(self.store.load(&run_id())).unwrap()
    }

    /// How often the page was loaded.
    pub(crate) fn loads(&self) -> usize {
        usize::try_from(self.page).unwrap()
    }

    /// Polls both engines until both sleep; when they want to be woken.
    fn drain(&mut self) -> Option<Moment> {
        let now = self.clock.now();
        loop {
            let client = self.client.as_mut()?;
            let import_wake = match client.import.poll(now) {
                import::Output::Persist(entries) => {
                    self.clock.after(self.dice.between(0, 40), Event::Commit(entries));
                    continue;
                }
                import::Output::Submit(call, request) => {
                    client.calls.insert(client.traffic.submit(now, Lane::Bulk, request), call);
                    continue;
                }
                import::Output::Withdraw(call) => {
                    let ticket =
                        client.calls.iter().find(|(_, known)| **known == call).map(|(ticket, _)| *ticket);
                    if let Some(ticket) = ticket {
                        client.traffic.handle(now, traffic::Input::Withdraw(ticket));
                    }
                    continue;
                }
                import::Output::Sleep(wake) => wake,
                import::Output::Ended => {
                    let stored = fold(&at_once(self.store.load(&run_id())).unwrap());
                    assert_eq!(client.import.run(), &stored, "the journal tells another state");
                    self.ended = true;
                    return None;
                }
            };
            match client.traffic.poll(now) {
                traffic::Output::Send(ticket, request) => {
                    self.block.leaves(ticket);
                    if let Some(call) = client.calls.get(&ticket) {
                        client.import.handle(now, import::Input::Left(*call));
                    }
                    self.clock.after(self.dice.between(5, 60), Event::Arrive(self.page, ticket, request));
                }
                traffic::Output::Deliver(ticket, delivery) => {
                    let call = client.calls.remove(&ticket).expect("a call for the ticket");
                    client.import.handle(now, import::Input::Delivered(call, delivery));
                }
                traffic::Output::Sleep(wake) => return [import_wake, wake].into_iter().flatten().min(),
            }
        }
    }
}

fn run_id() -> RunId {
    RunId("run".to_owned())
}
