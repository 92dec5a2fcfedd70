//! Reading: shapes, pages, order, filters, search.

use serde_json::{Value, json};

use crate::client::{Client, START_MS};

fn numbers(count: usize) -> Value {
    (1..=count).map(|n| json!({ "name": format!("Number {n}"), "price": n * 10 })).collect()
}

#[test]
fn an_empty_list_has_no_body() {
    let mut client = Client::empty();
    for target in
        ["leads", "contacts", "companies", "tasks", "leads/7", "contacts/7", "companies/7", "tasks/7"]
    {
        let answer = client.get(&format!("/api/v4/{target}"));
        assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{target}");
    }
}

#[test]
fn a_page_has_links_and_always_a_next() {
    let mut client = Client::empty();
    client.add("leads", &numbers(5));
    let answer = client.get("/api/v4/leads?with=contacts&limit=2&page=2");
    assert_eq!(answer.header("Content-Type"), "application/hal+json");
    assert_eq!(answer.at("/_page"), 2);
    let link = |page: u64| json!({ "href": format!("https://demo.kommo.com/api/v4/leads?with=contacts&page={page}&limit=2") });
    assert_eq!(
        answer.at("/_links"),
        &json!({ "self": link(2), "next": link(3), "first": link(1), "prev": link(1) })
    );
    let last = client.get("/api/v4/leads?limit=2&page=3");
    assert_eq!(last.items("leads").len(), 1);
    assert!(last.at("/_links/next").is_object(), "the next link proves nothing");
    assert_eq!(client.get("/api/v4/leads?limit=2&page=4").status, 204);
    assert_eq!(last.at("/_total_items"), &Value::Null);
}

#[track_caller]
fn check_limit(query: &str, expected: usize) {
    let mut client = Client::empty();
    client.add("leads", &numbers(250));
    client.add("leads", &numbers(50));
    assert_eq!(client.get(&format!("/api/v4/leads{query}")).items("leads").len(), expected, "{query}");
}

#[test]
fn limits_pages() {
    check_limit("", 50);
    check_limit("?limit=0", 50);
    check_limit("?limit=x", 50);
    check_limit("?limit=250", 250);
    check_limit("?limit=251", 250);
    check_limit("?limit=250&page=2", 50);
    check_limit("?page=0&limit=7", 7);
}

/// Five leads, `Number 1` to `Number 5`, each an hour younger than the one before.
fn five() -> (Client, Vec<u64>) {
    let mut client = Client::empty();
    let items: Value = (1..=5_i64)
        .map(|n| json!({ "name": format!("Number {n}"), "price": n * 10, "created_at": 1_000 * n, "updated_at": 9_000 - 1_000 * n }))
        .collect();
    let ids = client.add("leads", &items);
    (client, ids)
}

#[track_caller]
fn check_leads(query: &str, expected: &[usize]) {
    let (mut client, ids) = five();
    let query = query.replace("{1}", &ids[0].to_string()).replace("{3}", &ids[2].to_string());
    let answer = client.get(&format!("/api/v4/leads?{query}"));
    let found: Vec<usize> =
        answer.ids("leads").iter().map(|id| ids.iter().position(|known| known == id).unwrap() + 1).collect();
    assert_eq!(found, expected, "{query}");
    assert_eq!(answer.status, if expected.is_empty() { 204 } else { 200 });
}

#[test]
fn orders_leads() {
    check_leads("", &[1, 2, 3, 4, 5]);
    check_leads("order[id]=desc", &[5, 4, 3, 2, 1]);
    check_leads("order[created_at]=desc", &[5, 4, 3, 2, 1]);
    check_leads("order[updated_at]=asc", &[5, 4, 3, 2, 1]);
    check_leads("order%5Bupdated_at%5D=desc", &[1, 2, 3, 4, 5]);
    check_leads("order[price]=desc", &[1, 2, 3, 4, 5]);
}

