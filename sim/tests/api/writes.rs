//! Adding and changing: answers, defaults and every way of being refused.

use serde_json::{Value, json};

use crate::client::{Answer, Client};

#[test]
fn an_added_batch_is_answered_item_by_item() {
    let mut client = Client::empty();
    let answer =
        client.post("/api/v4/leads", &json!([{ "name": "A", "request_id": "row-1" }, { "name": "B" }]));
    assert_eq!(answer.status, 200);
    let ids = answer.ids("leads");
    let item = |id: u64, request_id: &str| json!({ "id": id, "request_id": request_id, "_links": { "self": { "href": format!("https://demo.kommo.com/api/v4/leads/{id}") } } });
    assert_eq!(
        answer.body,
        json!({ "_links": { "self": { "href": "https://demo.kommo.com/api/v4/leads" } },
                "_embedded": { "leads": [item(ids[0], "row-1"), item(ids[1], "1")] } })
    );
    let contact = client.post("/api/v4/contacts", &json!([{}])).items("contacts")[0].clone();
    assert_eq!(
        (&contact["is_deleted"], &contact["is_unsorted"], &contact["request_id"]),
        (&json!(false), &json!(false), &json!("0"))
    );
    let company = client.post("/api/v4/companies", &json!([{}])).items("companies")[0].clone();
    assert_eq!((&company["is_deleted"], company.get("is_unsorted")), (&json!(false), None));
}

#[test]
fn ids_ascend_over_all_kinds() {
    let mut client = Client::empty();
    let mut ids = client.add("leads", &json!([{}, {}]));
    ids.extend(client.add("contacts", &json!([{}])));
    ids.extend(client.add("tasks", &json!([{ "text": "a", "complete_till": 1 }])));
    ids.extend(client.add("companies", &json!([{}])));
    ids.extend(client.add("leads", &json!([{}])));
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
}

#[test]
fn a_new_entity_belongs_to_the_current_user_and_to_now() {
    let mut client = Client::empty();
    let me = client.get("/api/v4/account").at("/current_user_id").clone();
    for kind in ["leads", "contacts", "companies", "tasks"] {
        let item = if kind == "tasks" { json!({ "text": "a", "complete_till": 1 }) } else { json!({}) };
        let id = client.add(kind, &json!([item]))[0];
        let added_s = client.now_ms / 1_000;
        let entity = client.get(&format!("/api/v4/{kind}/{id}")).body;
        for name in ["created_by", "updated_by", "responsible_user_id"] {
            assert_eq!(entity[name], me, "{kind} {name}");
        }
        assert_eq!(
            (&entity["created_at"], &entity["updated_at"]),
            (&json!(added_s), &json!(added_s)),
            "{kind}"
        );
        client.patch(&format!("/api/v4/{kind}/{id}"), &json!({ "created_by": 0 }));
        let changed = client.get(&format!("/api/v4/{kind}/{id}")).body;
        assert_eq!((&changed["created_by"], &changed["created_at"]), (&json!(0), &json!(added_s)));
        assert!(changed["updated_at"].as_u64() > Some(added_s));
    }
}

#[test]
fn an_update_of_one_answers_bare_or_as_a_list() {
    let mut client = Client::empty();
    for (kind, is_bare) in [("leads", true), ("contacts", false), ("companies", false), ("tasks", false)] {
        let item = if kind == "tasks" {
            json!({ "text": "a", "complete_till": 1 })
        } else {
            json!({ "name": "Old" })
        };
        let id = client.add(kind, &json!([item]))[0];
        let answer =
            client.patch(&format!("/api/v4/{kind}/{id}"), &json!({ "responsible_user_id": 11_400_511 }));
        assert_eq!(answer.status, 200, "{}", answer.text);
        let shown = if is_bare { answer.body } else { answer.items(kind)[0].clone() };
        assert_eq!(shown["id"], id, "{kind}");
        assert!(shown["updated_at"].is_u64());
        assert_eq!(shown.get("name").is_some(), matches!(kind, "contacts" | "companies"), "{kind}");
    }
}

