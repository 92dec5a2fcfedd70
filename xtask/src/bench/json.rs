//! JSON as it is written for the drivers and for `--json`. It reads none.

use std::fmt::{self, Write as _};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(u64),
    /// A number with three digits after the point.
    Number(f64),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Json>),
    /// Members in order.
    Object(Vec<(String, Json)>),
}

/// An object of these members.
pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        u64::try_from(number).map_or(Self::Null, Self::Whole)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Number(number) if number.is_finite() => write!(f, "{number:.3}"),
            Self::Null | Self::Number(_) => f.write_str("null"),
            Self::Text(text) => write_text(f, text),
            Self::List(values) => {
                f.write_char('[')?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{value}")?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_text(f, name)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for sign in text.chars() {
        match sign {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            sign if sign.is_control() => write!(f, "\\u{:04x}", u32::from(sign))?,
            sign => f.write_char(sign)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &Json, expected: &str) {
        assert_eq!(value.to_string(), expected);
    }

    #[test]
    fn values_are_written() {
        check(&Json::Null, "null");
        check(&Json::Number(1.0 / 3.0), "0.333");
        check(&Json::Number(f64::NAN), "null");
        check(&Json::List(vec![Json::Whole(1), Json::Bool(true)]), "[1,true]");
        check(&object([("a", "b".into()), ("c", Json::List(Vec::new()))]), r#"{"a":"b","c":[]}"#);
        check(&"quote \" back \\ tab \t".into(), r#""quote \" back \\ tab \u0009""#);
    }
}
