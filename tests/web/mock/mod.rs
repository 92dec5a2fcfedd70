//! Stand-ins for parts of the browser. Each lasts until it is dropped.

mod clock;
mod fetch;
mod observer;
mod page;
mod replaced;
mod warnings;
mod worker;

pub(crate) use clock::MockClock;
pub(crate) use fetch::MockFetch;
pub(crate) use observer::MockObservers;
pub(crate) use page::{controlled_by, offline};
pub(crate) use replaced::Replaced;
pub(crate) use warnings::MockWarnings;
pub(crate) use worker::MockWorkers;
