//! The application as a user meets it, against the simulated account on a virtual clock: clicks go in,
//! views are read. No browser is in it.

mod bench;
mod data;
mod gate;
mod mend;
mod monitor;
mod pace;
mod wizard;
