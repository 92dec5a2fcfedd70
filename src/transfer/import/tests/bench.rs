//! An import with its surroundings played by hand: a store, a clock, and the calls that wait.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::{contacts, leads};
use crate::base::id::UserId;
use crate::base::{Delivery, Moment, Request, Response};
use crate::transfer::draft::Draft;
use crate::transfer::import::{CallId, Import, Input, Output, Settings};
use crate::transfer::journal::{Entry, fold};
use crate::transfer::plan::Plan;
use crate::transfer::schema::Entity;

pub(super) struct Bench {
    pub(super) import: Import,
    pub(super) now: Moment,
    /// Whether the store answers by itself.
    pub(super) persists: bool,
    /// Whether the polite client lets everything out at once.
    pub(super) lets_out: bool,
    pub(super) unsaved: Vec<Entry>,
    pub(super) journal: Vec<Entry>,
    pub(super) calls: BTreeMap<CallId, Request>,
    pub(super) withdrawn: Vec<CallId>,
    pub(super) ended: bool,
    wake: Option<Moment>,
}

pub(super) fn settings(batch_rows: usize) -> Settings {
    Settings { batch_rows_max: batch_rows, ..Settings::new(UserId(9)) }
}

/// Contacts of these names in rows 2, 3, 4, …
pub(super) fn contacts<const N: usize>(names: [&str; N]) -> Plan {
    let contact =
        |name: &str| Draft::Contact(contacts::New { name: Some(name.into()), ..Default::default() });
    Plan::new(Entity::Contacts, (2..).zip(names.map(contact))).unwrap()
}

/// Leads of these names and this price in rows 2, 3, 4, …
pub(super) fn leads_of<const N: usize>(names: [&str; N], price: i64) -> Plan {
    let lead = |name: &str| {
        Draft::Lead(leads::New { name: Some(name.into()), price: Some(price), ..Default::default() })
    };
    Plan::new(Entity::Leads, (2..).zip(names.map(lead))).unwrap()
}

impl Bench {
    pub(super) fn new(plan: Plan, batch_rows: usize) -> Self {
        Self::with(Import::new(settings(batch_rows), plan), Vec::new())
    }

    pub(super) fn with(import: Import, journal: Vec<Entry>) -> Self {
        let mut bench = Self {
            import,
            now: Moment::from_ms(1_000),
            persists: true,
            lets_out: true,
            unsaved: Vec::new(),
            journal,
            calls: BTreeMap::new(),
            withdrawn: Vec::new(),
            ended: false,
            wake: None,
        };
        bench.run();
        bench
    }

    /// A bench whose greatest id before the start is 70.
    pub(super) fn running(plan: Plan, batch_rows: usize) -> Self {
        let mut bench = Self::new(plan, batch_rows);
        bench
            .deliver(answered(200, &json!({"_embedded": {"contacts": [{"id": 70}], "leads": [{"id": 70}]}})));
        bench
    }

    fn run(&mut self) {
        loop {
            match self.import.poll(self.now) {
                Output::Persist(entries) => {
                    self.unsaved = entries;
                    if self.persists {
                        self.save();
                    }
                }
                Output::Submit(call, request) => {
                    self.calls.insert(call, request);
                    if self.lets_out {
                        self.import.handle(self.now, Input::Left(call));
                    }
                }
                Output::Withdraw(call) => self.withdrawn.push(call),
                Output::Sleep(wake) => {
                    self.wake = wake;
                    return;
                }
                Output::Ended => {
                    self.ended = true;
                    assert_eq!(&fold(&self.journal), self.import.run());
                    return;
                }
            }
        }
    }

    fn save(&mut self) {
        self.import.handle(self.now, Input::Persisted(self.unsaved.len()));
        self.journal.append(&mut self.unsaved);
    }

    pub(super) fn persist(&mut self) {
        self.save();
        self.run();
    }

    pub(super) fn handle(&mut self, input: Input) {
        self.import.handle(self.now, input);
        self.run();
    }

    /// Delivers to the oldest call.
    pub(super) fn deliver(&mut self, delivery: Delivery) {
        let (call, _) = self.calls.pop_first().expect("a call that waits");
        self.now = self.now.plus_ms(100);
        self.handle(Input::Delivered(call, delivery));
    }

    /// The polite client lets the oldest call out.
    pub(super) fn let_out(&mut self) {
        let call = *self.calls.first_key_value().expect("a call that waits").0;
        self.handle(Input::Left(call));
    }

    /// Jumps to the moment the import asked to be woken at.
    pub(super) fn sleep(&mut self) {
        self.now = self.wake.expect("a moment to wake at");
        self.run();
    }

    pub(super) fn only_call(&self) -> &Request {
        assert_eq!(self.calls.len(), 1);
        self.calls.values().next().unwrap()
    }

    /// The rows of all calls that wait.
    pub(super) fn sent_rows(&self) -> Vec<u32> {
        self.calls.values().flat_map(rows).collect()
    }

    pub(super) fn problem_rows(&self) -> Vec<u32> {
        self.import.problems().map(|problem| problem.row).collect()
    }

    /// Refuses every batch that has one of `bad`, without naming it, and stores the others.
    pub(super) fn refuse_rows_whole(&mut self, bad: &[u32]) {
        let mut id = 100;
        while let Some((_, request)) = self.calls.first_key_value() {
            let rows = rows(request);
            let refused = rows.iter().any(|row| bad.contains(row));
            let ids: Vec<_> = rows.iter().map(|row| (*row, id + u64::from(*row))).collect();
            id += 100;
            self.deliver(if refused { problem(400) } else { stored(&ids) });
            self.handle(Input::Continue);
        }
    }
}

pub(super) fn rows(request: &Request) -> Vec<u32> {
    let body: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    let items = body.as_array().unwrap();
    items.iter().map(|item| item["request_id"].as_str().unwrap().parse().unwrap()).collect()
}

pub(super) fn answered(status: u16, body: &Value) -> Delivery {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    Delivery::Answered(Response {
        status,
        content_type: "application/hal+json".into(),
        body,
        ..Response::default()
    })
}

pub(super) fn stored(ids: &[(u32, u64)]) -> Delivery {
    let items: Vec<_> =
        ids.iter().map(|(row, id)| json!({"id": id, "request_id": row.to_string()})).collect();
    answered(200, &json!({"_embedded": {"contacts": items}}))
}

pub(super) fn problem(status: u16) -> Delivery {
    answered(status, &json!({"status": status, "detail": "no"}))
}

pub(super) fn named_errors(rows: &[(u32, &str, &str)]) -> Delivery {
    let errors: Vec<_> = rows
        .iter()
        .map(|(row, code, path)| {
            json!({"request_id": row.to_string(), "errors": [{"code": code, "path": path, "detail": "no"}]})
        })
        .collect();
    answered(400, &json!({"status": 400, "detail": "no", "validation-errors": errors}))
}
