//! Values of custom fields: what each type takes, what it gives back, what it refuses.

use serde_json::{Value, json};

use crate::client::Client;

fn entry(field: &Value, values: &Value) -> Value {
    json!([{ "custom_fields_values": [{ "field_id": field["id"], "values": values }] }])
}

/// Writes values into a new entity and compares what is read back.
#[track_caller]
fn check(kind: &str, name: &str, values: &Value, expected: &Value) {
    let mut client = Client::empty();
    let field = client.field(kind, name);
    let id = client.add(kind, &entry(&field, values))[0];
    let entity = client.get(&format!("/api/v4/{kind}/{id}")).body;
    assert_eq!(&entity["custom_fields_values"][0]["values"], expected, "{name} {values}");
    assert_eq!(entity["custom_fields_values"][0]["field_type"], field["type"]);
}

#[track_caller]
fn check_refused(kind: &str, name: &str, values: &Value, expected: &str) {
    let mut client = Client::empty();
    let field = client.field(kind, name);
    let answer = client.post(&format!("/api/v4/{kind}"), &entry(&field, values));
    assert_eq!(
        answer.findings(),
        [format!("0: {}", expected.replace('@', "@custom_fields_values.0."))],
        "{name} {values}"
    );
    assert_eq!(client.count(kind), 0);
}

#[test]
fn texts_are_kept_to_the_letter() {
    let long = "é".repeat(256);
    for name in ["External ID", "About", "Home address", "Website"] {
        check(
            "contacts",
            name,
            &json!([{ "value": " a\u{1F600}b " }]),
            &json!([{ "value": " a\u{1F600}b " }]),
        );
        check_refused("contacts", name, &json!([{ "value": 5 }]), "InvalidType@values.0.value");
    }
    check("contacts", "External ID", &json!([{ "value": long }]), &json!([{ "value": long }]));
    check(
        "contacts",
        "About",
        &json!([{ "value": format!("{long}x") }]),
        &json!([{ "value": format!("{long}x") }]),
    );
    check_refused(
        "contacts",
        "External ID",
        &json!([{ "value": format!("{long}x") }]),
        "TooLong@values.0.value",
    );
    check_refused("contacts", "Phone", &json!([{ "value": format!("{long}x") }]), "TooLong@values.0.value");
    check("leads", "utm_source", &json!([{ "value": "google" }]), &json!([{ "value": "google" }]));
}

#[test]
fn numbers_are_read_back_as_strings() {
    check("contacts", "Loyalty points", &json!([{ "value": 12 }]), &json!([{ "value": "12" }]));
    check("contacts", "Loyalty points", &json!([{ "value": "12.50" }]), &json!([{ "value": "12.5" }]));
    check("contacts", "Loyalty points", &json!([{ "value": -0.25 }]), &json!([{ "value": "-0.25" }]));
    check_refused("contacts", "Loyalty points", &json!([{ "value": "1,5" }]), "InvalidType@values.0.value");
    check_refused("contacts", "Loyalty points", &json!([{ "value": true }]), "InvalidType@values.0.value");
    check("leads", "Budget", &json!([{ "value": "1500.50" }]), &json!([{ "value": "1500.5" }]));
    check_refused("leads", "Budget", &json!([{ "value": 1500 }]), "InvalidType@values.0.value");
    check_refused("leads", "Budget", &json!([{ "value": "$5" }]), "InvalidType@values.0.value");
}

#[test]
fn a_checkbox_takes_booleans_only() {
    check("contacts", "Newsletter", &json!([{ "value": true }]), &json!([{ "value": true }]));
    check("contacts", "Newsletter", &json!([{ "value": false }]), &json!([{ "value": false }]));
    check_refused("contacts", "Newsletter", &json!([{ "value": 1 }]), "InvalidType@values.0.value");
    check_refused("contacts", "Newsletter", &json!([{ "value": "true" }]), "InvalidType@values.0.value");
}