#[test]
fn an_update_keeps_what_it_does_not_name() {
    let mut client = Client::empty();
    let ids = client.add(
        "leads",
        &json!([{ "name": "A", "price": 5, "tags_to_add": [{ "name": "x" }] }, { "name": "B", "price": 6 }]),
    );
    let answer = client.patch(
        "/api/v4/leads",
        &json!([{ "id": ids[1], "price": 60 }, { "id": ids[0], "name": "AA", "request_id": "r" }]),
    );
    assert_eq!(answer.ids("leads"), [ids[1], ids[0]], "in the order of the request");
    assert_eq!(answer.at("/_embedded/leads/1/request_id"), "r");
    let leads = client.get("/api/v4/leads").items("leads");
    assert_eq!(
        (&leads[0]["name"], &leads[0]["price"], &leads[1]["name"], &leads[1]["price"]),
        (&json!("AA"), &json!(5), &json!("B"), &json!(60))
    );
    assert_eq!(leads[0]["_embedded"]["tags"][0]["name"], "x");
}

#[test]
fn an_id_in_an_added_item_makes_a_new_entity() {
    let mut client = Client::empty();
    let id = client.add("contacts", &json!([{ "name": "A" }]))[0];
    let other = client.add("contacts", &json!([{ "id": id, "name": "B" }]))[0];
    assert_ne!(id, other);
    assert_eq!(client.count("contacts"), 2);
}

