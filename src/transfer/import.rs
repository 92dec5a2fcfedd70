//! The import: rows become batches that add or change, answers become journal entries, and what no answer
//! tells is looked up before it is repeated. It sends nothing itself and stores nothing itself.
//!
//! One input, then [`Import::poll`] until it says `Sleep` or `Ended`, then wait for the next thing.
//!
//! ```text
//! Starting ──greatest id read──► Running ──every row settled──► Ended     (no id if nothing is added)
//!                                  │  ▲
//!              outcome unknown     │  │ two looks agree, or no more looks
//!                                  ▼  │
//!      Draining ──all answered──► Waiting ──settle time──► Reading ──page by page──┐
//!                                  ▲                                               │
//!                                  └────────────── looks disagree ─────────────────┘
//!
//! At any time:  Pause ⇄ Resume    nothing new leaves, what left is awaited
//!               Stopped(why) ─Continue─► where it was
//!               Cancel            what has not left stays, what left is awaited and looked up
//!               Cancel again      looks no more: unknown rows stay unknown
//! ```

mod driving;
mod exchange;
mod looking;
mod outbox;
mod outcome;
mod sending;
mod settling;
#[cfg(test)]
mod tests;
mod view;
mod waiting;
mod wire;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::batch_size::BatchSize;
use super::journal::BatchId;
use super::plan::Plan;
use super::progress::Rate;
use super::run::RunState;
use super::work::Verb;
pub use exchange::{CallId, Input, OtherRows, Output, Settings};
use looking::Look;
use outbox::Outbox;
pub use outcome::Stop;
pub(super) use sending::AHEAD;
use sending::Ready;
use waiting::Waiting;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Watermark,
    Batch(BatchId),
    /// A question of a look.
    Reading,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Cancel {
    #[default]
    No,
    Asked,
    AtOnce,
}

/// An import under way.
#[derive(Debug)]
pub struct Import {
    settings: Settings,
    plan: Plan,
    /// Whether any row adds something.
    adds: bool,
    run: RunState,
    outbox: Outbox,
    waiting: Waiting,
    /// Parts of batches that were refused as a whole, to be sent apart from all other rows.
    suspects: VecDeque<Vec<u32>>,
    suspected: BTreeSet<BatchId>,
    ready: VecDeque<Ready>,
    calls: BTreeMap<CallId, Call>,
    /// Those of them that the polite client has not let out yet.
    unsent: BTreeSet<CallId>,
    /// Batches that may be on their way at once.
    in_flight_max: usize,
    next_call: u64,
    withdrawals: Vec<CallId>,
    size: BatchSize,
    look: Option<Look>,
    failures: u32,
    paused: bool,
    stopped: Option<Stop>,
    cancel: Cancel,
    rate: Rate,
}

impl Import {
    /// An import that has not begun.
    #[must_use]
    pub fn new(settings: Settings, plan: Plan) -> Self {
        Self::at(settings, plan, RunState::default())
    }

    /// An import that goes on where its journal ends. Batches that were meant and have no outcome may
    /// have left, so they are looked up.
    pub fn resume(settings: Settings, plan: Plan, run: RunState) -> Result<Self, OtherRows> {
        match run.started() {
            Some((rows, digest)) if usize::try_from(rows) != Ok(plan.len()) || digest != plan.digest() => {
                Err(OtherRows)
            }
            _ => {
                let mut import = Self::at(settings, plan, run);
                import.doubt_open_batches();
                Ok(import)
            }
        }
    }

    fn at(settings: Settings, plan: Plan, run: RunState) -> Self {
        let waiting = Waiting::new(&plan, &run);
        let adds = plan.has(Verb::Add);
        Self {
            size: BatchSize::new(settings.batch_rows, settings.batch_rows_max),
            settings,
            plan,
            adds,
            run,
            outbox: Outbox::default(),
            waiting,
            suspects: VecDeque::new(),
            suspected: BTreeSet::new(),
            ready: VecDeque::new(),
            calls: BTreeMap::new(),
            unsent: BTreeSet::new(),
            in_flight_max: settings.in_flight_first.max(1),
            next_call: 0,
            withdrawals: Vec::new(),
            look: None,
            failures: 0,
            paused: false,
            stopped: None,
            cancel: Cancel::No,
            rate: Rate::default(),
        }
    }
}
