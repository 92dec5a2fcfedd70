//! An entity as Kommo sent it: its JSON text untouched, with its id and the time of its last change read
//! out of it. It understands nothing else of the entity.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use super::lenient;
use super::list::Resource;
use super::page::Listed;
use crate::base::Timestamp;
use crate::base::id::EntityId;

/// An entity of kind `R`, unread. A list of it asks what a list of `R` asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw<R> {
    /// The id.
    pub id: EntityId,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its JSON object, to the letter.
    pub text: String,
    kind: PhantomData<R>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Facts {
    #[serde(deserialize_with = "lenient::id")]
    id: EntityId,
    #[serde(deserialize_with = "lenient::number")]
    updated_at: i64,
}

impl<'de, R> Deserialize<'de> for Raw<R> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(from)?;
        // The parser's own words would quote the answer.
        let facts: Facts =
            serde_json::from_str(text.get()).map_err(|_| D::Error::custom("an item of no such shape"))?;
        let updated_at = Timestamp(facts.updated_at);
        Ok(Self { id: facts.id, updated_at, text: Box::<str>::from(text).into(), kind: PhantomData })
    }
}

impl<R: Resource> Listed for Raw<R> {
    const KEY: &'static str = R::KEY;

    fn has_id(&self) -> bool {
        self.id != EntityId::default()
    }
}

impl<R: Resource> Resource for Raw<R> {
    type OrderBy = R::OrderBy;
    type With = R::With;
    type Filter = R::Filter;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::list::List;
    use crate::api::tasks::Task;
    use crate::api::{ApiError, Call};
    use crate::base::Response;

    fn decode(items: &str) -> Result<Vec<Raw<Task>>, ApiError> {
        let body = format!(r#"{{"_links":{{"next":{{}}}},"_embedded":{{"tasks":{items}}}}}"#);
        let response = Response { status: 200, body, ..Response::default() };
        List::<Raw<Task>>::default().decode(&response).map(|page| page.items)
    }

    #[track_caller]
    fn check(items: &str, expected: &[(u64, i64, &str)]) {
        let found = decode(items).unwrap();
        let found: Vec<_> = found.iter().map(|raw| (raw.id.0, raw.updated_at.0, raw.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_text_is_kept_to_the_letter() {
        let text = r#"{ "id" : 7, "updated_at":1700000000, "new":{"deep":[1.50,"\u00f1\ud83e\udd80"]} }"#;
        check(&format!("[{text}]"), &[(7, 1_700_000_000, text)]);
        check(
            r#"{"0":{"id":"8"},"4":{"id":9,"updated_at":"5"}}"#,
            &[(8, 0, r#"{"id":"8"}"#), (9, 5, r#"{"id":9,"updated_at":"5"}"#)],
        );
        check("[null]", &[]);
    }

    #[test]
    fn an_item_without_an_id_is_refused_and_not_quoted() {
        for items in [r#"[{"name":"secret"}]"#, r#"[{"id":"secret"}]"#, r#"["secret"]"#] {
            let error = decode(items).unwrap_err();
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn it_asks_what_the_kind_asks() {
        let request = List::<Raw<Task>>::default().request().unwrap();
        assert_eq!(request.path.as_str(), "/api/v4/tasks?page=1&limit=250");
    }
}
