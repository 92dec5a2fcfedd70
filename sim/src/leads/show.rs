//! A lead as the API shows it.

use serde_json::{Map, Value, json};

use super::Lead;
use crate::hal;
use crate::resource::With;
use crate::store::{Kind, Store};

impl Lead {
    pub(super) fn show(&self, with: &With<'_>, store: &Store) -> Value {
        let card = &self.card;
        json!({
            "id": card.id,
            "name": card.name,
            "price": self.price(),
            "responsible_user_id": card.responsible_user_id,
            "group_id": store.group_of(card.responsible_user_id),
            "status_id": self.status_id,
            "pipeline_id": self.pipeline_id,
            "loss_reason_id": self.loss_reason_id,
            "source_id": null,
            "created_by": card.created_by,
            "updated_by": card.updated_by,
            "created_at": card.created_at,
            "updated_at": card.updated_at,
            "closed_at": self.closed_at,
            "closest_task_at": store.closest_task_at(Kind::Leads, card.id),
            "is_deleted": false,
            "custom_fields_values": card.read_values(Kind::Leads, store),
            "score": null,
            "account_id": store.account_id,
            "labor_cost": null,
            "is_price_computed": false,
            "price_with_minor_units": with_minor_units(self.price_minor),
            "_links": hal::self_link(&store.base, &format!("leads/{}", card.id)),
            "_embedded": self.embedded(with, store),
        })
    }

    fn embedded(&self, with: &With<'_>, store: &Store) -> Map<String, Value> {
        let end = (Kind::Leads, self.card.id);
        let mut embedded = Map::new();
        embedded.insert("tags".to_owned(), self.card.read_tags(Kind::Leads, store));
        embedded.insert("companies".to_owned(), store.links.read(end, Kind::Companies, &store.base).into());
        if with.asks_for("contacts") {
            let contacts: Value = store
                .links
                .of(end, Kind::Contacts)
                .map(|id| {
                    json!({
                        "id": id,
                        "is_main": self.main_contact_id == Some(id),
                        "_links": hal::self_link(&store.base, &format!("contacts/{id}")),
                    })
                })
                .collect();
            embedded.insert("contacts".to_owned(), contacts);
        }
        if with.asks_for("loss_reason") {
            embedded.insert("loss_reason".to_owned(), self.loss_reason(store));
        }
        embedded
    }

    /// An array of none or one, although Kommo's table says object.
    fn loss_reason(&self, store: &Store) -> Value {
        store
            .loss_reasons
            .iter()
            .filter(|reason| Some(reason.id) == self.loss_reason_id)
            .map(|reason| {
                json!({
                    "id": reason.id,
                    "name": reason.name,
                    "sort": 100_000,
                    "created_at": store.created_at,
                    "updated_at": store.created_at,
                    "_links": hal::self_link(&store.base, &format!("leads/loss_reasons/{}", reason.id)),
                })
            })
            .collect()
    }
}

/// The exact price as a JSON number: whole units without a fraction, others with two digits.
fn with_minor_units(minor: i64) -> Value {
    if minor % 100 == 0 {
        return (minor / 100).into();
    }
    let sign = if minor < 0 { "-" } else { "" };
    let size = minor.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100).parse::<f64>().map_or(Value::Null, Value::from)
}
