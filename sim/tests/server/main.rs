//! The HTTPS server as a program of its own: it is started, asked over real connections and stopped.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

mod account;
mod program;
mod running;
mod site;
mod tls;
