//! A mock of the browser's `Worker`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::Replaced;

#[wasm_bindgen(module = "/tests/web/mock/worker.js")]
extern "C" {
    /// One worker that was started.
    #[derive(Clone)]
    pub(crate) type MockWorker;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn url(this: &MockWorker) -> String;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn kind(this: &MockWorker) -> String;

    #[wasm_bindgen(method, getter, js_name = isEnded)]
    pub(crate) fn is_ended(this: &MockWorker) -> bool;

    #[wasm_bindgen(js_name = mockWorkerClass)]
    fn mock_worker_class(started: &JsValue, received: &JsValue) -> Function;

    #[wasm_bindgen(js_name = unableWorkerClass)]
    fn unable_worker_class() -> Function;

    fn say(worker: &MockWorker, message: &JsValue, buffers: &Array);

    fn fail(worker: &MockWorker) -> bool;
}

impl MockWorker {
    /// Lets it post a message, handing over the buffers.
    pub(crate) fn say(&self, message: &JsValue, buffers: &Array) {
        say(self, message, buffers);
    }

    /// Lets it fail; gives back whether somebody took care of that.
    pub(crate) fn fail(&self) -> bool {
        fail(self)
    }
}

type Started = Closure<dyn FnMut(MockWorker)>;
type Received = Closure<dyn FnMut(MockWorker, JsValue)>;

/// The page's `Worker` until this is dropped.
pub(crate) struct MockWorkers {
    _class: Replaced,
    _closures: Option<(Started, Received)>,
    started: Rc<RefCell<Vec<MockWorker>>>,
    messages: Rc<RefCell<Vec<JsValue>>>,
}

impl MockWorkers {
    /// Workers that can be started, and then wait for the test.
    pub(crate) fn able() -> Self {
        let started = Rc::new(RefCell::new(Vec::new()));
        let messages = Rc::new(RefCell::new(Vec::new()));
        let (workers, posted) = (Rc::clone(&started), Rc::clone(&messages));
        let on_start = Started::new(move |worker| workers.borrow_mut().push(worker));
        let on_message = Received::new(move |_, message| posted.borrow_mut().push(message));
        let class = mock_worker_class(on_start.as_ref(), on_message.as_ref());
        Self { _class: replace(&class), _closures: Some((on_start, on_message)), started, messages }
    }

    /// No worker can be started.
    pub(crate) fn unable() -> Self {
        let class = replace(&unable_worker_class());
        Self { _class: class, _closures: None, started: Rc::default(), messages: Rc::default() }
    }

    /// All that were started.
    pub(crate) fn started(&self) -> Vec<MockWorker> {
        self.started.borrow().clone()
    }

    /// All that was posted to them.
    pub(crate) fn messages(&self) -> Vec<JsValue> {
        self.messages.borrow().clone()
    }
}

fn replace(class: &Function) -> Replaced {
    Replaced::new(&web_sys::window().unwrap(), "Worker", class.unchecked_ref())
}
