//! Users of the account. Only administrators may list them; others get 403.
//!
//! Source: <https://developers.kommo.com/reference/users-list>.

use crate::base::id::UserId;

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Whether the user may be made responsible for anything.
    pub is_active: bool,
    /// Whether the user is an administrator.
    pub is_admin: bool,
}
