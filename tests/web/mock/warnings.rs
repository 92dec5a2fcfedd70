//! A mock of `console.warn` that counts.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;

use super::Replaced;

/// The page's warnings until this is dropped.
pub(crate) struct MockWarnings {
    _warn: Replaced,
    _closure: Closure<dyn FnMut()>,
    count: Rc<Cell<u32>>,
}

impl MockWarnings {
    pub(crate) fn new() -> Self {
        let count = Rc::new(Cell::new(0));
        let counted = Rc::clone(&count);
        let closure = Closure::<dyn FnMut()>::new(move || counted.set(counted.get() + 1));
        let console = Reflect::get(&js_sys::global(), &"console".into()).unwrap();
        let warn = Replaced::new(&console, "warn", closure.as_ref());
        Self { _warn: warn, _closure: closure, count }
    }

    /// The warnings so far.
    pub(crate) fn count(&self) -> u32 {
        self.count.get()
    }
}
