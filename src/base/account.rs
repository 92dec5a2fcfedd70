//! The guard: the only way to an absolute URL.
//!
//! Kommo's rule page demands HTTPS and the account's exact address, never `www.kommo.com`
//! (<https://developers.kommo.com/docs/limitations>). The guard admits one form and refuses all else,
//! so that nothing has to be recognised as bad to be kept out; the refusals only explain.

use super::address::{self, AddressError, DOMAIN, HTTPS};
use super::http::Path;

/// The account that the simulator plays; the only one that a page outside Kommo may use.
const SIMULATED: &str = "demo";

/// A Kommo account's guarded address, `https://SUBDOMAIN.kommo.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    subdomain: String,
}

/// How an account may be reached from the page that the widget runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The page is the account's own: the signed-in user's session counts.
    Session,
    /// The page is not Kommo's: the simulated account's service worker answers.
    Simulated,
}

/// Why the widget must not talk to an account from this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The account's address is not right.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The page belongs to Kommo but not to this account.
    #[error("the page and the account have different addresses")]
    OtherOrigin,
    /// The page does not belong to Kommo, and the account is not the simulated one.
    #[error("outside Kommo only the simulated account may be used")]
    NotSimulated,
    /// The page does not belong to Kommo, and the simulated account does not control it.
    #[error("the simulated account is not running in this page")]
    NoSimulator,
}

impl Account {
    /// The account at this address: `https://`, one DNS label, `.kommo.com`, and nothing after it but
    /// an optional `:443` and an optional `/`. Upper case is taken as lower case.
    pub fn parse(address: &str) -> Result<Self, AddressError> {
        address::subdomain(address).map(|subdomain| Self { subdomain })
    }

    /// The account that a widget in a page of this origin may talk to.
    ///
    /// On a Kommo page it must be the page's own; on any other page only the simulated account will
    /// do, and only while its service worker controls the page, so that the demo can never reach the
    /// real network.
    pub fn on_page(
        address: &str,
        page_origin: &str,
        simulator_controls: bool,
    ) -> Result<(Self, Access), PageError> {
        let account = Self::parse(address)?;
        if page_origin == account.origin() {
            return Ok((account, Access::Session));
        }
        if is_kommo_page(page_origin) {
            return Err(PageError::OtherOrigin);
        }
        if account.subdomain != SIMULATED {
            return Err(PageError::NotSimulated);
        }
        if !simulator_controls {
            return Err(PageError::NoSimulator);
        }
        Ok((account, Access::Simulated))
    }

    /// The account's name, the first label of its host.
    #[must_use]
    pub fn subdomain(&self) -> &str {
        &self.subdomain
    }

    /// Scheme and host, as the browser writes a page's origin.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{HTTPS}{}.{DOMAIN}", self.subdomain)
    }

    /// The absolute URL of a path: the only place where one is made.
    #[must_use]
    pub fn url(&self, path: &Path) -> String {
        format!("{}{path}", self.origin())
    }

    /// Whether an answer came from this account: its URL after any redirect must still be on the
    /// account's origin.
    #[must_use]
    pub fn owns(&self, url: &str) -> bool {
        url.strip_prefix(&self.origin()).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Whether a page's origin is on any of Kommo's hosts, accounts or not.
fn is_kommo_page(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host == DOMAIN || host.strip_suffix(DOMAIN).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn page(address: &str, origin: &str, controls: bool, expected: Result<Access, PageError>) {
        assert_eq!(Account::on_page(address, origin, controls).map(|(_, access)| access), expected);
    }

    #[test]
    fn the_page_decides_which_account_may_be_used() {
        let (demo, shop) = ("https://demo.kommo.com", "https://shop.kommo.com");
        page(demo, demo, false, Ok(Access::Session));
        page(shop, shop, true, Ok(Access::Session));
        page(shop, demo, true, Err(PageError::OtherOrigin));
        page(demo, "https://www.kommo.com", true, Err(PageError::OtherOrigin));
        page(demo, "https://kommo.com", true, Err(PageError::OtherOrigin));
        page(demo, "http://demo.kommo.com", true, Err(PageError::OtherOrigin));
        page(demo, "https://demo.kommo.com:8443", true, Err(PageError::OtherOrigin));
        page(demo, "http://127.0.0.1:8080", true, Ok(Access::Simulated));
        page(demo, "http://127.0.0.1:8080", false, Err(PageError::NoSimulator));
        page(shop, "http://127.0.0.1:8080", true, Err(PageError::NotSimulated));
        page(demo, "https://demo.kommo.com.evil.com", true, Ok(Access::Simulated));
        page("http://demo.kommo.com", demo, true, Err(PageError::Address(AddressError::Http)));
    }

    #[test]
    fn a_redirected_answer_is_recognised() {
        let account = Account::parse("https://demo.kommo.com").unwrap();
        assert!(account.owns("https://demo.kommo.com/api/v4/leads"));
        assert!(!account.owns("https://demo.kommo.com.evil.com/api/v4/leads"));
        assert!(!account.owns("https://www.kommo.com/login"));
        assert!(!account.owns("http://demo.kommo.com/api/v4/leads"));
        assert!(!account.owns("https://demo.kommo.com"));
    }

    proptest::proptest! {
        /// However a path is made, its URL stays on the account's host and inside the API.
        #[test]
        fn a_path_never_leaves_the_account(segment in ".*", name in ".*", value in ".*") {
            let account = Account::parse("https://demo.kommo.com").unwrap();
            let path = Path::api(&["leads", &segment]).with(&name, &value);
            let url = url::Url::parse(&account.url(&path)).unwrap();
            proptest::prop_assert_eq!(url.host_str(), Some("demo.kommo.com"));
            proptest::prop_assert_eq!(url.scheme(), "https");
            proptest::prop_assert!(url.path().starts_with("/api/v4/leads/"));
            proptest::prop_assert!(url.fragment().is_none() && url.username().is_empty());
        }
    }
}