#[test]
fn tags_are_replaced_added_and_removed() {
    let mut client = Client::empty();
    let id = client
        .add("contacts", &json!([{ "tags_to_add": [{ "name": "a" }, { "name": "b" }, { "name": "a" }] }]))[0];
    let names = |client: &mut Client| -> Vec<String> {
        let tags = client.get(&format!("/api/v4/contacts/{id}")).items("tags");
        tags.iter().map(|tag| tag["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&mut client), ["a", "b"]);
    let mut change = |change: Value, expected: &[&str]| {
        assert_eq!(client.patch(&format!("/api/v4/contacts/{id}"), &change).status, 200, "{change}");
        assert_eq!(names(&mut client), expected, "{change}");
    };
    change(
        json!({ "tags_to_add": [{ "name": "c" }], "tags_to_delete": [{ "name": "a" }, { "name": "never" }] }),
        &["b", "c"],
    );
    change(json!({ "_embedded": { "tags": [{ "name": "d" }] } }), &["d"]);
    change(json!({ "name": "Untouched" }), &["d"]);
    change(json!({ "_embedded": { "tags": null } }), &[]);
    change(json!({ "_embedded": { "tags": [] } }), &[]);
}

#[test]
fn the_name_of_a_contact_and_its_parts() {
    let mut client = Client::empty();
    let ids = client.add("contacts", &json!([{ "first_name": "Ana", "last_name": "Ruiz" }, { "first_name": "Bo" }, { "name": "Cy Young", "first_name": "Cy" }]));
    let read = |client: &mut Client, id: u64| {
        let contact = client.get(&format!("/api/v4/contacts/{id}")).body;
        ["name", "first_name", "last_name"].map(|name| contact[name].as_str().unwrap().to_owned())
    };
    assert_eq!(read(&mut client, ids[0]), ["Ana Ruiz", "Ana", "Ruiz"]);
    assert_eq!(read(&mut client, ids[1]), ["Bo", "Bo", ""]);
    assert_eq!(read(&mut client, ids[2]), ["Cy Young", "Cy", ""]);
    client.patch(&format!("/api/v4/contacts/{}", ids[0]), &json!({ "last_name": "Gil" }));
    assert_eq!(read(&mut client, ids[0]), ["Ana Gil", "Ana", "Gil"]);
}

#[test]
fn a_lead_closes_and_opens_again() {
    let mut client = Client::empty();
    let id = client.add("leads", &json!([{ "name": "A", "price": 12.5 }]))[0];
    let target = format!("/api/v4/leads/{id}");
    let fresh = client.get(&target).body;
    assert_eq!((&fresh["price"], &fresh["price_with_minor_units"]), (&json!(13), &json!(12.5)));
    let reason = json!({ "status_id": 143, "loss_reason_id": 4_203_711 });
    assert_eq!(client.patch(&target, &reason).status, 200);
    let lost = client.get(&format!("{target}?with=loss_reason")).body;
    assert_eq!((&lost["status_id"], &lost["pipeline_id"]), (&json!(143), &fresh["pipeline_id"]));
    assert_eq!(lost["closed_at"], client.now_ms / 1_000 - 1);
    assert_eq!(lost["_embedded"]["loss_reason"][0]["name"], "Too expensive");
    client.patch(&target, &json!({ "status_id": fresh["status_id"] }));
    let open = client.get(&target).body;
    assert_eq!((&open["closed_at"], &open["loss_reason_id"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_reason_for_a_lead_that_is_not_lost_breaks_a_rule() {
    let mut client = Client::empty();
    let id = client.add("leads", &json!([{}]))[0];
    let answer = client.patch("/api/v4/leads", &json!([{ "id": id, "loss_reason_id": 4_203_711 }]));
    assert_eq!(
        answer.body,
        json!({ "errors": { id.to_string(): "Loss reason can be specified only for lost lead" }, "title": "Bad Request",
                "status": 400, "detail": "Invalid request body" })
    );
}

#[test]
fn the_validation_body_has_kommos_shape() {
    let mut client = Client::empty();
    let answer = client
        .post("/api/v4/contacts", &json!([{ "name": "Good" }, { "nmae": "Bad", "request_id": "second" }]));
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("Content-Type"), "application/problem+json");
    assert_eq!(
        answer.body,
        json!({ "validation-errors": [{ "request_id": "second", "errors": [
                    { "code": "FieldNotExpected", "path": "nmae", "detail": "This field was not expected." }] }],
                "title": "Bad Request", "type": "https://httpstatus.es/400", "status": 400,
                "detail": "Request validation failed" })
    );
    assert_eq!(client.count("contacts"), 0, "all or nothing");
}

fn stage_ids(client: &mut Client) -> (Value, Value, Value, Value) {
    let pipelines = client.get("/api/v4/leads/pipelines").items("pipelines");
    let status = |pipeline: usize, n: usize| pipelines[pipeline]["_embedded"]["statuses"][n]["id"].clone();
    (pipelines[0]["id"].clone(), status(0, 0), status(0, 1), status(1, 1))
}

#[track_caller]
fn check(kind: &str, item: &Value, expected: &[&str]) {
    let mut client = Client::empty();
    let answer: Answer = client.post(&format!("/api/v4/{kind}"), &json!([item]));
    assert_eq!(answer.status, if expected.is_empty() { 200 } else { 400 }, "{item} {}", answer.text);
    let expected: Vec<String> = expected.iter().map(|finding| format!("0: {finding}")).collect();
    assert_eq!(answer.findings(), expected, "{item}");
    assert_eq!(client.count(kind), u64::from(expected.is_empty()));
}

#[test]
fn refuses_members_of_a_wrong_kind() {
    for kind in ["leads", "contacts", "companies"] {
        check(kind, &json!({ "name": 5 }), &["InvalidType@name"]);
        check(kind, &json!({ "name": null }), &["NotNullable@name"]);
        check(kind, &json!({ "responsible_user_id": "11400507" }), &["InvalidType@responsible_user_id"]);
        check(kind, &json!({ "responsible_user_id": 5 }), &["NotSupportedChoice@responsible_user_id"]);
        check(kind, &json!({ "responsible_user_id": 0 }), &["NotSupportedChoice@responsible_user_id"]);
        check(
            kind,
            &json!({ "responsible_user_id": 11_400_531 }),
            &["NotSupportedChoice@responsible_user_id"],
        );
        check(
            kind,
            &json!({ "created_by": 11_400_531, "updated_by": -1 }),
            &["NotSupportedChoice@created_by", "NotSupportedChoice@updated_by"],
        );
        check(kind, &json!({ "created_by": 0, "updated_by": 0 }), &[]);
        check(kind, &json!({ "created_at": "now" }), &["InvalidType@created_at"]);
        check(kind, &json!({ "created_at": 1.5 }), &["InvalidType@created_at"]);
        check(kind, &json!({ "request_id": null }), &["NotNullable@request_id"]);
        check(kind, &json!({ "request_id": 7 }), &["InvalidType@request_id"]);
        check(
            kind,
            &json!({ "is_deleted": false, "_links": {} }),
            &["FieldNotExpected@is_deleted", "FieldNotExpected@_links"],
        );
        check(kind, &json!({ "_embedded": 1 }), &["InvalidType@_embedded"]);
        check(
            kind,
            &json!({ "_embedded": { "catalog_elements": [] } }),
            &["FieldNotExpected@_embedded.catalog_elements"],
        );
        check(kind, &json!({ "custom_fields_values": {} }), &["InvalidType@custom_fields_values"]);
        check(kind, &json!({ "custom_fields_values": null }), &[]);
        check(kind, &json!({ "tags_to_delete": [{ "name": "x" }] }), &["FieldNotExpected@tags_to_delete"]);
        check(
            kind,
            &json!({ "tags_to_add": [{ "name": "x", "request_id": "1" }] }),
            &["FieldNotExpected@tags_to_add.0.request_id"],
        );
        check(kind, &json!({ "tags_to_add": [{ "id": 1 }] }), &["NotSupportedChoice@tags_to_add.0.id"]);
        check(kind, &json!({ "tags_to_add": [{ "name": "x" }, {}] }), &["FieldMissing@tags_to_add.1.name"]);
        check(
            kind,
            &json!({ "_embedded": { "tags": [{ "name": "" }] } }),
            &["IsBlank@_embedded.tags.0.name"],
        );
        check(kind, &json!({ "_embedded": { "tags": ["x"] } }), &["InvalidType@_embedded.tags.0"]);
    }
    check("leads", &json!("text"), &["InvalidType@"]);
}

#[test]
fn refuses_wrong_leads() {
    let mut client = Client::empty();
    let (pipeline, incoming, stage, elsewhere) = stage_ids(&mut client);
    check("leads", &json!({ "price": "5" }), &["InvalidType@price"]);
    check("leads", &json!({ "price": null }), &["NotNullable@price"]);
    check("leads", &json!({ "price": 1e15 }), &["InvalidType@price"]);
    check("leads", &json!({ "price": -5 }), &[]);
    check("leads", &json!({ "status_id": 5 }), &["NotSupportedChoice@status_id"]);
    check("leads", &json!({ "status_id": incoming }), &["NotSupportedChoice@status_id"]);
    check("leads", &json!({ "pipeline_id": 5 }), &["NotSupportedChoice@pipeline_id"]);
    check(
        "leads",
        &json!({ "pipeline_id": pipeline, "status_id": elsewhere }),
        &["NotSupportedChoice@status_id"],
    );
    check("leads", &json!({ "pipeline_id": pipeline, "status_id": stage }), &[]);
    check("leads", &json!({ "status_id": "142" }), &["InvalidType@status_id"]);
    check("leads", &json!({ "status_id": 143, "loss_reason_id": 5 }), &["NotSupportedChoice@loss_reason_id"]);
    check("leads", &json!({ "price_with_minor_units": 5.0 }), &["FieldNotExpected@price_with_minor_units"]);
    check(
        "leads",
        &json!({ "_embedded": { "contacts": [{ "id": 5 }] } }),
        &["NotSupportedChoice@_embedded.contacts.0.id"],
    );
    check("leads", &json!({ "_embedded": { "contacts": [{}] } }), &["FieldMissing@_embedded.contacts.0.id"]);
    check(
        "leads",
        &json!({ "_embedded": { "companies": [{ "id": 5 }] } }),
        &["NotSupportedChoice@_embedded.companies.0.id"],
    );
    check(
        "leads",
        &json!({ "_embedded": { "companies": [{ "id": 5 }, { "id": 6 }] } }),
        &["TooMany@_embedded.companies"],
    );
    check(
        "contacts",
        &json!({ "_embedded": { "companies": [{ "id": 5 }] } }),
        &["FieldNotExpected@_embedded.companies"],
    );
    check("companies", &json!({ "first_name": "A" }), &["FieldNotExpected@first_name"]);
}

#[test]
fn refuses_wrong_tasks() {
    check("tasks", &json!({ "text": "a", "complete_till": 1 }), &[]);
    check(
        "tasks",
        &json!({ "x": 1 }),
        &["FieldMissing@text", "FieldMissing@complete_till", "FieldNotExpected@x"],
    );
    check(
        "tasks",
        &json!({ "text": " ", "complete_till": null }),
        &["IsBlank@text", "NotNullable@complete_till"],
    );
    check("tasks", &json!({ "text": "a", "complete_till": "1" }), &["InvalidType@complete_till"]);
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "task_type_id": 9 }),
        &["NotSupportedChoice@task_type_id"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "task_type": 1 }),
        &["FieldNotExpected@task_type"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "is_completed": 1 }),
        &["InvalidType@is_completed"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "entity_id": 5 }),
        &["FieldMissing@entity_type"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "entity_type": "leads" }),
        &["FieldMissing@entity_id"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "entity_type": "lead", "entity_id": 5 }),
        &["NotSupportedChoice@entity_type"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "entity_type": "leads", "entity_id": 5 }),
        &["NotSupportedChoice@entity_id"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "responsible_user_id": 11_400_531 }),
        &["NotSupportedChoice@responsible_user_id"],
    );
    check(
        "tasks",
        &json!({ "text": "a", "complete_till": 1, "result": { "note": "x" } }),
        &["FieldNotExpected@result.note"],
    );
}

