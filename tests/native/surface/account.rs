//! What the calls on the account, its users, pipelines and fields make of answers: first as Kommo
//! documents them, then in every odd shape that has been seen.

use kommo_pace::api::account::{AccountInfo, TaskType};
use kommo_pace::api::custom_fields::{Field, FieldKind, FieldOption, Owner};
use kommo_pace::api::pipelines::{Pipeline, Status};
use kommo_pace::api::users::User;
use kommo_pace::api::{Call, account, custom_fields, pipelines, users};
use kommo_pace::base::id::{EnumId, FieldId, PipelineId, StatusId, TaskTypeId, UserId};
use serde_json::json;

use super::{answered, response, text, unexpected};

#[test]
fn the_account() {
    let body = r##"{"id":28,"name":"Harbour Ltd","subdomain":"harbour","created_at":1600000000,"created_by":0,
        "updated_at":1700000000,"updated_by":0,"current_user_id":11,"country":"PT","currency":"EUR",
        "currency_symbol":"€","is_unsorted_on":true,"language":"en","contact_name_display_order":1,
        "_links":{"self":{"href":"https://harbour.kommo.com/api/v4/account"}},
        "_embedded":{"task_types":[{"id":1,"name":"Follow-up","color":null,"icon_id":null,"code":"FOLLOW_UP"},
            {"id":2,"name":"Meeting","color":"#fff000","icon_id":3,"code":"MEETING"}],
          "datetime_settings":{"date_pattern":"d.m.Y H:i","short_date_pattern":"d.m.Y","date_formant":"d.m.Y",
            "time_format":"H:i","timezone":"Europe/Lisbon","timezone_offset":"+01:00"}}}"##;
    let expected = AccountInfo {
        id: 28,
        name: text("Harbour Ltd"),
        subdomain: text("harbour"),
        currency: text("EUR"),
        current_user_id: UserId(11),
        timezone: text("Europe/Lisbon"),
        utc_offset_s: 3_600,
        task_types: vec![
            TaskType { id: TaskTypeId(1), name: text("Follow-up") },
            TaskType { id: TaskTypeId(2), name: text("Meeting") },
        ],
    };
    assert_eq!(answered(&account::Get, body), expected);
}

#[test]
fn the_account_in_odd_shapes() {
    let odd = answered(
        &account::Get,
        r#"{"id":"28","current_user_id":"11","name":null,"subdomain":"harbour",
            "_embedded":{"task_types":{"1":{"id":"1","name":"Follow-up"},"2":null},
            "datetime_settings":{"timezone":null,"timezone_offset":-18000}}}"#,
    );
    assert_eq!((odd.id, odd.current_user_id, odd.name.as_str()), (28, UserId(11), ""));
    assert_eq!(odd.task_types, [TaskType { id: TaskTypeId(1), name: text("Follow-up") }]);
    assert_eq!((odd.timezone.as_str(), odd.utc_offset_s), ("", -18_000));

    for embedded in [r"[]", r"null", r#"{"task_types":null,"datetime_settings":[]}"#] {
        let body = format!(r#"{{"id":28,"current_user_id":11,"_embedded":{embedded}}}"#);
        let bare = answered(&account::Get, &body);
        assert_eq!((bare.task_types.len(), bare.utc_offset_s), (0, 0));
    }
    assert!(unexpected(&account::Get, 200, r#"{"name":"no account"}"#));
    assert!(unexpected(&account::Get, 200, r#"{"id":28}"#));
    assert!(unexpected(&account::Get, 204, ""));
    assert!(unexpected(&account::Get, 200, "<html>sign in</html>"));
}

#[test]
fn users_in_every_shape() {
    let page = answered(
        &users::List::default(),
        r#"{"_total_items":3,"_page":1,"_page_count":1,"_links":{"self":{"href":"x"}},"_embedded":{"users":[
            {"id":11,"name":"Ann","email":"ann@example.com","lang":"en","rights":{"leads":{"view":"A","edit":"A"},
                "mail_access":true,"is_admin":true,"is_free":false,"is_active":true,"group_id":null,
                "role_id":null,"status_rights":null}},
            {"id":"12","name":"Bob","email":null,"rights":{"is_admin":0,"is_active":"0","group_id":0}},
            {"id":13,"name":"Cy","email":"cy@example.com","rights":[]}]}}"#,
    );
    let user = |id, name: &str, email: &str, is_active, is_admin| User {
        id: UserId(id),
        name: text(name),
        email: text(email),
        is_active,
        is_admin,
    };
    assert_eq!(
        page.items,
        [
            user(11, "Ann", "ann@example.com", true, true),
            user(12, "Bob", "", false, false),
            user(13, "Cy", "cy@example.com", true, false),
        ]
    );
    assert!(!page.has_next);
}

#[test]
fn pipelines_with_their_stages_in_order() {
    let body = r##"{"_total_items":2,"_embedded":{"pipelines":[
        {"id":71,"name":"Second","sort":20,"is_main":false,"is_archive":true,"_embedded":[]},
        {"id":70,"name":"Sales","sort":"10","is_main":true,"is_unsorted_on":true,"is_archive":false,"account_id":28,
          "_embedded":{"statuses":[
            {"id":143,"name":"Closed - lost","sort":11000,"type":0,"color":"#D5D8DB"},
            {"id":"7001","name":"Initial contact","sort":"20","type":0,"color":"#99ccff"},
            {"id":7000,"name":"Incoming leads","sort":10,"is_editable":false,"type":1,"color":"#c1c1c1"},
            {"id":142,"name":"Closed - won","sort":10000,"type":null,"color":null}]}}]}}"##;
    let status = |id, name: &str, sort, kind, color: &str| Status {
        id: StatusId(id),
        name: text(name),
        sort,
        kind,
        color: text(color),
    };
    let sales = Pipeline {
        id: PipelineId(70),
        name: text("Sales"),
        sort: 10,
        is_main: true,
        is_archive: false,
        statuses: vec![
            status(7_000, "Incoming leads", 10, 1, "#c1c1c1"),
            status(7_001, "Initial contact", 20, 0, "#99ccff"),
            status(142, "Closed - won", 10_000, 0, ""),
            status(143, "Closed - lost", 11_000, 0, "#D5D8DB"),
        ],
    };
    let second = Pipeline {
        id: PipelineId(71),
        name: text("Second"),
        sort: 20,
        is_archive: true,
        ..Pipeline::default()
    };
    assert_eq!(answered(&pipelines::List, body), [sales, second]);
    assert_eq!(pipelines::List.decode(&response(204, "")), Ok(Vec::new()));
}

