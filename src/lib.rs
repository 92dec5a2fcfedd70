//! Pace: bulk data for Kommo, at the pace Kommo allows.
//!
//! The modules stand in layer order; each may use those above it in this list, never one below.
//! `ARCHITECTURE.md` draws the picture and names the test that holds the order.

// The unit tests are native: with their libraries they do not build for the browser, whose own tests
// are in `tests/web`.
#![cfg(not(all(test, target_arch = "wasm32")))]

/// L0: values. Time, the account's guarded address, requests that cannot name a host, Kommo's limits.
pub mod base;

/// L1: Kommo's contract as values: a call makes a request and decodes the response.
pub mod api;

/// L1: the polite client, without input or output of its own: it decides what may leave and when.
pub mod traffic;

/// L2: import: a table of cells becomes drafts, batches, outcomes and a report.
pub mod transfer;

/// L3: the application without a browser: model, events, effects, texts.
pub mod app;

/// L4: performs the application's effects in the browser.
#[cfg(feature = "web")]
pub mod web;

/// L4: the screens.
#[cfg(feature = "web")]
pub mod ui;

/// L5: the exports that Kommo's loader calls.
#[cfg(feature = "web")]
pub mod widget;

/// What `cargo xtask bench` measures with; not part of the widget.
#[cfg(feature = "bench")]
pub mod bench;