#[test]
fn refuses_updates_of_nobody() {
    let mut client = Client::empty();
    let id = client.add("leads", &json!([{ "name": "A" }]))[0];
    let answer = client.patch(
        "/api/v4/leads",
        &json!([{ "id": id, "name": "AA" }, { "id": 5 }, { "name": "B" }, { "id": "x" }]),
    );
    assert_eq!(answer.findings(), ["1: NotSupportedChoice@id", "2: FieldMissing@id", "3: InvalidType@id"]);
    assert_eq!(client.get(&format!("/api/v4/leads/{id}")).at("/name"), "A", "all or nothing");
    assert_eq!(
        client.patch("/api/v4/leads/5", &json!({ "name": "B" })).findings(),
        ["0: NotSupportedChoice@id"]
    );
    let answer = client.patch(&format!("/api/v4/leads/{id}"), &json!({ "_embedded": { "contacts": [] } }));
    assert_eq!(answer.findings(), ["0: FieldNotExpected@_embedded.contacts"]);
}

#[track_caller]
fn check_body(method: &str, path: &str, body: &str, detail: &str) {
    let answer = Client::empty().send(method, path, body);
    assert_eq!((answer.status, answer.at("/detail").as_str()), (400, Some(detail)), "{method} {path} {body}");
    assert_eq!(answer.at("/validation-errors"), &Value::Null);
}

#[test]
fn refuses_bodies_without_items() {
    let empty = "Request data can not be empty";
    for kind in ["leads", "contacts", "companies", "tasks"] {
        for method in ["POST", "PATCH"] {
            check_body(method, &format!("/api/v4/{kind}"), "", empty);
            check_body(method, &format!("/api/v4/{kind}"), " \n", empty);
            check_body(method, &format!("/api/v4/{kind}"), "[]", empty);
            check_body(method, &format!("/api/v4/{kind}"), "{}", empty);
        }
    }
    check_body("POST", "/api/v4/leads", "[{", "Request data is not valid JSON");
    check_body("POST", "/api/v4/leads", r#"{"name":"A"}"#, "Request data should be an array");
    check_body("PATCH", "/api/v4/leads/5", r#"[{"name":"A"}]"#, "Request data should be an object");
}
