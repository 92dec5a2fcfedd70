//! Pace: bulk data for Kommo, at the pace Kommo allows.
//!
//! The modules stand in layer order; each may use those above it in this list, never one below.
//! `ARCHITECTURE.md` draws the picture and names the test that holds the order.

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
