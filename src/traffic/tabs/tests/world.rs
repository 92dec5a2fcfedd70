//! A browser with tabs: messages that take a while, locks that pass on and can be taken by force, tabs
//! that freeze and die, and a server that answers everything and writes down when it arrived.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::{Delivery, Failure, Method, Moment, Path, Request, Response};
use crate::traffic::tabs::{Errand, Input, LATELY_MS, Output, TabId, Tabs};
use crate::traffic::{self, Gate, Lane, Settings, Ticket};

/// From a tab to the server, in milliseconds.
const WAY_MS: u64 = 20;

/// What is to happen in a tab.
#[derive(Clone, Debug)]
enum Event {
    Woke,
    Tell(Input),
    /// A message with the time at which it was posted.
    Message(super::super::Message, u64),
    /// The lock is to be looked at.
    Look,
    /// The page is back from the browser's cache.
    Shown,
}

pub(super) struct Tab {
    pub(super) tabs: Tabs,
    id: TabId,
    /// Nothing is done before this time.
    frozen_until: u64,
    is_alive: bool,
    wake: Option<u64>,
    due: BTreeMap<(u64, u64), Event>,
    pub(super) told: Vec<(u64, Ticket, Delivery)>,
    pub(super) sent: Vec<(u64, Ticket)>,
    watching: BTreeSet<TabId>,
    /// How many requests it has submitted.
    pub(super) submitted: u64,
    is_hidden: bool,
}

pub(super) struct World {
    pub(super) now: u64,
    pub(super) tabs: Vec<Tab>,
    serial: u64,
    holder: Option<usize>,
    line: VecDeque<usize>,
    /// Arrivals at the server: when, of which tab.
    pub(super) arrivals: Vec<(u64, usize)>,
    /// How the server answers from now on; 0 is no answer.
    pub(super) status: u16,
    /// Requests that the server has, or may have, carried out, and how often.
    pub(super) applied: BTreeMap<(usize, Ticket), usize>,
    /// From a request's start to its answer.
    pub(super) answer_ms: u64,
    pub(super) message_ms: fn(u64) -> u64,
    pub(super) steals: usize,
    /// Requests that nobody may be told of.
    pub(super) abandoned: BTreeSet<(usize, u64)>,
}

impl World {
    /// This many tabs, opened one after the other.
    pub(super) fn new(count: usize) -> Self {
        let mut world = Self {
            now: 1_000_000,
            tabs: Vec::new(),
            serial: 0,
            holder: None,
            line: VecDeque::new(),
            arrivals: Vec::new(),
            status: 200,
            applied: BTreeMap::new(),
            answer_ms: 100,
            message_ms: |_| 2,
            steals: 0,
            abandoned: BTreeSet::new(),
        };
        for _ in 0..count {
            world.open();
            world.run(20);
        }
        world
    }

    pub(super) fn open(&mut self) -> usize {
        let index = self.tabs.len();
        let id = TabId::new(format!("tab-{index}"));
        self.tabs.push(Tab {
            tabs: Tabs::new(id.clone(), Settings::default()),
            id,
            frozen_until: 0,
            is_alive: true,
            wake: Some(self.now),
            due: BTreeMap::new(),
            told: Vec::new(),
            sent: Vec::new(),
            watching: BTreeSet::new(),
            submitted: 0,
            is_hidden: false,
        });
        self.ask_for_lead(index);
        index
    }

    fn ask_for_lead(&mut self, tab: usize) {
        if self.holder.is_none() {
            // The browser keeps when a tab last sent something.
            let last_sent = self.tabs.iter().filter_map(|tab| tab.sent.last()).map(|(ms, _)| *ms).max();
            self.grant(tab, last_sent.is_some_and(|ms| self.now - ms < LATELY_MS));
        } else {
            self.line.push_back(tab);
        }
    }

    pub(super) fn submit(&mut self, tab: usize, lane: Lane, method: Method) -> Ticket {
        let request = Request { method, path: Path::api(&["leads"]), body: None, since: None };
        let now = self.moment();
        let ticket = self.tabs[tab].tabs.submit(now, lane, request);
        self.tabs[tab].submitted += 1;
        self.tabs[tab].wake = Some(self.now);
        ticket
    }

    pub(super) fn bulk(&mut self, tab: usize, count: usize) {
        for _ in 0..count {
            self.submit(tab, Lane::Bulk, Method::Post);
        }
    }

