//! Companies.
//!
//! Source: <https://developers.kommo.com/reference/companies-list>.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

use super::batch::{self, Changing, Item};
use super::list::{self, Resource};
use super::page::Listed;
use super::value::{FieldValues, FieldWrite};
use super::{Tag, lenient, tag};
use crate::base::id::{EntityId, UserId};

/// Companies are sorted and filtered by what contacts are.
pub use super::contacts::{Filter, OrderBy};

/// A company as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Company {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: EntityId,
    /// The name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Who is responsible.
    #[serde(deserialize_with = "lenient::id")]
    pub responsible_user_id: UserId,
    /// Who added it; 0 is the robot.
    #[serde(deserialize_with = "lenient::id")]
    pub created_by: UserId,
    /// When it was added, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub created_at: i64,
    /// When it was last changed, Unix seconds.
    #[serde(deserialize_with = "lenient::number")]
    pub updated_at: i64,
    /// Its custom fields; phones and e-mails are among them.
    #[serde(deserialize_with = "lenient::list")]
    pub custom_fields_values: Vec<FieldValues>,
    /// Names of its tags.
    #[serde(rename = "_embedded", deserialize_with = "tag::names")]
    pub tags: Vec<String>,
}

/// A company to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct New {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// Its custom fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_fields_values: Vec<FieldWrite>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_add: Vec<Tag>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A company to be changed. Members that are not set are not sent and keep their values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Which one.
    pub id: EntityId,
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who is to be responsible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_user_id: Option<UserId>,
    /// The custom fields that change, each with all its values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custom_fields_values: Vec<FieldWrite>,
    /// Tags to be put on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_add: Vec<Tag>,
    /// Tags to be taken off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_to_delete: Vec<Tag>,
    /// Our word for this item, given back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Reads a page of companies.
pub type List = list::List<Company>;
/// Reads one company.
pub type Get = list::Get<Company>;
/// Adds companies.
pub type Add = batch::Add<New>;
/// Changes companies.
pub type Update = batch::Update<Change>;

impl Listed for Company {
    const KEY: &'static str = "companies";

    fn has_id(&self) -> bool {
        self.id != EntityId::default()
    }
}

impl Resource for Company {
    type OrderBy = OrderBy;
    type With = Infallible;
    type Filter = Filter;
}

impl Item for New {
    const KEY: &'static str = Company::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Item for Change {
    const KEY: &'static str = Company::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Changing for Change {
    fn id(&self) -> EntityId {
        self.id
    }
}
