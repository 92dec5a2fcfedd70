//! The worker that keeps the time (`www/clock.js`). It knows numbers, not what they are for.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker, console};

use crate::web::attended::Attended;

/// What the worker runs, for pages that may not start one from the widget's files.
const SCRIPT: &str = include_str!("../../../www/clock.js");

/// The browser's own least distance of timers in a chain, in milliseconds. Work that is done in slices
/// leaves the page this much between two.
const LEAST_MS: u32 = 4;

/// The worker at work; dropping it ends it.
pub(super) struct Ticker(Attended);

impl Ticker {
    /// A worker from the file at this URL. `ring` is called with the number of what is due; `replace`,
    /// if it turns out later that it does not run, with what takes its place.
    ///
    /// Where the browser refuses the file, as it does if the files come from another origin, the worker
    /// is made from the same text in this module; where it refuses that, too, there is none.
    pub(super) fn start(
        url: &str,
        ring: impl Fn(u32) + 'static,
        replace: impl Fn(Option<Self>) + 'static,
    ) -> Option<Self> {
        let (ring, replace): (Ring, Replace) = (Rc::new(ring), Rc::new(replace));
        let instead = {
            let (ring, replace) = (Rc::clone(&ring), Rc::clone(&replace));
            move || replace(Self::from_text(&ring, &replace))
        };
        Self::run(url, &ring, instead).ok().or_else(|| Self::from_text(&ring, &replace))
    }

    fn from_text(ring: &Ring, replace: &Replace) -> Option<Self> {
        let none = |reason: &JsValue| {
            let message = "Pace: no worker to keep the time; in a hidden tab the work will be slow";
            console::warn_2(&message.into(), reason);
        };
        let instead = {
            let replace = Rc::clone(replace);
            move || {
                none(&JsValue::UNDEFINED);
                replace(None);
            }
        };
        // The address stays valid for as long as the page: browsers differ in when they read it.
        object_url(SCRIPT).and_then(|url| Self::run(&url, ring, instead)).inspect_err(none).ok()
    }

    fn run(url: &str, ring: &Ring, instead: impl Fn() + 'static) -> Result<Self, JsValue> {
        let worker = Worker::new(url)?;
        let ring = Rc::clone(ring);
        let hear = move |event: MessageEvent| {
            if let Some(id) = event.data().as_f64().and_then(whole) {
                ring(id);
            }
        };
        Ok(Self(Attended::new(worker, hear, instead)))
    }

    /// Has the number said after so long.
    pub(super) fn set(&self, id: u32, wait_ms: u32) {
        self.post(&Array::of2(&id.into(), &wait_ms.max(LEAST_MS).into()));
    }

    /// Has it not said.
    pub(super) fn clear(&self, id: u32) {
        self.post(&Array::of1(&id.into()));
    }

    fn post(&self, message: &Array) {
        // Numbers can always be posted.
        let _ = self.0.worker().post_message(message);
    }
}

type Ring = Rc<dyn Fn(u32)>;
type Replace = Rc<dyn Fn(Option<Ticker>)>;

fn object_url(script: &str) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options)?;
    Url::create_object_url_with_blob(&blob)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is one of ours: it fits")]
fn whole(number: f64) -> Option<u32> {
    (number >= 0.0).then_some(number as u32)
}
