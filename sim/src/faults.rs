//! Faults that can be switched on: holds the set and draws what befalls a request. It carries out none.

mod parse;
mod service;
mod storm;

use serde::{Deserialize, Serialize};

pub(crate) use self::service::SlowPath;
pub(crate) use self::storm::{RetryAfter, Storm};
use crate::splitmix::SplitMix64;

/// How much of a batch is stored although its answer says otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stored {
    #[default]
    None,
    Half,
    All,
}

/// 504 for batches above a size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct GatewayTimeout {
    /// The largest batch that still passes.
    pub(crate) above: usize,
    pub(crate) stored: Stored,
    /// How much later than the answer the stored part lands.
    pub(crate) late_ms: u64,
    pub(crate) probability: f64,
}

impl Default for GatewayTimeout {
    fn default() -> Self {
        Self { above: 0, stored: Stored::None, late_ms: 0, probability: 1.0 }
    }
}

/// The connection is dropped without an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LostAnswer {
    pub(crate) probability: f64,
    pub(crate) stored: bool,
}

impl Default for LostAnswer {
    fn default() -> Self {
        Self { probability: 1.0, stored: false }
    }
}

/// 5xx with or without a stored write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ServerError {
    pub(crate) probability: f64,
    pub(crate) stored: bool,
    pub(crate) status: u16,
}

impl Default for ServerError {
    fn default() -> Self {
        Self { probability: 1.0, stored: false, status: 500 }
    }
}

/// The faults that are on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in the control path's JSON")]
pub(crate) struct Faults {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gateway_timeout: Option<GatewayTimeout>,
    /// Every request is answered with the block page.
    pub(crate) block: bool,
    /// Requests that are still answered before the block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) block_after: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lost_answer: Option<LostAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) server_error: Option<ServerError>,
    /// The longest that the way to the server takes beyond its usual time.
    pub(crate) arrival_jitter_ms: u64,
    /// How long the account works on a request.
    pub(crate) latency_ms: u64,
    /// How much longer that may take by chance.
    pub(crate) latency_spread_ms: u64,
    /// Paths on which it takes another time than `latency_ms`.
    pub(crate) slow_paths: Vec<SlowPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) storm: Option<Storm>,
    /// Lists are answered in full, whatever has changed.
    pub(crate) ignore_if_modified_since: bool,
    /// Lists of entities are answered as if no filter were given.
    pub(crate) ignore_filters: bool,
    pub(crate) signed_out: bool,
    /// Resources that the user has no right to.
    pub(crate) no_rights: Vec<String>,
    /// What 429 tells to wait, instead of one or two seconds by chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after_s: Option<u64>,
}

/// What befalls one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    Nothing,
    GatewayTimeout { stored: Stored, late_ms: u64 },
    ServerError { stored: bool, status: u16 },
    LostAnswer { stored: bool },
}

impl Faults {
    /// Counts an arrival and tells whether it meets the block.
    pub(crate) fn meets_block(&mut self) -> bool {
        match self.block_after {
            Some(0) => {
                self.block = true;
                self.block_after = None;
            }
            Some(left) => self.block_after = Some(left - 1),
            None => {}
        }
        self.block
    }

    /// Draws what befalls a request; `items` is the size of its batch, `None` for a read.
    pub(crate) fn draw(&self, chance: &mut SplitMix64, items: Option<usize>) -> Trouble {
        if let (Some(fault), Some(items)) = (&self.gateway_timeout, items)
            && items > fault.above
            && chance.chance(fault.probability)
        {
            return Trouble::GatewayTimeout { stored: fault.stored, late_ms: fault.late_ms };
        }
        if let Some(fault) = &self.server_error
            && chance.chance(fault.probability)
        {
            return Trouble::ServerError { stored: fault.stored, status: fault.status };
        }
        if let Some(fault) = &self.lost_answer
            && chance.chance(fault.probability)
        {
            return Trouble::LostAnswer { stored: fault.stored };
        }
        Trouble::Nothing
    }
}
