//! Tags as entities carry them. Never tag ids: they differ from one kind of entity to the next.

use serde::{Deserialize, Deserializer, Serialize};

use super::lenient;

/// A tag to be put on an entity, by name. Sending id and name together makes two tags, so there is
/// no id here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The name.
    pub name: String,
}

/// The names of the tags in an entity's `_embedded`.
pub(super) fn names<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let embedded: Embedded = lenient::object(from)?;
    Ok(embedded.tags.into_iter().map(|tag| tag.name).collect())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Embedded {
    #[serde(deserialize_with = "lenient::list")]
    tags: Vec<Named>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    #[serde(deserialize_with = "lenient::text")]
    name: String,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    #[track_caller]
    fn check(embedded: &Json, expected: &[&str]) {
        assert_eq!(super::names(embedded).unwrap(), expected);
    }

    #[test]
    fn names() {
        check(
            &json!({"tags": [{"id": 1, "name": "web", "color": null}, {"id": 2, "name": "fair"}]}),
            &["web", "fair"],
        );
        check(&json!({"tags": {"0": {"id": 1, "name": "web"}}}), &["web"]);
        check(&json!({"tags": [{"id": 1, "name": 2024}]}), &["2024"]);
        check(&json!({"tags": []}), &[]);
        check(&json!({"tags": null}), &[]);
        check(&json!({"companies": []}), &[]);
        check(&json!([]), &[]);
        check(&json!(null), &[]);
    }
}
