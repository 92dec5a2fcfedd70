//! What each event does to the world.

use kommo_pace::base::{Failure, Request, Response};
use kommo_pace::traffic::{Input, Ticket, Timing, tabs};

use super::super::browser::Flight;
use super::super::diary::{TabId, What, is_block};
use super::super::script::Deed;
use super::super::tab::{Mail, State};
use super::{Event, World};

/// How long the page waits for an answer, in milliseconds.
const TIME_OUT_MS: u64 = 20_000;

impl World {
    pub(super) fn happen(&mut self, event: Event) {
        match event {
            Event::Arrive(flight) => self.arrive(flight),
            Event::Return(flight, outcome) => self.come_back(&flight, outcome),
            Event::Mail(tab, mail) => self.bring(tab, mail),
            Event::WakeUp(tab) => self.wake_up(tab),
            Event::Ask(tab, ask) => {
                // What is asked for a tab that is gone is not asked.
                if self.tabs[tab].is_some() {
                    let words = self.locks.ask(tab, ask);
                    self.tell_locks(words);
                }
            }
            Event::SetWall(ms) => self.wall_ahead_ms = self.wall_ahead_ms.saturating_add_signed(ms),
            Event::Weather(weather) => self.network.change(weather),
            Event::LiftBlock => {
                self.is_lifting = false;
                self.network.lift_block();
            }
            Event::Page(count) => {
                if !self.ways.is_multiplexed {
                    self.browser.occupy(count);
                }
            }
            Event::PageDone => self.release(),
        }
    }

    /// A tab lets a request out.
    pub(super) fn leave(&mut self, flight: Flight) {
        if self.ways.is_offline(self.clock.now_ms()) {
            let mail = Mail::Outcome(flight.ticket, Err(Failure::NotSent));
            self.clock.after(self.dice.between(0, 5), Event::Mail(flight.tab, mail));
        } else if self.ways.is_multiplexed {
            self.depart(flight);
        } else if let Some(flight) = self.browser.connect(flight) {
            self.depart(flight);
        }
    }

    fn depart(&mut self, flight: Flight) {
        let now_ms = self.clock.now_ms();
        let arrival_ms = self.ways.there(&mut self.dice, now_ms);
        self.clock.after(arrival_ms - now_ms, Event::Arrive(Flight { sent_ms: now_ms, ..flight }));
    }

    fn arrive(&mut self, flight: Flight) {
        let now_ms = self.clock.now_ms();
        if self.ways.is_offline(now_ms) {
            let after_ms = self.dice.between(0, 3_000);
            self.clock.after(after_ms, Event::Return(flight, Err(Failure::Lost)));
            return;
        }
        self.note(flight.tab, What::Arrived(now_ms - flight.left_ms));
        let outcome = self.network.arrive(now_ms, &flight.request, &mut self.dice);
        let is_read = flight.request.method.is_read();
        let done_ms = now_ms + self.ways.work(&mut self.dice, is_read, items(&flight.request));
        let mut at_ms = self.ways.back(&mut self.dice, done_ms);
        let mut outcome = if self.ways.is_offline(at_ms) { Err(Failure::Lost) } else { outcome };
        if at_ms > flight.sent_ms + TIME_OUT_MS {
            at_ms = now_ms.max(flight.sent_ms + TIME_OUT_MS);
            outcome = Err(Failure::TimedOut);
        }
        self.clock.after(at_ms - now_ms, Event::Return(flight, outcome));
    }

    fn come_back(&mut self, flight: &Flight, outcome: Result<Response, Failure>) {
        self.release();
        if is_block(&outcome) && !self.is_lifting {
            self.is_lifting = true;
            let after_ms = self.dice.between(100, 20_000);
            self.clock.after(after_ms, Event::LiftBlock);
        }
        let (tab, ticket) = (flight.tab, flight.ticket);
        let mut timed_ms = None;
        if outcome.is_ok() && self.dice.chance(self.climate.timed) {
            let timing = Timing {
                held_ms: flight.sent_ms - flight.left_ms,
                answer_ms: self.clock.now_ms() - flight.sent_ms,
                multiplexed: self.ways.is_multiplexed,
            };
            let after_ms = if self.dice.chance(50) { 0 } else { self.dice.between(1, 50) };
            timed_ms = Some((after_ms, Mail::Timed(ticket, timing)));
        }
        let is_first = self.dice.chance(50);
        if let Some((_, timed)) = timed_ms.take_if(|(after_ms, _)| *after_ms == 0 && is_first) {
            self.bring(tab, timed);
        }
        self.bring(tab, Mail::Outcome(ticket, outcome));
        if let Some((after_ms, timed)) = timed_ms {
            self.clock.after(after_ms, Event::Mail(tab, timed));
        }
    }

    fn release(&mut self) {
        if self.ways.is_multiplexed {
            return;
        }
        let Some(flight) = self.browser.release() else { return };
        if self.ways.is_offline(self.clock.now_ms()) {
            self.clock.after(1, Event::Return(flight, Err(Failure::Lost)));
        } else {
            self.depart(flight);
        }
    }

    /// Something comes to a tab, which may sleep or be gone.
    fn bring(&mut self, id: TabId, mail: Mail) {
        let is_death = matches!(mail, Mail::Do(Deed::Die));
        match self.tabs.get_mut(id) {
            Some(Some(tab)) if tab.sleep.is_some() && !is_death => tab.mail.push_back(mail),
            _ => self.open(id, mail),
        }
    }

    fn wake_up(&mut self, id: TabId) {
        let now_ms = self.clock.now_ms();
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        if tab.sleep.take_if(|until_ms| *until_ms <= now_ms).is_none() {
            return;
        }
        let mut mail = std::mem::take(&mut tab.mail);
        self.note(id, What::Slept);
        while let Some(letter) = mail.pop_front() {
            self.bring(id, letter);
        }
    }

    fn open(&mut self, id: TabId, mail: Mail) {
        let now_ms = self.clock.now_ms();
        if let Mail::Do(deed) = mail {
            self.carry_out(id, deed);
            self.drain(id);
            return;
        }
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        let now = tab.now(now_ms);
        match mail {
            Mail::Wake(number) if number != tab.timer => return,
            Mail::Wake(_) | Mail::Do(_) => {}
            Mail::Timed(ticket, timing) => tab.engine.handle(now, Input::Timed(ticket, timing)),
            Mail::Look => self.look(id),
            Mail::Heard(message, posted_ms) => self.hear_message(id, message, posted_ms),
            Mail::Lock(word) => self.hear_lock(id, word),
            Mail::Shown => {
                tab.is_away = false;
                tab.engine.hear(now, tabs::Input::Returned);
                self.appear(id);
            }
            Mail::Outcome(ticket, outcome) => self.tell(id, ticket, outcome),
        }
        self.drain(id);
    }

    fn tell(&mut self, id: TabId, ticket: Ticket, outcome: Result<Response, Failure>) {
        self.note(id, What::Told(ticket, outcome.clone()));
        let now_ms = self.clock.now_ms();
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        if let Some(state @ State::InFlight) = tab.orders.get_mut(&ticket) {
            *state = State::Back;
        }
        let input = match outcome {
            Ok(response) => Input::Answered(ticket, response),
            Err(failure) => Input::Failed(ticket, failure),
        };
        tab.engine.handle(tab.now(now_ms), input);
    }
}

/// How many entities a request writes.
fn items(request: &Request) -> u64 {
    request.body.as_deref().map_or(0, |body| body.matches("name").count() as u64)
}
