//! Custom fields of leads, contacts and companies.
//!
//! Source: <https://developers.kommo.com/reference/custom-fields>.

use serde::Deserialize;

use crate::base::id::{EnumId, FieldId};

/// A custom field of an entity.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Field {
    /// Its id, different in every account.
    pub id: FieldId,
    /// Its name as users see it.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Its stable code, if it has one (`PHONE`, `EMAIL`, `POSITION`).
    pub code: Option<String>,
    /// Its place among the fields.
    pub sort: i64,
    /// Whether it can be changed only through the API.
    pub is_api_only: bool,
    /// Its options; empty for fields without any.
    pub enums: Vec<FieldOption>,
    /// ISO code of the currency, for monetary fields.
    pub currency: Option<String>,
}

/// One option of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FieldOption {
    /// Its id.
    pub id: EnumId,
    /// What users see; for phones and e-mails the code word (`WORK`).
    pub value: String,
    /// Its place among the options.
    pub sort: i64,
    /// Its code, if it has one.
    pub code: Option<String>,
}

/// The types of custom fields. New ones appear without notice, so an unknown word is kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line, 256 characters at most through the API.
    #[default]
    Text,
    /// A number.
    Numeric,
    /// Yes or no.
    Checkbox,
    /// One of several options.
    Select,
    /// Any of several options.
    Multiselect,
    /// A day.
    Date,
    /// A web address.
    Url,
    /// Several lines.
    Textarea,
    /// One of several options, all shown.
    Radiobutton,
    /// An address in one text.
    Streetaddress,
    /// An address in up to six parts.
    SmartAddress,
    /// A day that comes again each year.
    Birthday,
    /// A legal entity.
    LegalEntity,
    /// A day with its time.
    DateTime,
    /// A price in a list.
    Price,
    /// A category in a list.
    Category,
    /// An amount of money.
    Monetary,
    /// Where a lead came from.
    TrackingData,
    /// Phones or e-mails.
    Multitext,
    /// A file.
    File,
    /// Any type that this list does not have.
    #[serde(untagged)]
    Other(String),
}
