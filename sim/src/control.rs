//! The control path `/_sim`: shows the log and the state, resets the account, switches faults and edits as a
//! colleague would.
//! Its requests need no session, are not counted and not logged.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::calendar::seconds;
use crate::exchange::{Request, Response};
use crate::faults::Faults;
use crate::log::Log;
use crate::options::Options;
use crate::page;
use crate::seed::Amount;
use crate::store::{Kind, Store};
use crate::target::Target;

/// What a reset may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Reset {
    seed: Option<u64>,
    empty: bool,
    leads: Option<u64>,
    contacts: Option<u64>,
    companies: Option<u64>,
    tasks: Option<u64>,
}

impl Reset {
    /// How much of each kind; what is not named is as `empty` says.
    fn amount(&self) -> Amount {
        let rest = if self.empty { Amount::EMPTY } else { Amount::BELIEVABLE };
        Amount {
            leads: self.leads.unwrap_or(rest.leads),
            contacts: self.contacts.unwrap_or(rest.contacts),
            companies: self.companies.unwrap_or(rest.companies),
            tasks: self.tasks.unwrap_or(rest.tasks),
        }
    }
}

/// Which entity a colleague edits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Touch {
    entity: String,
    id: u64,
}

const UNKNOWN_ENTITY: &str = "unknown entity: leads, contacts, companies, tasks";

/// Answers a control request.
pub(crate) fn answer(account: &mut Account, now_ms: u64, request: &Request, target: &Target) -> Response {
    match (request.method.as_str(), target.segments().as_slice()) {
        ("GET", ["_sim", "log"]) => show_log(&account.log, target),
        ("DELETE", ["_sim", "log"]) => {
            account.log.clear();
            json_response(200, &account.log.show(0))
        }
        ("GET", ["_sim", "state"]) => state(&account.store, target),
        ("POST", ["_sim", "reset"]) => reset(account, now_ms, &request.body),
        ("GET", ["_sim", "faults"]) => show_faults(&account.faults),
        ("POST", ["_sim", "faults"]) => match Faults::parse(&request.body) {
            Ok(faults) => {
                account.faults = faults;
                // A lifted block starts from nothing, or the next offence would bring it back.
                account.rate.forgive();
                show_faults(&account.faults)
            }
            Err(error) => refuse(400, &error.to_string()),
        },
        ("POST", ["_sim", "touch"]) => touch(&mut account.store, seconds(now_ms), &request.body),
        (_, ["_sim", "log" | "state" | "reset" | "faults" | "touch"]) => refuse(405, "method not allowed"),
        _ => refuse(404, "no such control path: log, state, reset, faults, touch"),
    }
}

fn show_log(log: &Log, target: &Target) -> Response {
    match target.query.value(&["since"]).map(str::parse) {
        None => json_response(200, &log.show(0)),
        Some(Ok(since)) => json_response(200, &log.show(since)),
        Some(Err(_)) => refuse(400, "since is the index of a line"),
    }
}

fn state(store: &Store, target: &Target) -> Response {
    let kinds = match target.query.value(&["entity"]) {
        None => Kind::ALL.to_vec(),
        Some(word) => match Kind::parse(word) {
            Some(kind) => vec![kind],
            None => return refuse(400, UNKNOWN_ENTITY),
        },
    };
    let counts: Map<String, Value> =
        Kind::ALL.into_iter().map(|kind| (kind.plural().to_owned(), store.count(kind).into())).collect();
    let mut body = Map::new();
    body.insert("counts".to_owned(), counts.into());
    body.extend(kinds.into_iter().map(|kind| (kind.plural().to_owned(), page::everything(kind, store))));
    json_response(200, &body)
}

fn reset(account: &mut Account, now_ms: u64, body: &[u8]) -> Response {
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    let wish: Reset = match serde_json::from_slice(body) {
        Ok(wish) => wish,
        Err(error) => return refuse(400, &error.to_string()),
    };
    let amount = wish.amount();
    if amount.largest() > Amount::LARGEST {
        return refuse(400, &format!("no more than {} of a kind", Amount::LARGEST));
    }
    let seed = wish.seed.unwrap_or(account.options.seed);
    let options = Options { subdomain: account.options.subdomain.clone(), seed, now_ms };
    *account = Account::with_data(&options, amount);
    json_response(200, &json!({ "seed": seed, "empty": wish.empty, "counts": amount }))
}

fn touch(store: &mut Store, now_s: i64, body: &[u8]) -> Response {
    let Touch { entity, id } = match serde_json::from_slice(body) {
        Ok(wish) => wish,
        Err(error) => return refuse(400, &error.to_string()),
    };
    let Some(kind) = Kind::parse(&entity) else { return refuse(400, UNKNOWN_ENTITY) };
    if !store.has(kind, id) {
        return refuse(404, "no such entity");
    }
    store.touch(kind, id, now_s);
    json_response(200, &json!({ "entity": entity, "id": id, "updated_at": now_s }))
}

fn show_faults(faults: &Faults) -> Response {
    json_response(200, faults)
}

fn refuse(status: u16, why: &str) -> Response {
    json_response(status, &json!({ "error": why }))
}

fn json_response(status: u16, body: &impl Serialize) -> Response {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    match serde_json::to_vec(body) {
        Ok(body) => Response { status, headers, body },
        Err(error) => Response {
            status: 500,
            headers,
            body: json!({ "error": error.to_string() }).to_string().into_bytes(),
        },
    }
}