#[test]
fn dates_move_to_midnight_in_new_york() {
    // 2026-06-01 14:00 UTC, and midnight there at 04:00 UTC.
    let (moment, midnight) = (1_780_322_400, 1_780_286_400);
    for name in ["Customer since", "Birthday"] {
        check("contacts", name, &json!([{ "value": moment }]), &json!([{ "value": midnight }]));
        check("contacts", name, &json!([{ "value": midnight }]), &json!([{ "value": midnight }]));
        check(
            "contacts",
            name,
            &json!([{ "value": "2026-06-01T14:00:00Z" }]),
            &json!([{ "value": midnight }]),
        );
        check_refused("contacts", name, &json!([{ "value": "2026-06-01" }]), "InvalidType@values.0.value");
        check_refused("contacts", name, &json!([{ "value": "1780322400" }]), "InvalidType@values.0.value");
        check_refused("contacts", name, &json!([{ "value": 1.5 }]), "InvalidType@values.0.value");
    }
    // Midnight in London is still the day before in New York.
    check(
        "contacts",
        "Customer since",
        &json!([{ "value": 1_780_272_000 }]),
        &json!([{ "value": midnight - 86_400 }]),
    );
    check(
        "contacts",
        "Birthday",
        &json!([{ "value": -1_000_000_000 }]),
        &json!([{ "value": -1_000_065_600 }]),
    );
    check("contacts", "Last call at", &json!([{ "value": moment + 1 }]), &json!([{ "value": moment + 1 }]));
    check(
        "contacts",
        "Last call at",
        &json!([{ "value": "2026-06-01T10:00:00-04:00" }]),
        &json!([{ "value": moment }]),
    );
    check_refused("contacts", "Last call at", &json!([{ "value": i64::MAX }]), "InvalidType@values.0.value");
}

#[test]
fn choices_go_by_id_or_by_exact_text() {
    let field = Client::empty().field("contacts", "Customer type");
    let vip = json!({ "value": "VIP", "enum_id": field["enums"][2]["id"], "enum_code": null });
    check("contacts", "Customer type", &json!([{ "value": "VIP" }]), &json!([vip]));
    check("contacts", "Customer type", &json!([{ "enum_id": vip["enum_id"] }]), &json!([vip]));
    check("contacts", "Customer type", &json!([vip]), &json!([vip]));
    for wrong in ["vip", "VIP ", "Vip", "Gold"] {
        check_refused(
            "contacts",
            "Customer type",
            &json!([{ "value": wrong }]),
            "NotSupportedChoice@values.0.value",
        );
    }
    check_refused(
        "contacts",
        "Customer type",
        &json!([{ "enum_id": 5 }]),
        "NotSupportedChoice@values.0.enum_id",
    );
    check_refused("contacts", "Customer type", &json!([{ "enum_id": "5" }]), "InvalidType@values.0.enum_id");
    check_refused(
        "contacts",
        "Customer type",
        &json!([{ "enum_code": "VIP" }]),
        "NotSupportedChoice@values.0.enum_code",
    );
    check_refused("contacts", "Customer type", &json!([{ "value": 5 }]), "InvalidType@values.0.value");
    check_refused("contacts", "Customer type", &json!([{}]), "FieldMissing@values.0.value");
    check_refused(
        "contacts",
        "Customer type",
        &json!([{ "value": "VIP" }, { "value": "New" }]),
        "TooMany@values",
    );
    check_refused(
        "contacts",
        "Preferred channel",
        &json!([{ "value": "Fax" }]),
        "NotSupportedChoice@values.0.value",
    );
    check_refused(
        "leads",
        "Products",
        &json!([{ "value": "Desks" }, { "value": "Sofas" }]),
        "NotSupportedChoice@values.1.value",
    );
    let mut client = Client::empty();
    let products = client.field("leads", "Products");
    let id = client.add("leads", &entry(&products, &json!([{ "value": "Desks" }, { "value": "Chairs" }])))[0];
    let lead = client.get(&format!("/api/v4/leads/{id}"));
    assert_eq!(lead.at("/custom_fields_values/0/values/0/value"), "Desks");
    assert_eq!(lead.at("/custom_fields_values/0/values/1/value"), "Chairs");
}

