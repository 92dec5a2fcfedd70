//! Custom fields of leads, contacts and companies.
//!
//! Source: <https://developers.kommo.com/reference/custom-fields>.

use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer};

use super::page::{Listed, Page};
use super::{ApiError, Call, lenient, query};
use crate::base::id::{EnumId, FieldId};
use crate::base::limits::LimitError;
use crate::base::{Path, Request, Response};

/// A custom field of an entity.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Field {
    /// Its id, different in every account.
    #[serde(deserialize_with = "lenient::id")]
    pub id: FieldId,
    /// Its name as users see it.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Its type.
    #[serde(rename = "type", deserialize_with = "kind")]
    pub kind: FieldKind,
    /// Its stable code, if it has one (`PHONE`, `EMAIL`, `POSITION`).
    #[serde(deserialize_with = "lenient::some_text")]
    pub code: Option<String>,
    /// Its place among the fields.
    #[serde(deserialize_with = "lenient::number")]
    pub sort: i64,
    /// Whether it can be changed only through the API.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_api_only: bool,
    /// Its options; empty for fields without any.
    #[serde(deserialize_with = "lenient::list")]
    pub enums: Vec<FieldOption>,
    /// ISO code of the currency, for monetary fields.
    #[serde(deserialize_with = "lenient::some_text")]
    pub currency: Option<String>,
}

/// One option of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FieldOption {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: EnumId,
    /// What users see; for phones and e-mails the code word (`WORK`).
    #[serde(deserialize_with = "lenient::text")]
    pub value: String,
    /// Its place among the options.
    #[serde(deserialize_with = "lenient::number")]
    pub sort: i64,
    /// Its code, if it has one.
    #[serde(deserialize_with = "lenient::some_text")]
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

impl FieldKind {
    /// Whether its values are days, with or without a time.
    #[must_use]
    pub const fn is_date(&self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::Birthday)
    }
}

/// No word at all is `Text`, like a missing one.
fn kind<'de, D: Deserializer<'de>>(from: D) -> Result<FieldKind, D::Error> {
    match lenient::some_text(from)? {
        Some(word) => FieldKind::deserialize(word.into_deserializer()),
        None => Ok(FieldKind::default()),
    }
}

impl Listed for Field {
    const KEY: &'static str = "custom_fields";

    fn has_id(&self) -> bool {
        self.id != FieldId::default()
    }
}

/// What has custom fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Leads.
    Leads,
    /// Contacts.
    Contacts,
    /// Companies.
    Companies,
}

impl Owner {
    /// Its word in paths.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Contacts => "contacts",
            Self::Companies => "companies",
        }
    }
}

/// Fields that Kommo's page promises in one answer, although its limit elsewhere is 250. Asking for
/// more could make the first page look like the last.
pub const FIELDS_PER_PAGE: usize = 50;

/// Reads a page of custom fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// Whose.
    pub owner: Owner,
    /// Which page, counted from 1.
    pub page: u32,
    /// Fields in a page, best [`FIELDS_PER_PAGE`].
    pub limit: usize,
}

impl List {
    /// The page of that number, of [`FIELDS_PER_PAGE`] fields.
    #[must_use]
    pub const fn new(owner: Owner, page: u32) -> Self {
        Self { owner, page, limit: FIELDS_PER_PAGE }
    }
}

impl Call for List {
    type Output = Page<Field>;

    fn request(&self) -> Result<Request, LimitError> {
        let path = Path::api(&[self.owner.as_str(), Field::KEY]);
        Ok(Request::get(query::paged(path, self.page, self.limit)?))
    }

    fn decode(&self, response: &Response) -> Result<Page<Field>, ApiError> {
        Page::decode(response, self.page)
    }
}
