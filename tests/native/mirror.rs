//! The mirror in memory keeps the contract of all mirrors.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use kommo_pace::transfer::scan::store::MemoryMirror;

#[path = "../shared/mirror_suite.rs"]
mod mirror_suite;

#[test]
fn memory_conforms() {
    let mirror = MemoryMirror::new(mirror_suite::BOUNDS);
    let poll = pin!(mirror_suite::run(&mirror)).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(poll, Poll::Ready(()), "memory never waits");
}
