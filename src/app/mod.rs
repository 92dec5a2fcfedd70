//! L3: the application without a browser. Events go in, effects come out, and views show what there
//! is; it sends, stores and draws nothing itself.
//!
//! All decisions are made here, so that all of them can be tested natively.

mod barrier;
mod card;
mod desk;
mod event;
mod explain;
mod facts;
pub mod import;
mod settings;
pub mod text;
pub mod trouble;
pub mod view;

use desk::{Desk, Output};
use facts::{Fact, Facts};
use text::Catalogue;
use view::{Budget, CardView, PageView};

use crate::base::limits::REQUESTS_PER_SECOND;
use crate::base::{Account, Delivery, Moment, Timestamp};
use crate::traffic::{Gate, Input, Lane, Order};
use crate::transfer::import::CallId;

pub use event::{Effect, Event, Now, Place};
pub use settings::{Memory, Settings};

/// How often what changes with time alone is shown anew, in milliseconds.
const REFRESH_MS: u64 = 500;

/// Who asked for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Fact(Fact),
    Import(CallId),
    Card(u64),
}

impl From<Fact> for Purpose {
    fn from(fact: Fact) -> Self {
        Self::Fact(fact)
    }
}

/// The application: one a page.
pub struct App {
    texts: Catalogue,
    account: Account,
    desk: Desk<Purpose>,
    facts: Facts,
    wizard: import::Wizard,
    card: card::Card,
    effects: Vec<Effect>,
    settings: Settings,
    guarded: bool,
    /// Since when Kommo has blocked this IP address, for the message to its support.
    blocked_since: Option<Timestamp>,
}

impl App {
    /// The application for an account, in the user's language. It asks for nothing before a screen is
    /// opened.
    #[must_use]
    pub fn new(texts: Catalogue, account: Account, settings: Settings) -> Self {
        Self {
            texts,
            account,
            desk: Desk::new(settings.pace),
            facts: Facts::default(),
            wizard: import::Wizard::default(),
            card: card::Card::default(),
            effects: Vec::new(),
            settings,
            guarded: false,
            blocked_since: None,
        }
    }

    /// The texts in the user's language.
    #[must_use]
    pub const fn texts(&self) -> &Catalogue {
        &self.texts
    }

    /// Takes in what happened; gives back what is to be done.
    pub fn handle(&mut self, now: Now, event: Event) -> Vec<Effect> {
        match event {
            Event::Woke => {}
            Event::Opened(Place::Page) | Event::Reload => self.want_facts(now.moment),
            Event::Opened(Place::LeadCard { id }) => self.open_card(now.moment, id),
            Event::Traffic(input) => self.desk.handle(now.moment, input),
            Event::Probe => self.desk.handle(now.moment, Input::Probe),
            Event::Persisted(entries) => self.wizard.persisted(now.moment, entries),
            Event::PersistFailed => self.wizard.not_persisted(now.moment),
            Event::Import(event) => {
                let entity = self.wizard.entity();
                let mut effects = self.wizard.handle(now, event, &self.facts, &self.texts, &self.settings);
                self.effects.append(&mut effects);
                // What failed is not asked for again by whatever the user does next.
                if entity != self.wizard.entity() {
                    self.want_facts(now.moment);
                }
            }
        }
        self.settle(now);
        std::mem::take(&mut self.effects)
    }

    /// The full page as it is now.
    #[must_use]
    pub fn page(&self, now: Now) -> PageView {
        let (step, body) = self.wizard.view(now.moment, &self.facts, &self.texts, self.desk.traffic().gate());
        PageView { gate: self.barrier(now), budget: self.budget(now.moment), step, body }
    }

    /// The right panel of the lead's card as it is now.
    #[must_use]
    pub fn card(&self, now: Now) -> CardView {
        CardView {
            gate: self.barrier(now),
            budget: self.budget(now.moment),
            run: self.wizard.in_short(now.moment, &self.texts),
            ..self.card.view(&self.facts, &self.texts)
        }
    }

