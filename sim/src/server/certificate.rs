//! A certificate of the server's own, made anew at each start, and the TLS versions Kommo's rules allow.
//! Its key never leaves the program.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{CertifiedKey, PublicKeyData as _, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::version::{TLS12, TLS13};

/// The names the certificate stands for.
const NAMES: [&str; 3] = ["*.kommo.com", "localhost", "127.0.0.1"];

/// Why there is no certificate; neither is expected on a working machine.
#[derive(Debug, thiserror::Error)]
pub(super) enum CertificateError {
    #[error("cannot make a certificate: {0}")]
    Generate(#[from] rcgen::Error),
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// A TLS set-up with a fresh self-signed certificate.
pub(super) struct Certificate {
    pub(super) config: Arc<ServerConfig>,
    /// Base64 of the SHA-256 of the key's `SubjectPublicKeyInfo`, which Chromium can be told to accept.
    pub(super) key_hash: String,
}

impl Certificate {
    /// The set-up offers these protocols above TLS, by their names in ALPN.
    pub(super) fn generate(protocols: &[&[u8]]) -> Result<Self, CertificateError> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(NAMES.map(str::to_owned).to_vec())?;
        let info = signing_key.subject_public_key_info();
        let key_hash = BASE64_STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, &info));
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())?;
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Self { config: Arc::new(config), key_hash })
    }
}
