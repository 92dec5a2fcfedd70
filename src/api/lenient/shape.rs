//! Lists and objects. PHP does not tell them apart: an empty object comes as `[]`, and a list whose
//! indexes have gaps as an object. Never single values, unless they stand for nothing.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

/// A list, as an array or as an object keyed by anything; nothing is an empty one, and nothings
/// within it are left out.
pub(in crate::api) fn list<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    from.deserialize_any(ListVisitor(PhantomData))
}

/// An object; nothing is the default.
pub(in crate::api) fn object<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    from.deserialize_any(ObjectVisitor(PhantomData))
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Vec<T>, E> {
        if value { Err(E::invalid_type(Unexpected::Bool(value), &self)) } else { Ok(Vec::new()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element::<Option<T>>()? {
            list.extend(item);
        }
        Ok(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some((_, item)) = map.next_entry::<IgnoredAny, Option<T>>()? {
            list.extend(item);
        }
        Ok(list)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        if value { Err(E::invalid_type(Unexpected::Bool(value), &self)) } else { Ok(T::default()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(T::default()),
            Some(_) => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value as Json, json};

    /// `None` is an error.
    #[track_caller]
    fn check_list(json: &Json, expected: Option<&[u64]>) {
        assert_eq!(super::list(json).ok().as_deref(), expected);
    }

    #[track_caller]
    fn check_object(json: &Json, expected: Option<&[(&str, u64)]>) {
        let expected =
            expected.map(|pairs| pairs.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect());
        assert_eq!(super::object::<_, BTreeMap<String, u64>>(json).ok(), expected);
    }

    #[test]
    fn lists() {
        check_list(&json!([1, 2]), Some(&[1, 2]));
        check_list(&json!({"0": 1, "5": 2}), Some(&[1, 2]));
        check_list(&json!([1, null]), Some(&[1]));
        check_list(&json!({"0": null}), Some(&[]));
        check_list(&json!(null), Some(&[]));
        check_list(&json!(false), Some(&[]));
        check_list(&json!(true), None);
        check_list(&json!("1"), None);
        check_list(&json!(["a"]), None);
    }

    #[test]
    fn objects() {
        check_object(&json!({"a": 1}), Some(&[("a", 1)]));
        check_object(&json!({}), Some(&[]));
        check_object(&json!([]), Some(&[]));
        check_object(&json!(null), Some(&[]));
        check_object(&json!(false), Some(&[]));
        check_object(&json!(true), None);
        check_object(&json!([1]), None);
        check_object(&json!(1), None);
    }
}
