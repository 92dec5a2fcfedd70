//! Reads entities by their ids, one request at a time. It sends nothing itself.
//!
//! It asks for pages of ids first. Kommo may ignore a filter in silence and may leave entities out of a list,
//! so what was not among the answers is asked for alone, and only an id that Kommo does not know alone is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::import::Stop;
use super::lookup::Found;
use super::schema::Entity;
use crate::api::list::{Get, List, Resource};
use crate::api::{ApiError, Call, companies, contacts, leads, tasks};
use crate::base::id::EntityId;
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Delivery, Request, Response};

/// A reading of entities by their ids.
#[derive(Clone, Debug)]
pub struct ById {
    entity: Entity,
    /// To be asked for in pages.
    listed: BTreeSet<EntityId>,
    /// To be asked for alone.
    single: BTreeSet<EntityId>,
    asked: Option<Asked>,
    found: BTreeMap<EntityId, Found>,
    gone: BTreeSet<EntityId>,
}

#[derive(Clone, Debug)]
enum Asked {
    Page(BTreeSet<EntityId>),
    Alone(EntityId),
}

impl ById {
    /// A reading of these entities.
    #[must_use]
    pub fn new(entity: Entity, ids: impl IntoIterator<Item = EntityId>) -> Self {
        let listed = ids.into_iter().collect();
        let (single, gone) = (BTreeSet::new(), BTreeSet::new());
        Self { entity, listed, single, asked: None, found: BTreeMap::new(), gone }
    }

    /// The next question; `None` while one is open, and at the end.
    pub fn poll(&mut self) -> Option<Result<Request, LimitError>> {
        if self.asked.is_some() {
            return None;
        }
        let asked = if self.listed.is_empty() {
            Asked::Alone(*self.single.first()?)
        } else {
            Asked::Page(self.listed.iter().take(PAGE_MAX).copied().collect())
        };
        let request = match &asked {
            Asked::Page(ids) => page(self.entity, ids),
            Asked::Alone(id) => one(self.entity, *id),
        };
        self.asked = Some(asked);
        Some(request)
    }

    /// Whether everything was read.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.asked.is_none() && self.listed.is_empty() && self.single.is_empty()
    }

    /// Takes in what became of the question; after an error [`Self::poll`] asks it again.
    pub fn read(&mut self, delivery: &Delivery) -> Result<(), Stop> {
        let Some(asked) = self.asked.take() else { return Ok(()) };
        let Delivery::Answered(response) = delivery else { return Err(Stop::Unreadable) };
        match asked {
            Asked::Page(ids) => {
                let found = listed(self.entity, response).map_err(Stop::of_reading)?;
                let ours = found.into_iter().filter(|found| ids.contains(&found.id()));
                self.found.extend(ours.map(|found| (found.id(), found)));
                self.listed.retain(|id| !ids.contains(id));
                self.single.extend(ids.into_iter().filter(|id| !self.found.contains_key(id)));
            }
            Asked::Alone(id) => {
                let found = alone(self.entity, id, response).map_err(Stop::of_reading)?;
                match found.filter(|found| found.id() == id) {
                    Some(found) => drop(self.found.insert(id, found)),
                    None => drop(self.gone.insert(id)),
                }
                self.single.remove(&id);
            }
        }
        Ok(())
    }

    /// What was found so far.
    #[must_use]
    pub const fn found(&self) -> &BTreeMap<EntityId, Found> {
        &self.found
    }

    /// The ids that Kommo does not know.
    #[must_use]
    pub const fn gone(&self) -> &BTreeSet<EntityId> {
        &self.gone
    }
}

fn page(entity: Entity, ids: &BTreeSet<EntityId>) -> Result<Request, LimitError> {
    let ids: Vec<EntityId> = ids.iter().copied().collect();
    let limit = PAGE_MAX;
    match entity {
        Entity::Leads => {
            let filter = leads::Filter { ids, ..Default::default() };
            leads::List { limit, filter, ..Default::default() }.request()
        }
        Entity::Contacts => {
            let filter = contacts::Filter { ids, ..Default::default() };
            contacts::List { limit, filter, ..Default::default() }.request()
        }
        Entity::Companies => {
            let filter = companies::Filter { ids, ..Default::default() };
            companies::List { limit, filter, ..Default::default() }.request()
        }
        Entity::Tasks => {
            let filter = tasks::Filter { ids, ..Default::default() };
            tasks::List { limit, filter, ..Default::default() }.request()
        }
    }
}

fn one(entity: Entity, id: EntityId) -> Result<Request, LimitError> {
    match entity {
        Entity::Leads => leads::Get::new(id).request(),
        Entity::Contacts => contacts::Get::new(id).request(),
        Entity::Companies => companies::Get::new(id).request(),
        Entity::Tasks => tasks::Get::new(id).request(),
    }
}

