//! The network and what stands on it: it delays, loses and intercepts, and writes down what arrives.

use std::collections::{BTreeMap, BTreeSet};

use kommo_pace::base::{Failure, Request, Response};
use kommo_sim::{Account, Options, Reply};
use serde_json::{Value, json};

use super::changes::Watch;
use super::scenario::{Fate, Scenario, Weather};
use crate::virtual_time::dice::Dice;

/// Calendar time of the account's start, in Unix milliseconds.
const START_MS: u64 = 1_780_322_400_000;

/// Calendar time at the clock's zero.
const EPOCH_MS: u64 = START_MS + 60_000;

/// The simulated account behind a network.
pub(crate) struct Network {
    account: Account,
    pub(crate) weather: Weather,
    /// When each request of the client arrived.
    pub(crate) arrivals: Vec<u64>,
    poison: BTreeSet<String>,
    before: BTreeSet<u64>,
    /// The contacts that rows may change, and others.
    pub(crate) old: Vec<u64>,
    watch: Watch,
    asked: u64,
}

/// What the client will see, and how long after the arrival.
pub(crate) type Answer = (Result<Response, Failure>, u64);

impl Network {
    pub(crate) fn new(seed: u64, scenario: &Scenario) -> Self {
        let poison = scenario.rows.iter().filter(|row| row.2 == Fate::Poison);
        let mut network = Self {
            account: Account::new(&Options { seed, now_ms: START_MS, ..Options::default() }),
            weather: Weather::default(),
            arrivals: Vec::new(),
            poison: poison.map(|row| row.0.to_string()).collect(),
            before: BTreeSet::new(),
            old: Vec::new(),
            watch: Watch::default(),
            asked: 0,
        };
        if scenario.is_empty {
            network.control("POST", "/_sim/reset", &json!({ "seed": seed, "empty": true }));
        }
        network.import_before(&scenario.before);
        network.old = network.import_before(&scenario.changes.old);
        network.before = network.contacts().into_keys().collect();
        network
    }

    /// The same user has added contacts of these names before; their ids.
    fn import_before(&mut self, names: &[String]) -> Vec<u64> {
        let items: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        if items.is_empty() {
            return Vec::new();
        }
        {
            let body = Value::Array(items).to_string();
            let reply = self.handle(START_MS, "POST", "/api/v4/contacts", &body);
            let response = reply.response.unwrap();
            assert_eq!(response.status, 200);
            let answer: Value = serde_json::from_slice(&response.body).unwrap();
            let stored = answer["_embedded"]["contacts"].as_array().unwrap();
            stored.iter().map(|contact| contact["id"].as_u64().unwrap()).collect()
        }
    }

    /// A colleague edits the name of a contact.
    pub(crate) fn touch(&mut self, at_ms: u64, at: usize) {
        let id = self.old[at];
        self.watch.touched(id, at_ms);
        self.control("POST", "/_sim/touch", &json!({ "entity": "contacts", "id": id }));
    }

    /// A request of the client is lost on its way.
    pub(crate) fn lose(&mut self, at_ms: u64, request: &Request) {
        self.watch.written(&changed(request), at_ms, false);
    }

    pub(crate) fn change(&mut self, weather: Weather) {
        self.control("POST", "/_sim/faults", &weather.account);
        self.weather = weather;
    }

    /// The signed-in user.
    pub(crate) fn current_user(&mut self) -> u64 {
        let reply = self.handle(EPOCH_MS - 10_000, "GET", "/api/v4/account", "").response.unwrap();
        let account: Value = serde_json::from_slice(&reply.body).unwrap();
        account["current_user_id"].as_u64().unwrap()
    }

    /// The contacts that came since the start, each with its name.
    pub(crate) fn landed(&mut self, at_ms: u64) -> BTreeMap<u64, String> {
        // A late write lands when the account next looks at its clock.
        self.handle(EPOCH_MS + at_ms, "GET", "/api/v4/account", "");
        let mut contacts = self.contacts();
        contacts.retain(|id, _| !self.before.contains(id));
        contacts
    }

    /// All contacts with their names.
    pub(crate) fn contacts(&mut self) -> BTreeMap<u64, String> {
        let state = self.control("GET", "/_sim/state?entity=contacts", &Value::Null);
        let contacts = state["contacts"].as_array().cloned().unwrap_or_default();
        let pair =
            |contact: &Value| (contact["id"].as_u64().unwrap(), contact["name"].as_str().unwrap().to_owned());
        contacts.iter().map(pair).collect()
    }

