//! The store in memory keeps the contract of all stores.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use kommo_pace::transfer::store::MemoryStore;

#[path = "../shared/store_suite.rs"]
mod store_suite;

#[test]
fn memory_conforms() {
    let store = MemoryStore::default();
    let poll = pin!(store_suite::run(&store)).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(poll, Poll::Ready(()), "memory never waits");
}
