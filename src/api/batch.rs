//! Adding and changing several entities in one request, the same for every kind. It attributes each
//! stored item to what was sent; where that cannot be done for certain it says so instead of
//! guessing, because a wrong guess becomes a duplicate.
//!
//! Source: <https://developers.kommo.com/reference/adding-leads> and its siblings.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{ApiError, Call, Stored, answer, lenient};
use crate::base::id::EntityId;
use crate::base::limits::{BATCH_MAX, Limit, LimitError};
use crate::base::{Method, Path, Request, Response};

/// One item of a batch.
pub trait Item: Serialize {
    /// The word of its kind, in the path and in the answer's `_embedded`.
    const KEY: &'static str;

    /// Our word for it, if it has one.
    fn request_id(&self) -> Option<&str>;
}

/// One item of a batch of changes.
pub trait Changing: Item {
    /// What is changed.
    fn id(&self) -> EntityId;
}

/// Adds entities, 1 to [`BATCH_MAX`] at once, all or none of them. Repeating it adds them again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Add<T> {
    /// What is added. Their `request_id`s should differ.
    pub items: Vec<T>,
}

impl<T: Item> Call for Add<T> {
    type Output = Vec<Stored>;

    fn request(&self) -> Result<Request, LimitError> {
        write(Method::Post, &self.items)
    }

    fn decode(&self, response: &Response) -> Result<Vec<Stored>, ApiError> {
        let words = words(&self.items);
        let answers = answers::<T>(response).map_err(|error| named(error, &words, |_| None))?;
        let complete = answers.len() == words.len();
        let mut open = BTreeMap::<&str, usize>::new();
        for word in &words {
            *open.entry(word).or_default() += 1;
        }
        let mut stored = Vec::with_capacity(answers.len());
        for answer in answers {
            // Without a word an answer can be told by its place, but only if none is missing.
            let by_place = || words.get(answer.place.filter(|_| complete)?).cloned();
            let word = answer.word.or_else(by_place);
            let Some(request_id) = word else {
                return Err(answer::unexpected(response, "an item without our word for it"));
            };
            match open.get_mut(request_id.as_str()) {
                Some(left) if *left > 0 => *left -= 1,
                _ => return Err(answer::unexpected(response, "an item that was not sent")),
            }
            stored.push(Stored { request_id, id: answer.id });
        }
        Ok(stored)
    }
}

/// Changes entities, 1 to [`BATCH_MAX`] at once. Members that are not set keep their values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update<T> {
    /// What is changed, each entity once.
    pub items: Vec<T>,
}

impl<T: Changing> Call for Update<T> {
    type Output = Vec<Stored>;

    fn request(&self) -> Result<Request, LimitError> {
        write(Method::Patch, &self.items)
    }

    fn decode(&self, response: &Response) -> Result<Vec<Stored>, ApiError> {
        let words = words(&self.items);
        let by_id: BTreeMap<_, _> = self.items.iter().map(T::id).zip(&words).collect();
        let word_of = |id: EntityId| by_id.get(&id).map(|word| (*word).clone());
        let answers = answers::<T>(response)
            .map_err(|error| named(error, &words, |text| word_of(EntityId(text.parse().ok()?))))?;
        let stored = answers.into_iter().map(|answer| {
            // Some answers repeat the id where our word belongs, so the id is what counts.
            let request_id = word_of(answer.id)
                .ok_or_else(|| answer::unexpected(response, "an item that was not sent"))?;
            Ok(Stored { request_id, id: answer.id })
        });
        stored.collect()
    }
}

fn write<T: Item>(method: Method, items: &[T]) -> Result<Request, LimitError> {
    Limit::Batch.check(items.len())?;
    if items.is_empty() {
        return Err(LimitError { limit: Limit::Batch, allowed: BATCH_MAX, asked: 0 });
    }
    // Structs of texts and numbers always have a JSON text; Kommo would refuse an empty body.
    let body = serde_json::to_string(items).unwrap_or_default();
    Ok(Request::write(method, Path::api(&[T::KEY]), body))
}

/// What Kommo calls each item: our word, or its index where there is none.
fn words<T: Item>(items: &[T]) -> Vec<String> {
    let word =
        |(index, item): (usize, &T)| item.request_id().map_or_else(|| index.to_string(), str::to_owned);
    items.iter().enumerate().map(word).collect()
}

/// The refusal with our words for its items where Kommo used others: an entity's id, or no word at
/// all though only one item was sent.
fn named(mut error: ApiError, words: &[String], of_id: impl Fn(&str) -> Option<String>) -> ApiError {
    if let ApiError::Refused(problem) = &mut error {
        for item in &mut problem.items {
            if words.contains(&item.request_id) {
                continue;
            }
            if let Some(word) = of_id(&item.request_id) {
                item.request_id = word;
            } else if let ([only], "") = (words, item.request_id.as_str()) {
                item.request_id.clone_from(only);
            }
        }
    }
    error
}

struct Answer {
    word: Option<String>,
    place: Option<usize>,
    id: EntityId,
}

/// The items of an answer: in `_embedded`, as a bare list, or as one bare object.
fn answers<T: Item>(response: &Response) -> Result<Vec<Answer>, ApiError> {
    let body: Json = answer::full(response)?;
    let list: Vec<(Option<usize>, &Json)> = match &body {
        Json::Array(list) => placed(list),
        Json::Object(object) => match object.get("_embedded").and_then(|embedded| embedded.get(T::KEY)) {
            Some(Json::Array(list)) => placed(list),
            Some(Json::Object(keyed)) => keyed_by_place(keyed),
            Some(_) => Vec::new(),
            None => vec![(Some(0), &body)],
        },
        _ => Vec::new(),
    };
    if list.is_empty() {
        return Err(answer::unexpected(response, "nothing is said to be stored"));
    }
    let read = |(place, item): (Option<usize>, &Json)| {
        let id = item.get("id").and_then(|id| lenient::some_id(id).ok()?);
        let id = id.ok_or_else(|| answer::unexpected(response, "an item without an id"))?;
        Ok(Answer { word: item.get("request_id").and_then(lenient::word), place, id })
    };
    list.into_iter().map(read).collect()
}

/// PHP's list with gaps: an object whose keys are places, in whatever order they were written.
fn keyed_by_place(object: &Map<String, Json>) -> Vec<(Option<usize>, &Json)> {
    let mut list: Vec<_> = object.iter().map(|(key, item)| (key.parse().ok(), item)).collect();
    list.sort_by_key(|(place, _)| *place);
    list
}

fn placed(list: &[Json]) -> Vec<(Option<usize>, &Json)> {
    list.iter().enumerate().map(|(index, item)| (Some(index), item)).collect()
}

#[cfg(test)]
mod tests;
