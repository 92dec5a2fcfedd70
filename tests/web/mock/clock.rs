//! A mock of the browser's timers that keeps how long each wait was meant to be, and can make all of
//! them short or endless.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::Replaced;

type SetTimeout = Closure<dyn FnMut(Function, f64) -> JsValue>;
type ClearTimeout = Closure<dyn FnMut(JsValue)>;

/// The page's timers until this is dropped.
pub(crate) struct MockClock {
    _replaced: [Replaced; 2],
    _closures: (SetTimeout, ClearTimeout),
    waits: Rc<RefCell<Vec<Wait>>>,
}

/// A wait that was begun.
struct Wait {
    id: JsValue,
    after_ms: f64,
    is_cleared: bool,
}

impl MockClock {
    /// Makes all waits short.
    pub(crate) fn hurrying() -> Self {
        Self::new(|_| 0.0)
    }

    /// Makes all waits 500 times as short.
    pub(crate) fn fast() -> Self {
        Self::new(|after_ms| after_ms / 500.0)
    }

    /// Leaves all waits as they are.
    pub(crate) fn watching() -> Self {
        Self::new(|after_ms| after_ms)
    }

    /// Lets no wait end.
    pub(crate) fn stopped() -> Self {
        Self::new(|_| f64::from(i32::MAX))
    }

    fn new(change: fn(f64) -> f64) -> Self {
        let window = web_sys::window().unwrap();
        let original =
            |name: &str| -> Function { Reflect::get(&window, &name.into()).unwrap().unchecked_into() };
        let (set, clear) = (original("setTimeout"), original("clearTimeout"));
        let waits = Rc::new(RefCell::new(Vec::<Wait>::new()));
        let (begun, ended) = (Rc::clone(&waits), Rc::clone(&waits));
        let on_set = SetTimeout::new(move |handler: Function, after_ms: f64| {
            let id = set.call2(&JsValue::NULL, &handler, &change(after_ms).into()).unwrap();
            begun.borrow_mut().push(Wait { id: id.clone(), after_ms, is_cleared: false });
            id
        });
        let on_clear = ClearTimeout::new(move |id: JsValue| {
            for wait in ended.borrow_mut().iter_mut().filter(|wait| wait.id == id) {
                wait.is_cleared = true;
            }
            clear.call1(&JsValue::NULL, &id).unwrap();
        });
        let replaced = [
            Replaced::new(&window, "setTimeout", on_set.as_ref().unchecked_ref()),
            Replaced::new(&window, "clearTimeout", on_clear.as_ref().unchecked_ref()),
        ];
        Self { _replaced: replaced, _closures: (on_set, on_clear), waits }
    }

    /// The waits so far, in milliseconds.
    pub(crate) fn waits_ms(&self) -> Vec<f64> {
        self.waits.borrow().iter().map(|wait| wait.after_ms).collect()
    }

    /// The waits that nobody has called off, in milliseconds.
    pub(crate) fn uncleared_ms(&self) -> Vec<f64> {
        self.waits.borrow().iter().filter(|wait| !wait.is_cleared).map(|wait| wait.after_ms).collect()
    }
}
