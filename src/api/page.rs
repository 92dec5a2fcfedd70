//! One page of a list. It never asks for the next: whoever reads on decides so.
//!
//! Source: <https://developers.kommo.com/docs/limitations> and the list pages of each resource.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{ApiError, answer, lenient};
use crate::base::Response;

/// What comes in lists.
pub trait Listed: DeserializeOwned {
    /// Its word in an answer's `_embedded`.
    const KEY: &'static str;

    /// Whether its id came; without one it is no entity.
    fn has_id(&self) -> bool;
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it; nothing past the end.
    pub items: Vec<T>,
    /// Its number, counted from 1.
    pub page: u32,
    /// Whether a link to a next page came. It proves nothing: lists without a total carry one on
    /// their last page too. Without it there certainly is no more.
    pub has_next: bool,
}

impl<T: Listed> Page<T> {
    /// The page in a response to the question for page `asked`.
    ///
    /// 204 is an empty page. 304 is none: nothing here asks for changes only, and to take it for an
    /// empty list would hide what is there.
    pub fn decode(response: &Response, asked: u32) -> Result<Self, ApiError> {
        let asked = asked.max(1);
        let Some(body) = answer::body(response)? else {
            return Ok(Self { items: Vec::new(), page: asked, has_next: false });
        };
        let envelope: Envelope<T> = answer::parse(response, body)?;
        let items = envelope.embedded.0;
        if items.iter().all(T::has_id) {
            let page = u32::try_from(envelope.page).ok().filter(|page| *page > 0).unwrap_or(asked);
            Ok(Self { items, page, has_next: envelope.links.next.is_some() })
        } else {
            Err(answer::unexpected(response, format!("an item of {} without an id", T::KEY)))
        }
    }

    /// Whether reading on is of no use, given how many items were asked for.
    #[must_use]
    pub fn is_last(&self, limit: usize) -> bool {
        !self.has_next || self.items.len() < limit
    }
}

#[derive(Deserialize)]
#[serde(bound = "T: Listed")]
struct Envelope<T> {
    #[serde(rename = "_page", default, deserialize_with = "lenient::number")]
    page: i64,
    #[serde(rename = "_links", default, deserialize_with = "lenient::object")]
    links: Links,
    #[serde(rename = "_embedded")]
    embedded: Embedded<T>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Links {
    next: Option<IgnoredAny>,
}

/// The list under `T::KEY`; without that key only PHP's empty object is an empty list.
struct Embedded<T>(Vec<T>);

impl<'de, T: Listed> Deserialize<'de> for Embedded<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(EmbeddedVisitor(PhantomData))
    }
}

struct EmbeddedVisitor<T>(PhantomData<T>);

impl<'de, T: Listed> Visitor<'de> for EmbeddedVisitor<T> {
    type Value = Embedded<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {}", T::KEY)
    }

    fn visit_unit<E>(self) -> Result<Embedded<T>, E> {
        Ok(Embedded(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Embedded<T>, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(Embedded(Vec::new())),
            Some(_) => Err(A::Error::custom("a list where an object belongs")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Embedded<T>, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == T::KEY {
                found = Some(map.next_value::<Many<T>>()?.0);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        found.map(Embedded).ok_or_else(|| A::Error::missing_field(T::KEY))
    }
}

/// `lenient::list` as a type, for where there is no field to put its name on.
#[derive(Deserialize)]
#[serde(transparent, bound = "T: DeserializeOwned")]
struct Many<T>(#[serde(deserialize_with = "lenient::list")] Vec<T>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::leads::Lead;
    use crate::base::id::EntityId;

    fn decode(status: u16, body: &str) -> Result<Page<Lead>, ApiError> {
        Page::decode(&Response { status, body: body.to_owned(), ..Response::default() }, 3)
    }

    #[track_caller]
    fn check(body: &str, ids: &[u64], page: u32, has_next: bool) {
        let found = decode(200, body).unwrap();
        assert_eq!(found.items.iter().map(|lead| lead.id.0).collect::<Vec<_>>(), ids);
        assert_eq!((found.page, found.has_next), (page, has_next));
    }

    #[test]
    fn pages_of_every_shape() {
        check(
            r#"{"_page":2,"_links":{"next":{"href":"x"}},"_embedded":{"leads":[{"id":1},{"id":"2"}]}}"#,
            &[1, 2],
            2,
            true,
        );
        check(
            r#"{"_page":"2","_links":[],"_embedded":{"leads":{"0":{"id":1},"3":{"id":2}}}}"#,
            &[1, 2],
            2,
            false,
        );
        check(r#"{"_embedded":{"leads":[{"id":1}],"other":[{"id":9}]}}"#, &[1], 3, false);
        check(r#"{"_links":{"next":null},"_embedded":{"leads":null}}"#, &[], 3, false);
        check(r#"{"_links":null,"_embedded":{"leads":[]}}"#, &[], 3, false);
        check(r#"{"_embedded":[]}"#, &[], 3, false);
        check(r#"{"_embedded":null}"#, &[], 3, false);
    }

    #[test]
    fn no_content_is_an_empty_page() {
        assert_eq!(decode(204, ""), Ok(Page { items: Vec::new(), page: 3, has_next: false }));
    }

    #[track_caller]
    fn refuse(status: u16, body: &str, reason: &str) {
        match decode(status, body) {
            Err(ApiError::Unexpected { status: found, reason: words }) => {
                assert_eq!(found, status);
                assert!(words.starts_with(reason) && !words.contains("secret"), "{words}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nothing_else_is_an_empty_page() {
        refuse(304, "", "neither a success nor a refusal");
        refuse(302, "", "neither a success nor a refusal");
        refuse(0, "", "neither a success nor a refusal");
        refuse(200, " ", "the answer is empty");
        refuse(200, "<html></html>", "not JSON");
        refuse(200, "{", "JSON that ends too early");
        refuse(200, "{}", "not of the promised shape");
        refuse(200, r#"{"_embedded":{"contacts":[]}}"#, "not of the promised shape");
        refuse(200, r#"{"_embedded":{"leads":[{"id":"secret"}]}}"#, "not of the promised shape");
        let misplaced = r#"{"_embedded":{"leads":[{"id":1,"custom_fields_values":"secret"}]}}"#;
        refuse(200, misplaced, "not of the promised shape");
        refuse(200, r#"{"_embedded":{"leads":[{"name":"secret"}]}}"#, "an item of leads without an id");
    }

    #[track_caller]
    fn check_last(items: usize, has_next: bool, expected: bool) {
        let items = vec![Lead { id: EntityId(1), ..Lead::default() }; items];
        assert_eq!(Page { items, page: 1, has_next }.is_last(2), expected);
    }

    #[test]
    fn the_last_page() {
        check_last(2, true, false);
        check_last(2, false, true);
        check_last(1, true, true);
        check_last(0, true, true);
    }
}