    pub(super) fn input(&mut self, tab: usize, input: traffic::Input) {
        self.later(tab, 0, Event::Tell(Input::Traffic(input)));
    }

    /// Nothing happens in the tab for so long; messages to it wait.
    pub(super) fn freeze(&mut self, tab: usize, ms: u64) {
        self.tabs[tab].frozen_until = self.now + ms;
    }

    /// The page goes into the browser's cache for a while, in which nothing reaches it.
    pub(super) fn hide(&mut self, tab: usize) {
        if self.tabs[tab].frozen_until > self.now || self.tabs[tab].is_hidden {
            return;
        }
        self.take(tab, Event::Tell(Input::Left));
        let id = self.tabs[tab].id.clone();
        for other in 0..self.tabs.len() {
            if self.tabs[other].watching.remove(&id) {
                self.later(other, 1, Event::Tell(Input::Gone(id.clone())));
            }
        }
        // Messages are not kept for it, answers are.
        self.tabs[tab].due.retain(|_, event| !matches!(event, Event::Message(..)));
        self.tabs[tab].is_hidden = true;
        self.freeze(tab, 3_000);
        self.later(tab, 3_000, Event::Shown);
    }

    pub(super) fn is_alive(&self, tab: usize) -> bool {
        self.tabs[tab].is_alive
    }

    /// The tab is no more.
    pub(super) fn kill(&mut self, tab: usize) {
        self.tabs[tab].is_alive = false;
        self.tabs[tab].due.clear();
        self.tabs[tab].wake = None;
        self.line.retain(|waiting| *waiting != tab);
        let id = self.tabs[tab].id.clone();
        for other in 0..self.tabs.len() {
            if self.tabs[other].watching.remove(&id) {
                self.later(other, 1, Event::Tell(Input::Gone(id.clone())));
            }
        }
        if self.holder == Some(tab) {
            self.pass_on();
        }
    }

    pub(super) fn leader(&self) -> Option<usize> {
        self.holder
    }

    pub(super) fn gate(&self, tab: usize) -> Gate {
        self.tabs[tab].tabs.gate()
    }

    pub(super) fn told(&self, tab: usize) -> usize {
        self.tabs[tab].told.len()
    }

    /// How many requests of a tab have arrived since then.
    pub(super) fn arrived(&self, tab: usize, since: u64) -> usize {
        self.arrivals.iter().filter(|(ms, of)| *of == tab && *ms >= since).count()
    }

    /// The most arrivals of all tabs in any second.
    #[track_caller]
    pub(super) fn check_budget(&self) {
        let mut times: Vec<u64> = self.arrivals.iter().map(|(ms, _)| *ms).collect();
        times.sort_unstable();
        for seven in times.windows(8) {
            assert!(seven[7] - seven[0] >= 1_000, "eight within a second: {seven:?}");
        }
    }

    /// Lives through so many milliseconds.
    pub(super) fn run(&mut self, ms: u64) {
        let end = self.now + ms;
        loop {
            let next = self.tabs.iter().filter_map(Tab::next).min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            for tab in 0..self.tabs.len() {
                self.work(tab);
            }
        }
        self.now = end;
    }

    fn moment(&self) -> Moment {
        Moment::from_ms(self.now)
    }

    fn later(&mut self, tab: usize, ms: u64, event: Event) {
        self.serial += 1;
        let key = (self.now + ms, self.serial);
        self.tabs[tab].due.insert(key, event);
    }

    fn grant(&mut self, tab: usize, after_another: bool) {
        self.holder = Some(tab);
        self.later(tab, 1, Event::Tell(Input::Leads { after_another }));
    }

    fn pass_on(&mut self) {
        self.holder = None;
        if let Some(next) = self.line.pop_front() {
            self.grant(next, true);
        }
    }

    /// Everything that is due in a tab; a timer goes first, as it may in a tab that thaws.
    fn work(&mut self, tab: usize) {
        if !self.tabs[tab].is_alive || self.tabs[tab].frozen_until > self.now {
            return;
        }
        if self.tabs[tab].wake.is_some_and(|wake| wake <= self.now) {
            self.tabs[tab].wake = None;
            self.take(tab, Event::Woke);
        }
        while let Some((key, _)) = self.tabs[tab].due.first_key_value()
            && key.0 <= self.now
        {
            let (_, event) = self.tabs[tab].due.pop_first().expect("there is one");
            self.take(tab, event);
        }
    }

