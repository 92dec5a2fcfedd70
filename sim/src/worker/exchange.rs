//! The browser's requests and responses as the account's, and back. It knows no path and no status of the API.

use js_sys::{ArrayBuffer, Uint8Array};
use kommo_sim::{Request, Response};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCredentials, ResponseInit, Url};

use super::HostError;

/// Stands for the session cookie, which a service worker is not shown.
const SESSION_HEADER: &str = "x-sim-session";

/// The statuses whose answers have no body, not even an empty one.
const BODILESS: [u16; 3] = [204, 205, 304];

/// Reads a request; `None` for one that is not encrypted, which Kommo does not take.
pub(super) async fn read(request: &web_sys::Request) -> Result<Option<Request>, HostError> {
    let url = Url::new(&request.url())?;
    if url.protocol() != "https:" {
        return Ok(None);
    }
    let mut headers = header_list(&request.headers())?;
    headers.retain(|(name, _)| name != SESSION_HEADER);
    if request.credentials() != RequestCredentials::Omit {
        headers.push((SESSION_HEADER.to_owned(), "1".to_owned()));
    }
    let body: ArrayBuffer = JsFuture::from(request.array_buffer()?).await?.unchecked_into();
    Ok(Some(Request {
        method: request.method(),
        host: url.host(),
        target: url.pathname() + &url.search(),
        headers,
        body: Uint8Array::new(&body).to_vec(),
    }))
}

fn header_list(headers: &Headers) -> Result<Vec<(String, String)>, HostError> {
    let mut list = Vec::new();
    for entry in headers.entries() {
        let entry: js_sys::Array = entry?.unchecked_into();
        let text = |index| entry.get(index).as_string().unwrap_or_default();
        list.push((text(0), text(1)));
    }
    Ok(list)
}

/// Writes an answer, readable by the page whatever its origin.
pub(super) fn write(answer: &Response) -> Result<web_sys::Response, HostError> {
    let headers = Headers::new()?;
    for (name, value) in &answer.headers {
        headers.append(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    let body = (!BODILESS.contains(&answer.status)).then(|| Uint8Array::from(answer.body.as_slice()));
    Ok(web_sys::Response::new_with_opt_js_u8_array_and_init(body.as_ref(), &init)?)
}
