//! The data that an account starts with.

use std::collections::BTreeSet;

use kommo_sim::{Account, Options};
use serde_json::Value;

use crate::client::{Client, START_MS};

fn all(client: &mut Client, kind: &str) -> Vec<Value> {
    client.get(&format!("/_sim/state?entity={kind}")).body[kind].as_array().unwrap().clone()
}

#[test]
fn the_same_seed_makes_the_same_account() {
    let state = |options: &Options| {
        let client = Client::new();
        let request = client.request("GET", "/_sim/state", "");
        Account::new(options).handle(options.now_ms, &request).response.unwrap().body
    };
    let options = Options::default();
    assert_eq!(state(&options), state(&options));
    assert_ne!(state(&options), state(&Options { seed: 2, ..options }));
}

#[test]
fn ids_ascend_with_the_dates_and_all_dates_are_past() {
    let mut client = Client::new();
    let mut entities: Vec<(u64, i64)> = Vec::new();
    for kind in ["leads", "contacts", "companies", "tasks"] {
        for entity in all(&mut client, kind) {
            let (created, updated) =
                (entity["created_at"].as_i64().unwrap(), entity["updated_at"].as_i64().unwrap());
            assert!(created <= updated && updated < i64::try_from(START_MS / 1_000).unwrap(), "{entity}");
            entities.push((entity["id"].as_u64().unwrap(), created));
        }
    }
    entities.sort_unstable();
    assert!(entities.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
}

#[test]
fn every_seeded_value_could_have_been_written() {
    let mut client = Client::new();
    for kind in ["leads", "contacts", "companies"] {
        let items: Vec<Value> = all(&mut client, kind)
            .iter()
            .map(|entity| {
                let fields: Vec<Value> = entity["custom_fields_values"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|field| {
                        let values: Vec<Value> = field["values"]
                            .as_array()
                            .unwrap()
                            .iter()
                            .map(|value| {
                                let mut value = value.clone();
                                if value.get("enum_id").is_none() {
                                    value.as_object_mut().unwrap().retain(|name, _| name == "value");
                                }
                                value
                            })
                            .collect();
                        serde_json::json!({ "field_id": field["field_id"], "values": values })
                    })
                    .collect();
                serde_json::json!({ "name": entity["name"], "custom_fields_values": fields })
            })
            .collect();
        for part in items.chunks(250) {
            let ids = client.add(kind, &Value::from(part.to_vec()));
            for (id, sent) in ids.iter().zip(part) {
                let read = client.get(&format!("/api/v4/{kind}/{id}")).body;
                for (field, sent) in read["custom_fields_values"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .zip(sent["custom_fields_values"].as_array().unwrap())
                {
                    assert_eq!(field["values"], sent["values"]);
                }
            }
        }
    }
}

#[test]
fn the_data_is_worth_looking_at() {
    let mut client = Client::new();
    let contacts = all(&mut client, "contacts");
    let names: BTreeSet<&str> = contacts.iter().map(|contact| contact["name"].as_str().unwrap()).collect();
    assert!(names.len() > 250, "{}", names.len());
    assert!(names.iter().any(|name| !name.is_ascii()));
    let leads = all(&mut client, "leads");
    let statuses: BTreeSet<u64> = leads.iter().map(|lead| lead["status_id"].as_u64().unwrap()).collect();
    assert!(statuses.len() >= 8, "{statuses:?}");
    assert!(leads.iter().any(|lead| lead["_embedded"]["tags"] != serde_json::json!([])));
    assert!(leads.iter().filter(|lead| lead["status_id"] == 143).any(|lead| lead["loss_reason_id"].is_u64()));
    assert!(
        leads
            .iter()
            .all(|lead| lead["closed_at"].is_null() != matches!(lead["status_id"].as_u64(), Some(142 | 143)))
    );
    assert!(
        leads.iter().any(|lead| lead["responsible_user_id"] == 11_400_531),
        "the one who left still shows"
    );
    let types: BTreeSet<String> = ["leads", "contacts", "companies"]
        .iter()
        .flat_map(|kind| {
            client.get(&format!("/api/v4/{kind}/custom_fields?limit=250")).items("custom_fields")
        })
        .map(|field| field["type"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(types.len(), 15, "{types:?}");
}
