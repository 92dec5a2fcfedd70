//! Writes of one kind of entity: reads a batch, checks all of it before anything is stored, stores it and answers.
//! It does not know that answers can get lost: faults are the account's matter.

use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use crate::exchange::{Request, Response};
use crate::resource::Resource;
use crate::store::Store;
use crate::validate::{Fault, Findings, Members};
use crate::{hal, problem};

/// The most items of a batch.
const LARGEST_BATCH: usize = 250;

/// What a write does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Add,
    UpdateMany,
    UpdateOne(u64),
}

#[derive(Debug)]
struct Step<D> {
    /// The entity it changes; `None` adds one.
    target: Option<u64>,
    request_id: String,
    draft: D,
}

/// What became of one item.
#[derive(Debug)]
pub(crate) struct Written {
    id: u64,
    request_id: String,
}

/// A checked batch, ready to be stored now or later.
#[derive(Debug)]
pub(crate) struct Steps<R: Resource>(Vec<Step<R::Draft>>);

impl<R: Resource> Steps<R> {
    /// Checks a body; the error is the answer to it.
    pub(crate) fn parse(form: Form, body: &[u8], store: &Store) -> Result<Self, Response> {
        let items = parse_items(form, body)?;
        let mut steps = Vec::with_capacity(items.len());
        let mut errors = Vec::new();
        let mut broken_rules = Map::new();
        for (index, item) in items.iter().enumerate() {
            let mut findings = Findings::default();
            let step = parse_step::<R>(form, index, item, store, &mut findings);
            let request_id =
                step.as_ref().map_or_else(|| own_request_id(item, index), |step| step.request_id.clone());
            let target = step.as_ref().and_then(|step| step.target);
            if findings.has_faults() {
                errors.push(findings.show(&request_id));
            }
            for rule in findings.broken_rules {
                let key = target.map_or_else(|| index.to_string(), |id| id.to_string());
                broken_rules.insert(key, rule.into());
            }
            steps.extend(step);
        }
        if !errors.is_empty() {
            return Err(problem::validation(errors));
        }
        if !broken_rules.is_empty() {
            return Err(problem::rule_broken(&broken_rules));
        }
        Ok(Self(steps))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Forgets all but the first items.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    pub(crate) fn commit(self, store: &mut Store, now_s: i64) -> Vec<Written> {
        let store_one = |step: Step<R::Draft>| {
            let id = match step.target {
                Some(id) => {
                    R::change(id, step.draft, store, now_s);
                    id
                }
                None => R::add(step.draft, store, now_s),
            };
            Written { id, request_id: step.request_id }
        };
        self.0.into_iter().map(store_one).collect()
    }
}

fn parse_items(form: Form, body: &[u8]) -> Result<Vec<Value>, Response> {
    let nothing = || problem::problem(400, "Request data can not be empty");
    if body.trim_ascii().is_empty() {
        return Err(nothing());
    }
    let body: Value =
        serde_json::from_slice(body).map_err(|_| problem::problem(400, "Request data is not valid JSON"))?;
    let items = match (form, body) {
        // To PHP an empty object and an empty array are the same.
        (_, Value::Array(items)) if items.is_empty() => return Err(nothing()),
        (_, Value::Object(item)) if item.is_empty() => return Err(nothing()),
        (Form::UpdateOne(_), item @ Value::Object(_)) => vec![item],
        (Form::Add | Form::UpdateMany, Value::Array(items)) => items,
        (Form::UpdateOne(_), _) => return Err(problem::problem(400, "Request data should be an object")),
        (Form::Add | Form::UpdateMany, _) => {
            return Err(problem::problem(400, "Request data should be an array"));
        }
    };
    if items.len() > LARGEST_BATCH {
        return Err(problem::problem(422, &format!("Limit {LARGEST_BATCH} per page")));
    }
    Ok(items)
}

/// The entities that a request carries, whether they are any good or not; `None` if it carries none.
pub(crate) fn count_items(request: &Request) -> Option<usize> {
    if !matches!(request.method.as_str(), "POST" | "PATCH") {
        return None;
    }
    match request.body.trim_ascii_start().first()? {
        b'[' => serde_json::from_slice::<Vec<IgnoredAny>>(&request.body).ok().map(|items| items.len()),
        b'{' => serde_json::from_slice::<IgnoredAny>(&request.body).ok().map(|_| 1),
        _ => None,
    }
}

fn own_request_id(item: &Value, index: usize) -> String {
    item.get("request_id").and_then(Value::as_str).map_or_else(|| index.to_string(), str::to_owned)
}

fn parse_step<R: Resource>(
    form: Form,
    index: usize,
    item: &Value,
    store: &Store,
    findings: &mut Findings,
) -> Option<Step<R::Draft>> {
    let Some(object) = item.as_object() else {
        findings.add("", Fault::InvalidType("array"));
        return None;
    };
    let mut members = Members::new(object, "");
    members.string("request_id", findings);
    let target = match form {
        // An id in an added item is read over: Kommo makes a new entity all the same.
        Form::Add => {
            members.any("id");
            None
        }
        Form::UpdateOne(id) => {
            members.any("id");
            Some(id)
        }
        Form::UpdateMany => {
            if members.any("id").is_none() {
                findings.add("id", Fault::FieldMissing);
                return None;
            }
            Some(members.id("id", findings, |id| R::table(store).contains_key(&id))?)
        }
    };
    let current = target.and_then(|id| R::table(store).get(&id));
    if target.is_some() && current.is_none() {
        findings.add("id", Fault::NotSupportedChoice);
        return None;
    }
    let draft = R::parse(&mut members, current, store, findings);
    members.finish(findings);
    Some(Step { target, request_id: own_request_id(item, index), draft })
}

/// The answer to a batch that was stored.
pub(crate) fn answer<R: Resource>(form: Form, written: &[Written], store: &Store) -> Response {
    let is_update = form != Form::Add;
    let show = |written: &Written| {
        let mut members = Map::new();
        members.insert("id".to_owned(), written.id.into());
        if let Some(entity) = R::table(store).get(&written.id) {
            members.extend(entity.echo(is_update));
        }
        members.insert("request_id".to_owned(), written.request_id.as_str().into());
        let path = format!("{}/{}", R::KIND.plural(), written.id);
        members.insert("_links".to_owned(), hal::self_link(&store.base, &path));
        Value::from(members)
    };
    let shown: Vec<Value> = written.iter().map(show).collect();
    match (form, shown.as_slice()) {
        (Form::UpdateOne(_), [only]) if R::BARE_UPDATE => hal::ok(only),
        _ => hal::ok(&json!({
            "_links": hal::self_link(&store.base, R::KIND.plural()),
            "_embedded": { R::KIND.plural(): shown },
        })),
    }
}
