//! A mock of the browser's `fetch`: it keeps every request and sends none.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Request;

use super::Replaced;

/// The page's `fetch` until this is dropped.
pub(crate) struct MockFetch {
    _fetch: Replaced,
    _closure: Closure<dyn FnMut(Request) -> Promise>,
    requests: Rc<RefCell<Vec<Request>>>,
}

impl MockFetch {
    /// Answers every request with this: a `Response`, or what the promise is rejected with.
    pub(crate) fn answering(answer: impl Fn(&Request) -> Result<JsValue, JsValue> + 'static) -> Self {
        Self::new(move |request| match answer(request) {
            Ok(response) => Promise::resolve(&response),
            Err(reason) => Promise::reject(&reason),
        })
    }

    /// Never answers. Like the browser's, it gives a request up that is aborted.
    pub(crate) fn silent() -> Self {
        Self::new(|request| {
            let signal = request.signal();
            let give_up =
                Function::new_with_args("signal, reject", "signal.onabort = () => reject(signal.reason);");
            Promise::new(&mut |_, reject: Function| {
                give_up.call2(&JsValue::NULL, &signal, &reject).unwrap();
            })
        })
    }

    fn new(fetch: impl Fn(&Request) -> Promise + 'static) -> Self {
        let requests = Rc::new(RefCell::new(Vec::new()));
        let seen = Rc::clone(&requests);
        let closure = Closure::<dyn FnMut(Request) -> Promise>::new(move |request: Request| {
            let promise = fetch(&request);
            seen.borrow_mut().push(request);
            promise
        });
        let window = web_sys::window().unwrap();
        let fetch = Replaced::new(&window, "fetch", closure.as_ref().unchecked_ref());
        Self { _fetch: fetch, _closure: closure, requests }
    }

    /// The requests that would have left so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.borrow().clone()
    }

    /// Their addresses.
    pub(crate) fn urls(&self) -> Vec<String> {
        self.requests.borrow().iter().map(Request::url).collect()
    }
}
