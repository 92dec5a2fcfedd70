//! A page without a browser: performs the application's effects against the simulated account.

use std::collections::BTreeMap;

use kommo_pace::app::data::{self, DataView, ListView};
use kommo_pace::app::import::{self, ReadOptions, Sheet};
use kommo_pace::app::tab::Tab;
use kommo_pace::app::text::{Catalogue, Language};
use kommo_pace::app::view::{Body, CardView, CheckView, ColumnsView, PageView, RunView};
use kommo_pace::app::{self, App, Effect, Event, Now, Place};
use kommo_pace::base::{Account, Moment, Request, Response, Timestamp, http_date};
use kommo_pace::traffic::{Input, Settings, Ticket, Timing};
use kommo_pace::transfer::csv::{Dialect, parse, sniff};
use kommo_pace::transfer::encoding::Encoding;
use kommo_pace::transfer::report::again::restored;
use kommo_pace::transfer::scan::store::{MemoryMirror, Mirror as _};
use kommo_pace::transfer::schema::Entity;

/// When the virtual clock starts, Unix milliseconds.
const START_MS: u64 = 1_790_000_000_000;

/// How long a request is on its way, there and back.
const WAY_MS: u64 = 40;

/// How long an import may take before the test gives up.
const PATIENCE_MS: u64 = 3_600_000;

/// A page with the application in it.
pub(super) struct Bench {
    app: App,
    settings: app::Settings,
    account: kommo_sim::Account,
    pub(super) mirror: MemoryMirror,
    now_ms: u64,
    file: String,
    /// What is going to happen, by time and order.
    agenda: BTreeMap<(u64, u64), Event>,
    order: u64,
    wake: Option<u64>,
    /// How often the application was woken.
    pub(super) woken: u32,
    /// Files given to the user: name and text.
    pub(super) downloads: Vec<(String, String)>,
    /// Whether the page asks before it is left.
    pub(super) is_guarded: bool,
    /// Whether the browser knows that it has no network.
    pub(super) is_offline: bool,
    /// Whether the browser tells that one connection carries many requests.
    pub(super) is_multiplexed: bool,
}

impl Bench {
    /// The full page, opened in English, with the account's facts read.
    pub(super) fn open() -> Self {
        Self::make("{}", app::Settings::default())
    }

    /// The same with faults that are there from the beginning.
    pub(super) fn open_with(faults: &str) -> Self {
        Self::make(faults, app::Settings::default())
    }

    /// The same at the pace that an administrator has set.
    pub(super) fn open_at(rate: usize) -> Self {
        let pace = Settings { rate, ..Settings::default() };
        Self::make("{}", app::Settings { pace, ..app::Settings::default() })
    }

    /// The same with faults from the beginning, in these settings.
    pub(super) fn make(faults: &str, settings: app::Settings) -> Self {
        let file = include_str!("../../../www/i18n/en.json");
        let texts = Catalogue::new(Language::English, &serde_json::from_str(file).unwrap());
        let account = Account::parse("https://demo.kommo.com").unwrap();
        let options = kommo_sim::Options { now_ms: START_MS, ..kommo_sim::Options::default() };
        let mut bench = Self {
            app: App::new(texts, account, settings.clone()),
            settings,
            mirror: MemoryMirror::default(),
            account: kommo_sim::Account::new(&options),
            now_ms: 0,
            file: String::new(),
            agenda: BTreeMap::new(),
            order: 0,
            wake: None,
            woken: 0,
            downloads: Vec::new(),
            is_guarded: false,
            is_offline: false,
            is_multiplexed: false,
        };
        bench.faults(faults);
        bench.tell(Event::Opened(Place::Page));
        bench.run_ms(3_000);
        bench
    }

    /// The user chooses a file of this text; it is read by the time this returns.
    pub(super) fn choose(&mut self, text: &str) {
        text.clone_into(&mut self.file);
        self.click(import::Event::FileChosen { name: "people.csv".to_owned(), bytes: text.len() as u64 });
    }

    pub(super) fn click(&mut self, event: import::Event) {
        self.tell(Event::Import(event));
    }

    /// Chooses, checks and starts, all at the first try.
    pub(super) fn start(&mut self, text: &str) {
        self.choose(text);
        self.click(import::Event::CheckAsked);
        self.run_ms(1_000);
        self.click(import::Event::StartAsked);
    }

    pub(super) fn tell(&mut self, event: Event) {
        let effects = self.app.handle(self.now(), event);
        for effect in effects {
            self.perform(effect);
        }
    }

