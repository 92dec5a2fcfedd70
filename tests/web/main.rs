//! The tests that run in a browser; one binary, because each links anew.
//!
//! The network is never reached: where the code under test could, the browser's `fetch` is replaced by
//! a mock. Every mock is in `mock`, and puts back what it replaced.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy knows tests by `#[test]`, and these are `#[wasm_bindgen_test]`"
)]

mod alarm;
mod contract;
mod download;
mod fetch;
mod mirror;
#[path = "../shared/mirror_suite.rs"]
mod mirror_suite;
mod mock;
mod mount;
mod page;
mod reading;
mod screen;
mod store;
#[path = "../shared/store_suite.rs"]
mod store_suite;
mod tabs;
mod timing;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
