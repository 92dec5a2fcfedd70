//! The engine as a class for pages: `new Pace(location.origin)`, `await pace.get('/api/v4/account')`. The
//! same engine, clocks, timings and fetch as the widget's; it decides nothing and keeps nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use js_sys::{Error, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::base::{Access, Account, Delivery, Moment, Path, Request};
use crate::traffic::{Input, Lane, Order, Output, Settings, Ticket, Traffic};
use crate::web::alarm::{Alarm, Alarms};
use crate::web::timeouts::Timeouts;
use crate::web::timing::Timings;
use crate::web::{clock, fetch, page};

/// All requests of a page to one account.
#[wasm_bindgen]
pub struct Pace {
    line: Rc<Line>,
}

/// Who is to be told: how a promise is kept, how it is broken.
struct Asker {
    resolve: Function,
    reject: Function,
}

struct Line {
    account: Account,
    access: Access,
    order: Order,
    traffic: RefCell<Traffic>,
    askers: RefCell<BTreeMap<Ticket, Asker>>,
    timings: Timings,
    alarms: Alarms,
    wake: RefCell<Option<Alarm>>,
}

#[wasm_bindgen]
impl Pace {
    /// The account at this address, such as `https://demo.kommo.com`; throws if this page must not use it.
    /// `lane` is `click` (as soon as possible), `screen` or `bulk` (spread evenly); `files` is the URL of the
    /// folder that `clock.js` is in.
    #[wasm_bindgen(constructor)]
    pub fn new(account: &str, lane: &str, files: &str) -> Result<Self, JsValue> {
        let (account, access) = Account::on_page(account, &page::origin(), page::simulator_controls())
            .map_err(|error| Error::new(&error.to_string()))?;
        let lane = match lane {
            "click" => Lane::Click,
            "screen" => Lane::Screen,
            "bulk" => Lane::Bulk,
            _ => return Err(Error::new("a lane is click, screen or bulk").into()),
        };
        let shared = Rc::new_cyclic(|line: &Weak<Line>| Line {
            timings: Line::observe(line.clone()),
            account,
            access,
            // Each call is a request of its own, also beside an equal one.
            order: Order::new(lane, "page").fresh(),
            traffic: RefCell::new(Traffic::new(Settings::default())),
            askers: RefCell::default(),
            alarms: Alarms::new(files, env!("CARGO_PKG_VERSION")),
            wake: RefCell::default(),
        });
        Ok(Self { line: shared })
    }

    /// Reads a path such as `/api/v4/users`, without a query; gives the status of the answer once it is
    /// delivered, and an `Error` if there is none.
    pub fn get(&self, path: &str) -> Promise {
        let segments: Option<Vec<_>> = path.strip_prefix("/api/v4/").map(|rest| rest.split('/').collect());
        let Some(segments) = segments else {
            return Promise::reject(&Error::new("a path begins with /api/v4/"));
        };
        let request = Request::get(Path::api(&segments));
        let promise = Promise::new(&mut |resolve, reject| {
            let ticket =
                self.line.traffic.borrow_mut().submit(clock::now().moment, self.line.order, request.clone());
            self.line.askers.borrow_mut().insert(ticket, Asker { resolve, reject });
        });
        self.line.pump();
        promise
    }
}

impl Line {
    /// Lets the engine work until it has nothing more to do.
    fn pump(self: &Rc<Self>) {
        let now = clock::now().moment;
        loop {
            let output = self.traffic.borrow_mut().poll(now);
            match output {
                Output::Send(ticket, request) => self.send(now, ticket, request),
                Output::Deliver(ticket, delivery) => self.deliver(ticket, delivery),
                Output::Sleep(moment) => return self.sleep(now, moment),
            }
        }
    }

    /// What the browser measures goes to the engine for as long as the line is there.
    fn observe(line: Weak<Self>) -> Timings {
        Timings::observe(move |ticket, timing| {
            if let Some(line) = line.upgrade() {
                line.handle(Input::Timed(ticket, timing));
            }
        })
    }

    fn handle(self: &Rc<Self>, input: Input) {
        self.traffic.borrow_mut().handle(clock::now().moment, input);
        self.pump();
    }

    fn send(self: &Rc<Self>, now: Moment, ticket: Ticket, request: Request) {
        let line = Rc::clone(self);
        spawn_local(async move {
            let Self { account, access, timings, alarms, .. } = &*line;
            timings.expect(ticket, account.url(&request.path), now);
            let input = match fetch::send(account, *access, &request, Timeouts::default(), alarms).await {
                Ok(response) => Input::Answered(ticket, response),
                Err(failure) => Input::Failed(ticket, failure),
            };
            line.handle(input);
        });
    }

    fn deliver(&self, ticket: Ticket, delivery: Delivery) {
        let Some(asker) = self.askers.borrow_mut().remove(&ticket) else { return };
        let outcome = match delivery {
            Delivery::Answered(response) => Ok(response.status),
            Delivery::Unknown(unsure) => Err(unsure.to_string()),
            Delivery::Failed(failure) => Err(failure.to_string()),
            Delivery::Cancelled => Err("cancelled".to_owned()),
        };
        // What follows a promise runs later, and none of these two can throw.
        let _ = match outcome {
            Ok(status) => asker.resolve.call1(&JsValue::NULL, &status.into()),
            Err(why) => asker.reject.call1(&JsValue::NULL, &Error::new(&why)),
        };
    }

    /// Comes back at that moment; an earlier alarm is dropped, which calls it off.
    fn sleep(self: &Rc<Self>, now: Moment, moment: Option<Moment>) {
        let alarm = moment.map(|moment| {
            let line = Rc::clone(self);
            let wait_ms = u32::try_from(moment.since_ms(now)).unwrap_or(u32::MAX);
            self.alarms.after(wait_ms, move || line.pump())
        });
        self.wake.replace(alarm);
    }
}
