//! The account's data: which lists are kept, and the reading that goes on. One list is read at a time. It
//! asks for nothing unless the user says so.
//!
//! ```text
//!   nobody's ──account known──► Claim ──► the user's ──sign-out──► Clear ──► nobody's
//! ```

mod event;
mod outcome;
mod sentence;
mod view;

use std::collections::BTreeMap;

use outcome::Outcome;

pub use event::{Event, Order, RunId, SLICE, SliceId};
pub(super) use sentence::store as store_sentence;
pub(super) use view::Around;
pub use view::{Actions, AskView, DataView, ListView, ReadingView};

use crate::api::account::AccountInfo;
use crate::app::Now;
use crate::base::id::EntityId;
use crate::base::{Delivery, Moment, Request};
use crate::transfer::scan::head::{Head, Heads, Owner};
use crate::transfer::scan::store::{Committed, MirrorError};
use crate::transfer::scan::{Aim, AskAgain, CallId, Doing, Input, Plan, Refusal, Scan};
use crate::transfer::schema::Entity;

/// A request of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Call(RunId, CallId);

/// What the reading under way wants done.
pub(super) enum Output {
    Submit(Call, Request),
    Withdraw(Call),
    Mirror(Order),
    Sleep(Option<Moment>),
}

/// How a list's copy stands, for those who need the whole list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is none, or it is being read: the user decides.
    Away,
    /// It is whole as of some time; changes can be asked for.
    Known,
    /// It holds all changes as of this moment.
    Fresh(Moment),
}

/// All of it.
#[derive(Default)]
pub(super) struct Data {
    owner: Option<Owner>,
    /// What is kept, once the mirror has said it.
    heads: Option<Heads>,
    trouble: Option<MirrorError>,
    run: Option<(RunId, Scan)>,
    runs: u64,
    /// The list that is to be read again a short time after it was, until the user has said so.
    asking: Option<(Entity, AskAgain)>,
    outcomes: BTreeMap<Entity, Outcome>,
    /// As of when the copies were last known to hold all changes.
    fresh: BTreeMap<Entity, Moment>,
    orders: Vec<Order>,
}

impl Data {
    pub(super) fn handle(&mut self, now: Now, event: Event) {
        match event {
            Event::Claimed(Ok(heads)) if self.owner.is_some() => {
                self.heads = Some(heads);
                self.trouble = None;
            }
            // Whoever asked for a slice is told by the application.
            Event::Claimed(Ok(_)) | Event::Forgotten(Ok(())) | Event::Sliced(..) => {}
            Event::Claimed(Err(error)) | Event::Forgotten(Err(error)) => self.trouble = Some(error),
            Event::Committed(run, result) => self.committed(now.moment, run, result),
            Event::ReadAsked(list) => self.start(now, list, Aim::Whole, false),
            Event::ReadConfirmed(list) => self.start(now, list, Aim::Whole, true),
            Event::ReadDeclined => self.asking = None,
            Event::LookAsked(list) => self.start(now, list, Aim::Changes, false),
            Event::RestAsked(list) => self.start(now, list, Aim::Rest, false),
            Event::PauseAsked => self.tell(now.moment, Input::Pause),
            Event::ResumeAsked => self.tell(now.moment, Input::Resume),
            Event::ProceedAsked => self.tell(now.moment, Input::Continue),
            Event::StopAsked => self.tell(now.moment, Input::Cancel),
            Event::ForgetAsked(list) => self.forget(list),
        }
    }

    /// The account and its user are known: what is kept for them is asked for, and nobody else's stays.
    pub(super) fn know(&mut self, account: &AccountInfo) {
        let owner = Owner { account: account.id, user: account.current_user_id };
        if self.owner != Some(owner) {
            self.drop_all();
            self.owner = Some(owner);
            self.orders.push(Order::Claim(owner));
        }
    }

    /// The session has ended: nothing of the user's stays behind. Whether there was anything to forget.
    pub(super) fn sign_out(&mut self) -> bool {
        let was_known = self.owner.is_some();
        if was_known {
            self.drop_all();
            self.orders.push(Order::Clear);
        }
        was_known
    }

    pub(super) fn delivered(&mut self, now: Moment, Call(run, call): Call, delivery: Delivery) {
        if let Some((_, scan)) = self.run.as_mut().filter(|(id, _)| *id == run) {
            scan.handle(now, Input::Delivered(call, delivery));
        }
    }

