//! L4, only with the feature `web`: performs the application's effects. The only code that touches
//! browser APIs, and the only one that knows `JsValue`. It decides nothing.

pub mod alarm;
mod attended;
pub mod clock;
mod database;
pub mod download;
pub mod fetch;
mod locks;
mod member;
pub mod memory;
pub mod mirror;
pub mod page;
pub mod reading;
pub mod runs;
pub mod shell;
pub mod store;
pub mod tabs;
pub mod timeouts;
pub mod timing;

pub use shell::{Shell, Subscription};
pub use timeouts::Timeouts;
