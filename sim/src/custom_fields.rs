//! The lists of custom fields of leads, contacts and companies. They are read only here.
//!
//! <https://developers.kommo.com/reference/custom-fields>

use serde_json::Value;

use crate::exchange::Response;
use crate::field::Field;
use crate::store::{Kind, Store};
use crate::target::Target;
use crate::{hal, page, problem};

/// `GET /{kind}/custom_fields`.
pub(crate) fn list(store: &Store, kind: Kind, target: &Target) -> Response {
    let query = &target.query;
    let types = query.values(&["filter", "type"]);
    let mut fields: Vec<&Field> = store
        .fields(kind)
        .iter()
        .filter(|field| types.is_empty() || types.contains(&field.of_type.name()))
        .collect();
    match (query.value(&["order", "id"]), query.value(&["order", "sort"])) {
        (Some("desc"), _) => fields.sort_by_key(|field| std::cmp::Reverse(field.id)),
        (Some(_), _) => fields.sort_by_key(|field| field.id),
        (None, Some("desc")) => fields.sort_by_key(|field| std::cmp::Reverse(field.sort)),
        (None, _) => fields.sort_by_key(|field| field.sort),
    }
    let shown: Vec<Value> =
        fields.iter().map(|field| field.read(kind, store.account_id, &store.base)).collect();
    page::counted(shown, "custom_fields", store, target)
}

/// `GET /{kind}/custom_fields/{id}`.
pub(crate) fn one(store: &Store, kind: Kind, id: u64) -> Response {
    match store.fields(kind).iter().find(|field| field.id == id) {
        Some(field) => hal::ok(&field.read(kind, store.account_id, &store.base)),
        None => problem::problem(404, "Custom field not found"),
    }
}
