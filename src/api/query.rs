//! The parameters of a list: typed, so that a field that Kommo does not sort or filter by cannot be
//! asked for. It would be ignored in silence, and everything would come.
//!
//! Sources: <https://developers.kommo.com/docs/limitations>, the list pages of each resource.

use std::convert::Infallible;
use std::fmt::Display;

use crate::base::limits::{Limit, LimitError, PAGE_MAX};
use crate::base::{Path, Timestamp};

/// A word of Kommo's in a query.
pub trait Word {
    /// As it is written.
    fn word(&self) -> &'static str;
}

/// For resources that have no such words.
impl Word for Infallible {
    fn word(&self) -> &'static str {
        match *self {}
    }
}

/// Conditions that what is listed must meet.
pub trait Conditions {
    /// The path with these conditions in its query.
    fn add_to(&self, path: Path) -> Path;
}

/// By what and which way a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order<F> {
    /// By what.
    pub by: F,
    /// Which way.
    pub direction: Direction,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A span of time, both ends included; an end that is not set is open. Kommo's lists want the two
/// ends even for one moment: a bare time finds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The earliest.
    pub from: Option<Timestamp>,
    /// The latest.
    pub to: Option<Timestamp>,
}

impl Span {
    pub(super) fn add_to(self, path: Path, name: &str) -> Path {
        let ends = [("from", self.from), ("to", self.to)];
        ends.into_iter()
            .filter_map(|(end, time)| Some((end, time?)))
            .fold(path, |path, (end, time)| path.with(&format!("filter[{name}][{end}]"), time))
    }
}

/// One of several values: `filter[name][]`, once for each.
pub(super) fn any_of<T: Display>(path: Path, name: &str, values: &[T]) -> Path {
    values.iter().fold(path, |path, value| path.with(&format!("filter[{name}][]"), value))
}

/// A page's place and size, the size held against Kommo's limit; a page of nothing is refused too.
pub(super) fn paged(path: Path, page: u32, limit: usize) -> Result<Path, LimitError> {
    Limit::Page.check(limit)?;
    if limit == 0 {
        return Err(LimitError { limit: Limit::Page, allowed: PAGE_MAX, asked: 0 });
    }
    Ok(path.with("page", page.max(1)).with("limit", limit))
}

/// The order, if one is wanted.
pub(super) fn ordered<F: Word>(path: Path, order: Option<&Order<F>>) -> Path {
    let Some(order) = order else { return path };
    let direction = match order.direction {
        Direction::Ascending => "asc",
        Direction::Descending => "desc",
    };
    path.with(&format!("order[{}]", order.by.word()), direction)
}

/// What is to come along, if anything.
pub(super) fn along<W: Word>(path: Path, with: &[W]) -> Path {
    if with.is_empty() {
        return path;
    }
    path.with("with", with.iter().map(Word::word).collect::<Vec<_>>().join(","))
}

/// Kommo's full-text search, if wanted.
pub(super) fn searched(path: Path, query: Option<&str>) -> Path {
    match query {
        Some(query) => path.with("query", query),
        None => path,
    }
}
