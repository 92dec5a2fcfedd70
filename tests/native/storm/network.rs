//! The simulated account, and what stands before it and may refuse a request.

use std::collections::BTreeMap;

use kommo_pace::base::{Failure, Request, Response};
use kommo_sim::{Account, Options};
use serde_json::{Value, json};

use super::weather::Weather;
use crate::virtual_time::dice::Dice;

/// Calendar time of the account's start, in Unix milliseconds.
const START_MS: u64 = 1_780_322_400_000;

pub(crate) struct Network {
    account: Account,
    weather: Weather,
    answers: u64,
}

impl Network {
    pub(crate) fn new(seed: u64) -> Self {
        let options = Options { seed, now_ms: START_MS, ..Options::default() };
        let mut network = Self { account: Account::new(&options), weather: Weather::default(), answers: 0 };
        network.control("POST", "/_sim/reset", &json!({ "seed": seed, "empty": true }));
        network
    }

    pub(crate) fn change(&mut self, weather: Weather) {
        self.control("POST", "/_sim/faults", &weather.account);
        self.weather = weather;
    }

    /// Lifts a block, whatever led to it.
    pub(crate) fn lift_block(&mut self) {
        self.weather.account["block_after"] = Value::Null;
        let faults = self.weather.account.clone();
        self.control("POST", "/_sim/faults", &faults);
    }

    /// A request arrives. Every answer has another body.
    pub(crate) fn arrive(
        &mut self,
        at_ms: u64,
        request: &Request,
        dice: &mut Dice,
    ) -> Result<Response, Failure> {
        let answer = if dice.chance(self.weather.lost_there) {
            Err(Failure::Lost)
        } else if dice.chance(self.weather.storm) {
            Ok(Response {
                status: 429,
                content_type: "application/problem+json".to_owned(),
                retry_after_s: self.weather.asks_s,
                ..Response::default()
            })
        } else {
            self.ask(at_ms, request)
        };
        let answer = if dice.chance(self.weather.lost_back) { Err(Failure::Lost) } else { answer };
        self.answers += 1;
        answer.map(|response| Response { body: self.answers.to_string(), ..response })
    }

    /// How many contacts of each name there are.
    pub(crate) fn contacts(&mut self) -> BTreeMap<String, usize> {
        let state = self.control("GET", "/_sim/state?entity=contacts", &Value::Null);
        let mut counts = BTreeMap::new();
        for contact in state["contacts"].as_array().unwrap() {
            *counts.entry(contact["name"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        counts
    }

    fn ask(&mut self, at_ms: u64, request: &Request) -> Result<Response, Failure> {
        let body = request.body.as_deref().unwrap_or_default();
        let reply = self.account.handle(
            START_MS + at_ms,
            &kommo_sim::Request {
                method: request.method.to_string(),
                host: "demo.kommo.com".to_owned(),
                target: request.path.to_string(),
                headers: vec![("X-Sim-Session".to_owned(), "1".to_owned())],
                body: body.as_bytes().to_vec(),
            },
        );
        let Some(response) = reply.response else { return Err(Failure::Lost) };
        let header = |name: &str| {
            let found = response.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str())
        };
        let content_type = header("content-type").unwrap_or_default();
        Ok(Response {
            status: response.status,
            content_type: content_type.split(';').next().unwrap_or_default().to_owned(),
            retry_after_s: header("retry-after").and_then(|text| text.parse().ok()),
            ..Response::default()
        })
    }

    fn control(&mut self, method: &str, target: &str, body: &Value) -> Value {
        let request = kommo_sim::Request {
            method: method.to_owned(),
            host: "demo.kommo.com".to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
        };
        let response = self.account.handle(START_MS, &request).response.unwrap();
        let text = String::from_utf8(response.body).unwrap();
        assert_eq!(response.status, 200, "{target}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}