#[test]
fn phones_and_mails_have_kinds() {
    let field = Client::empty().field("contacts", "Phone");
    let read = |value: &str, n: usize| json!({ "value": value, "enum_id": field["enums"][n]["id"], "enum_code": field["enums"][n]["value"] });
    check("contacts", "Phone", &json!([{ "value": "+1 555" }]), &json!([read("+1 555", 0)]));
    check(
        "contacts",
        "Phone",
        &json!([{ "value": "1", "enum_code": "MOB" }, { "value": "2", "enum_id": field["enums"][0]["id"] }]),
        &json!([read("1", 2), read("2", 0)]),
    );
    check("contacts", "Phone", &json!([read("1", 3)]), &json!([read("1", 3)]));
    check_refused(
        "contacts",
        "Phone",
        &json!([{ "value": "1", "enum_code": "PRIV" }]),
        "NotSupportedChoice@values.0.enum_code",
    );
    check_refused(
        "contacts",
        "Phone",
        &json!([{ "value": "1", "enum": "WORK" }]),
        "FieldNotExpected@values.0.enum",
    );
    check_refused(
        "contacts",
        "Email",
        &json!([{ "value": "a@b.example", "enum_code": "MOB" }]),
        "NotSupportedChoice@values.0.enum_code",
    );
    check_refused("contacts", "Phone", &json!([{ "value": 5_550_100 }]), "InvalidType@values.0.value");
    check_refused(
        "contacts",
        "External ID",
        &json!([{ "value": "1", "enum_code": "WORK" }]),
        "FieldNotExpected@values.0.enum_code",
    );
}

#[test]
fn an_update_replaces_all_values_of_a_field_and_no_other() {
    let mut client = Client::empty();
    let write = |fields: Value| json!({ "custom_fields_values": fields });
    let id = client.add(
        "contacts",
        &json!([write(json!([
            { "field_code": "PHONE", "values": [{ "value": "1" }, { "value": "2", "enum_code": "MOB" }] },
            { "field_code": "EMAIL", "values": [{ "value": "a@b.example" }] },
        ]))]),
    )[0];
    let target = format!("/api/v4/contacts/{id}");
    client.patch(&target, &write(json!([{ "field_code": "PHONE", "values": [{ "value": "3" }] }])));
    let contact = client.get(&target);
    assert_eq!(contact.at("/custom_fields_values/0/values").as_array().unwrap().len(), 1);
    assert_eq!(contact.at("/custom_fields_values/0/values/0/value"), "3");
    assert_eq!(contact.at("/custom_fields_values/1/values/0/value"), "a@b.example");
    // An empty string changes nothing; null clears, in both of its places.
    client.patch(&target, &write(json!([{ "field_code": "PHONE", "values": [{ "value": "" }] }])));
    assert_eq!(client.get(&target).at("/custom_fields_values/0/values/0/value"), "3");
    client.patch(&target, &write(json!([{ "field_code": "PHONE", "values": null }])));
    assert_eq!(client.get(&target).at("/custom_fields_values/0/field_code"), "EMAIL");
    client.patch(&target, &write(json!([{ "field_code": "EMAIL", "values": [{ "value": null }] }])));
    assert_eq!(client.get(&target).at("/custom_fields_values"), &Value::Null);
}

#[track_caller]
fn check_entry(entry: &Value, expected: &[&str]) {
    let mut client = Client::empty();
    let answer = client.post("/api/v4/contacts", &json!([{ "custom_fields_values": [entry] }]));
    let expected: Vec<String> = expected
        .iter()
        .map(|finding| format!("0: {}", finding.replace('@', "@custom_fields_values.0.")))
        .collect();
    assert_eq!(answer.findings(), expected, "{entry}");
}

#[test]
fn refuses_wrong_fields() {
    let lead_field = Client::empty().field("leads", "Seats")["id"].clone();
    let own_field = Client::empty().field("contacts", "External ID")["id"].clone();
    let values = json!([{ "value": "1" }]);
    check_entry(&json!({ "field_id": 5, "values": values }), &["NotSupportedChoice@field_id"]);
    check_entry(&json!({ "field_id": lead_field, "values": values }), &["NotSupportedChoice@field_id"]);
    check_entry(&json!({ "field_id": null, "values": values }), &["NotNullable@field_id"]);
    check_entry(&json!({ "field_id": own_field.to_string(), "values": values }), &["InvalidType@field_id"]);
    check_entry(&json!({ "field_code": "WEB", "values": values }), &["NotSupportedChoice@field_code"]);
    check_entry(&json!({ "values": values }), &["FieldMissing@field_id"]);
    check_entry(&json!({ "field_id": own_field }), &["FieldMissing@values"]);
    check_entry(&json!({ "field_id": own_field, "values": "1" }), &["InvalidType@values"]);
    check_entry(&json!({ "field_id": own_field, "values": ["1"] }), &["InvalidType@values.0"]);
    check_entry(&json!({ "field_id": own_field, "values": values, "field_name": "any" }), &[]);
    check_entry(
        &json!({ "field_id": own_field, "values": values, "is_computed": false }),
        &["FieldNotExpected@is_computed"],
    );
}