    fn take(&mut self, tab: usize, event: Event) {
        let now = self.moment();
        if std::env::var("TRACE").is_ok() {
            eprintln!("{} tab{} {:?}", self.now, tab, event);
        }
        let input = match event {
            Event::Woke => None,
            Event::Tell(input) => Some(input),
            Event::Message(message, posted) => Some(Input::Heard(message, self.now - posted)),
            Event::Shown => {
                self.tabs[tab].is_hidden = false;
                self.ask_for_lead(tab);
                Some(Input::Returned)
            }
            Event::Look => {
                // The browser looked a moment ago.
                Some(Input::Holds(self.holder == Some(tab)))
            }
        };
        if let Some(input) = input {
            self.tabs[tab].tabs.handle(now, input);
        }
        loop {
            match self.tabs[tab].tabs.poll(now) {
                Output::Sleep(wake) => {
                    let wake = wake.map(Moment::as_ms);
                    assert!(wake.is_none_or(|wake| wake > self.now), "it would spin");
                    self.tabs[tab].wake = wake;
                    return;
                }
                Output::Deliver(ticket, delivery) => {
                    let now = self.now;
                    if std::env::var("TRACE").is_ok() {
                        eprintln!("{} tab{} TOLD {:?}", self.now, tab, ticket);
                    }
                    self.tabs[tab].told.push((now, ticket, delivery));
                }
                Output::Send(ticket, _) => self.send(tab, ticket),
                Output::Errand(errand) => self.perform(tab, errand),
            }
        }
    }

    fn send(&mut self, tab: usize, ticket: Ticket) {
        if std::env::var("TRACE").is_ok() {
            eprintln!("{} tab{} SEND {:?}", self.now, tab, ticket);
        }
        self.tabs[tab].sent.push((self.now, ticket));
        self.arrivals.push((self.now + WAY_MS, tab));
        if matches!(self.status, 0 | 200 | 504) {
            *self.applied.entry((tab, ticket)).or_default() += 1;
        }
        let json = self.status != 403;
        let content_type = if json { "application/json" } else { "text/html" };
        let answer = match self.status {
            0 => traffic::Input::Failed(ticket, Failure::Lost),
            status => traffic::Input::Answered(
                ticket,
                Response {
                    status,
                    content_type: content_type.into(),
                    body: "{}".into(),
                    ..Response::default()
                },
            ),
        };
        self.later(tab, self.answer_ms, Event::Tell(Input::Traffic(answer)));
    }

    fn perform(&mut self, tab: usize, errand: Errand) {
        match errand {
            Errand::Post(message) => {
                // It has to survive being a text.
                let message = super::super::Message::parse(&message.to_text()).expect("a message");
                let delay_ms = (self.message_ms)(self.serial);
                for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                    if self.tabs[other].is_alive && !self.tabs[other].is_hidden {
                        self.later(other, delay_ms, Event::Message(message.clone(), self.now));
                    }
                }
            }
            Errand::Watch(id) => {
                let gone =
                    self.tabs.iter().any(|other| other.id == id && (!other.is_alive || other.is_hidden));
                if gone {
                    self.later(tab, 1, Event::Tell(Input::Gone(id)));
                } else {
                    self.tabs[tab].watching.insert(id);
                }
            }
            Errand::Steal => {
                self.steals += 1;
                if let Some(holder) = self.holder.filter(|holder| *holder != tab) {
                    self.later(holder, 1, Event::Tell(Input::Deposed));
                    self.line.push_back(holder);
                }
                self.line.retain(|waiting| *waiting != tab);
                self.grant(tab, true);
            }
            Errand::Check => self.later(tab, 1, Event::Look),
            Errand::Resign => {
                self.line.retain(|waiting| *waiting != tab);
                if self.holder == Some(tab) {
                    self.pass_on();
                }
            }
        }
    }
}

impl Tab {
    fn next(&self) -> Option<u64> {
        let due = self.due.first_key_value().map(|((ms, _), _)| *ms);
        let next = self.wake.into_iter().chain(due).min()?;
        self.is_alive.then_some(next.max(self.frozen_until))
    }
}
