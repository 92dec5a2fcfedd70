//! The account as both hosts hold it: requests may come with times out of order, the account takes none that run
//! backwards. It has no clock of its own.

use kommo_sim::{Account, Options, Reply, Request};

/// An account and the last time it was told.
pub(crate) struct InOrder {
    account: Account,
    last_ms: u64,
}

impl InOrder {
    pub(crate) fn start(options: &Options) -> Self {
        Self { account: Account::new(options), last_ms: options.now_ms }
    }

    /// See [`Account::way_ms`].
    pub(crate) fn way_ms(&mut self, request: &Request) -> u64 {
        self.account.way_ms(request)
    }

    /// The account's reply, and the time it was given: `arrived_ms`, or the last one where a request that arrived
    /// later was handled first (its body came sooner) or the clock was set back.
    pub(crate) fn handle(&mut self, arrived_ms: u64, request: &Request) -> (u64, Reply) {
        self.last_ms = self.last_ms.max(arrived_ms);
        (self.last_ms, self.account.handle(self.last_ms, request))
    }
}
