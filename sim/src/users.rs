//! Users and their groups: who may be responsible, and how the API shows them to an admin.
//!
//! <https://developers.kommo.com/reference/users-list>

use serde_json::{Map, Value, json};

use crate::exchange::Response;
use crate::resource::With;
use crate::store::Store;
use crate::target::Target;
use crate::{hal, page, problem};

/// A user of the account.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) group_id: u64,
    pub(crate) is_admin: bool,
    pub(crate) is_active: bool,
}

/// A group of users; 0 is the default group.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
}

impl User {
    fn read(&self, with: &With<'_>, store: &Store) -> Value {
        let entity = || json!({ "view": "A", "edit": "A", "add": "A", "delete": "A", "export": "A" });
        let mut user = json!({
            "id": self.id,
            "name": self.name,
            "email": self.email,
            "lang": "en",
            "rights": {
                "leads": entity(),
                "contacts": entity(),
                "companies": entity(),
                "tasks": { "edit": "A", "delete": "A" },
                "mail_access": self.is_active,
                "catalog_access": self.is_active,
                "is_admin": self.is_admin,
                "is_free": false,
                "is_active": self.is_active,
                "group_id": (self.group_id != 0).then_some(self.group_id),
                "role_id": null,
                "status_rights": null,
            },
            "_links": hal::self_link(&store.base, &format!("users/{}/", self.id)),
        });
        let mut embedded = Map::new();
        if with.asks_for("role") {
            embedded.insert("roles".to_owned(), json!([]));
        }
        if with.asks_for("group") {
            let groups: Value = store
                .groups
                .iter()
                .filter(|group| group.id == self.group_id)
                .map(|group| json!({ "id": group.id, "name": group.name }))
                .collect();
            embedded.insert("groups".to_owned(), groups);
        }
        if let (Some(members), false) = (user.as_object_mut(), embedded.is_empty()) {
            members.insert("_embedded".to_owned(), embedded.into());
        }
        user
    }
}

/// `GET /users`.
pub(crate) fn list(store: &Store, target: &Target) -> Response {
    let with = With::Words(target.query.words("with"));
    let users = store.users.iter().map(|user| user.read(&with, store)).collect();
    page::counted(users, "users", store, target)
}

/// `GET /users/{id}`.
pub(crate) fn one(store: &Store, id: u64, target: &Target) -> Response {
    let with = With::Words(target.query.words("with"));
    match store.users.iter().find(|user| user.id == id) {
        Some(user) => hal::ok(&user.read(&with, store)),
        None => problem::problem(404, "User not found"),
    }
}
