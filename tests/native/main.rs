//! The tests that run natively and look at the crate from outside; one binary, because each links anew.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod app;
#[cfg(test)]
mod mirror;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod store;
#[cfg(test)]
mod storm;
#[cfg(test)]
mod surface;
#[cfg(test)]
mod virtual_time;
