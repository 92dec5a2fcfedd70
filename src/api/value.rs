//! Values of custom fields, as all entities carry them.
//!
//! Source: <https://developers.kommo.com/reference/custom-field-by-entity>.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value as Json;

use super::lenient;
use crate::base::id::{EnumId, FieldId};

/// One custom field of an entity with its values, as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FieldValues {
    /// The field.
    #[serde(deserialize_with = "lenient::id")]
    pub field_id: FieldId,
    /// Its stable code, if it has one (`PHONE`, `EMAIL`).
    #[serde(deserialize_with = "lenient::some_text")]
    pub field_code: Option<String>,
    /// Its type's word.
    #[serde(deserialize_with = "lenient::text")]
    pub field_type: String,
    /// Its values in order.
    #[serde(deserialize_with = "lenient::list")]
    pub values: Vec<ReadValue>,
}

/// One value as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "WireValue")]
pub struct ReadValue {
    /// The value: text, number, truth value or object, by the field's type.
    pub value: Json,
    /// The option, for fields with options.
    pub enum_id: Option<EnumId>,
    /// The option's code (`WORK`).
    pub enum_code: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireValue {
    value: Json,
    #[serde(deserialize_with = "lenient::some_id")]
    enum_id: Option<EnumId>,
    #[serde(deserialize_with = "lenient::some_text")]
    enum_code: Option<String>,
    /// The older name of `enum_code`.
    #[serde(rename = "enum", deserialize_with = "lenient::some_text")]
    older: Option<String>,
}

impl From<WireValue> for ReadValue {
    fn from(wire: WireValue) -> Self {
        Self { value: wire.value, enum_id: wire.enum_id, enum_code: wire.enum_code.or(wire.older) }
    }
}

/// One custom field to be written, with all its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldWrite {
    /// The field.
    pub field_id: FieldId,
    /// Its new values; they replace all old ones, and none at all clears the field.
    #[serde(serialize_with = "values_or_null", deserialize_with = "lenient::list")]
    pub values: Vec<WriteValue>,
}

/// `null` is what clears a field; an empty array is not known to.
fn values_or_null<S: Serializer>(values: &[WriteValue], to: S) -> Result<S::Ok, S::Error> {
    Some(values).filter(|values| !values.is_empty()).serialize(to)
}

/// One value to be written. Kommo refuses members that it does not expect, so nothing empty is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteValue {
    /// The value, unless the option alone says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
    /// The option, for fields with options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enum_id: Option<EnumId>,
    /// The option's code, for phones and e-mails (`WORK`, `MOB`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enum_code: Option<String>,
}
