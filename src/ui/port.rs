//! A screen's only way out: it says texts, reports events and hands over files.

use leptos::prelude::*;
use web_sys::File;

use crate::app::text::{Catalogue, Text, text};
use crate::app::{Event, data, import, runs};

/// The way out of a screen; cheap to copy into every handler.
#[derive(Clone, Copy)]
pub struct Port {
    /// The texts in the user's language.
    pub texts: StoredValue<Catalogue>,
    /// Takes what the user did.
    pub dispatch: UnsyncCallback<Event>,
    /// Takes the file that the user chose.
    pub choose_file: UnsyncCallback<File>,
}

impl Port {
    /// The sentence of a key.
    #[must_use]
    pub fn say(self, key: &'static str) -> String {
        self.tell(&text(key))
    }

    /// A sentence with its placeholders filled.
    #[must_use]
    pub fn tell(self, text: &Text) -> String {
        self.texts.with_value(|texts| texts.say(text))
    }

    /// Reports something that the user did.
    pub fn send(self, event: Event) {
        self.dispatch.run(event);
    }

    /// Reports something that the user did on the import screen.
    pub fn import(self, event: import::Event) {
        self.send(Event::Import(event));
    }

    /// Reports something that the user did with an unfinished import.
    pub fn runs(self, event: runs::Event) {
        self.send(Event::Runs(event));
    }

    /// Reports something that the user did on the screen of the account's data.
    pub fn data(self, event: data::Event) {
        self.send(Event::Data(event));
    }
}
