//! What came of a reading, kept until the next one of the same list.

use crate::base::Moment;
use crate::transfer::scan::store::Tally;
use crate::transfer::scan::{Aim, Doing, EndedBy, Scan};

/// What came of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) aim: Aim,
    /// `None` if the user ended it.
    pub(super) by: Option<EndedBy>,
    pub(super) requests: u32,
    pub(super) entities: u64,
    pub(super) tally: Tally,
}

impl Outcome {
    /// What came of a reading that is over.
    pub(super) fn new(scan: &Scan, now: Moment) -> Self {
        let progress = scan.progress(now);
        let by = match progress.state {
            Doing::Ended { by } => Some(by),
            _ => None,
        };
        let (requests, entities, tally) = (progress.requests, progress.entities, progress.tally);
        Self { aim: scan.aim(), by, requests, entities, tally }
    }

    /// Whether all went as meant.
    pub(super) fn is_good(&self) -> bool {
        self.by.is_some_and(EndedBy::is_complete)
    }
}