/// The entities in the answer to a question for a list, in its order.
pub(super) fn listed(entity: Entity, response: &Response) -> Result<Vec<Found>, ApiError> {
    match entity {
        Entity::Leads => items(response, Found::Lead),
        Entity::Contacts => items(response, Found::Contact),
        Entity::Companies => items(response, Found::Company),
        Entity::Tasks => items(response, Found::Task),
    }
}

fn items<R: Resource>(response: &Response, found: fn(R) -> Found) -> Result<Vec<Found>, ApiError> {
    Ok(List::<R>::default().decode(response)?.items.into_iter().map(found).collect())
}

fn alone(entity: Entity, id: EntityId, response: &Response) -> Result<Option<Found>, ApiError> {
    fn get<R: Resource>(
        id: EntityId,
        response: &Response,
        found: fn(R) -> Found,
    ) -> Result<Option<Found>, ApiError> {
        Ok(Get::<R>::new(id).decode(response)?.map(found))
    }
    match entity {
        Entity::Leads => get(id, response, Found::Lead),
        Entity::Contacts => get(id, response, Found::Contact),
        Entity::Companies => get(id, response, Found::Company),
        Entity::Tasks => get(id, response, Found::Task),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answered(status: u16, body: &serde_json::Value) -> Delivery {
        Delivery::Answered(Response {
            status,
            content_type: "application/hal+json".into(),
            body: if status == 204 { String::new() } else { body.to_string() },
            ..Response::default()
        })
    }

    fn contacts(ids: &[u64]) -> Delivery {
        let items: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
        answered(200, &json!({ "_embedded": { "contacts": items } }))
    }

    fn reading(ids: &[u64]) -> ById {
        ById::new(Entity::Contacts, ids.iter().map(|id| EntityId(*id)))
    }

    #[track_caller]
    fn asks(reading: &mut ById, path: &str) {
        assert_eq!(reading.poll().unwrap().unwrap().path.as_str(), path);
        assert!(reading.poll().is_none(), "one question at a time");
    }

    #[track_caller]
    fn ends(reading: &mut ById, found: &[u64], gone: &[u64]) {
        assert!(reading.poll().is_none() && reading.is_done());
        assert!(reading.found().keys().map(|id| id.0).eq(found.iter().copied()));
        assert!(reading.gone().iter().map(|id| id.0).eq(gone.iter().copied()));
    }

    #[test]
    fn a_page_and_what_it_lacks() {
        let mut reading = reading(&[5, 7]);
        asks(&mut reading, "/api/v4/contacts?page=1&limit=250&filter[id][]=5&filter[id][]=7");
        reading.read(&contacts(&[7])).unwrap();
        asks(&mut reading, "/api/v4/contacts/5");
        reading.read(&answered(204, &json!(null))).unwrap();
        ends(&mut reading, &[7], &[5]);
    }

    #[test]
    fn a_filter_that_was_ignored_brings_nothing_that_was_not_asked_for() {
        let mut reading = reading(&[5, 7]);
        asks(&mut reading, "/api/v4/contacts?page=1&limit=250&filter[id][]=5&filter[id][]=7");
        reading.read(&contacts(&[1, 2, 5])).unwrap();
        asks(&mut reading, "/api/v4/contacts/7");
        reading.read(&answered(200, &json!({ "id": 7 }))).unwrap();
        ends(&mut reading, &[5, 7], &[]);
    }

    #[test]
    fn what_cannot_be_read_is_asked_again() {
        let mut reading = reading(&[5]);
        for _ in 0..2 {
            asks(&mut reading, "/api/v4/contacts?page=1&limit=250&filter[id][]=5");
            assert_eq!(reading.read(&answered(500, &json!({}))), Err(Stop::Unreadable));
        }
        asks(&mut reading, "/api/v4/contacts?page=1&limit=250&filter[id][]=5");
        reading.read(&answered(204, &json!(null))).unwrap();
        asks(&mut reading, "/api/v4/contacts/5");
        let problem = json!({ "detail": "not found" });
        reading.read(&answered(404, &problem)).unwrap();
        ends(&mut reading, &[], &[5]);
    }

    #[test]
    fn many_come_in_pages() {
        let mut reading = ById::new(Entity::Contacts, (1..=300).map(EntityId));
        for ids in [1..=250, 251..=300] {
            reading.poll().unwrap().unwrap();
            reading.read(&contacts(&ids.collect::<Vec<u64>>())).unwrap();
        }
        assert!(reading.is_done() && reading.found().len() == 300);
    }
}