    /// A request of the client arrives.
    pub(crate) fn arrive(&mut self, at_ms: u64, request: &Request, dice: &mut Dice) -> Answer {
        self.arrivals.push(at_ms);
        let took_ms = dice.between(30, self.weather.answer_ms.max(900));
        if let Some(answer) = self.intercept(request) {
            return (Ok(answer), took_ms);
        }
        let body = request.body.as_deref().unwrap_or_default();
        let reply = self.handle(EPOCH_MS + at_ms, request.method.as_str(), request.path.as_str(), body);
        let is_known = reply.response.as_ref().is_some_and(|response| response.status < 500);
        let answer: Answer = match reply.response {
            Some(_) if dice.chance(self.weather.lost_on_the_way_back) => (Err(Failure::Lost), took_ms),
            Some(response) => (Ok(read(response)), reply.delay_ms + took_ms),
            None => (Err(Failure::Lost), reply.delay_ms + took_ms),
        };
        if request.body.is_some() {
            self.watch.written(&changed(request), at_ms, is_known && answer.0.is_ok());
        } else {
            self.watch.read(asked(request), at_ms);
        }
        answer
    }

    /// Answers that come from before the account: nothing is applied.
    fn intercept(&self, request: &Request) -> Option<Response> {
        let problem = |status: u16, body: &Value| Response {
            status,
            content_type: "application/problem+json".to_owned(),
            body: body.to_string(),
            ..Response::default()
        };
        if let Some(seconds) = self.weather.storm_s {
            return Some(problem(429, &json!({"status": 429, "retry_after": seconds})));
        }
        let items = rows(request);
        if self.weather.rows_max.is_some_and(|max| items.len() > max) {
            return Some(problem(422, &json!({"status": 422, "detail": "Limit per page"})));
        }
        let poisoned = items.iter().any(|row| self.poison.contains(row));
        poisoned.then(|| problem(400, &json!({"status": 400, "detail": "Error code 202"})))
    }

    /// A request beside the clock, which must be answered.
    pub(crate) fn ask(&mut self, request: &Request) -> Response {
        let body = request.body.as_deref().unwrap_or_default();
        self.asked += 1;
        let reply =
            self.handle(EPOCH_MS + self.asked * 1_000, request.method.as_str(), request.path.as_str(), body);
        read(reply.response.unwrap())
    }

    fn control(&mut self, method: &str, target: &str, body: &Value) -> Value {
        let reply = self.handle(EPOCH_MS, method, target, &body.to_string());
        let response = reply.response.unwrap();
        let text = String::from_utf8(response.body).unwrap();
        assert_eq!(response.status, 200, "{target}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    fn handle(&mut self, at_ms: u64, method: &str, target: &str, body: &str) -> Reply {
        self.account.handle(at_ms, &signed_in(method, target, body))
    }
}

/// A request of the signed-in user, as the account sees it.
pub(super) fn signed_in(method: &str, target: &str, body: &str) -> kommo_sim::Request {
    kommo_sim::Request {
        method: method.to_owned(),
        host: "demo.kommo.com".to_owned(),
        target: target.to_owned(),
        headers: vec![("X-Sim-Session".to_owned(), "1".to_owned())],
        body: body.as_bytes().to_vec(),
    }
}

/// The contacts that a request changes.
fn changed(request: &Request) -> Vec<u64> {
    items(request).iter().filter_map(|item| item["id"].as_u64()).collect()
}

/// The contacts that a request asks for by id.
fn asked(request: &Request) -> Vec<u64> {
    let path = request.path.as_str();
    let listed = path.split('&').filter_map(|part| part.strip_prefix("filter[id][]="));
    listed.chain(path.strip_prefix("/api/v4/contacts/")).filter_map(|id| id.parse().ok()).collect()
}

fn items(request: &Request) -> Vec<Value> {
    let items: Value =
        request.body.as_deref().map(|body| serde_json::from_str(body).unwrap()).unwrap_or_default();
    items.as_array().cloned().unwrap_or_default()
}

/// The rows that a request writes.
pub(crate) fn rows(request: &Request) -> Vec<String> {
    items(request).iter().map(|item| item["request_id"].as_str().unwrap().to_owned()).collect()
}

pub(super) fn read(response: kommo_sim::Response) -> Response {
    let header = |name: &str| {
        response
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    let content_type = header("content-type").unwrap_or_default();
    Response {
        status: response.status,
        content_type: content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase(),
        retry_after_s: header("retry-after").and_then(|text| text.parse().ok()),
        date: header("date").and_then(kommo_pace::base::http_date::parse),
        body: String::from_utf8(response.body).unwrap(),
    }
}