    /// Lets time pass.
    pub(super) fn run_ms(&mut self, ms: u64) {
        let end = self.now_ms + ms;
        while let Some((at, event)) = self.next(end) {
            self.now_ms = self.now_ms.max(at);
            self.tell(event);
        }
        self.now_ms = end;
    }

    /// Lets time pass until this is so.
    pub(super) fn run_until(&mut self, is_so: impl Fn(&PageView) -> bool) {
        let end = self.now_ms + PATIENCE_MS;
        while !is_so(&self.page()) {
            let (at, event) = self.next(end).expect("something is still to happen");
            self.now_ms = self.now_ms.max(at);
            self.tell(event);
        }
    }

    /// Whatever comes next before `end`.
    fn next(&mut self, end: u64) -> Option<(u64, Event)> {
        let due = self.agenda.keys().next().map(|(at, _)| *at);
        let woken = self.wake.filter(|at| due.is_none_or(|due| *at < due));
        match woken {
            Some(at) if at <= end => {
                self.wake = None;
                self.woken += 1;
                Some((at, Event::Woke))
            }
            _ if due.is_some_and(|due| due <= end) => {
                let ((at, _), event) = self.agenda.pop_first()?;
                Some((at, event))
            }
            _ => None,
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send(ticket, request) => self.send(ticket, &request),
            Effect::Wake(moment) => self.wake = Some(moment.as_ms()),
            Effect::ReadFile(options) => self.read(options),
            Effect::Persist(_, entries) => self.after(2, Event::Persisted(entries.len())),
            Effect::Download { name, text } => self.downloads.push((name, text)),
            Effect::Remember(_) => {}
            Effect::Tabs(errand) => unreachable!("there are no other tabs: {errand:?}"),
            Effect::GuardLeaving(on) => self.is_guarded = on,
            Effect::Mirror(order) => self.keep(order),
        }
    }

    /// The page is loaded anew: whatever was on its way is lost, what was kept is not.
    pub(super) fn reload(&mut self) {
        let account = Account::parse("https://demo.kommo.com").unwrap();
        self.app = App::new(self.app.texts().clone(), account, self.settings.clone());
        self.agenda.clear();
        self.wake = None;
        self.tell(Event::Opened(Place::Page));
        self.run_ms(3_000);
    }

    fn keep(&mut self, order: data::Order) {
        let event = match order {
            data::Order::Claim(owner) => data::Event::Claimed(now(self.mirror.claim(owner))),
            data::Order::Commit(run, owner, commit) => {
                data::Event::Committed(run, now(self.mirror.commit(owner, &commit)).map(Box::new))
            }
            data::Order::Forget(list) => data::Event::Forgotten(now(self.mirror.forget(list))),
            data::Order::Clear => data::Event::Forgotten(now(self.mirror.clear())),
        };
        self.after(2, Event::Data(event));
    }

    fn read(&mut self, options: ReadOptions) {
        let dialect = sniff(&self.file);
        let dialect = options.delimiter.map_or(dialect, |delimiter| Dialect { delimiter, ..dialect });
        let event = match parse(&self.file, dialect).map(restored) {
            Ok(read) => import::Event::FileRead(Box::new(Sheet { read, encoding: Encoding::Utf8, dialect })),
            Err(problem) => import::Event::FileRefused(problem),
        };
        self.tell(Event::Import(event));
    }

