//! Journal entries on their way to the store: one commit at a time, in order, none left out.

use crate::transfer::journal::Entry;

/// Entries that are not durable yet.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    unsaved: Vec<Entry>,
    /// How many of the first of them are with the store.
    saving: usize,
    written: u64,
    durable: u64,
    held: bool,
}

impl Outbox {
    pub(super) fn push(&mut self, entry: Entry) {
        self.unsaved.push(entry);
        self.written += 1;
    }

    /// The next commit, unless one is under way or the store has refused.
    pub(super) fn take(&mut self) -> Option<Vec<Entry>> {
        if self.held || self.saving > 0 || self.unsaved.is_empty() {
            return None;
        }
        self.saving = self.unsaved.len();
        Some(self.unsaved.clone())
    }

    pub(super) fn persisted(&mut self, entries: usize) {
        let done = entries.min(self.saving);
        self.unsaved.drain(..done);
        self.durable += done as u64;
        self.saving = 0;
    }

    /// The store refused: keeps everything until `retry`.
    pub(super) fn hold(&mut self) {
        self.saving = 0;
        self.held = true;
    }

    pub(super) fn retry(&mut self) {
        self.held = false;
    }

    /// The store refused and nobody will ask it again.
    pub(super) fn abandon(&mut self) {
        self.unsaved.clear();
        self.saving = 0;
    }

    /// The number that [`Self::durable`] reaches once all that was pushed so far is durable.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }

    pub(super) const fn durable(&self) -> u64 {
        self.durable
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.unsaved.is_empty()
    }
}
