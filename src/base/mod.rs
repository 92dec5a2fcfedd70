//! L0: the values that every layer speaks in. Nothing here does anything by itself.

pub mod account;
mod address;
pub mod http;
pub mod http_date;
pub mod id;
pub mod limits;
pub mod secret;
pub mod time;

pub use account::{Access, Account, PageError};
pub use address::AddressError;
pub use http::{Delivery, Failure, Method, Path, Request, Response};
pub use time::{Moment, Timestamp};