    fn send(&mut self, ticket: Ticket, request: &Request) {
        if self.is_offline {
            let failed = Input::Failed(ticket, kommo_pace::base::Failure::NotSent);
            return self.after(0, Event::Traffic(failed));
        }
        let mut headers = vec![("x-sim-session".to_owned(), "1".to_owned())];
        let since = request.since.and_then(http_date::write);
        headers.extend(since.map(|since| ("if-modified-since".to_owned(), since)));
        headers
            .extend(request.body.iter().map(|_| ("content-type".to_owned(), "application/json".to_owned())));
        let reply =
            self.ask(request.method.as_str(), request.path.as_str(), headers, request.body.as_deref());
        let answer = reply.response.map(|answer| {
            let header = |name: &str| {
                answer
                    .headers
                    .iter()
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
                    .map(|(_, value)| value)
            };
            let kind = header("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
            let body = String::from_utf8(answer.body.clone()).unwrap();
            Response {
                status: answer.status,
                content_type: kind.to_owned(),
                retry_after_s: kommo_pace::api::error::retry_after_s(&body),
                body,
                date: header("date").and_then(|date| http_date::parse(date)),
            }
        });
        let input = match answer {
            Some(response) => Input::Answered(ticket, response),
            None => Input::Failed(ticket, kommo_pace::base::Failure::Lost),
        };
        let answer_ms = WAY_MS + reply.delay_ms;
        if self.is_multiplexed {
            let timing = Timing { held_ms: 0, answer_ms, multiplexed: true };
            self.after(answer_ms, Event::Traffic(Input::Timed(ticket, timing)));
        }
        self.after(answer_ms, Event::Traffic(input));
    }

    /// Sets the account's faults, as its control path takes them.
    pub(super) fn faults(&mut self, faults: &str) {
        let reply = self.ask("POST", "/_sim/faults", Vec::new(), Some(faults));
        assert_eq!(reply.response.map(|answer| answer.status), Some(200));
    }

    /// Asks the account's control path.
    pub(super) fn control(&mut self, target: &str, body: &serde_json::Value) {
        let reply = self.ask("POST", target, Vec::new(), Some(&body.to_string())).response.unwrap();
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    }

    /// Requests for the list of leads, in order of arrival.
    pub(super) fn lead_reads(&self) -> Vec<kommo_sim::LogLine> {
        self.account.log().iter().filter(|line| line.path == "/api/v4/leads").cloned().collect()
    }

    /// Another program's requests on the same address: this many at once.
    pub(super) fn disturb(&mut self, requests: usize) {
        for _ in 0..requests {
            let session = vec![("x-sim-session".to_owned(), "1".to_owned())];
            self.ask("GET", "/api/v4/account", session, None);
        }
    }

    fn ask(
        &mut self,
        method: &str,
        target: &str,
        headers: Vec<(String, String)>,
        body: Option<&str>,
    ) -> kommo_sim::Reply {
        let request = kommo_sim::Request {
            method: method.to_owned(),
            host: "demo.kommo.com".to_owned(),
            target: target.to_owned(),
            headers,
            body: body.unwrap_or_default().as_bytes().to_vec(),
        };
        self.account.handle(START_MS + self.now_ms, &request)
    }

    /// The account's entities of a kind, as its control path shows them.
    pub(super) fn stored(&mut self, entity: &str) -> Vec<serde_json::Value> {
        let reply = self.ask("GET", &format!("/_sim/state?entity={entity}"), Vec::new(), None);
        let body: serde_json::Value = serde_json::from_slice(&reply.response.unwrap().body).unwrap();
        body[entity].as_array().unwrap().clone()
    }

    /// Statuses of all API requests that have arrived, in order.
    pub(super) fn statuses(&self) -> Vec<u16> {
        self.account.log().iter().map(|line| line.status).collect()
    }

    /// When each batch of these entities arrived, by the virtual clock in milliseconds.
    pub(super) fn batches(&self, entity: &str) -> Vec<u64> {
        let path = format!("/api/v4/{entity}");
        let batches = self.account.log().iter().filter(|line| line.method == "POST" && line.path == path);
        batches.map(|line| line.at_ms - START_MS).collect()
    }

    /// The most requests that arrived within any second.
    pub(super) fn worst_second(&self) -> usize {
        let log = self.account.log();
        let within = |from: u64| log.iter().filter(|line| (from..from + 1_000).contains(&line.at_ms)).count();
        log.iter().map(|line| within(line.at_ms)).max().unwrap_or(0)
    }

    fn after(&mut self, ms: u64, event: Event) {
        self.order += 1;
        self.agenda.insert((self.now_ms + ms, self.order), event);
    }

    /// Milliseconds since the start.
    pub(super) const fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn now(&self) -> Now {
        let seconds = i64::try_from((START_MS + self.now_ms) / 1_000).unwrap();
        Now { moment: Moment::from_ms(self.now_ms), time: Timestamp(seconds) }
    }

    pub(super) fn page(&self) -> PageView {
        self.app.page(self.now())
    }

    pub(super) fn card(&self) -> CardView {
        self.app.card(self.now())
    }

    /// The account's data, their tab chosen.
    pub(super) fn data(&mut self) -> DataView {
        self.tell(Event::TabChosen(Tab::Data));
        self.page().data.unwrap()
    }

    pub(super) fn leads(&mut self) -> ListView {
        self.data().lists.into_iter().find(|list| list.list == Entity::Leads).unwrap()
    }

    pub(super) fn columns(&self) -> ColumnsView {
        match self.page().body {
            Body::Columns(view) => view,
            other => panic!("not at the columns: {other:?}"),
        }
    }

    pub(super) fn check(&self) -> CheckView {
        match self.page().body {
            Body::Check(view) => view,
            other => panic!("not at the check: {other:?}"),
        }
    }

    pub(super) fn run(&self) -> RunView {
        match self.page().body {
            Body::Run(view) => view,
            other => panic!("not at the import: {other:?}"),
        }
    }
}

/// Lets a future of the mirror in memory end, which never waits.
pub(super) fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("memory never waits"),
    }
}
