//! What calls make of Kommo's refusals, in every shape of body.

use kommo_pace::api::{ApiError, ItemError, Problem, leads, users};
use kommo_pace::base::id::EntityId;

use super::refused;

fn problem(status: u16, title: &str, detail: &str) -> ApiError {
    ApiError::Refused(Problem {
        status,
        title: title.to_owned(),
        detail: detail.to_owned(),
        items: Vec::new(),
    })
}

fn add() -> leads::Add {
    let item = |word: &str| leads::New { request_id: Some(word.to_owned()), ..Default::default() };
    leads::Add { items: vec![item("a"), item("b")] }
}

#[track_caller]
fn check(status: u16, body: &str, title: &str, detail: &str) {
    assert_eq!(refused(&add(), status, body), problem(status, title, detail));
}

#[test]
fn standard_problems() {
    check(
        401,
        r#"{"title":"Unauthorized","type":"https://httpstatus.es/401","status":401,"detail":"Invalid user name or password"}"#,
        "Unauthorized",
        "Invalid user name or password",
    );
    check(402, r#"{"title":"Payment Required","status":402}"#, "Payment Required", "");
    check(
        403,
        r#"{"detail":"Client doesn't have the required scope","title":"Forbidden"}"#,
        "Forbidden",
        "Client doesn't have the required scope",
    );
    check(405, r#"{"title":"Method Not Allowed","detail":null}"#, "Method Not Allowed", "");
    check(
        422,
        r#"{"title":"Unprocessable Entity","status":422,"detail":"Limit 250 per page"}"#,
        "Unprocessable Entity",
        "Limit 250 per page",
    );
    check(
        429,
        r#"{"title":"Too Many Requests","status":429,"detail":"Slow down","retry_after":300}"#,
        "Too Many Requests",
        "Slow down",
    );
    check(
        400,
        r#"{"title":"Bad Request","status":400,"detail":"Request data can not be empty"}"#,
        "Bad Request",
        "Request data can not be empty",
    );
}

#[test]
fn other_shapes() {
    check(
        500,
        r#"{"title":"ErrInternalServer","status":500,"detail":"boom","trace_id":"0af7"}"#,
        "ErrInternalServer",
        "boom",
    );
    check(400, r#"{"id":5,"code":400,"message":"Error 285.","request_id":"a"}"#, "", "Error 285.");
    check(403, "<html><head><title>403 Forbidden</title></head></html>", "", "");
    check(403, "403 Forbidden", "", "");
    check(502, "<html>Bad Gateway</html>", "", "");
    check(504, "", "", "");
    check(400, "[]", "", "");
    check(400, "null", "", "");
    check(400, r#"{"title":["x"],"detail":{"y":1},"errors":7,"validation-errors":"#, "", "");
    check(400, r#"{"title":["x"],"detail":{"y":1},"errors":7,"validation-errors":null}"#, "", "");
}

#[test]
fn the_status_is_the_servers_not_the_bodys() {
    check(403, r#"{"status":0,"error_code":403,"error_description":"bad signature"}"#, "", "bad signature");
    check(400, r#"{"status":200,"title":"Bad Request"}"#, "Bad Request", "");
}

#[test]
fn an_old_code_in_the_sentence() {
    let body = r#"{"title":"Bad Request","status":400,"detail":"Error code 244: no right"}"#;
    match refused(&add(), 400, body) {
        ApiError::Refused(problem) => assert_eq!(problem.legacy_code(), Some(244)),
        other @ ApiError::Unexpected { .. } => panic!("{other:?}"),
    }
}

#[test]
fn validation_errors_name_items_and_places() {
    let body = r#"{"validation-errors":[
        {"request_id":"a","errors":[
            {"code":"NotSupportedChoice","path":"custom_fields_values.0.field_id","detail":"The value you selected is not a valid choice."},
            {"code":"InvalidType","path":"price","detail":"Este valor deve ser do tipo int."}]},
        {"request_id":"b","errors":[{"code":"FieldNotExpected","path":"_embedded.tags.0.request_id","detail":"This field was not expected."}]}],
        "title":"Bad Request","type":"https://httpstatus.es/400","status":400,"detail":"Request validation failed"}"#;
    let item = |request_id: &str, code: &str, path: &str, detail: &str| ItemError {
        request_id: request_id.to_owned(),
        code: code.to_owned(),
        path: path.to_owned(),
        detail: detail.to_owned(),
    };
    let expected = ApiError::Refused(Problem {
        status: 400,
        title: "Bad Request".to_owned(),
        detail: "Request validation failed".to_owned(),
        items: vec![
            item(
                "a",
                "NotSupportedChoice",
                "custom_fields_values.0.field_id",
                "The value you selected is not a valid choice.",
            ),
            item("a", "InvalidType", "price", "Este valor deve ser do tipo int."),
            item("b", "FieldNotExpected", "_embedded.tags.0.request_id", "This field was not expected."),
        ],
    });
    assert_eq!(refused(&add(), 400, body), expected);
}

#[test]
fn reads_are_refused_alike() {
    let body = r#"{"title":"Forbidden","status":403,"detail":"Only for administrators"}"#;
    let expected = problem(403, "Forbidden", "Only for administrators");
    assert_eq!(refused(&users::List::default(), 403, body), expected);
    assert_eq!(refused(&leads::List::default(), 403, body), expected);
    assert_eq!(refused(&leads::Get::new(EntityId(501)), 403, body), expected);
    let text = "Kommo answered 403: Only for administrators";
    assert_eq!(refused(&leads::List::default(), 403, body).to_string(), text);
}
