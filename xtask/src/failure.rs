//! Why a command could not do its work, and what a person can do about it.

use std::fmt;

/// Something that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What could not be done, and why.
    what: String,
    /// What to do by hand; empty if the output above says it.
    by_hand: String,
}

impl Failure {
    /// A failure that the output above explains.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), by_hand: String::new() }
    }

    /// The same failure with what to do by hand.
    #[must_use]
    pub(crate) fn by_hand(mut self, advice: impl Into<String>) -> Self {
        self.by_hand = advice.into();
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed: {}", self.what)?;
        if self.by_hand.is_empty() { Ok(()) } else { write!(f, "\nby hand: {}", self.by_hand) }
    }
}
