//! What Kommo says against a request, in all the shapes it has been seen to say it.
//!
//! Source: <https://developers.kommo.com/docs/http-codes>.

/// Why a response has no output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// Kommo refused the request.
    #[error("Kommo answered {}: {}", .0.status, .0.detail)]
    Refused(Problem),
    /// The response is not what the contract promises; nothing can be said about its effect.
    #[error("unexpected answer {status}: {reason}")]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// What did not fit, without any of the answer's text.
        reason: String,
    },
}

/// A refusal, from any of Kommo's error bodies; members that did not come are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// Kommo's short title.
    pub title: String,
    /// Kommo's sentence; localised on some accounts.
    pub detail: String,
    /// What is wrong with which items; empty unless it is a validation error.
    pub items: Vec<ItemError>,
}

/// One thing that is wrong with one item of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemError {
    /// Our word for the item, or its index as text where none was sent.
    pub request_id: String,
    /// Kommo's code (`NotSupportedChoice`, `InvalidType`, …); the thing to match on.
    pub code: String,
    /// Where in the item, in dots and indexes (`custom_fields_values.0.values.1.value`).
    pub path: String,
    /// Kommo's sentence.
    pub detail: String,
}
