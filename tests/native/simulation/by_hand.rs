//! An import against the simulated account without a client between them: every step is counted, so that
//! it can be killed at any of them.

use kommo_pace::base::http::Unsure;
use kommo_pace::base::id::UserId;
use kommo_pace::base::{Delivery, Moment, Request, Response};
use kommo_pace::transfer::import::{CallId, Import, Input, Output, Settings};
use kommo_pace::transfer::journal::{Entry, fold};
use kommo_pace::transfer::plan::Plan;
use kommo_pace::transfer::progress::State;
use kommo_pace::transfer::run::RunState;
use kommo_sim::{Account, Options};
use serde_json::{Value, json};

use super::network;

const START_MS: u64 = 1_780_322_400_000;

/// What becomes of every third write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Nothing,
    /// It is stored, or not, and its answer is lost.
    Lost {
        stored: bool,
    },
    /// 504, with so much of it stored.
    Timeout(&'static str),
}

impl Trouble {
    fn faults(self) -> Value {
        match self {
            Self::Nothing => json!({}),
            Self::Lost { stored } => json!({ "lost_answer": { "stored": stored } }),
            Self::Timeout(stored) => json!({ "gateway_timeout": { "stored": stored } }),
        }
    }
}

pub(crate) struct Desk {
    account: Account,
    user: UserId,
    now: Moment,
}

impl Desk {
    /// An account with nothing in it.
    pub(crate) fn new() -> Self {
        let account = Account::new(&Options { now_ms: START_MS, ..Options::default() });
        let mut desk = Self { account, user: UserId(0), now: Moment::from_ms(60_000) };
        desk.control("POST", "/_sim/reset", &json!({ "empty": true }));
        let profile: Value =
            serde_json::from_str(&desk.send("GET", "/api/v4/account", "").unwrap().body).unwrap();
        desk.user = UserId(profile["current_user_id"].as_u64().unwrap());
        desk
    }

    /// Adds contacts of these names; their ids.
    pub(crate) fn add(&mut self, names: &[String]) -> Vec<u64> {
        let add = |names: &[String]| -> Vec<u64> {
            let items: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
            let answer = self.send("POST", "/api/v4/contacts", &Value::Array(items).to_string()).unwrap();
            let answer: Value = serde_json::from_str(&answer.body).unwrap();
            let stored = answer["_embedded"]["contacts"].as_array().unwrap();
            stored.iter().map(|contact| contact["id"].as_u64().unwrap()).collect()
        };
        names.chunks(250).flat_map(add).collect()
    }

    /// A colleague edits the name of a contact.
    pub(crate) fn touch(&mut self, id: u64) {
        self.control("POST", "/_sim/touch", &json!({ "entity": "contacts", "id": id }));
    }

    /// All contacts as the account holds them.
    pub(crate) fn contacts(&mut self) -> Vec<Value> {
        let state = self.control("GET", "/_sim/state?entity=contacts", &Value::Null);
        state["contacts"].as_array().cloned().unwrap_or_default()
    }

    pub(crate) fn control(&mut self, method: &str, target: &str, body: &Value) -> Value {
        let response = self.send(method, target, &body.to_string()).unwrap();
        assert_eq!(response.status, 200, "{target}: {}", response.body);
        serde_json::from_str(&response.body).unwrap()
    }

    pub(crate) fn answer(&mut self, request: &Request) -> Delivery {
        let body = request.body.as_deref().unwrap_or_default();
        match self.send(request.method.as_str(), request.path.as_str(), body) {
            Some(response) => Delivery::Answered(response),
            None => Delivery::Unknown(Unsure::AnswerLost),
        }
    }

    fn send(&mut self, method: &str, target: &str, body: &str) -> Option<Response> {
        // Far below what would be too fast.
        self.now = self.now.plus_ms(200);
        let request = network::signed_in(method, target, body);
        self.account.handle(START_MS + self.now.as_ms(), &request).response.map(network::read)
    }

    /// Runs a plan to its end, killed at one step of it if there are so many; the steps that it took, and what
    /// its journal says.
    pub(crate) fn run(&mut self, plan: &Plan, trouble: Trouble, killed_at: usize) -> (usize, RunState) {
        let settings = Settings::new(self.user);
        let mut import = Import::new(settings, plan.clone());
        let mut journal: Vec<Entry> = Vec::new();
        let mut answers: Vec<(CallId, Delivery)> = Vec::new();
        let (mut steps, mut writes) = (0, 0);
        loop {
            let mut dies = || {
                steps += 1;
                steps == killed_at
            };
            let dead = match import.poll(self.now) {
                Output::Persist(entries) => {
                    let before = dies();
                    if !before {
                        journal.extend(entries.iter().cloned());
                        import.handle(self.now, Input::Persisted(entries.len()));
                    }
                    before || dies()
                }
                Output::Submit(call, request) => {
                    let before = dies();
                    if !before {
                        import.handle(self.now, Input::Left(call));
                        let troubled = request.body.is_some() && {
                            writes += 1;
                            writes % 3 == 1
                        };
                        if troubled {
                            self.control("POST", "/_sim/faults", &trouble.faults());
                        }
                        answers.push((call, self.answer(&request)));
                        if troubled {
                            self.control("POST", "/_sim/faults", &json!({}));
                        }
                    }
                    before || dies()
                }
                Output::Withdraw(_) => false,
                Output::Sleep(wake) if answers.is_empty() => {
                    if matches!(import.progress(self.now).state, State::Stopped { .. }) {
                        import.handle(self.now, Input::Continue);
                    } else {
                        self.now = self.now.max(wake.expect("something to wait for"));
                    }
                    false
                }
                Output::Sleep(_) => {
                    let (call, delivery) = answers.remove(0);
                    import.handle(self.now, Input::Delivered(call, delivery));
                    dies()
                }
                Output::Ended => return (steps, fold(&journal)),
            };
            if dead {
                answers.clear();
                import = Import::resume(settings, plan.clone(), fold(&journal)).unwrap();
            }
        }
    }
}
