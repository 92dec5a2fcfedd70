//! Reads a file in a worker, so that the page stays free. One half runs in the page ([`Reader`]), the
//! other in the worker ([`read_file`], called by `www/reader.js`); both speak `wire`.

mod client;
mod wire;
mod worker;

pub use client::Reader;
pub use worker::read_file;
