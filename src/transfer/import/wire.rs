//! The import's three questions to Kommo: add these, what is newest, what is on this page.

use super::outcome::{Stop, stop};
use crate::api::list::{List, Resource};
use crate::api::query::{Direction, Order};
use crate::api::{ApiError, Call, Stored, companies, contacts, leads, tasks};
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Delivery, Request, Response};
use crate::transfer::draft::Draft;
use crate::transfer::lookup::Found;
use crate::transfer::schema::Entity;

/// The call that adds the rows of one batch; each row's number is our word for it.
pub(super) enum Add {
    Leads(leads::Add),
    Contacts(contacts::Add),
    Companies(companies::Add),
    Tasks(tasks::Add),
}

impl Add {
    /// Rows of another kind are left out; a plan has none.
    pub(super) fn new<'plan>(entity: Entity, rows: impl Iterator<Item = (u32, &'plan Draft)>) -> Self {
        macro_rules! items {
            ($module:ident, $kind:ident) => {{
                let item = |(row, draft): (u32, &Draft)| match draft {
                    Draft::$kind(new) => {
                        Some($module::New { request_id: Some(row.to_string()), ..new.clone() })
                    }
                    _ => None,
                };
                $module::Add { items: rows.filter_map(item).collect() }
            }};
        }
        match entity {
            Entity::Leads => Self::Leads(items!(leads, Lead)),
            Entity::Contacts => Self::Contacts(items!(contacts, Contact)),
            Entity::Companies => Self::Companies(items!(companies, Company)),
            Entity::Tasks => Self::Tasks(items!(tasks, Task)),
        }
    }

    pub(super) fn request(&self) -> Result<Request, LimitError> {
        match self {
            Self::Leads(add) => add.request(),
            Self::Contacts(add) => add.request(),
            Self::Companies(add) => add.request(),
            Self::Tasks(add) => add.request(),
        }
    }

    pub(super) fn decode(&self, response: &Response) -> Result<Vec<Stored>, ApiError> {
        match self {
            Self::Leads(add) => add.decode(response),
            Self::Contacts(add) => add.decode(response),
            Self::Companies(add) => add.decode(response),
            Self::Tasks(add) => add.decode(response),
        }
    }
}

/// Asks for the newest entity, which has the greatest id.
pub(super) fn newest(entity: Entity) -> Result<Request, LimitError> {
    list_request(entity, 1, 1)
}

/// Asks for a page of the newest entities.
pub(super) fn page(entity: Entity, page: u32) -> Result<Request, LimitError> {
    list_request(entity, page, PAGE_MAX)
}

fn list_request(entity: Entity, page: u32, limit: usize) -> Result<Request, LimitError> {
    match entity {
        Entity::Leads => list::<leads::Lead>(page, limit, leads::OrderBy::Id).request(),
        Entity::Contacts => list::<contacts::Contact>(page, limit, contacts::OrderBy::Id).request(),
        Entity::Companies => list::<companies::Company>(page, limit, companies::OrderBy::Id).request(),
        Entity::Tasks => list::<tasks::Task>(page, limit, tasks::OrderBy::Id).request(),
    }
}

fn list<R: Resource>(page: u32, limit: usize, by: R::OrderBy) -> List<R> {
    List { page, limit, order: Some(Order { by, direction: Direction::Descending }), ..List::default() }
}

/// The entities of either question's answer, the newest first.
pub(super) fn entities(entity: Entity, delivery: &Delivery) -> Result<Vec<Found>, Stop> {
    let Delivery::Answered(response) = delivery else { return Err(Stop::Unreadable) };
    let found = match entity {
        Entity::Leads => items(response, Found::Lead),
        Entity::Contacts => items(response, Found::Contact),
        Entity::Companies => items(response, Found::Company),
        Entity::Tasks => items(response, Found::Task),
    };
    found.map_err(|error| match error {
        ApiError::Refused(problem) => stop(problem.status, &problem.detail).unwrap_or(Stop::Unreadable),
        ApiError::Unexpected { .. } => Stop::Unreadable,
    })
}

fn items<R: Resource>(response: &Response, found: fn(R) -> Found) -> Result<Vec<Found>, ApiError> {
    Ok(List::<R>::default().decode(response)?.items.into_iter().map(found).collect())
}
