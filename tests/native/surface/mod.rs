//! Every call of the API as it goes over the wire: what it asks, what it makes of each answer, and
//! where it refuses to ask. The expected texts follow Kommo's documentation, not the code.

mod account;
mod entities;
mod limits;
mod nonsense;
mod reads;
mod refusals;
mod writes;

use kommo_pace::api::{ApiError, Call};
use kommo_pace::base::Response;

/// The request as text: method and path, then the body.
fn asked(call: &impl Call) -> String {
    let request = call.request().unwrap();
    let line = format!("{} {}", request.method, request.path);
    match request.body {
        Some(body) => format!("{line}\n{body}"),
        None => line,
    }
}

fn response(status: u16, body: &str) -> Response {
    Response {
        status,
        content_type: "application/hal+json".to_owned(),
        body: body.to_owned(),
        ..Response::default()
    }
}

fn answered<C: Call>(call: &C, body: &str) -> C::Output {
    call.decode(&response(200, body)).unwrap()
}

fn refused<C: Call>(call: &C, status: u16, body: &str) -> ApiError {
    call.decode(&response(status, body)).err().unwrap()
}

fn unexpected<C: Call>(call: &C, status: u16, body: &str) -> bool {
    matches!(call.decode(&response(status, body)), Err(ApiError::Unexpected { .. }))
}

fn text(text: &str) -> String {
    text.to_owned()
}
