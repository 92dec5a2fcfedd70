//! Any JSON at all under any status: every call says something of it, and never panics.

use kommo_pace::api::custom_fields::Owner;
use kommo_pace::api::{Call, account, contacts, custom_fields, leads, pipelines, tasks, users};
use kommo_pace::base::id::EntityId;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::response;

fn any_json() -> impl Strategy<Value = Json> {
    let words = "id|name|_embedded|_links|next|leads|tags|errors|request_id|code|type|values|rights|statuses";
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,4}".prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::btree_map(words, inner, 0..4)
                .prop_map(|map| Json::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn no_answer_is_too_odd_to_be_survived(json in any_json(), status in 100_u16..600) {
        let response = response(status, &json.to_string());
        let _ = account::Get.decode(&response);
        let _ = users::List::default().decode(&response);
        let _ = pipelines::List.decode(&response);
        let _ = custom_fields::List::new(Owner::Leads, 1).decode(&response);
        let _ = leads::List::default().decode(&response);
        let _ = tasks::Get::new(EntityId(1)).decode(&response);
        let _ = contacts::Add { items: vec![contacts::New::default()] }.decode(&response);
        let _ = leads::Update { items: vec![leads::Change::default()] }.decode(&response);
    }
}
