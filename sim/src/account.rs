//! The account behind the address: takes a request and the time, gives the reply. It never looks at a clock itself.

use crate::batch::Batch;
use crate::calendar::{http_date, seconds};
use crate::exchange::{LogLine, Reply, Request, Response};
use crate::faults::{Faults, RetryAfter, Stored, Trouble};
use crate::log::Log;
use crate::options::Options;
use crate::page::Asked;
use crate::rate::RateWindow;
use crate::route::Route;
use crate::session::signed_in;
use crate::splitmix::SplitMix64;
use crate::steps::{Form, count_items};
use crate::store::{Kind, Store};
use crate::target::Target;
use crate::{control, custom_fields, page, pipelines, problem, profile, seed, users};

/// A batch that lands after its answer.
#[derive(Debug)]
struct Late {
    due_ms: u64,
    batch: Batch,
    form: Form,
}

/// A simulated Kommo account.
#[derive(Debug)]
pub struct Account {
    pub(crate) options: Options,
    pub(crate) store: Store,
    pub(crate) faults: Faults,
    pub(crate) rate: RateWindow,
    pub(crate) log: Log,
    late: Vec<Late>,
    now_ms: u64,
    chance: SplitMix64,
    /// Request ids have a sequence of their own, so that faults do not depend on how many answers were sent.
    request_ids: SplitMix64,
    /// So have the ways to the server: what befalls a request does not depend on when it arrives.
    ways: SplitMix64,
    /// And how long the account works on each.
    services: SplitMix64,
}

