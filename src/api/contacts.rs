//! Contacts.
//!
//! Source: <https://developers.kommo.com/reference/contacts-list>.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

use super::batch::{self, Changing, Item};
use super::list::{self, Resource};
use super::page::Listed;
use super::query::{self, Conditions, Span, Word};
use super::value::{FieldValues, FieldWrite};
use super::{Tag, lenient, tag};
use crate::base::Path;
use crate::base::id::{EntityId, UserId};

/// A contact as read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: EntityId,
    /// The whole name.
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// The first name; empty where the name was not split.
    #[serde(deserialize_with = "lenient::text")]
    pub first_name: String,
    /// The last name; empty where the name was not split.
    #[serde(deserialize_with = "lenient::text")]
    pub last_name: String,
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

/// A contact to be added. Members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct New {
    /// The whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
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

/// A contact to be changed. Members that are not set are not sent and keep their values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Which one.
    pub id: EntityId,
    /// The new whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The new first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The new last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
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

/// Reads a page of contacts.
pub type List = list::List<Contact>;
/// Reads one contact.
pub type Get = list::Get<Contact>;
/// Adds contacts.
pub type Add = batch::Add<New>;
/// Changes contacts.
pub type Update = batch::Update<Change>;

/// What contacts can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// When they were last changed.
    UpdatedAt,
    /// Their id.
    Id,
}

impl Word for OrderBy {
    fn word(&self) -> &'static str {
        match self {
            Self::UpdatedAt => "updated_at",
            Self::Id => "id",
        }
    }
}

/// Which contacts are listed: those that meet every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kommo's search through all fields; digits are found anywhere, so look again at what comes.
    pub query: Option<String>,
    /// Any of these.
    pub ids: Vec<EntityId>,
    /// Of any of these names.
    pub names: Vec<String>,
    /// Added by any of these users.
    pub created_by: Vec<UserId>,
    /// Last changed by any of these users.
    pub updated_by: Vec<UserId>,
    /// In the care of any of these users.
    pub responsible: Vec<UserId>,
    /// Added in this span. Not on Kommo's page: look again at what comes.
    pub created_at: Span,
    /// Last changed in this span.
    pub updated_at: Span,
}

impl Conditions for Filter {
    fn add_to(&self, path: Path) -> Path {
        let path = query::searched(path, self.query.as_deref());
        let path = query::any_of(path, "id", &self.ids);
        let path = query::any_of(path, "name", &self.names);
        let path = query::any_of(path, "created_by", &self.created_by);
        let path = query::any_of(path, "updated_by", &self.updated_by);
        let path = query::any_of(path, "responsible_user_id", &self.responsible);
        let path = self.created_at.add_to(path, "created_at");
        self.updated_at.add_to(path, "updated_at")
    }
}

impl Listed for Contact {
    const KEY: &'static str = "contacts";

    fn has_id(&self) -> bool {
        self.id != EntityId::default()
    }
}

impl Resource for Contact {
    type OrderBy = OrderBy;
    type With = Infallible;
    type Filter = Filter;
}

impl Item for New {
    const KEY: &'static str = Contact::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Item for Change {
    const KEY: &'static str = Contact::KEY;

    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Changing for Change {
    fn id(&self) -> EntityId {
        self.id
    }
}
