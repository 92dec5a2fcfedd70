//! Users of the account. Only administrators may list them; others get 403.
//!
//! Source: <https://developers.kommo.com/reference/users-list>.

use serde::Deserialize;

use super::page::{Listed, Page};
use super::{ApiError, Call, lenient, query};
use crate::base::id::UserId;
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Path, Request, Response};

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Wire")]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Whether the user may be made responsible for anything; taken to be so if Kommo does not say.
    pub is_active: bool,
    /// Whether the user is an administrator.
    pub is_admin: bool,
}

impl Listed for User {
    const KEY: &'static str = "users";

    fn has_id(&self) -> bool {
        self.id != UserId::default()
    }
}

/// Reads a page of users, the inactive ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// Which page, counted from 1.
    pub page: u32,
    /// Users in a page, 1 to [`PAGE_MAX`].
    pub limit: usize,
}

impl Default for List {
    fn default() -> Self {
        Self { page: 1, limit: PAGE_MAX }
    }
}

impl Call for List {
    type Output = Page<User>;

    fn request(&self) -> Result<Request, LimitError> {
        Ok(Request::get(query::paged(Path::api(&["users"]), self.page, self.limit)?))
    }

    fn decode(&self, response: &Response) -> Result<Page<User>, ApiError> {
        Page::decode(response, self.page)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    #[serde(deserialize_with = "lenient::id")]
    id: UserId,
    #[serde(deserialize_with = "lenient::text")]
    name: String,
    #[serde(deserialize_with = "lenient::text")]
    email: String,
    #[serde(deserialize_with = "lenient::object")]
    rights: Rights,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Rights {
    #[serde(deserialize_with = "lenient::some_flag")]
    is_active: Option<bool>,
    #[serde(deserialize_with = "lenient::flag")]
    is_admin: bool,
}

impl From<Wire> for User {
    fn from(wire: Wire) -> Self {
        Self {
            id: wire.id,
            name: wire.name,
            email: wire.email,
            is_active: wire.rights.is_active.unwrap_or(true),
            is_admin: wire.rights.is_admin,
        }
    }
}