impl Account {
    /// A seeded account.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        Self::with_data(options, seed::Amount::BELIEVABLE)
    }

    pub(crate) fn with_data(options: &Options, amount: seed::Amount) -> Self {
        Self {
            options: options.clone(),
            store: seed::store(options, amount),
            faults: Faults::default(),
            rate: RateWindow::default(),
            log: Log::default(),
            late: Vec::new(),
            now_ms: 0,
            chance: SplitMix64::new(options.seed),
            request_ids: SplitMix64::new(!options.seed),
            ways: SplitMix64::new(options.seed ^ 0x0003_A47D),
            services: SplitMix64::new(options.seed ^ 0x5E41_1CE5),
        }
    }

    /// How much longer than usual a request that was just sent is on its way, in milliseconds.
    ///
    /// The host asks once for each request, waits this long and only then gives it to [`handle`](Self::handle) with
    /// the time of that moment. The body need not be there yet. It is 0 unless the fault `arrival_jitter_ms` is on.
    pub fn way_ms(&mut self, request: &Request) -> u64 {
        if self.faults.arrival_jitter_ms == 0 || !self.is_api(request) {
            return 0;
        }
        self.ways.up_to(self.faults.arrival_jitter_ms)
    }

    /// Answers one request that arrived at `now_ms` (unix milliseconds).
    ///
    /// A time before that of an earlier call counts as the earlier call's time.
    pub fn handle(&mut self, now_ms: u64, request: &Request) -> Reply {
        self.now_ms = self.now_ms.max(now_ms);
        self.land_late();
        let target = Target::parse(&request.target);
        let response = match target.segments().first() {
            Some(&"_sim") => control::answer(self, self.now_ms, request, &target),
            Some(&"api") if self.is_own_host(&request.host) => return self.answer_api(request, &target),
            Some(&"ajax") if self.is_own_host(&request.host) => self.answer_page(request),
            _ => {
                let refusal = problem::no_path(&request.method, &self.store.base, &target.path);
                self.with_id(refusal)
            }
        };
        self.reply(Some(response), 0)
    }

    /// The API requests so far, in order of arrival.
    #[must_use]
    pub fn log(&self) -> &[LogLine] {
        self.log.lines()
    }

    fn is_api(&self, request: &Request) -> bool {
        Target::parse(&request.target).segments().first() == Some(&"api") && self.is_own_host(&request.host)
    }

    fn is_own_host(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        name.strip_suffix(".kommo.com") == Some(self.options.subdomain.as_str())
    }

    fn now_s(&self) -> i64 {
        seconds(self.now_ms)
    }

    fn land_late(&mut self) {
        let now_ms = self.now_ms;
        let (mut due, waiting): (Vec<_>, Vec<_>) =
            self.late.drain(..).partition(|late| late.due_ms <= now_ms);
        self.late = waiting;
        due.sort_by_key(|late| late.due_ms);
        for late in due {
            late.batch.commit(late.form, &mut self.store, seconds(late.due_ms));
        }
    }

    fn answer_api(&mut self, request: &Request, target: &Target) -> Reply {
        let refusal = self.refuse();
        let delay_ms = self.faults.service_ms(&target.path, refusal.is_some(), &mut self.services);
        let response = match refusal {
            Some(refusal) => Some(refusal),
            None => self.serve(request, target),
        };
        self.log.push(LogLine {
            at_ms: self.now_ms,
            method: request.method.clone(),
            path: target.path.clone(),
            query: target.raw_query.clone(),
            status: response.as_ref().map_or(0, |response| response.status),
            bytes: response.as_ref().map_or(0, |response| response.body.len()),
            items: count_items(request),
            conditional: request.header("if-modified-since").is_some(),
        });
        let response = response.map(|response| self.with_id(response));
        self.reply(response, delay_ms)
    }

    /// Every answer tells when it leaves, which is later than the moment that it shows the account at.
    fn reply(&self, mut response: Option<Response>, delay_ms: u64) -> Reply {
        if let Some(response) = &mut response {
            let leaves_s = seconds(self.now_ms.saturating_add(delay_ms));
            response.headers.push(("Date".to_owned(), http_date(leaves_s)));
        }
        Reply { response, delay_ms }
    }

    /// Kommo's page reads the same entities by addresses of its own, `/ajax/v4/…`. They are taken not to
    /// count as API requests: neither limited nor logged, but blocked with all others.
    fn answer_page(&mut self, request: &Request) -> Response {
        let target = Target::parse(&request.target.replacen("/ajax/", "/api/", 1));
        let served = match request.method.as_str() {
            _ if self.faults.block => Some(problem::html(403)),
            "GET" => self.serve(request, &target),
            _ => None,
        };
        let response = served.unwrap_or_else(problem::no_method);
        self.with_id(response)
    }

    /// Every answer of Kommo carries an id.
    fn with_id(&mut self, mut response: Response) -> Response {
        let id = format!("{:016x}{:016x}", self.request_ids.next(), self.request_ids.next());
        response.headers.push(("X-Request-Id".to_owned(), id));
        response
    }

    /// The doors that an API request passes before it is served.
    fn refuse(&mut self) -> Option<Response> {
        let is_within_rate = self.rate.arrive(self.now_ms);
        if self.faults.meets_block() {
            return Some(problem::html(403));
        }
        if !is_within_rate {
            self.faults.block = self.rate.offend(self.now_ms);
            let wait_s = self.faults.wait_s(&mut self.chance);
            return Some(problem::too_many_requests(RetryAfter::Body(wait_s)));
        }
        // What others have used up is no offence of this client.
        self.faults.meets_storm(&mut self.chance).map(problem::too_many_requests)
    }

    /// What follows once a request may come in at all; `None` drops the connection.
    fn serve(&mut self, request: &Request, target: &Target) -> Option<Response> {
        if self.faults.signed_out || !signed_in(request) {
            return Some(problem::unauthorized());
        }
        let Some(route) = Route::parse(&target.segments()) else {
            return Some(problem::no_path(&request.method, &self.store.base, &target.path));
        };
        if !route.has_method(&request.method) {
            return Some(problem::no_method());
        }
        if self.faults.no_rights.iter().any(|name| name == route.resource()) {
            return Some(problem::problem(403, "You do not have rights for this action"));
        }
        match (request.method.as_str(), route) {
            ("POST", Route::Entities(kind)) => self.write(kind, Form::Add, &request.body),
            ("PATCH", Route::Entities(kind)) => self.write(kind, Form::UpdateMany, &request.body),
            ("PATCH", Route::Entity(kind, id)) => self.write(kind, Form::UpdateOne(id), &request.body),
            _ => self.read(route, request, target),
        }
    }

    fn read(&mut self, route: Route, request: &Request, target: &Target) -> Option<Response> {
        match self.faults.draw(&mut self.chance, None) {
            Trouble::ServerError { status, .. } => return Some(problem::server_error(status)),
            Trouble::LostAnswer { .. } => return None,
            Trouble::Nothing | Trouble::GatewayTimeout { .. } => {}
        }
        let store = &self.store;
        let since = request.header("if-modified-since").filter(|_| !self.faults.ignore_if_modified_since);
        let has_filters = !self.faults.ignore_filters;
        Some(match route {
            Route::Account => profile::read(store, target, self.now_s()),
            Route::Users => users::list(store, target),
            Route::User(id) => users::one(store, id, target),
            Route::Pipelines => pipelines::list(store),
            Route::Pipeline(id) => pipelines::one(store, id),
            Route::Statuses(id) => pipelines::statuses(store, id),
            Route::Status(id, status_id) => pipelines::status(store, id, status_id),
            Route::Fields(kind) => custom_fields::list(store, kind, target),
            Route::Field(kind, id) => custom_fields::one(store, kind, id),
            Route::Entities(kind) => page::list(kind, store, &Asked { target, since, has_filters }),
            Route::Entity(kind, id) => page::one(kind, store, id, target),
        })
    }

    fn write(&mut self, kind: Kind, form: Form, body: &[u8]) -> Option<Response> {
        let mut batch = match Batch::parse(kind, form, body, &self.store) {
            Ok(batch) => batch,
            Err(refusal) => {
                let is_lost = matches!(self.faults.draw(&mut self.chance, None), Trouble::LostAnswer { .. });
                return (!is_lost).then_some(refusal);
            }
        };
        let now_s = self.now_s();
        match self.faults.draw(&mut self.chance, Some(batch.len())) {
            Trouble::Nothing => Some(batch.commit(form, &mut self.store, now_s)),
            Trouble::GatewayTimeout { stored, late_ms } => {
                let kept = match stored {
                    Stored::None => 0,
                    Stored::Half => batch.len() / 2,
                    Stored::All => batch.len(),
                };
                batch.truncate(kept);
                self.late.push(Late { due_ms: self.now_ms.saturating_add(late_ms), batch, form });
                self.land_late();
                Some(problem::html(504))
            }
            Trouble::ServerError { stored, status } => {
                if stored {
                    batch.commit(form, &mut self.store, now_s);
                }
                Some(problem::server_error(status))
            }
            Trouble::LostAnswer { stored } => {
                if stored {
                    batch.commit(form, &mut self.store, now_s);
                }
                None
            }
        }
    }
}
