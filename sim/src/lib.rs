//! A simulated Kommo account with Kommo's rules and limits, as a deterministic library.
//!
//! It never reads a clock, draws randomness of its own or does I/O: time and seed come from outside.

mod account;
mod batch;
mod calendar;
mod card;
mod companies;
mod contacts;
mod control;
mod custom_fields;
mod exchange;
mod faults;
mod field;
mod filter;
mod hal;
mod leads;
mod links;
mod log;
mod options;
mod page;
mod pipelines;
mod problem;
mod profile;
mod rate;
mod resource;
mod route;
mod seed;
mod session;
mod splitmix;
mod steps;
mod store;
mod tags;
mod target;
mod tasks;
mod users;
mod validate;
mod values;
mod zone;

pub use account::Account;
pub use exchange::{LogLine, Reply, Request, Response};
pub use options::Options;