#[test]
fn custom_fields_in_every_shape() {
    let call = custom_fields::List::new(Owner::Contacts, 1);
    let page = answered(
        &call,
        r#"{"_total_items":5,"_page":1,"_page_count":1,"_links":{"next":{"href":"x"}},"_embedded":{"custom_fields":[
            {"id":301,"name":"Phone","type":"multitext","account_id":28,"code":"PHONE","sort":4,"is_api_only":false,
                "enums":[{"id":71,"value":"WORK","sort":2},{"id":72,"value":"MOB","sort":4,"code":null}],
                "group_id":null,"is_predefined":true,"required_statuses":[],"triggers":null},
            {"id":311,"name":"Boat","type":"select","sort":"500","code":"","enums":{"0":{"id":"77","value":"Sail","sort":1,"code":"SAIL"}}},
            {"id":312,"name":"Cost","type":"monetary","currency":"EUR","enums":null,"is_api_only":1},
            {"id":313,"name":"New","type":"hologram","nested":[{"id":1}]},
            {"id":314,"name":"Odd","type":null,"enums":[]}]}}"#,
    );
    let option = |id, value: &str, sort, code: Option<&str>| FieldOption {
        id: EnumId(id),
        value: text(value),
        sort,
        code: code.map(text),
    };
    let field = |id, name: &str, kind| Field { id: FieldId(id), name: text(name), kind, ..Field::default() };
    assert_eq!(
        page.items,
        [
            Field {
                code: Some(text("PHONE")),
                sort: 4,
                enums: vec![option(71, "WORK", 2, None), option(72, "MOB", 4, None)],
                ..field(301, "Phone", FieldKind::Multitext)
            },
            Field {
                sort: 500,
                enums: vec![option(77, "Sail", 1, Some("SAIL"))],
                ..field(311, "Boat", FieldKind::Select)
            },
            Field {
                currency: Some(text("EUR")),
                is_api_only: true,
                ..field(312, "Cost", FieldKind::Monetary)
            },
            field(313, "New", FieldKind::Other(text("hologram"))),
            field(314, "Odd", FieldKind::Text),
        ]
    );
    assert!(page.has_next);
    assert!(page.is_last(call.limit));
}

#[test]
fn every_known_kind_of_field_has_its_word() {
    use FieldKind as Kind;
    #[track_caller]
    fn check(word: &str, expected: &FieldKind) {
        let body = json!({"_embedded": {"custom_fields": [{"id": 1, "type": word}]}}).to_string();
        let page = answered(&custom_fields::List::new(Owner::Leads, 1), &body);
        assert_eq!(page.items[0].kind, *expected);
    }
    check("text", &Kind::Text);
    check("numeric", &Kind::Numeric);
    check("checkbox", &Kind::Checkbox);
    check("select", &Kind::Select);
    check("multiselect", &Kind::Multiselect);
    check("date", &Kind::Date);
    check("url", &Kind::Url);
    check("textarea", &Kind::Textarea);
    check("radiobutton", &Kind::Radiobutton);
    check("streetaddress", &Kind::Streetaddress);
    check("smart_address", &Kind::SmartAddress);
    check("birthday", &Kind::Birthday);
    check("legal_entity", &Kind::LegalEntity);
    check("date_time", &Kind::DateTime);
    check("price", &Kind::Price);
    check("category", &Kind::Category);
    check("monetary", &Kind::Monetary);
    check("tracking_data", &Kind::TrackingData);
    check("multitext", &Kind::Multitext);
    check("file", &Kind::File);
    check("chained_list", &Kind::Other(text("chained_list")));
}
