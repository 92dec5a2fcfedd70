//! A look at the traffic for the screen: the present numbers and what went before. It changes nothing.

use super::history::{Exchange, History, Saved, Second};
use super::stats::Stats;
use crate::base::Moment;

/// The traffic at one moment, with its recent past.
#[derive(Clone, Copy, Debug)]
pub struct Monitor<'a> {
    /// The moment in the engine's time, which the exchanges are told in.
    pub now: Moment,
    /// The present numbers.
    pub stats: Stats,
    /// What did not have to be sent.
    pub saved: Saved,
    history: &'a History,
}

impl<'a> Monitor<'a> {
    pub(super) fn new(now: Moment, stats: Stats, history: &'a History) -> Self {
        Self { now, stats, saved: history.saved(), history }
    }

    /// The exchanges that are remembered, newest first.
    pub fn exchanges(&self) -> impl Iterator<Item = &'a Exchange> + use<'a> {
        self.history.exchanges()
    }

    /// The last `count` seconds up to the present one, oldest first.
    #[must_use]
    pub fn seconds(&self, count: usize) -> Vec<Second> {
        self.history.seconds(self.now, count)
    }
}
