//! What users and machines do to a tab.

use kommo_pace::base::{Method, Path, Request};
use kommo_pace::traffic::{Gate, Input, Order, Ticket, tabs};
use serde_json::{Value, json};

use super::super::diary::{Asked, Mark, TabId, What};
use super::super::script::{Company, Deed};
use super::super::tab::{Mail, State, Tab};
use super::{Event, World};

impl World {
    pub(super) fn carry_out(&mut self, id: TabId, deed: Deed) {
        let now_ms = self.clock.now_ms();
        match deed {
            Deed::Open => {
                self.tabs.resize_with(self.tabs.len().max(id + 1), || None);
                let is_first = self.tabs.iter().all(Option::is_none);
                self.tabs[id] = Some(Tab::new(id, self.climate.company));
                self.note(id, if is_first { What::OpenedAlone } else { What::Opened });
                self.appear(id);
                self.clock.after(self.dice.between(0, 5_000), Event::Mail(id, Mail::Look));
            }
            Deed::Die => {
                self.tabs[id] = None;
                self.browser.forget(id);
                self.note(id, What::Died);
                let words = self.locks.forget(id);
                self.tell_locks(words);
            }
            Deed::Ask { lane, count, writes } => {
                for _ in 0..count {
                    let is_read = !self.dice.chance(writes);
                    let mark = self.mark();
                    self.ask(id, Asked { lane, mark, is_read });
                }
            }
            Deed::Cancel(count) => self.take_back(id, count, What::Cancelled, Input::Cancel),
            Deed::Withdraw(count) => self.take_back(id, count, What::Withdrawn, Input::Withdraw),
            Deed::Sleep(ms) => {
                let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
                tab.sleep = Some(now_ms + ms);
                self.note(id, What::Sleeps);
                self.clock.after(ms, Event::WakeUp(id));
            }
            Deed::Hide(ms) => {
                let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
                if tab.is_away {
                    return;
                }
                tab.engine.hear(tab.now(now_ms), tabs::Input::Left);
                tab.is_away = true;
                self.drain(id);
                self.carry_out(id, Deed::Sleep(ms));
                self.clock.after(0, Event::Mail(id, Mail::Shown));
            }
            Deed::ClockBack(ms) => {
                let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
                tab.set_clock_back(ms);
                self.note(id, What::ClockSetBack);
            }
            Deed::ClockOn(ms) => {
                let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
                tab.set_clock_on(ms);
                self.note(id, What::ClockSetOn(ms));
            }
        }
    }

    /// The user does what the screen asks for, and will look again.
    pub(super) fn look(&mut self, id: TabId) {
        let now_ms = self.clock.now_ms();
        self.clock.after(self.dice.between(500, 10_000), Event::Mail(id, Mail::Look));
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        if let Gate::Blocked { probing: false } | Gate::SignedOut { probing: false } = tab.engine.gate() {
            tab.engine.handle(tab.now(now_ms), Input::Probe);
            self.note(id, What::Probe);
        }
    }

    fn mark(&mut self) -> Mark {
        self.next_mark += 1;
        self.next_mark
    }

    fn ask(&mut self, id: TabId, asked: Asked) {
        let now_ms = self.clock.now_ms();
        let request =
            request(asked, if self.dice.chance(self.climate.batches) { self.dice.between(2, 30) } else { 1 });
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        let order = Order::new(asked.lane, "storm");
        let ticket = tab.engine.submit(tab.now(now_ms), order, request);
        tab.orders.insert(ticket, State::Waiting);
        self.note(id, What::Asked(ticket, asked));
    }

    fn take_back(&mut self, id: TabId, count: u64, what: fn(Ticket) -> What, input: fn(Ticket) -> Input) {
        let now_ms = self.clock.now_ms();
        for _ in 0..count {
            let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
            let open = tab
                .orders
                .iter()
                .filter(|(_, state)| matches!(state, State::Waiting | State::InFlight | State::Back));
            let open: Vec<(Ticket, State)> = open.map(|(ticket, state)| (*ticket, *state)).collect();
            if open.is_empty() {
                return;
            }
            let (ticket, state) = open[self.dice.below(open.len())];
            tab.engine.handle(tab.now(now_ms), input(ticket));
            let is_cancel = matches!(what(ticket), What::Cancelled(_));
            let is_joined = self.climate.company != Company::None;
            if is_cancel && (state == State::InFlight || state == State::Back && is_joined) {
                tab.orders.insert(ticket, State::Abandoned);
            }
            self.note(id, what(ticket));
        }
    }
}

fn request(asked: Asked, items: u64) -> Request {
    let Asked { mark, .. } = asked;
    if asked.is_read {
        return Request::get(Path::api(&["contacts", "1"]).with("mark", mark));
    }
    let names: Vec<Value> = (0..items).map(|item| json!({ "name": format!("{mark}/{item}") })).collect();
    Request::write(Method::Post, Path::api(&["contacts"]), Value::Array(names).to_string())
}
