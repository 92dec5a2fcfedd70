//! Listing and getting, the same for every kind of entity. A resource names its words; this file
//! knows none of them.

use super::page::{Listed, Page};
use super::query::{self, Conditions, Order, Word};
use super::{ApiError, Call, answer};
use crate::base::id::EntityId;
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Path, Request, Response};

/// A kind of entity that can be listed and got; its path is its [`Listed::KEY`].
pub trait Resource: Listed {
    /// What a list of it can be sorted by.
    type OrderBy: Word;
    /// What can come along.
    type With: Word;
    /// What it can be filtered by.
    type Filter: Conditions + Default;
}

/// Reads a page of entities. By default it is the first page, as large as Kommo gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<R: Resource> {
    /// Which page, counted from 1.
    pub page: u32,
    /// Entities in a page, 1 to [`PAGE_MAX`].
    pub limit: usize,
    /// The order; Kommo does not say which it takes by itself. Full reads need one by id, or pages
    /// repeat and skip what changes meanwhile.
    pub order: Option<Order<R::OrderBy>>,
    /// What is to come along.
    pub with: Vec<R::With>,
    /// Which entities; all by default.
    pub filter: R::Filter,
}

impl<R: Resource> Default for List<R> {
    fn default() -> Self {
        Self { page: 1, limit: PAGE_MAX, order: None, with: Vec::new(), filter: R::Filter::default() }
    }
}

impl<R: Resource> Call for List<R> {
    type Output = Page<R>;

    fn request(&self) -> Result<Request, LimitError> {
        let path = query::paged(Path::api(&[R::KEY]), self.page, self.limit)?;
        let path = query::ordered(path, self.order.as_ref());
        let path = query::along(path, &self.with);
        Ok(Request::get(self.filter.add_to(path)))
    }

    fn decode(&self, response: &Response) -> Result<Page<R>, ApiError> {
        Page::decode(response, self.page)
    }
}

/// Reads one entity by its id. Kommo says 204 or 404 of an id that it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Get<R> {
    /// Which one.
    pub id: EntityId,
    kind: std::marker::PhantomData<R>,
}

impl<R: Resource> Get<R> {
    /// The entity of this id.
    #[must_use]
    pub const fn new(id: EntityId) -> Self {
        Self { id, kind: std::marker::PhantomData }
    }
}

impl<R: Resource> Call for Get<R> {
    /// The entity; `None` if there is none of that id.
    type Output = Option<R>;

    fn request(&self) -> Result<Request, LimitError> {
        Ok(Request::get(Path::api(&[R::KEY, &self.id.to_string()])))
    }

    fn decode(&self, response: &Response) -> Result<Option<R>, ApiError> {
        if response.status == 404 {
            return Ok(None);
        }
        let Some(body) = answer::body(response)? else { return Ok(None) };
        let entity: R = answer::parse(response, body)?;
        if entity.has_id() {
            return Ok(Some(entity));
        }
        // Some of Kommo's samples give one entity in the shape of a list.
        let page = Page::decode(response, 1)?;
        Ok(page.items.into_iter().next())
    }
}
