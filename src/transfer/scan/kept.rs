//! One entity of the local copy: its JSON text as Kommo sent it.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::base::Timestamp;
use crate::base::id::EntityId;

/// An entity that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The id.
    pub id: EntityId,
    /// When it was last changed, as Kommo says.
    pub updated_at: Timestamp,
    /// Its JSON object, to the letter.
    pub text: String,
}

impl Kept {
    /// The entity as its type in [`crate::api`]: `kept.read::<Lead>()`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.text)
    }

    /// Whether both say the same of the entity. An entity's link to itself names the page that it came
    /// on, so links count for nothing.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.updated_at == other.updated_at
            && (self.text == other.text || without_links(&self.text) == without_links(&other.text))
    }
}

fn without_links(text: &str) -> Option<Json> {
    let mut json: Json = serde_json::from_str(text).ok()?;
    drop_links(&mut json);
    Some(json)
}

fn drop_links(json: &mut Json) {
    match json {
        Json::Object(members) => {
            members.remove("_links");
            members.values_mut().for_each(drop_links);
        }
        Json::Array(items) => items.iter_mut().for_each(drop_links),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(updated_at: i64, text: &str) -> Kept {
        Kept { id: EntityId(1), updated_at: Timestamp(updated_at), text: text.to_owned() }
    }

    #[track_caller]
    fn check(a: &Kept, b: &Kept, same: bool) {
        assert_eq!((a.says_the_same(b), b.says_the_same(a)), (same, same));
    }

    #[test]
    fn what_differs() {
        let first = kept(5, r#"{"id":1,"name":"a","_links":{"self":{"href":"x?page=1"}}}"#);
        check(&first, &first, true);
        check(&first, &kept(5, r#"{"name":"a","id":1,"_links":{"self":{"href":"x?page=2"}}}"#), true);
        check(&first, &kept(5, r#"{"id":1,"name":"a"}"#), true);
        check(&first, &kept(6, &first.text), false);
        check(&first, &kept(5, r#"{"id":1,"name":"b"}"#), false);
        let inner = |page: u32| kept(5, &format!(r#"{{"_embedded":{{"tags":[{{"_links":{page}}}]}}}}"#));
        check(&inner(1), &inner(2), true);
    }
}
