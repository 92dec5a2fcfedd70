//! Values of custom fields, as all entities carry them.
//!
//! Source: <https://developers.kommo.com/reference/custom-field-by-entity>.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::base::id::{EnumId, FieldId};

/// One custom field of an entity with its values, as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FieldValues {
    /// The field.
    pub field_id: FieldId,
    /// Its stable code, if it has one (`PHONE`, `EMAIL`).
    pub field_code: Option<String>,
    /// Its type's word.
    pub field_type: String,
    /// Its values in order.
    pub values: Vec<ReadValue>,
}

/// One value as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ReadValue {
    /// The value: text, number, truth value or object, by the field's type.
    pub value: Json,
    /// The option, for fields with options.
    pub enum_id: Option<EnumId>,
    /// The option's code (`WORK`).
    pub enum_code: Option<String>,
}

/// One custom field to be written, with all its values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldWrite {
    /// The field.
    pub field_id: FieldId,
    /// Its new values; they replace all old ones.
    pub values: Vec<WriteValue>,
}

/// One value to be written. Kommo refuses members that it does not expect, so nothing empty is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
