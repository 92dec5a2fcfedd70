//! A property of one of the browser's objects with another value for a while.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The property has its old value again when this is dropped.
pub(crate) struct Replaced {
    object: Object,
    name: JsValue,
    /// The object's own property, `undefined` if it only inherited one.
    before: JsValue,
}

impl Replaced {
    /// Gives the property another value.
    pub(crate) fn new(object: &JsValue, name: &str, value: &JsValue) -> Self {
        let object: Object = object.clone().unchecked_into();
        let name = JsValue::from_str(name);
        let before = Reflect::get_own_property_descriptor(&object, &name).unwrap();
        let descriptor = Object::new();
        Reflect::set(&descriptor, &"value".into(), value).unwrap();
        Reflect::set(&descriptor, &"writable".into(), &JsValue::TRUE).unwrap();
        Reflect::set(&descriptor, &"configurable".into(), &JsValue::TRUE).unwrap();
        assert!(Reflect::define_property(&object, &name, &descriptor).unwrap());
        Self { object, name, before }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        if self.before.is_undefined() {
            Reflect::delete_property(&self.object, &self.name).unwrap();
        } else {
            Reflect::define_property(&self.object, &self.name, self.before.unchecked_ref()).unwrap();
        }
    }
}