#[test]
fn filters_leads() {
    check_leads("filter[id][]={3}&filter[id][]={1}", &[1, 3]);
    check_leads("filter[id][0]={1}", &[1]);
    check_leads("filter[id]={3}", &[3]);
    check_leads("filter[id]=1", &[]);
    check_leads("filter[id]=x", &[]);
    check_leads("filter[name]=Number%202", &[2]);
    check_leads("filter[name][]=Number+2&filter[name][]=Number+4", &[2, 4]);
    check_leads("filter[name]=Number", &[]);
    check_leads("filter[price][from]=20&filter[price][to]=30", &[2, 3]);
    check_leads("filter[price]=30", &[3]);
    check_leads("filter[created_at][from]=3000", &[3, 4, 5]);
    check_leads("filter[created_at][to]=3000", &[1, 2, 3]);
    check_leads("filter[updated_at][from]=6000&filter[updated_at][to]=7000", &[2, 3]);
    check_leads("filter[updated_at]=6000", &[]);
    check_leads("filter[closed_at][from]=1", &[]);
    check_leads("filter[unknown]=1&filter[x][y][]=2", &[1, 2, 3, 4, 5]);
    check_leads("query=number", &[1, 2, 3, 4, 5]);
    check_leads("query=UMBER%203", &[3]);
    check_leads("query=nowhere", &[]);
    check_leads("query=Number&filter[price]=50", &[5]);
}

#[test]
fn filters_leads_by_stage_and_people() {
    let mut client = Client::empty();
    let pipelines = client.get("/api/v4/leads/pipelines").items("pipelines");
    let (main, other) = (pipelines[0]["id"].as_u64().unwrap(), pipelines[1]["id"].as_u64().unwrap());
    let mateo = client.user("Mateo");
    let ids = client.add(
        "leads",
        &json!([
            { "pipeline_id": main },
            { "pipeline_id": other, "responsible_user_id": mateo },
            { "pipeline_id": main, "status_id": 142, "created_by": mateo },
            { "pipeline_id": other, "status_id": 142, "updated_by": mateo },
        ]),
    );
    let mut check = |query: &str, expected: &[usize]| {
        let found = client.get(&format!("/api/v4/leads?{query}")).ids("leads");
        assert_eq!(found, expected.iter().map(|&n| ids[n]).collect::<Vec<_>>(), "{query}");
    };
    check(&format!("filter[pipeline_id][]={main}"), &[0, 2]);
    check(&format!("filter[statuses][0][pipeline_id]={other}&filter[statuses][0][status_id]=142"), &[3]);
    check("filter[statuses][0][pipeline_id]=&filter[statuses][0][status_id]=142", &[2, 3]);
    check(&format!("filter[responsible_user_id]={mateo}"), &[1]);
    check(&format!("filter[created_by][]={mateo}"), &[2]);
    check(&format!("filter[updated_by][]={mateo}"), &[3]);
    check("filter[closed_at][from]=1", &[2, 3]);
}

#[test]
fn filters_and_orders_tasks() {
    let mut client = Client::empty();
    let lead = client.add("leads", &json!([{}]))[0];
    let ids = client.add(
        "tasks",
        &json!([
            { "text": "a", "complete_till": 300, "updated_at": 10 },
            { "text": "b", "complete_till": 200, "updated_at": 20, "entity_type": "leads", "entity_id": lead, "task_type_id": 2 },
            { "text": "c", "complete_till": 100, "updated_at": 30, "is_completed": true },
        ]),
    );
    let mut check = |query: &str, expected: &[usize]| {
        let found = client.get(&format!("/api/v4/tasks?{query}")).ids("tasks");
        assert_eq!(found, expected.iter().map(|&n| ids[n]).collect::<Vec<_>>(), "{query}");
    };
    check("order[complete_till]=asc", &[2, 1, 0]);
    check("filter[is_completed]=1", &[2]);
    check("filter[is_completed]=0", &[0, 1]);
    check("filter[task_type][]=2", &[1]);
    check("filter[task_type_id][]=2", &[0, 1, 2]);
    check("filter[entity_type]=leads", &[1]);
    check(&format!("filter[entity_type]=leads&filter[entity_id][]={lead}"), &[1]);
    check("filter[entity_type]=contacts", &[]);
    check(&format!("filter[entity_id][]={}", lead + 1), &[0, 1, 2]);
    check("filter[updated_at]=20", &[1]);
    check("filter[updated_at][from]=20", &[1, 2]);
    let answer = client.get(&format!("/api/v4/leads/{lead}"));
    assert_eq!(answer.at("/closest_task_at"), 200);
    client.patch(
        &format!("/api/v4/tasks/{}", ids[1]),
        &json!({ "is_completed": true, "result": { "text": "ok" } }),
    );
    assert_eq!(client.get(&format!("/api/v4/leads/{lead}")).at("/closest_task_at"), &Value::Null);
}

