//! What `script.js` hands over at the start, checked before anything else is done with it.

use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::app::text::{Catalogue, Language, text};
use crate::app::{Memory, Settings};
use crate::base::PageError;
use crate::base::secret::refuse_secrets;
use crate::web::Timeouts;

/// The settings of a start.
#[derive(Deserialize)]
pub(super) struct Start {
    /// The account's address.
    pub(super) account: String,
    /// The widget's version, the cache key of its files.
    pub(super) version: String,
    /// URL of the folder that the widget's files are in.
    pub(super) path: String,
    /// Kommo's code of the user's language.
    language: String,
    /// The language file.
    #[serde(skip)]
    langs: Value,
    /// What the administrator saved, by the manifest's names, among Kommo's own facts of the widget.
    #[serde(default)]
    settings: Value,
}

impl Start {
    /// Takes the settings in. A secret among them is refused before anything else looks at them, and
    /// never repeated.
    pub(super) fn parse(settings: JsValue) -> Result<Self, JsValue> {
        let mut settings: Value =
            serde_wasm_bindgen::from_value(settings).map_err(|_| error("unreadable settings"))?;
        // The language file is the archive's own; it speaks of tokens without holding any.
        let langs = settings.as_object_mut().and_then(|members| members.remove("langs"));
        refuse_secrets(&settings).map_err(|secret| error(&secret.to_string()))?;
        // The parser's own message may quote a value.
        let incomplete = || error("the settings lack a member");
        let start: Self = serde_json::from_value(settings).map_err(|_| incomplete())?;
        Ok(Self { langs: langs.ok_or_else(incomplete)?, ..start })
    }

    /// What the administrator has set; what is no number leaves things as they are.
    pub(super) fn settings(&self, memory: Memory) -> Settings {
        let mut settings = Settings { memory, ..Settings::default() };
        if let Some(rate) = self.number("requests_per_second") {
            settings.pace.rate = rate;
        }
        settings.pace.seed = Some(seed());
        if let Some(rows) = self.number("rows_per_request") {
            settings.rows_max = rows;
        }
        settings
    }

    /// How long an answer may take, as the administrator has set it.
    pub(super) fn timeouts(&self) -> Timeouts {
        Timeouts::new(self.number("seconds_to_answer"), self.number("seconds_to_complete"))
    }

    fn number(&self, name: &str) -> Option<usize> {
        match self.settings.get(name)? {
            Value::String(text) => text.trim().parse().ok(),
            Value::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
            _ => None,
        }
    }

    /// The texts in the user's language.
    pub(super) fn texts(&self) -> Catalogue {
        Catalogue::new(Language::from_code(&self.language), &self.langs)
    }
}

/// A number that no other page draws.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any of its bits will do")]
fn seed() -> u64 {
    (js_sys::Math::random() * 9e15) as u64
}

/// Why the widget does not start, in the user's language.
pub(super) fn refusal(texts: &Catalogue, reason: PageError) -> JsValue {
    let key = match reason {
        PageError::Address(_) => "app.start.wrong_address",
        PageError::OtherOrigin => "app.start.other_origin",
        PageError::NotSimulated => "app.start.not_kommo",
        PageError::NoSimulator => "app.start.no_simulator",
    };
    error(&texts.say(&text(key).with("reason", reason.to_string())))
}

fn error(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}