    fn want_facts(&mut self, now: Moment) {
        self.facts.want(now, &mut self.desk, self.wizard.entity());
    }

    fn open_card(&mut self, now: Moment, id: u64) {
        self.facts.want_account(now, &mut self.desk);
        self.facts.want_users(now, &mut self.desk);
        self.facts.want_pipelines(now, &mut self.desk);
        if let Some(call) = self.card.open(id) {
            let order = Order::new(Lane::Screen, "lead card");
            let asked = self.desk.ask(now, order, &call, Purpose::Card(id));
            self.card.asked(asked);
        }
    }

    fn barrier(&self, now: Now) -> Option<view::GateView> {
        let since = self.blocked_since.unwrap_or(now.time);
        barrier::view(
            self.desk.traffic().gate(),
            now.moment,
            since,
            &self.account,
            self.facts.account(),
            &self.texts,
        )
    }

    fn budget(&self, now: Moment) -> Budget {
        Budget {
            used: self.desk.traffic().stats(now).starts_in_last_second,
            allowed: self.settings.pace.rate.clamp(1, REQUESTS_PER_SECOND),
        }
    }

    /// Lets the engines work until both have nothing more to do, and notes when to come back.
    fn settle(&mut self, now: Now) {
        self.wizard.work();
        let wake = loop {
            let engine = self.drive_import(now.moment);
            match self.desk.poll(now.moment) {
                Output::Send(ticket, request) => self.effects.push(Effect::Send(ticket, request)),
                Output::Deliver(purpose, delivery) => self.deliver(now.moment, purpose, delivery),
                Output::Sleep(traffic) => break [engine, traffic].into_iter().flatten().min(),
            }
        };
        let changes = self.wizard.is_moving() || self.is_counting(now.moment);
        let refresh = changes.then(|| now.moment.plus_ms(REFRESH_MS));
        let at_once = self.wizard.has_slices_left().then_some(now.moment);
        if let Some(moment) = [wake, refresh, at_once].into_iter().flatten().min() {
            self.effects.push(Effect::Wake(moment));
        }
        if let Some((entity, rows)) = self.wizard.batch_rows()
            && self.settings.memory.learn(entity, rows)
        {
            self.effects.push(Effect::Remember(self.settings.memory.text()));
        }
        let is_blocked = matches!(self.desk.traffic().gate(), Gate::Blocked { .. });
        self.blocked_since = is_blocked.then(|| self.blocked_since.unwrap_or(now.time));
        let guard = self.wizard.is_unsafe_to_leave();
        if guard != std::mem::replace(&mut self.guarded, guard) {
            self.effects.push(Effect::GuardLeaving(guard));
        }
    }

    /// Whether the screen shows something that changes with time alone.
    fn is_counting(&self, now: Moment) -> bool {
        self.budget(now).used > 0 || barrier::counts_down(self.desk.traffic().gate())
    }

    fn drive_import(&mut self, now: Moment) -> Option<Moment> {
        loop {
            match self.wizard.poll(now) {
                import::Output::Persist(run, entries) => self.effects.push(Effect::Persist(run, entries)),
                import::Output::Submit(call, request) => {
                    // What an import asks is about its own writes of a moment ago.
                    let order = Order::new(Lane::Bulk, "import").fresh();
                    self.desk.submit(now, order, request, Purpose::Import(call));
                }
                import::Output::Withdraw(call) => self.desk.withdraw(now, &Purpose::Import(call)),
                import::Output::Sleep(moment) => return moment,
            }
        }
    }

    fn deliver(&mut self, now: Moment, purpose: Purpose, delivery: Delivery) {
        match purpose {
            Purpose::Fact(fact) => {
                self.facts.deliver(now, &mut self.desk, fact, &delivery);
                self.wizard.facts_changed(&self.facts);
            }
            Purpose::Import(call) => self.wizard.delivered(now, call, delivery),
            Purpose::Card(id) => self.card.deliver(id, &delivery),
        }
    }
}
