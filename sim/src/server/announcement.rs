//! What the server says of itself when it listens: its address and the lines to copy that reach it.

use std::fmt;
use std::net::SocketAddr;

use super::arguments::Serve;

/// The text for standard output; its first line is the one that programs read.
pub(super) struct Announcement<'a> {
    pub(super) address: SocketAddr,
    pub(super) options: &'a Serve,
    /// The certificate's key as Chromium names it: base64 of the SHA-256 of its public key info.
    pub(super) key_hash: &'a str,
}

impl fmt::Display for Announcement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, options, key_hash } = self;
        let (ip, port) = (address.ip(), address.port());
        let host = format!("{}.kommo.com", options.subdomain);
        writeln!(f, "Listening on https://{address} as https://{host}, seed {}", options.seed)?;
        writeln!(f, "\nAsk it:")?;
        writeln!(
            f,
            "  curl -k --resolve {host}:{port}:{ip} https://{host}:{port}/api/v4/account \
             -H 'Authorization: Bearer demo-token'"
        )?;
        let page = if options.site.is_some() { "/" } else { "/api/v4/account" };
        writeln!(f, "\nOpen it in Chromium (the profile's directory has to be one of its own):")?;
        writeln!(
            f,
            "  chromium --user-data-dir=DIRECTORY --host-resolver-rules=\"MAP *.kommo.com {address}\" \
             --ignore-certificate-errors-spki-list={key_hash} https://{host}{page}"
        )?;
        writeln!(f, "\nCtrl-C ends it.")
    }
}
