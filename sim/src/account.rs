//! The account behind the address: takes a request and the time, gives the reply. It never looks at a clock itself.

mod api;

use crate::batch::Batch;
use crate::calendar::{http_date, seconds};
use crate::exchange::{LogLine, Reply, Request, Response};
use crate::faults::Faults;
use crate::log::Log;
use crate::options::Options;
use crate::rate::RateWindow;
use crate::splitmix::SplitMix64;
use crate::steps::Form;
use crate::store::Store;
use crate::target::Target;
use crate::{control, problem, seed};

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

    /// Every answer tells when it leaves, which is later than the moment that it shows the account at.
    fn reply(&self, mut response: Option<Response>, delay_ms: u64) -> Reply {
        if let Some(response) = &mut response {
            let leaves_s = seconds(self.now_ms.saturating_add(delay_ms));
            response.headers.push(("Date".to_owned(), http_date(leaves_s)));
        }
        Reply { response, delay_ms }
    }

    /// Every answer of Kommo carries an id.
    fn with_id(&mut self, mut response: Response) -> Response {
        let id = format!("{:016x}{:016x}", self.request_ids.next(), self.request_ids.next());
        response.headers.push(("X-Request-Id".to_owned(), id));
        response
    }
}
