//! L1: Kommo's contract as values. A `Call` makes a request and decodes the response; it never
//! sends anything and knows no host. One resource a file: calls read `leads::List`, `contacts::Add`.
//!
//! Reading is tolerant (unknown members and unknown words pass through, `null`, a missing member and
//! PHP's empty array are the same), writing is strict (nothing is sent that was not meant).

pub mod account;
pub mod batch;
pub mod companies;
pub mod contacts;
pub mod custom_fields;
pub mod error;
pub mod leads;
pub mod list;
pub mod page;
pub mod pipelines;
pub mod query;
pub mod raw;
pub mod tasks;
pub mod users;
pub mod value;

mod answer;
mod lenient;
mod tag;
mod utc_offset;

pub use error::{ApiError, ItemError, Problem};
pub use page::Page;
pub use tag::Tag;

use crate::base::id::EntityId;
use crate::base::limits::LimitError;
use crate::base::{Request, Response};

/// One operation of Kommo's API.
pub trait Call {
    /// What a successful response means.
    type Output;

    /// The request, or the limit of Kommo's that it would break.
    fn request(&self) -> Result<Request, LimitError>;

    /// The meaning of the response, or what Kommo said against it.
    fn decode(&self, response: &Response) -> Result<Self::Output, ApiError>;
}

/// What Kommo gives back for one item of an add or update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Our word for the item, or its index as text where none was sent.
    pub request_id: String,
    /// Its id.
    pub id: EntityId,
}
