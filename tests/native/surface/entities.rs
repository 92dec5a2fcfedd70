//! What the calls on leads, contacts, companies and tasks make of answers: first as Kommo documents
//! them, then in every odd shape that has been seen.

use kommo_pace::api::value::{FieldValues, ReadValue};
use kommo_pace::api::{Call, Stored, companies, contacts, leads, tasks};
use kommo_pace::base::id::{EntityId, EnumId, FieldId, PipelineId, StatusId, TaskTypeId, UserId};
use serde_json::json;

use super::{answered, response, text, unexpected};

const LEAD: &str = r##"{"id":501,"name":"Boat refit","price":1200,"responsible_user_id":11,"group_id":0,"status_id":7001,
    "pipeline_id":70,"loss_reason_id":null,"created_by":0,"updated_by":11,"created_at":1767225600,"updated_at":1767312000,
    "closed_at":null,"closest_task_at":null,"is_deleted":false,"score":null,"account_id":28,"labor_cost":null,
    "price_with_minor_units":1200.5,
    "custom_fields_values":[{"field_id":311,"field_name":"Boat","field_code":null,"field_type":"select",
        "values":[{"value":"Sail","enum_id":77,"enum_code":null}],"is_computed":false}],
    "_links":{"self":{"href":"https://harbour.kommo.com/api/v4/leads/501?page=1&limit=50"}},
    "_embedded":{"tags":[{"id":9,"name":"web","color":"#EBEBEB"}],"companies":[]}}"##;

fn lead() -> leads::Lead {
    leads::Lead {
        id: EntityId(501),
        name: text("Boat refit"),
        price: 1_200,
        responsible_user_id: UserId(11),
        status_id: StatusId(7_001),
        pipeline_id: PipelineId(70),
        created_by: UserId(0),
        created_at: 1_767_225_600,
        updated_at: 1_767_312_000,
        custom_fields_values: vec![FieldValues {
            field_id: FieldId(311),
            field_code: None,
            field_type: text("select"),
            values: vec![ReadValue { value: json!("Sail"), enum_id: Some(EnumId(77)), enum_code: None }],
        }],
        tags: vec![text("web")],
    }
}

#[test]
fn leads_as_documented() {
    let body = format!(
        r#"{{"_page":1,"_links":{{"next":{{"href":"https://harbour.kommo.com/api/v4/leads?page=2"}}}},"_embedded":{{"leads":[{LEAD}]}}}}"#
    );
    let page = answered(&leads::List::default(), &body);
    assert_eq!((page.items, page.page, page.has_next), (vec![lead()], 1, true));
    assert_eq!(answered(&leads::Get::new(EntityId(501)), LEAD), Some(lead()));
    assert_eq!(answered(&leads::Get::new(EntityId(501)), &body), Some(lead()));
}