    /// What is to be done next.
    pub(super) fn poll(&mut self, now: Moment) -> Output {
        use crate::transfer::scan::Output as Engine;
        if !self.orders.is_empty() {
            return Output::Mirror(self.orders.remove(0));
        }
        let (Some((run, scan)), Some(owner)) = (&mut self.run, self.owner) else {
            return Output::Sleep(None);
        };
        let run = *run;
        match scan.poll(now) {
            Engine::Submit(call, request) => Output::Submit(Call(run, call), request),
            Engine::Withdraw(call) => Output::Withdraw(Call(run, call)),
            Engine::Persist(commit) => Output::Mirror(Order::Commit(run, owner, Box::new(commit))),
            Engine::Sleep(moment) => Output::Sleep(moment),
            Engine::Ended => {
                let (list, outcome) = (scan.plan().list, Outcome::new(scan, now));
                self.outcomes.insert(list, outcome);
                // What changed during a full reading is asked for afterwards, where that can be asked.
                if outcome.is_good() && (outcome.aim == Aim::Changes || !self.can_look(list)) {
                    self.fresh.insert(list, now);
                }
                self.run = None;
                Output::Sleep(None)
            }
        }
    }

    /// Whether the screen shows something that changes with time alone.
    pub(super) fn is_moving(&self, now: Moment) -> bool {
        let doing = self.run.as_ref().map(|(_, scan)| scan.progress(now).state);
        doing.is_some_and(|doing| !matches!(doing, Doing::Paused | Doing::Halted { .. }))
    }

    /// How a list's copy stands.
    pub(super) fn standing(&self, list: Entity) -> Standing {
        let is_whole = self.head(list).state.complete.is_some() && self.run.is_none();
        match self.fresh.get(&list) {
            _ if !is_whole => Standing::Away,
            Some(at) => Standing::Fresh(*at),
            None => Standing::Known,
        }
    }

    /// Entities in a list's copy.
    pub(super) fn size(&self, list: Entity) -> u64 {
        self.head(list).size.entities
    }

    /// Asks for a slice of a list; whether there is anybody whose list it is.
    pub(super) fn ask_slice(&mut self, slice: SliceId, list: Entity, above: EntityId) -> bool {
        self.orders.extend(self.owner.map(|owner| Order::Slice(slice, owner, list, above)));
        self.owner.is_some()
    }

    fn can_look(&self, list: Entity) -> bool {
        let state = self.head(list).state;
        !state.ignores_conditions && state.complete.is_some_and(|complete| complete.watermark.is_some())
    }

    fn head(&self, list: Entity) -> Head {
        self.heads.as_ref().and_then(|heads| heads.get(&list)).cloned().unwrap_or_default()
    }

    fn start(&mut self, now: Now, list: Entity, aim: Aim, is_confirmed: bool) {
        self.asking = None;
        if self.run.is_some() || self.heads.is_none() {
            return;
        }
        match Scan::new(Plan::new(list), aim, self.head(list), now.moment, now.time, is_confirmed) {
            Ok(scan) => {
                self.outcomes.remove(&list);
                self.runs += 1;
                self.run = Some((RunId(self.runs), scan));
            }
            Err(Refusal::AskAgain(again)) => self.asking = Some((list, again)),
            // The screen offers no such thing.
            Err(Refusal::NoBeginning) => {}
        }
    }

    fn committed(&mut self, now: Moment, run: RunId, result: Result<Box<Committed>, MirrorError>) {
        let Some((_, scan)) = self.run.as_mut().filter(|(id, _)| *id == run) else { return };
        match result {
            Ok(committed) => {
                let heads = self.heads.get_or_insert_default();
                for list in &committed.forgotten {
                    heads.remove(list);
                    self.outcomes.remove(list);
                }
                heads.insert(scan.plan().list, committed.head.clone());
                scan.handle(now, Input::Persisted(*committed));
            }
            Err(error) => scan.handle(now, Input::NotPersisted(error)),
        }
    }

    fn tell(&mut self, now: Moment, input: Input) {
        if let Some((_, scan)) = &mut self.run {
            scan.handle(now, input);
        }
    }

    fn forget(&mut self, list: Entity) {
        let is_read = self.run.as_ref().is_some_and(|(_, scan)| scan.plan().list == list);
        if let Some(heads) = self.heads.as_mut().filter(|_| !is_read) {
            heads.remove(&list);
            self.outcomes.remove(&list);
            self.fresh.remove(&list);
            self.orders.push(Order::Forget(list));
        }
    }

    fn drop_all(&mut self) {
        let runs = self.runs;
        *self = Self { runs, ..Self::default() };
    }
}
