//! Everything that moves: tabs, browser, ways, account and users, on one virtual clock.

mod company;
mod deeds;
mod events;

use std::collections::BTreeMap;

use super::browser::{Browser, Flight};
use super::climate::Climate;
use super::diary::{Diary, Mark, TabId, What};
use super::locks::{Ask, Locks};
use super::network::Network;
use super::tab::{Mail, State, Tab};
use super::ways::Ways;
use super::weather::Weather;
use crate::virtual_time::clock::{Clock, Due};
use crate::virtual_time::dice::Dice;
use kommo_pace::base::{Failure, Response};
use kommo_pace::traffic::tabs::Output;

/// How long after the last fault all that was asked for may take, in milliseconds.
const PATIENCE_MS: u64 = 15 * 60_000;

/// What the clock on the wall shows at the start.
const WALL_MS: u64 = 1_780_322_400_000;

/// What an engine may do at one moment before it must sleep.
const OUTPUTS_MAX: usize = 5_000;

pub(crate) enum Event {
    Arrive(Flight),
    /// The browser knows the outcome.
    Return(Flight, Result<Response, Failure>),
    Mail(TabId, Mail),
    /// A tab wakes up, if it does not sleep longer by now.
    WakeUp(TabId),
    Ask(TabId, Ask),
    Weather(Weather),
    LiftBlock,
    Page(usize),
    PageDone,
    /// Somebody sets the clock on the wall, forward or back by so much.
    SetWall(i64),
}

pub(crate) struct World {
    pub(crate) climate: Climate,
    clock: Clock<Event>,
    dice: Dice,
    ways: Ways,
    pub(crate) network: Network,
    browser: Browser,
    locks: Locks,
    tabs: Vec<Option<Tab>>,
    pub(crate) diary: Diary,
    next_mark: Mark,
    is_lifting: bool,
    wall_ahead_ms: u64,
    /// When the last thing that one tab said to another will have been heard.
    said_ms: BTreeMap<(TabId, TabId), u64>,
    lock_due_ms: u64,
}

impl World {
    pub(crate) fn new(seed: u64, climate: Climate) -> Self {
        let mut clock = Clock::new(0);
        for (at_ms, weather) in &climate.weathers {
            clock.after(*at_ms, Event::Weather(weather.clone()));
        }
        for (at_ms, tab, deed) in &climate.deeds {
            clock.after(*at_ms, Event::Mail(*tab, Mail::Do(*deed)));
        }
        for (at_ms, ms) in &climate.walls {
            clock.after(*at_ms, Event::SetWall(*ms));
        }
        for (at_ms, end_ms, count) in &climate.page {
            clock.after(*at_ms, Event::Page(*count));
            for _ in 0..*count {
                clock.after(*end_ms, Event::PageDone);
            }
        }
        Self {
            clock,
            dice: Dice::new(!seed),
            ways: climate.ways.clone(),
            network: Network::new(seed),
            browser: Browser::default(),
            locks: Locks::default(),
            tabs: Vec::new(),
            diary: Diary::default(),
            next_mark: 0,
            is_lifting: false,
            wall_ahead_ms: WALL_MS,
            said_ms: BTreeMap::new(),
            lock_due_ms: 0,
            climate,
        }
    }

    /// Lets everything happen until nobody waits any more.
    pub(crate) fn run(&mut self) {
        while !self.is_over() {
            let is_late = self.clock.now_ms() > self.climate.fair_from_ms + PATIENCE_MS;
            assert!(!is_late, "it does not end: {:?}", self.unsettled());
            match self.clock.jump(None) {
                Due::Thing(event) => self.happen(event),
                Due::WakeUp | Due::Nothing => panic!("nothing to wait for: {:?}", self.unsettled()),
            }
        }
    }

    fn is_over(&self) -> bool {
        let is_fair = self.clock.now_ms() > self.climate.fair_from_ms;
        is_fair && self.tabs.iter().flatten().all(Tab::is_idle) || self.clock.is_empty()
    }

    fn unsettled(&self) -> Vec<String> {
        let tab = |(id, tab): (TabId, &Tab)| {
            let waiting = tab.orders.iter().filter(|(_, state)| **state != State::Delivered);
            let waiting: Vec<_> = waiting.take(5).collect();
            format!("tab {id}: {waiting:?}, {:?}", tab.engine.gate())
        };
        let living = self.tabs.iter().enumerate().filter_map(|(id, tab)| tab.as_ref().map(|tab| (id, tab)));
        living.map(tab).collect()
    }

    fn note(&mut self, tab: TabId, what: What) {
        self.diary.note(self.clock.now_ms(), tab, what);
    }

    /// Lets a tab's engine do what it wants to, until it sleeps.
    fn drain(&mut self, id: TabId) {
        let now_ms = self.clock.now_ms();
        for _ in 0..OUTPUTS_MAX {
            let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
            let now = tab.now(now_ms);
            match tab.engine.poll(now) {
                Output::Send(ticket, request) => {
                    tab.orders.insert(ticket, State::InFlight);
                    self.note(id, What::Left(ticket));
                    self.leave(Flight { tab: id, ticket, request, left_ms: now_ms, sent_ms: now_ms });
                    if self.climate.slow_ms > 0 {
                        let delay_ms = self.dice.between(0, self.climate.slow_ms);
                        self.set_timer(id, delay_ms);
                        return;
                    }
                }
                Output::Deliver(ticket, delivery) => {
                    tab.orders.insert(ticket, State::Delivered);
                    self.note(id, What::Delivered(ticket, delivery));
                }
                Output::Errand(errand) => self.perform(id, errand),
                Output::Sleep(None) => {
                    tab.timer += 1;
                    return;
                }
                Output::Sleep(Some(wake)) => {
                    let late_ms = self.dice.between(0, self.climate.timer_late_ms);
                    self.set_timer(id, wake.since_ms(now) + late_ms);
                    return;
                }
            }
        }
        panic!("the engine never sleeps");
    }

    fn set_timer(&mut self, id: TabId, delay_ms: u64) {
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        tab.timer += 1;
        self.clock.after(delay_ms, Event::Mail(id, Mail::Wake(tab.timer)));
    }
}
