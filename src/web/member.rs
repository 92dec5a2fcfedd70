//! The members of JavaScript objects.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A member of an object; undefined if there is none.
pub(super) fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}
