//! A worker with the handlers that it needs, which live and end together. It knows nothing of what the
//! worker does.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, Worker};

/// A worker at work; dropping it ends it.
pub(super) struct Attended {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Drop for Attended {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Attended {
    /// Listens to a worker that was just started: `hear` is called with each of its messages, `fail` when
    /// it cannot run or has failed.
    pub(super) fn new(
        worker: Worker,
        hear: impl FnMut(MessageEvent) + 'static,
        fail: impl Fn() + 'static,
    ) -> Self {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(hear);
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            fail();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self { worker, _on_message: on_message, _on_error: on_error }
    }

    /// The worker itself, to be sent messages.
    pub(super) const fn worker(&self) -> &Worker {
        &self.worker
    }
}
