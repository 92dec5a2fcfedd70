//! The import's requests to Kommo: add these, change these, what is newest, what is on this page.

use super::outcome::Stop;
use crate::api::list::{List, Resource};
use crate::api::query::{Direction, Order};
use crate::api::{Call, Stored, companies, contacts, leads, tasks};
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Delivery, Request};
use crate::transfer::by_id::listed;
use crate::transfer::draft::Draft;
use crate::transfer::edit::Change;
use crate::transfer::lookup::Found;
use crate::transfer::schema::Entity;
use crate::transfer::work::{Verb, Work};

/// The call that writes the rows of one batch; each row's number is our word for it. Rows of another kind or
/// another verb are left out; a batch has none.
pub(super) fn write<'plan>(
    entity: Entity,
    verb: Verb,
    rows: impl Iterator<Item = (u32, &'plan Work)>,
) -> Box<dyn Call<Output = Vec<Stored>>> {
    macro_rules! batch {
        ($module:ident, $kind:ident) => {
            match verb {
                Verb::Add => {
                    let item = |(row, work): (u32, &Work)| match work {
                        Work::Add(Draft::$kind(new)) => {
                            Some($module::New { request_id: Some(row.to_string()), ..new.clone() })
                        }
                        _ => None,
                    };
                    Box::new($module::Add { items: rows.filter_map(item).collect() })
                }
                Verb::Change => {
                    let item = |(row, work): (u32, &Work)| match work {
                        Work::Change(edit) => match &edit.to {
                            Change::$kind(to) => {
                                Some($module::Change { request_id: Some(row.to_string()), ..to.clone() })
                            }
                            _ => None,
                        },
                        Work::Add(_) => None,
                    };
                    Box::new($module::Update { items: rows.filter_map(item).collect() })
                }
            }
        };
    }
    match entity {
        Entity::Leads => batch!(leads, Lead),
        Entity::Contacts => batch!(contacts, Contact),
        Entity::Companies => batch!(companies, Company),
        Entity::Tasks => batch!(tasks, Task),
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
    listed(entity, response).map_err(Stop::of_reading)
}
