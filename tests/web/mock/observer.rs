//! A mock of the browser's `PerformanceObserver`: it measures nothing and says what the test has it say.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::Replaced;

const CLASS: &str = "return class MockObserver {
    constructor(tell) { all.push(this); this.say = (entries) => tell({ getEntries: () => entries }, this); }
    observe(options) { this.options = options; }
    disconnect() { this.isEnded = true; }
};";

/// The page's measuring until this is dropped.
pub(crate) struct MockObservers {
    _class: Replaced,
    all: Array,
}

impl MockObservers {
    /// Observers that can be made, and then wait for the test.
    pub(crate) fn able() -> Self {
        let all = Array::new();
        let class = Function::new_with_args("all", CLASS).call1(&JsValue::NULL, &all).unwrap();
        Self { _class: replace(&class), all }
    }

    /// A browser that has none.
    pub(crate) fn unknown() -> Self {
        Self { _class: replace(&JsValue::UNDEFINED), all: Array::new() }
    }

    /// Lets the observer say this of one exchange.
    pub(crate) fn say(&self, entry: &Object) {
        let say: Function = self.get("say").unchecked_into();
        say.call1(&JsValue::NULL, &Array::of1(entry)).unwrap();
    }

    /// What the observer was told or did.
    pub(crate) fn get(&self, name: &str) -> JsValue {
        assert_eq!(self.all.length(), 1, "not one observer");
        Reflect::get(&self.all.get(0), &name.into()).unwrap()
    }
}

fn replace(class: &JsValue) -> Replaced {
    Replaced::new(&web_sys::window().unwrap(), "PerformanceObserver", class)
}
