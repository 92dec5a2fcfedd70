//! The guard: the only way to an absolute URL.

use super::http::Path;

/// A Kommo account's guarded address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    subdomain: String,
}

/// Why an address was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Empty.
    #[error("empty")]
    Empty,
}

impl Account {
    /// The one absolute URL of a path.
    #[must_use]
    pub fn url(&self, path: &Path) -> String {
        format!("https://{}.kommo.com{path}", self.subdomain)
    }
}
