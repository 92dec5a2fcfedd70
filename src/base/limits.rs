//! Every number of Kommo's that the product must know, in one place, each with its page.
//!
//! "Limitations" is <https://developers.kommo.com/docs/limitations>.

/// Requests that Kommo's server accepts in any second ("Limitations").
pub const REQUESTS_PER_SECOND: usize = 7;

/// The length of that second, in milliseconds.
pub const SECOND_MS: u64 = 1_000;

/// Entities returned in one page at most ("Limitations").
pub const PAGE_MAX: usize = 250;

/// Entities added or updated in one request at most ("Limitations").
pub const BATCH_MAX: usize = 250;

/// Entities added or updated in one request as recommended ("Limitations").
pub const BATCH_RECOMMENDED: usize = 50;

/// Characters in a text custom field when written through the API (`amocrm/amocrm-api-php` issue 400).
pub const TEXT_FIELD_CHARS: usize = 256;

/// The stage "Closed - won", present in every pipeline.
pub const STATUS_WON: u64 = 142;

/// The stage "Closed - lost", present in every pipeline.
pub const STATUS_LOST: u64 = 143;

/// A request refused before it leaves, because Kommo would refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{limit} allows {allowed}, asked for {asked}")]
pub struct LimitError {
    /// Which limit.
    pub limit: Limit,
    /// What Kommo allows.
    pub allowed: usize,
    /// What was asked for.
    pub asked: usize,
}

/// The limits that a single request can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// Entities in a page, [`PAGE_MAX`].
    #[error("Kommo's page size")]
    Page,
    /// Entities in an add or update, [`BATCH_MAX`].
    #[error("Kommo's batch size")]
    Batch,
}

impl Limit {
    /// Refuses `asked` above what this limit allows.
    pub const fn check(self, asked: usize) -> Result<(), LimitError> {
        let allowed = match self {
            Self::Page => PAGE_MAX,
            Self::Batch => BATCH_MAX,
        };
        if asked > allowed { Err(LimitError { limit: self, allowed, asked }) } else { Ok(()) }
    }
}
