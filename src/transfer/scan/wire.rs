//! The reading's one question to Kommo: what stands on this page, by ascending id, changed since then or
//! at all.
//!
//! Changes are asked for by ascending id, too, and not by the time of change: an entity that changes
//! meanwhile keeps its place then and pushes no other one over a page's edge. Tasks could not be sorted by
//! that time at all.

use super::kept::Kept;
use super::window::Window;
use crate::api::list::{List, Resource};
use crate::api::query::{Direction, Order, Span};
use crate::api::raw::Raw;
use crate::api::{ApiError, Call, Page, companies, contacts, leads, tasks};
use crate::base::limits::LimitError;
use crate::base::{Request, Response, Timestamp};
use crate::transfer::schema::Entity;

/// Asks for this part of a list; of entities changed at `from` or later, if it is given.
pub(super) fn request(list: Entity, window: Window, from: Option<Timestamp>) -> Result<Request, LimitError> {
    let updated_at = Span { from, to: None };
    macro_rules! ask {
        ($module:ident, $kind:ident) => {{
            let order = Some(Order { by: $module::OrderBy::Id, direction: Direction::Ascending });
            let filter = $module::Filter { updated_at, ..$module::Filter::default() };
            let Window { page, limit } = window;
            List::<Raw<$module::$kind>> { page, limit, order, filter, ..List::default() }.request()
        }};
    }
    match list {
        Entity::Leads => ask!(leads, Lead),
        Entity::Contacts => ask!(contacts, Contact),
        Entity::Companies => ask!(companies, Company),
        Entity::Tasks => ask!(tasks, Task),
    }
}

/// What stands on the page.
pub(super) fn decode(list: Entity, response: &Response) -> Result<Page<Kept>, ApiError> {
    match list {
        Entity::Leads => page::<leads::Lead>(response),
        Entity::Contacts => page::<contacts::Contact>(response),
        Entity::Companies => page::<companies::Company>(response),
        Entity::Tasks => page::<tasks::Task>(response),
    }
}

fn page<R: Resource>(response: &Response) -> Result<Page<Kept>, ApiError> {
    List::<Raw<R>>::default().decode(response).map(kept)
}

fn kept<R: Resource>(page: Page<Raw<R>>) -> Page<Kept> {
    let kept = |raw: Raw<R>| Kept { id: raw.id, updated_at: raw.updated_at, text: raw.text };
    Page { items: page.items.into_iter().map(kept).collect(), page: page.page, has_next: page.has_next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(list: Entity, from: Option<i64>, expected: &str) {
        let request = request(list, Window { page: 2, limit: 249 }, from.map(Timestamp)).unwrap();
        assert_eq!(request, Request::get(request.path.clone()), "nothing but a read");
        assert_eq!(request.path.as_str(), expected);
    }

    #[test]
    fn every_list() {
        check(Entity::Leads, None, "/api/v4/leads?page=2&limit=249&order[id]=asc");
        check(Entity::Contacts, None, "/api/v4/contacts?page=2&limit=249&order[id]=asc");
        check(
            Entity::Companies,
            Some(7),
            "/api/v4/companies?page=2&limit=249&order[id]=asc&filter[updated_at][from]=7",
        );
        check(
            Entity::Tasks,
            Some(7),
            "/api/v4/tasks?page=2&limit=249&order[id]=asc&filter[updated_at][from]=7",
        );
    }
}