#[test]
fn an_unknown_id_is_nobody() {
    let call = leads::Get::new(EntityId(9));
    assert_eq!(call.decode(&response(204, "")), Ok(None));
    assert_eq!(call.decode(&response(404, r#"{"title":"Not Found","status":404}"#)), Ok(None));
    assert_eq!(call.decode(&response(200, r#"{"_embedded":{"leads":[]}}"#)), Ok(None));
    assert!(unexpected(&call, 200, ""));
    assert!(unexpected(&call, 200, "{}"));
    assert!(unexpected(&call, 200, "[]"));
    assert!(unexpected(&call, 304, ""));
}

#[test]
fn leads_in_odd_shapes() {
    let odd = answered(
        &leads::Get::new(EntityId(501)),
        r#"{"id":"501","name":null,"price":"1200.0","responsible_user_id":"11","created_by":null,"created_at":"1767225600",
            "custom_fields_values":[{"field_id":"301","field_code":"PHONE","field_type":"multitext","values":[
                {"value":"+15550100","enum_id":"71","enum":"WORK"},{"value":"+15550101","enum_id":72,"enum_code":"MOB","enum":"X"}]},
              {"field_id":320,"field_type":"chained_list","values":[{"catalog_id":1,"catalog_element_id":2}]},
              {"field_id":321,"field_type":"numeric","values":{"0":{"value":"12"}}},
              {"field_id":322,"field_type":"text","values":null},
              {"field_id":323,"field_type":"legal_entity","values":[{"value":{"name":"Lee"}}]}],
            "_embedded":{"tags":null,"loss_reason":[],"contacts":[{"id":601,"is_main":true}]}}"#,
    )
    .unwrap();
    assert_eq!(
        (odd.id, odd.name.as_str(), odd.price, odd.created_at),
        (EntityId(501), "", 1_200, 1_767_225_600)
    );
    assert_eq!(
        (odd.responsible_user_id, odd.created_by, odd.status_id),
        (UserId(11), UserId(0), StatusId(0))
    );
    let [phone, chained, numeric, empty, legal] = odd.custom_fields_values.as_slice() else {
        panic!("{odd:?}")
    };
    assert_eq!(phone.field_id, FieldId(301));
    assert_eq!(phone.values[0].enum_id, Some(EnumId(71)));
    assert_eq!(phone.values[0].enum_code.as_deref(), Some("WORK"));
    assert_eq!(phone.values[1].enum_code.as_deref(), Some("MOB"));
    assert_eq!(chained.values, [ReadValue::default()]);
    assert_eq!(numeric.values[0].value, json!("12"));
    assert_eq!(empty.values, []);
    assert_eq!(legal.values[0].value, json!({"name": "Lee"}));

    for nothing in ["null", "[]", "{}", "false"] {
        let body = format!(r#"{{"id":1,"custom_fields_values":{nothing},"_embedded":{nothing}}}"#);
        let bare = answered(&leads::Get::new(EntityId(1)), &body).unwrap();
        assert_eq!(bare, leads::Lead { id: EntityId(1), ..Default::default() });
    }
    let binned = answered(
        &leads::List { with: vec![leads::With::OnlyDeleted], ..Default::default() },
        r#"{"_embedded":{"leads":[{"id":7,"updated_at":5,"updated_by":11,"is_deleted":true}]}}"#,
    );
    assert_eq!(binned.items, [leads::Lead { id: EntityId(7), updated_at: 5, ..Default::default() }]);
}

#[test]
fn contacts_and_companies() {
    let body = r#"{"_page":1,"_embedded":{"contacts":[{"id":601,"name":"Ann Lee","first_name":"","last_name":null,
        "responsible_user_id":11,"created_by":11,"created_at":5,"updated_at":6,"is_deleted":false,"is_unsorted":false,
        "custom_fields_values":null,"_embedded":{"tags":[{"id":1,"name":"vip","color":null}],"companies":[{"id":701}]}}]}}"#;
    let contact = contacts::Contact {
        id: EntityId(601),
        name: text("Ann Lee"),
        responsible_user_id: UserId(11),
        created_by: UserId(11),
        created_at: 5,
        updated_at: 6,
        tags: vec![text("vip")],
        ..Default::default()
    };
    assert_eq!(answered(&contacts::List::default(), body).items, std::slice::from_ref(&contact));
    assert_eq!(answered(&contacts::Get::new(EntityId(601)), body), Some(contact.clone()));
    let company = companies::Company {
        id: contact.id,
        name: contact.name,
        responsible_user_id: contact.responsible_user_id,
        created_by: contact.created_by,
        created_at: contact.created_at,
        updated_at: contact.updated_at,
        custom_fields_values: Vec::new(),
        tags: contact.tags,
    };
    let body = body.replace("contacts", "companies");
    assert_eq!(answered(&companies::List::default(), &body).items, std::slice::from_ref(&company));
    assert_eq!(answered(&companies::Get::new(EntityId(601)), &body), Some(company));
}

#[test]
fn tasks_whose_result_is_a_list_an_object_or_nothing() {
    let body = r#"{"_page":1,"_embedded":{"tasks":[
        {"id":801,"text":"Call back","complete_till":1767225600,"task_type_id":1,"entity_id":501,"entity_type":"leads",
            "responsible_user_id":11,"is_completed":false,"duration":0,"result":[],"created_by":11,"created_at":5,"updated_at":6},
        {"id":802,"text":"Met","complete_till":"7","task_type_id":"2","entity_id":null,"entity_type":null,
            "is_completed":1,"result":{"text":"Agreed"}},
        {"id":803,"text":"Free","complete_till":8,"task_type_id":1,"entity_id":0,"entity_type":"","is_completed":"0","result":null}]}}"#;
    let tasks = answered(&tasks::List::default(), body).items;
    let expected = tasks::Task {
        id: EntityId(801),
        text: text("Call back"),
        complete_till: 1_767_225_600,
        task_type_id: TaskTypeId(1),
        entity_id: Some(EntityId(501)),
        entity_type: Some(text("leads")),
        responsible_user_id: UserId(11),
        is_completed: false,
        created_by: UserId(11),
        created_at: 5,
        updated_at: 6,
    };
    assert_eq!(tasks[0], expected);
    assert_eq!((tasks[1].complete_till, tasks[1].task_type_id), (7, TaskTypeId(2)));
    assert_eq!((tasks[1].entity_id, tasks[1].entity_type.as_deref()), (None, None));
    assert!(tasks[1].is_completed);
    assert_eq!((tasks[2].entity_id, tasks[2].entity_type.as_deref()), (None, None));
    assert!(!tasks[2].is_completed);
    assert_eq!(answered(&tasks::Get::new(EntityId(801)), body), Some(expected));
}

#[test]
fn each_resource_finds_its_own_stored_items() {
    #[track_caller]
    fn check(call: &impl Call<Output = Vec<Stored>>, key: &str, word: &str) {
        let body = json!({"_embedded": {key: [{"id": 5, "request_id": word, "_links": {}}]}}).to_string();
        assert_eq!(answered(call, &body), [Stored { request_id: text(word), id: EntityId(5) }]);
        assert!(unexpected(call, 200, &body.replace(key, "others")));
    }
    let id = EntityId(5);
    let request_id = Some(text("r7"));
    check(
        &leads::Add { items: vec![leads::New { request_id: request_id.clone(), ..Default::default() }] },
        "leads",
        "r7",
    );
    check(
        &contacts::Add {
            items: vec![contacts::New { request_id: request_id.clone(), ..Default::default() }],
        },
        "contacts",
        "r7",
    );
    check(
        &companies::Add {
            items: vec![companies::New { request_id: request_id.clone(), ..Default::default() }],
        },
        "companies",
        "r7",
    );
    check(&tasks::Add { items: vec![tasks::New { request_id, ..Default::default() }] }, "tasks", "r7");
    check(&leads::Update { items: vec![leads::Change { id, ..Default::default() }] }, "leads", "0");
    check(&contacts::Update { items: vec![contacts::Change { id, ..Default::default() }] }, "contacts", "0");
    check(
        &companies::Update { items: vec![companies::Change { id, ..Default::default() }] },
        "companies",
        "0",
    );
    check(&tasks::Update { items: vec![tasks::Change { id, ..Default::default() }] }, "tasks", "0");
}
