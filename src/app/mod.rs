//! L3: the application without a browser. Events go in, effects come out, and views show what there
//! is; it sends, stores and draws nothing itself.
//!
//! All decisions are made here, so that all of them can be tested natively.

mod barrier;
mod card;
pub mod data;
mod desk;
mod event;
mod explain;
mod facts;
pub mod import;
pub mod monitor;
pub mod runs;
mod settings;
pub mod tab;
pub mod text;
pub mod trouble;
pub mod view;

use data::Standing;
use desk::{Desk, Output};
use facts::{Fact, Facts};
use tab::Tab;
use text::Catalogue;
use view::{Body, Budget, CardView, CheckView, OfferView, PageView, Pulse};

use crate::base::limits::REQUESTS_PER_SECOND;
use crate::base::{Account, Delivery, Moment, Timestamp};
use crate::traffic::tabs::TabId;
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
    Data(data::Call),
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
    data: data::Data,
    runs: runs::Runs,
    /// Which tab of the full page is shown.
    tab: Tab,
    watch: monitor::Watch,
    /// The screens that are mounted.
    open: Vec<Place>,
    /// Whether the browser's tab is in the background, so that nobody sees any of them.
    is_hidden: bool,
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
    pub fn new(texts: Catalogue, account: Account, mut settings: Settings) -> Self {
        settings.pace.rate = settings.pace.rate.clamp(1, REQUESTS_PER_SECOND);
        Self {
            texts,
            account,
            desk: Desk::new(settings.pace),
            facts: Facts::default(),
            wizard: import::Wizard::default(),
            card: card::Card::default(),
            data: data::Data::default(),
            runs: runs::Runs::default(),
            tab: Tab::default(),
            watch: monitor::Watch::default(),
            open: Vec::new(),
            is_hidden: false,
            effects: Vec::new(),
            settings,
            guarded: false,
            blocked_since: None,
        }
    }

    /// The same application as one tab of many: nothing leaves before it knows which of them leads.
    #[must_use]
    pub fn among_tabs(self, tab: TabId) -> Self {
        Self { desk: Desk::among_tabs(tab, self.settings.pace), ..self }
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
            Event::Opened(place) => {
                self.open.push(place);
                self.watch.open();
                match place {
                    Place::Page => {
                        self.want_facts(now.moment);
                        self.runs.list(now);
                    }
                    Place::LeadCard { id } => self.open_card(now.moment, id),
                }
            }
            Event::Closed(place) => self.close(place),
            Event::Hidden(is_hidden) => self.is_hidden = is_hidden,
            Event::Reload => self.want_facts(now.moment),
            Event::Traffic(input) => self.desk.handle(now.moment, input),
            Event::Tabs(input) => self.desk.handle_tabs(now.moment, input),
            Event::Probe => self.desk.handle(now.moment, Input::Probe),
            Event::Persisted(entries) => self.wizard.persisted(now.moment, entries),
            Event::TabChosen(tab) => {
                self.tab = tab;
                self.watch.open();
            }
            Event::Monitor(event) => self.watch_event(now, event),
            Event::Data(data::Event::Sliced(slice, kept)) => self.wizard.sliced(now.moment, slice, kept),
            Event::Data(event) => self.data.handle(now, event),
            Event::Runs(event) => {
                if let runs::Event::Wrote(run, result) = &event {
                    self.wizard.wrote(run, result.clone());
                }
                self.runs.handle(now, event);
            }
            Event::PersistFailed => self.wizard.not_persisted(now.moment),
            Event::Import(event) => {
                let entity = self.wizard.entity();
                if matches!(event, import::Event::CheckAsked) {
                    self.runs.look_at_room();
                }
                let is_kept = self.runs.is_kept();
                let (facts, texts) = (&self.facts, &self.texts);
                let mut effects = self.wizard.handle(now, event, facts, texts, &self.settings, is_kept);
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
        let traffic = self.desk.traffic();
        let (step, mut body) = self.wizard.view(now.moment, &self.facts, &self.texts, traffic.gate());
        if let Body::Check(check) = &mut body {
            self.say_how_safe(check);
        }
        if let (Body::Check(check), Some((list, _))) = (&mut body, self.wizard.waits_for_list()) {
            check.list = Some(self.data.list(list, &self.around(now.moment)));
        }
        PageView {
            gate: self.barrier(now),
            budget: self.budget(now.moment),
            pulse: self.pulse(now.moment),
            tab: self.tab,
            underway: self.wizard.underway(now.moment, &self.texts, traffic.gate()),
            offers: self.offers(),
            step,
            body,
            monitor: (self.tab == Tab::Traffic).then(|| self.watch.view()),
            data: (self.tab == Tab::Data).then(|| self.data.view(&self.around(now.moment))),
        }
    }

    /// The right panel of the lead's card as it is now.
    #[must_use]
    pub fn card(&self, now: Now) -> CardView {
        CardView {
            gate: self.barrier(now),
            budget: self.budget(now.moment),
            pulse: self.pulse(now.moment),
            run: self.wizard.in_short(now.moment, &self.texts),
            ..self.card.view(&self.facts, &self.texts)
        }
    }

    /// Unfinished runs, while nothing else would have to make room for them.
    fn offers(&self) -> Vec<OfferView> {
        if !self.wizard.is_idle() {
            return Vec::new();
        }
        self.runs.offers(self.wizard.run(), self.facts.account(), &self.texts)
    }

    /// Whether the browser keeps an import is said before it is started.
    fn say_how_safe(&self, check: &mut CheckView) {
        if check.start.is_none() {
            return;
        }
        check.notices.push(self.runs.safety(&self.texts));
        if !self.runs.is_kept() {
            check.start = Some(self.texts.say(&text::text("app.run.unkept")));
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
            allowed: self.settings.pace.rate,
        }
    }

    /// What the account's data are shown with.
    fn around(&self, now: Moment) -> data::Around<'_> {
        data::Around {
            now,
            account: self.facts.account(),
            trouble: self.facts.account_trouble(),
            gate: self.desk.traffic().gate(),
            rate: self.settings.pace.rate,
            texts: &self.texts,
        }
    }

    fn pulse(&self, now: Moment) -> Pulse {
        monitor::pulse(&self.desk.traffic().monitor(now))
    }

    fn close(&mut self, place: Place) {
        if let Some(index) = self.open.iter().position(|open| *open == place) {
            self.open.swap_remove(index);
        }
    }

    fn watch_event(&mut self, now: Now, event: monitor::Event) {
        let scene = scene(now, &self.desk, &self.facts, &self.settings, &self.account, &self.texts);
        let effect = self.watch.handle(event, &scene);
        self.effects.extend(effect);
    }

    /// Makes the monitor anew if it is shown and it is time to.
    fn refresh_monitor(&mut self, now: Now) {
        self.watch.compare(self.desk.traffic().monitor(now.moment).now, now.time);
        if !self.is_hidden && self.tab == Tab::Traffic && self.open.contains(&Place::Page) {
            let scene = scene(now, &self.desk, &self.facts, &self.settings, &self.account, &self.texts);
            self.watch.refresh(&scene);
        }
    }

    /// Lets the engines work until both have nothing more to do, and notes when to come back.
    fn settle(&mut self, now: Now) {
        self.take_restored();
        self.wizard.work();
        let wake = loop {
            let engine = self.drive_import(now.moment).into_iter().chain(self.drive_data(now.moment)).min();
            match self.desk.poll(now.moment) {
                Output::Send(ticket, request) => {
                    if let Some(Purpose::Import(call)) = self.desk.asker(ticket) {
                        self.wizard.left(now.moment, *call);
                    }
                    self.effects.push(Effect::Send(ticket, request));
                }
                Output::Deliver(purpose, delivery) => self.deliver(now.moment, purpose, delivery),
                Output::Errand(errand) => self.effects.push(Effect::Tabs(errand)),
                Output::Sleep(_) if self.survey(now) => {}
                Output::Sleep(traffic) => break [engine, traffic].into_iter().flatten().min(),
            }
        };
        let tell = self.drive_runs(now);
        self.refresh_monitor(now);
        let is_seen = !self.is_hidden && !self.open.is_empty();
        let moves =
            self.wizard.is_moving() || self.data.is_moving(now.moment) || self.is_counting(now.moment);
        let changes = is_seen && moves;
        let refresh = changes.then(|| now.moment.plus_ms(REFRESH_MS));
        let at_once = self.wizard.has_slices_left().then_some(now.moment);
        if let Some(moment) = [wake, refresh, at_once, tell].into_iter().flatten().min() {
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

    /// Gives a check what it waits for, if it is there or can be had without asking; whether anything came of
    /// it.
    fn survey(&mut self, now: Now) -> bool {
        let Some((list, since)) = self.wizard.waits_for_list() else {
            return self.wizard.start_again(now, &self.facts, &self.settings, self.runs.is_kept());
        };
        match self.data.standing(list) {
            Standing::Fresh(as_of) if as_of >= since => {
                self.wizard.list_is_there(as_of, self.data.size(list));
                true
            }
            Standing::Known | Standing::Fresh(_) if self.wizard.may_look() => {
                self.data.handle(now, data::Event::LookAsked(list));
                true
            }
            _ => false,
        }
    }

    /// Whether the screen shows something that changes with time alone.
    fn is_counting(&self, now: Moment) -> bool {
        let traffic = self.desk.traffic();
        let monitor = traffic.monitor(now);
        monitor.stats.in_flight > 0 || monitor::is_moving(&monitor) || barrier::counts_down(traffic.gate())
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
                // Without an owner there is no list either: the wait goes on.
                import::Output::Slice(slice, list, above) => _ = self.data.ask_slice(slice, list, above),
                import::Output::Withdraw(call) => self.desk.withdraw(now, &Purpose::Import(call)),
                import::Output::Runs(order) => self.effects.push(Effect::Runs(order)),
                import::Output::Sleep(moment) => return moment,
            }
        }
    }

    /// What is to be asked about kept runs; the moment when other tabs are to be told of this one's.
    fn drive_runs(&mut self, now: Now) -> Option<Moment> {
        match (self.desk.traffic().gate(), self.facts.account()) {
            (Gate::SignedOut { probing: false }, _) => self.runs.sign_out(),
            (_, Some(account)) => self.runs.know(now, account),
            (_, None) => {}
        }
        let tell = self.runs.tell(now.moment, self.wizard.told(now.moment));
        self.effects.extend(self.runs.orders().into_iter().map(Effect::Runs));
        tell
    }

    /// Goes on with a run that was read back, unless something else has begun meanwhile.
    fn take_restored(&mut self) {
        let Some(restored) = self.runs.take_restored() else { return };
        let run = restored.record.id.clone();
        if !self.wizard.is_idle() || !self.wizard.resume(restored, &self.settings) {
            self.runs.give_up(run);
        }
    }

    fn drive_data(&mut self, now: Moment) -> Option<Moment> {
        match (self.desk.traffic().gate(), self.facts.account()) {
            // Whoever signs in next is to find nothing of this user's.
            (Gate::SignedOut { probing: false }, _) => {
                self.desk.forget();
                if self.data.sign_out() {
                    self.facts.forget_account();
                    self.facts.want_account(now, &mut self.desk);
                }
            }
            (_, Some(account)) => self.data.know(account),
            (_, None) => {}
        }
        loop {
            match self.data.poll(now) {
                data::Output::Submit(call, request) => {
                    let order = Order::new(Lane::Bulk, "scan").fresh();
                    self.desk.submit(now, order, request, Purpose::Data(call));
                }
                data::Output::Withdraw(call) => self.desk.withdraw(now, &Purpose::Data(call)),
                data::Output::Mirror(order) => self.effects.push(Effect::Mirror(order)),
                data::Output::Sleep(moment) => return moment,
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
            Purpose::Data(call) => self.data.delivered(now, call, delivery),
            Purpose::Card(id) => self.card.deliver(id, &delivery),
        }
    }
}

/// All that the monitor looks at.
fn scene<'a>(
    now: Now,
    desk: &'a Desk<Purpose>,
    facts: &'a Facts,
    settings: &'a Settings,
    account: &'a Account,
    texts: &'a Catalogue,
) -> monitor::Scene<'a> {
    let traffic = desk.traffic();
    monitor::Scene {
        now,
        traffic: traffic.monitor(now.moment),
        gate: traffic.gate(),
        settings: settings.pace,
        account,
        repeats: desk.repeats(now.moment),
        ahead_s: facts.account().map_or(0, |account| account.utc_offset_s),
        texts,
    }
}
