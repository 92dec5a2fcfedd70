//! Single values: numbers, ids, truth values and texts, each in whatever JSON type it comes. Never
//! lists or objects, unless empty: those are nothing.

use std::fmt;

use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

/// A whole number; nothing is 0, fractions are rounded.
pub(in crate::api) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    Ok(Scalar::deserialize(from)?.number()?.unwrap_or_default())
}

/// An id; nothing is 0.
pub(in crate::api) fn id<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(some_id(from)?.unwrap_or_default())
}

/// An id, if there is one; 0 is none.
pub(in crate::api) fn some_id<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    match Scalar::deserialize(from)?.number()? {
        None | Some(0) => Ok(None),
        Some(number) => {
            let id = u64::try_from(number).map_err(|_| D::Error::custom("an id below 0"))?;
            T::deserialize(id.into_deserializer()).map(Some)
        }
    }
}

/// A truth value, as such or as 1 and 0; nothing is false.
pub(in crate::api) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(some_flag(from)?.unwrap_or_default())
}

/// A truth value, if there is one.
pub(in crate::api) fn some_flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    match Scalar::deserialize(from)? {
        Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        scalar => Ok(scalar.number()?.map(|number| number != 0)),
    }
}

/// A text; nothing is empty, numbers are written out.
pub(in crate::api) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Scalar::deserialize(from)?.text())
}

/// A text, if there is one; an empty one is none.
pub(in crate::api) fn some_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(Scalar::deserialize(from)?.text()).filter(|text| !text.is_empty()))
}

enum Scalar {
    Nothing,
    Flag(bool),
    Number(i64),
    Fraction(f64),
    Text(String),
}

impl Scalar {
    fn number<E: Error>(self) -> Result<Option<i64>, E> {
        let number = match self {
            Self::Nothing => return Ok(None),
            Self::Flag(flag) => Some(i64::from(flag)),
            Self::Number(number) => Some(number),
            Self::Fraction(fraction) => rounded(fraction),
            Self::Text(text) => match text.trim() {
                "" => return Ok(None),
                text => text.parse().ok().or_else(|| rounded(text.parse().ok()?)),
            },
        };
        number.map(Some).ok_or_else(|| E::custom("not a number"))
    }

    fn text(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Fraction(fraction) => fraction.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// Through text, because a cast would clip what does not fit and take NaN for 0.
fn rounded(fraction: f64) -> Option<i64> {
    format!("{fraction:.0}").parse().ok()
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single value")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar, E> {
        Ok(i64::try_from(value).map_or_else(|_| Scalar::Text(value.to_string()), Scalar::Number))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar::Fraction(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(Scalar::Nothing),
            Some(_) => Err(A::Error::custom("a list where a single value belongs")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        match map.next_key::<IgnoredAny>()? {
            None => Ok(Scalar::Nothing),
            Some(_) => Err(A::Error::custom("an object where a single value belongs")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_json::{Error, Value as Json, json};

    use super::*;
    use crate::base::id::UserId;

    /// `None` is an error.
    #[track_caller]
    fn check<'a, T: PartialEq + Debug>(
        read: fn(&'a Json) -> Result<T, Error>,
        json: &'a Json,
        expected: Option<&T>,
    ) {
        assert_eq!(read(json).ok().as_ref(), expected);
    }

    #[test]
    fn numbers() {
        check(number, &json!(12), Some(&12));
        check(number, &json!(-12), Some(&-12));
        check(number, &json!("12"), Some(&12));
        check(number, &json!(" -12 "), Some(&-12));
        check(number, &json!(12.0), Some(&12));
        check(number, &json!("12.4"), Some(&12));
        check(number, &json!(12.6), Some(&13));
        check(number, &json!(true), Some(&1));
        check(number, &json!(null), Some(&0));
        check(number, &json!(""), Some(&0));
        check(number, &json!([]), Some(&0));
        check(number, &json!({}), Some(&0));
        check(number, &json!("twelve"), None);
        check(number, &json!("NaN"), None);
        check(number, &json!(1e300), None);
        check(number, &json!(u64::MAX), None);
        check(number, &json!([12]), None);
        check(number, &json!({"a": 12}), None);
    }

    #[test]
    fn ids() {
        check(id, &json!(12), Some(&UserId(12)));
        check(id, &json!("12"), Some(&UserId(12)));
        check(id, &json!(null), Some(&UserId(0)));
        check(id::<&Json, UserId>, &json!(-1), None);
        check(id::<&Json, UserId>, &json!("me"), None);
        check(some_id, &json!(12), Some(&Some(UserId(12))));
        check(some_id::<&Json, UserId>, &json!(0), Some(&None));
        check(some_id::<&Json, UserId>, &json!(null), Some(&None));
        check(some_id::<&Json, UserId>, &json!([]), Some(&None));
    }

    #[test]
    fn flags() {
        check(flag, &json!(true), Some(&true));
        check(flag, &json!(1), Some(&true));
        check(flag, &json!("1"), Some(&true));
        check(flag, &json!("true"), Some(&true));
        check(flag, &json!(0), Some(&false));
        check(flag, &json!("0"), Some(&false));
        check(flag, &json!("False"), Some(&false));
        check(flag, &json!(null), Some(&false));
        check(flag, &json!("perhaps"), None);
        check(some_flag, &json!(null), Some(&None));
        check(some_flag, &json!(0), Some(&Some(false)));
    }

    #[test]
    fn texts() {
        check(text, &json!("a"), Some(&"a".to_owned()));
        check(text, &json!(7), Some(&"7".to_owned()));
        check(text, &json!(7.5), Some(&"7.5".to_owned()));
        check(text, &json!(u64::MAX), Some(&"18446744073709551615".to_owned()));
        check(text, &json!(null), Some(&String::new()));
        check(text, &json!([]), Some(&String::new()));
        check(text, &json!(["a"]), None);
        check(some_text, &json!(""), Some(&None));
        check(some_text, &json!("a"), Some(&Some("a".to_owned())));
    }
}