#[test]
fn shows_extras_on_demand() {
    let mut client = Client::empty();
    let contacts = client.add("contacts", &json!([{ "name": "A" }, { "name": "B" }]));
    let company = client.add("companies", &json!([{ "name": "C" }]))[0];
    let lead = client.add(
        "leads",
        &json!([{ "_embedded": { "contacts": [{ "id": contacts[0] }, { "id": contacts[1], "is_main": true }], "companies": [{ "id": company }] } }]),
    )[0];
    let plain = client.get(&format!("/api/v4/leads/{lead}"));
    assert_eq!(plain.at("/_embedded/contacts"), &Value::Null);
    assert_eq!(plain.at("/_embedded/tags"), &json!([]));
    assert_eq!(plain.at("/_embedded/companies/0/id"), company);
    let full = client.get(&format!("/api/v4/leads/{lead}?with=contacts,loss_reason,nonsense"));
    assert_eq!(full.at("/_embedded/contacts/0/is_main"), false);
    assert_eq!(full.at("/_embedded/contacts/1/is_main"), true);
    assert_eq!(full.at("/_embedded/loss_reason"), &json!([]));
    assert_eq!(
        client.get(&format!("/api/v4/contacts/{}?with=leads", contacts[0])).at("/_embedded/leads/0/id"),
        lead
    );
    let shown = client.get(&format!("/api/v4/companies/{company}?with=leads,contacts"));
    assert_eq!(shown.at("/_embedded/leads/0/id"), lead);
    assert_eq!(shown.at("/_embedded/contacts"), &json!([]));
}

#[test]
fn shows_empty_members_as_kommo_does() {
    let mut client = Client::empty();
    let lead = client.add("leads", &json!([{}]))[0];
    let lead = client.get(&format!("/api/v4/leads/{lead}")).body;
    for name in
        ["custom_fields_values", "closed_at", "loss_reason_id", "closest_task_at", "score", "labor_cost"]
    {
        assert_eq!(lead.get(name), Some(&Value::Null), "{name}");
    }
    assert_eq!((&lead["price"], &lead["group_id"]), (&json!(0), &json!(0)));
    let contact = client.add("contacts", &json!([{ "name": "Ana" }]))[0];
    let contact = client.get(&format!("/api/v4/contacts/{contact}")).body;
    assert_eq!((&contact["first_name"], &contact["last_name"]), (&json!(""), &json!("")));
    let task = client.add("tasks", &json!([{ "text": "a", "complete_till": 1 }]))[0];
    let task = client.get(&format!("/api/v4/tasks/{task}")).body;
    assert_eq!(
        (&task["result"], &task["entity_id"], &task["entity_type"]),
        (&json!([]), &Value::Null, &Value::Null)
    );
}

#[test]
fn shows_the_account() {
    let mut client = Client::new();
    let bare = client.get("/api/v4/account");
    assert_eq!(bare.at("/subdomain"), "demo");
    assert_eq!(bare.at("/_embedded"), &Value::Null);
    let full = client.get("/api/v4/account?with=task_types,users_groups,datetime_settings,version,drive_url");
    assert_eq!(full.at("/_embedded/task_types/0/code"), "FOLLOW_UP");
    assert_eq!(full.at("/_embedded/users_groups/0/id"), 0);
    assert_eq!(full.at("/_embedded/datetime_settings/timezone"), "America/New_York");
    assert_eq!(full.at("/_embedded/datetime_settings/timezone_offset"), "-04:00");
    assert!(full.at("/version").is_u64() && full.at("/drive_url").is_string());
    client.now_ms = START_MS + 200 * 86_400_000;
    let winter = client.get("/api/v4/account?with=datetime_settings");
    assert_eq!(winter.at("/_embedded/datetime_settings/timezone_offset"), "-05:00");
}

