//! The account's own description, `GET /account`.
//!
//! <https://developers.kommo.com/reference/account-parameters>

use serde_json::{Map, Value, json};

use crate::exchange::Response;
use crate::resource::With;
use crate::store::Store;
use crate::target::Target;
use crate::{hal, tasks, zone};

/// `GET /account` at a moment, unix seconds.
pub(crate) fn read(store: &Store, target: &Target, now_s: i64) -> Response {
    let with = With::Words(target.query.words("with"));
    let mut account = json!({
        "id": store.account_id,
        "name": "Harbor & Pine Trading",
        "subdomain": store.subdomain,
        "created_at": store.created_at,
        "created_by": 0,
        "updated_at": store.created_at,
        "updated_by": 0,
        "current_user_id": store.current_user_id,
        "country": "US",
        "currency": "USD",
        "currency_symbol": "$",
        "customers_mode": "unavailable",
        "is_unsorted_on": true,
        "mobile_feature_version": 0,
        "is_loss_reason_enabled": true,
        "is_helpbot_enabled": false,
        "is_technical_account": false,
        "contact_name_display_order": 1,
        "language": "en",
    });
    let Some(members) = account.as_object_mut() else { return hal::ok(&account) };
    let optional = [
        ("amojo_id", json!("5f2c1e7a-3b64-4d0e-9a18-6c7d2b90e4f3")),
        ("uuid", json!("0d9b7c52-81fe-4a36-b2c4-7e15f3a86d90")),
        ("version", json!(16)),
        ("drive_url", json!("https://drive-c.kommo.com")),
        // Filters on custom fields are read over here.
        ("is_api_filter_enabled", json!(false)),
    ];
    for (name, value) in optional {
        if with.asks_for(name) {
            members.insert(name.to_owned(), value);
        }
    }
    members.insert("_links".to_owned(), hal::self_link(&store.base, "account"));
    let embedded = embedded(store, &with, now_s);
    if !embedded.is_empty() {
        members.insert("_embedded".to_owned(), embedded.into());
    }
    hal::ok(&account)
}

fn embedded(store: &Store, with: &With<'_>, now_s: i64) -> Map<String, Value> {
    let mut embedded = Map::new();
    let mut put = |name: &str, value: fn(&Store, i64) -> Value| {
        if with.asks_for(name) {
            embedded.insert(name.to_owned(), value(store, now_s));
        }
    };
    put("amojo_rights", |_, _| json!({ "can_direct": true, "can_create_groups": true }));
    put("users_groups", |store, _| {
        let show = |group: &crate::users::Group| json!({ "id": group.id, "name": group.name, "uuid": null });
        store.groups.iter().map(show).collect()
    });
    put("task_types", |_, _| {
        let show = |(id, name, code)| json!({ "id": id, "name": name, "color": null, "icon_id": null, "code": code });
        tasks::TYPES.into_iter().map(show).collect()
    });
    put("datetime_settings", |_, now_s| datetime_settings(now_s));
    embedded
}

fn datetime_settings(now_s: i64) -> Value {
    let minutes = zone::offset_s(now_s) / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
    json!({
        "date_pattern": "m/d/Y H:i",
        "short_date_pattern": "m/d/Y",
        "short_time_pattern": "H:i",
        "date_formant": "m/d/Y",
        "time_format": "H:i:s",
        "timezone": zone::NAME,
        "timezone_offset": offset,
    })
}
