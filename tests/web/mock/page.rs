//! Mocks of what the page says about itself.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::Replaced;

/// The page as if the service worker of this script controlled it.
pub(crate) fn controlled_by(script: &str) -> Replaced {
    let worker = Object::new();
    Reflect::set(&worker, &"scriptURL".into(), &script.into()).unwrap();
    let container = web_sys::window().unwrap().navigator().service_worker();
    Replaced::new(&container, "controller", &worker)
}

/// The browser as if it had no network.
pub(crate) fn offline() -> Replaced {
    Replaced::new(&web_sys::window().unwrap().navigator(), "onLine", &JsValue::FALSE)
}
