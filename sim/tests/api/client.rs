//! A client of the account with a clock of its own that moves on before each request, well below the limit.

use kommo_sim::{Account, Options, Reply, Request};
use serde_json::{Value, json};

pub(crate) const START_MS: u64 = 1_780_322_400_000;

pub(crate) struct Client {
    pub(crate) account: Account,
    pub(crate) now_ms: u64,
    pub(crate) headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    /// 0 if the connection was dropped.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Answer {
    fn of(reply: Reply) -> Self {
        let Some(response) = reply.response else {
            return Self { status: 0, headers: Vec::new(), text: String::new(), body: Value::Null };
        };
        let text = String::from_utf8(response.body).unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status: response.status, headers: response.headers, text, body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The entities of a list.
    pub(crate) fn items(&self, key: &str) -> Vec<Value> {
        self.at(&format!("/_embedded/{key}")).as_array().cloned().unwrap_or_default()
    }

    pub(crate) fn ids(&self, key: &str) -> Vec<u64> {
        self.items(key).iter().map(|item| item["id"].as_u64().unwrap()).collect()
    }

    /// `code@path` of every finding, with the request id in front.
    pub(crate) fn findings(&self) -> Vec<String> {
        let mut findings = Vec::new();
        for entry in self.at("/validation-errors").as_array().into_iter().flatten() {
            for error in entry["errors"].as_array().unwrap() {
                let part = |value: &Value| value.as_str().unwrap().to_owned();
                findings.push(format!(
                    "{}: {}@{}",
                    part(&entry["request_id"]),
                    part(&error["code"]),
                    part(&error["path"])
                ));
            }
        }
        findings
    }
}

impl Client {
    pub(crate) fn new() -> Self {
        Self {
            account: Account::new(&Options::default()),
            now_ms: START_MS,
            headers: vec![("X-Sim-Session".to_owned(), "1".to_owned())],
        }
    }

    /// An account without entities.
    pub(crate) fn empty() -> Self {
        let mut client = Self::new();
        assert_eq!(client.post("/_sim/reset", &json!({ "empty": true })).status, 200);
        client
    }

    pub(crate) fn request(&self, method: &str, target: &str, body: &str) -> Request {
        Request {
            method: method.to_owned(),
            host: "demo.kommo.com".to_owned(),
            target: target.to_owned(),
            headers: self.headers.clone(),
            body: body.as_bytes().to_vec(),
        }
    }

    /// Sends without moving the clock.
    pub(crate) fn send_now(&mut self, method: &str, target: &str, body: &str) -> Answer {
        let request = self.request(method, target, body);
        Answer::of(self.account.handle(self.now_ms, &request))
    }

    pub(crate) fn send(&mut self, method: &str, target: &str, body: &str) -> Answer {
        self.now_ms += 1_000;
        self.send_now(method, target, body)
    }

    pub(crate) fn get(&mut self, target: &str) -> Answer {
        self.send("GET", target, "")
    }

    pub(crate) fn post(&mut self, target: &str, body: &Value) -> Answer {
        self.send("POST", target, &body.to_string())
    }

    pub(crate) fn patch(&mut self, target: &str, body: &Value) -> Answer {
        self.send("PATCH", target, &body.to_string())
    }

    /// Adds entities that must be accepted and gives their ids.
    #[track_caller]
    pub(crate) fn add(&mut self, kind: &str, items: &Value) -> Vec<u64> {
        let answer = self.post(&format!("/api/v4/{kind}"), items);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.ids(kind)
    }

    pub(crate) fn count(&mut self, kind: &str) -> u64 {
        self.get("/_sim/state").at(&format!("/counts/{kind}")).as_u64().unwrap()
    }

    pub(crate) fn faults(&mut self, faults: &Value) {
        let answer = self.post("/_sim/faults", faults);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// The definition of a custom field by its name.
    #[track_caller]
    pub(crate) fn field(&mut self, kind: &str, name: &str) -> Value {
        let fields = self.get(&format!("/api/v4/{kind}/custom_fields?limit=250")).items("custom_fields");
        fields.into_iter().find(|field| field["name"] == name).unwrap()
    }

    /// The id of a user by the start of the name.
    pub(crate) fn user(&mut self, name: &str) -> u64 {
        let users = self.get("/api/v4/users").items("users");
        let user = users.iter().find(|user| user["name"].as_str().unwrap().starts_with(name)).unwrap();
        user["id"].as_u64().unwrap()
    }
}
