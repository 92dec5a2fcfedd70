//! What went wrong, folded into what the user can do about it: a cause in words and one remedy, which
//! decides whether there is a button.

use super::text::{Text, text};
use crate::api::ApiError;
use crate::base::limits::LimitError;

/// Something went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What, in the user's words.
    pub cause: Text,
    /// What can be done.
    pub remedy: Remedy,
}

/// What can be done about a trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try once again.
    Retry,
    /// Sign in to Kommo in another tab, then try again.
    SignIn,
    /// Ask an administrator of the account for the right.
    AskAdministrator,
    /// Nothing from here.
    None,
}

impl Trouble {
    /// The trouble with an answer that has no output.
    #[must_use]
    pub fn of_api(error: &ApiError) -> Self {
        let (status, detail) = match error {
            ApiError::Refused(problem) => (problem.status, problem.detail.clone()),
            ApiError::Unexpected { status, reason } => (*status, reason.clone()),
        };
        let (key, remedy) = match status {
            401 => ("app.trouble.signed_out", Remedy::SignIn),
            402 => ("app.trouble.not_paid", Remedy::AskAdministrator),
            403 => ("app.trouble.no_right", Remedy::AskAdministrator),
            500..=599 => ("app.trouble.server", Remedy::Retry),
            _ => ("app.trouble.refused", Remedy::Retry),
        };
        Self { cause: text(key).with("status", status.to_string()).with("detail", detail), remedy }
    }

    /// The trouble with a request that would have broken a limit of Kommo's.
    #[must_use]
    pub fn of_limit(error: LimitError) -> Self {
        let cause = text("app.trouble.limit").count("asked", error.asked).count("allowed", error.allowed);
        Self { cause, remedy: Remedy::None }
    }
}
