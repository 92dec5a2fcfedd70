//! The page's half: starts a worker for each file and passes on what it says.

use std::cell::RefCell;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::wire;
use crate::app::import::{Event, ReadOptions};
use crate::web::attended::Attended;

/// The worker's script, beside the widget's other files.
const SCRIPT: &str = "reader.js";

/// Reads files in workers, one at a time.
pub struct Reader {
    files: String,
    version: String,
    running: RefCell<Option<Attended>>,
}

impl Reader {
    /// A reader whose worker is among the widget's files at this URL, of this version.
    #[must_use]
    pub fn new(files: &str, version: &str) -> Self {
        Self { files: files.to_owned(), version: version.to_owned(), running: RefCell::default() }
    }

    /// Reads a file; an earlier one is given up. `tell` is called with the progress and, once, with
    /// the outcome.
    pub fn read(&self, file: &File, options: ReadOptions, tell: impl Fn(Event) + Clone + 'static) {
        if self.start(file, options, tell.clone()).is_err() {
            tell(Event::ReadFailed);
        }
    }

    fn start(
        &self,
        file: &File,
        options: ReadOptions,
        tell: impl Fn(Event) + Clone + 'static,
    ) -> Result<(), JsValue> {
        let url = |name: &str| format!("{}/{name}?v={}", self.files, self.version);
        let kind = WorkerOptions::new();
        kind.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&url(SCRIPT), &kind)?;
        let hear = {
            let tell = tell.clone();
            move |event: MessageEvent| {
                let message = event.data();
                if let Some(percent) = wire::percent(&message) {
                    tell(Event::ReadProgress(percent));
                    return;
                }
                tell(match wire::unpack(&message) {
                    Some(Ok(sheet)) => Event::FileRead(Box::new(sheet)),
                    Some(Err(problem)) => Event::FileRefused(problem),
                    None => Event::ReadFailed,
                });
            }
        };
        let reading = Attended::new(worker, hear, move || tell(Event::ReadFailed));
        let options =
            serde_json::to_string(&options).map_err(|error| JsValue::from_str(&error.to_string()))?;
        let message = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&message, &name.into(), value).map(drop);
        set("glue", &url("kommo-pace.js").into())?;
        set("wasm", &url("kommo-pace_bg.wasm").into())?;
        set("file", file)?;
        set("options", &options.into())?;
        reading.worker().post_message(&message)?;
        self.running.replace(Some(reading));
        Ok(())
    }
}