#[test]
fn shows_users_with_their_state() {
    let mut client = Client::new();
    let answer = client.get("/api/v4/users?with=role,group");
    assert_eq!(answer.at("/_total_items"), 5);
    assert_eq!(answer.at("/_page_count"), 1);
    assert_eq!(answer.at("/_links/next"), &Value::Null);
    let users = answer.items("users");
    let states: Vec<(bool, bool)> = users
        .iter()
        .map(|user| {
            (user["rights"]["is_admin"].as_bool().unwrap(), user["rights"]["is_active"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(states, [(true, true), (false, true), (false, true), (false, true), (false, false)]);
    let me = client.get("/api/v4/account").at("/current_user_id").clone();
    assert_eq!(users[0]["id"], me);
    assert_eq!(client.get(&format!("/api/v4/users/{me}")).at("/id"), &me);
}

#[test]
fn shows_pipelines_with_the_shared_stages() {
    let mut client = Client::new();
    let answer = client.get("/api/v4/leads/pipelines");
    assert_eq!(answer.at("/_total_items"), 2);
    let pipelines = answer.items("pipelines");
    let stages = |pipeline: &Value| -> Vec<(String, String)> {
        let statuses = pipeline["_embedded"]["statuses"].as_array().unwrap();
        statuses
            .iter()
            .map(|s| (s["name"].as_str().unwrap().to_owned(), s["color"].as_str().unwrap().to_owned()))
            .collect()
    };
    let expected = [
        ("Incoming leads", "#c1c1c1"),
        ("Initial contact", "#99ccff"),
        ("Discussions", "#ffff99"),
        ("Decision making", "#ffcc66"),
        ("Contract discussion", "#ffcccc"),
        ("Closed - won", "#CCFF66"),
        ("Closed - lost", "#D5D8DB"),
    ];
    assert_eq!(stages(&pipelines[0]), expected.map(|(name, color)| (name.to_owned(), color.to_owned())));
    for pipeline in &pipelines {
        let id = &pipeline["id"];
        assert_eq!(client.get(&format!("/api/v4/leads/pipelines/{id}")).body, *pipeline);
        let list = client.get(&format!("/api/v4/leads/pipelines/{id}/statuses"));
        assert_eq!(list.at("/_links"), &Value::Null);
        assert_eq!(Value::from(list.items("statuses")), pipeline["_embedded"]["statuses"]);
        assert_eq!(
            client.get(&format!("/api/v4/leads/pipelines/{id}/statuses/142")).at("/name"),
            "Closed - won"
        );
    }
}

#[test]
fn shows_custom_fields_in_pages_with_a_total() {
    let mut client = Client::new();
    let first = client.get("/api/v4/contacts/custom_fields?limit=10");
    let total = first.at("/_total_items").as_u64().unwrap();
    assert!(total > 10);
    assert_eq!(first.at("/_page_count"), total.div_ceil(10));
    assert!(first.at("/_links/next").is_object());
    let second = client.get("/api/v4/contacts/custom_fields?limit=10&page=2");
    assert_eq!(second.at("/_links/next"), &Value::Null);
    assert_eq!(client.get("/api/v4/contacts/custom_fields?limit=10&page=3").status, 204);
    let field = client.field("contacts", "Customer type");
    assert_eq!(
        field["enums"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["value"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["New", "Returning", "VIP", "Partner"]
    );
    assert_eq!(client.get(&format!("/api/v4/contacts/custom_fields/{}", field["id"])).body, field);
    let dates = client.get("/api/v4/contacts/custom_fields?filter[type][]=date&filter[type][]=birthday");
    assert_eq!(dates.items("custom_fields").len(), 2);
}
