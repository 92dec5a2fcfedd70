//! Requests that nobody sends on purpose: the account answers all of them and changes nothing by a refused one.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::client::Client;

const KINDS: [&str; 4] = ["leads", "contacts", "companies", "tasks"];

/// Any JSON, with the API's own words as keys often enough to get past the doors.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just(142), Just(143), Just(11_400_507_i64)].prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        "name|price|status_id|pipeline_id|loss_reason_id|created_at|closed_at|id|request_id",
        "custom_fields_values|values|value|field_id|field_code|enum_id|enum_code",
        "_embedded|tags|contacts|companies|tags_to_add|text|complete_till|entity_id|entity_type|result",
        ".{0,6}",
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_target_is_answered(target in "(/api/v4/(leads|tasks|users|contacts/custom_fields)|/_sim/state)?.{0,12}(page|limit|filter\\[[a-z_]{0,8}\\]|%[0-9A-Z]{0,2}|=|&|-?[0-9]{1,20}){0,8}") {
        let mut client = Client::empty();
        client.add("leads", &json!([{ "name": "A" }]));
        let answer = client.get(&target);
        prop_assert!(matches!(answer.status, 200 | 204 | 400 | 404), "{} {}", answer.status, answer.text);
    }

    #[test]
    fn any_body_is_answered(items in prop::collection::vec(json_value(), 0..4), is_bare in any::<bool>()) {
        let mut client = Client::empty();
        for kind in KINDS {
            let id = client.add(kind, &json!([if kind == "tasks" { json!({ "text": "a", "complete_till": 1 }) } else { json!({ "name": "A" }) }]))[0];
            let before = client.get("/_sim/state").body;
            let body = if is_bare { items.first().cloned().unwrap_or_default() } else { Value::from(items.clone()) };
            for (method, path) in [("POST", format!("/api/v4/{kind}")), ("PATCH", format!("/api/v4/{kind}")), ("PATCH", format!("/api/v4/{kind}/{id}"))] {
                let answer = client.send(method, &path, &body.to_string());
                prop_assert!(matches!(answer.status, 200 | 400), "{} {}", answer.status, answer.text);
                if answer.status == 200 {
                    prop_assert_eq!(client.get(&format!("/api/v4/{kind}")).status, 200);
                    return Ok(());
                }
                prop_assert_eq!(&client.get("/_sim/state").body, &before);
            }
        }
    }

    #[test]
    fn any_value_of_any_field_is_answered(kind in 0..3_usize, place in any::<prop::sample::Index>(), values in prop::collection::vec((json_value(), json_value(), 0..8_u8), 0..3)) {
        let mut client = Client::empty();
        let kind = KINDS[kind];
        let fields = client.get(&format!("/api/v4/{kind}/custom_fields?limit=250")).items("custom_fields");
        let field = place.get(&fields);
        let values: Value = values
            .into_iter()
            .map(|(value, extra, shape)| match shape {
                0 => value,
                1 => json!({ "value": value, "enum_code": extra }),
                2 => json!({ "value": value, "enum_id": extra }),
                3 => json!({ "value": value, "enum_code": "WORK" }),
                _ => json!({ "value": value }),
            })
            .collect();
        let answer = client.post(&format!("/api/v4/{kind}"), &json!([{ "custom_fields_values": [{ "field_id": field["id"], "values": values }] }]));
        prop_assert!(matches!(answer.status, 200 | 400), "{} {}", answer.status, answer.text);
        if answer.status == 400 {
            prop_assert!(!answer.findings().is_empty());
            prop_assert_eq!(client.count(kind), 0);
        }
    }

    #[test]
    fn any_bytes_are_answered(body in prop::collection::vec(any::<u8>(), 0..64), method in "[A-Z]{0,6}") {
        let mut client = Client::empty();
        let mut request = client.request(&method, "/api/v4/leads", "");
        request.body = body;
        prop_assert!(client.account.handle(client.now_ms, &request).response.is_some());
    }
}
