//! The hosts of the simulated account: natively an HTTPS server (feature `server`), in WebAssembly the inside of a
//! service worker (feature `worker`). They carry requests in and replies out and know nothing of Kommo's API.

#[cfg(any(feature = "server", feature = "worker"))]
mod in_order;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "worker")]
mod worker;

#[cfg(feature = "server")]
fn main() -> std::process::ExitCode {
    server::run()
}

/// Does nothing: in a service worker the exports do all the work.
#[cfg(not(feature = "server"))]
fn main() {}
