//! What is kept from one visit to the next, in the browser's `localStorage`: one short text an account.
//! A browser that keeps nothing costs nothing but that.

use web_sys::Storage;

use crate::base::Account;

/// What was kept for this account; empty if nothing was.
#[must_use]
pub fn kept(account: &Account) -> String {
    storage().and_then(|storage| storage.get_item(&key(account)).ok().flatten()).unwrap_or_default()
}

/// Keeps this text, in place of the last one.
pub(super) fn keep(account: &Account, text: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: then it is learned anew.
        let _ = storage.set_item(&key(account), text);
    }
}

pub(super) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn key(account: &Account) -> String {
    format!("pace-{}", account.subdomain())
}
