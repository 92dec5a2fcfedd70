//! The runs that the browser keeps: which of this user's are unfinished, which of them another tab works
//! on, and the one that is read back to go on with. It never sends anything.
//!
//! ```text
//!   listed ──watched──► free ──continue──► held ──journal, rows──► the wizard's
//!     ▲                   │  ▲                │ another has it
//!     │                   │  └──its tab ends──┴──► elsewhere (told twice a second)
//!     └──ended elsewhere──┴──discard──► forgotten
//! ```

mod event;
mod opening;
mod view;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use event::Start;
pub use event::{Event, Order, Room, Told};
pub(super) use opening::Restored;
pub use view::OfferView;
pub(super) use view::not_kept;

use super::Now;
use crate::api::account::AccountInfo;
use crate::base::Moment;
use crate::transfer::journal::RunId;
use crate::transfer::record::{Found, Stage};
use crate::transfer::scan::head::Owner;
use crate::transfer::store::StoreError;

/// How often other tabs are told of a run, in milliseconds.
const TELL_MS: u64 = 500;

/// As long as this a word of another tab is good, in milliseconds.
const WORD_MS: u64 = 3_000;

/// Whose runs are this user's.
pub(super) const fn owner(account: &AccountInfo) -> Owner {
    Owner { account: account.id, user: account.current_user_id }
}

/// All of them.
#[derive(Default)]
pub(super) struct Runs {
    owner: Option<Owner>,
    found: Vec<Found>,
    /// Whether a list was asked for and has not come.
    is_listing: bool,
    /// Why the store cannot be read.
    trouble: Option<StoreError>,
    /// Runs that no page works on.
    free: BTreeSet<RunId>,
    watched: BTreeSet<RunId>,
    heard: BTreeMap<RunId, (Moment, Told)>,
    /// The run that the user wants to discard, until he has said so twice.
    discarding: Option<RunId>,
    opening: Option<Restored>,
    restored: Option<Restored>,
    /// Why the last run could not be read back.
    unreadable: Option<RunId>,
    room: Option<Room>,
    told: Option<(Moment, Told)>,
    orders: Vec<Order>,
}

impl Runs {
    pub(super) fn handle(&mut self, now: Now, event: Event) {
        match event {
            Event::Listed(owner, result) if self.owner == Some(owner) => self.listed(result),
            // A question that an earlier user's page has asked, or what the wizard is told.
            Event::Listed(..) | Event::Wrote(..) => {}
            Event::Forgotten(..) => self.list(now),
            Event::Journal(run, Ok(entries)) => self.read_on(now, &run, |opening| opening.journal(&entries)),
            Event::Rows(run, slice, Ok(rows)) => {
                self.read_on(now, &run, |opening| opening.rows(slice, rows));
            }
            Event::Journal(run, Err(_)) | Event::Rows(run, _, Err(_)) => self.give_up(run),
            Event::Held(run, is_held) => self.held(run, is_held),
            Event::Free(run) => self.freed(now, run),
            Event::Heard(told) => self.hear(now, told),
            Event::Room(room) => self.room = Some(room),
            Event::ContinueAsked(run) => self.open(&run),
            Event::DiscardAsked(run) => self.discarding = Some(run),
            Event::DiscardConfirmed(run) => self.discard(&run),
            Event::DiscardDeclined => self.discarding = None,
        }
    }

    /// The account and its user are known: their runs are asked for, and nobody else's stay.
    pub(super) fn know(&mut self, now: Now, account: &AccountInfo) {
        let owner = owner(account);
        if self.owner != Some(owner) {
            self.sign_out();
            self.owner = Some(owner);
            self.list(now);
        }
    }

    /// The session has ended: nothing of the user's is shown any more.
    pub(super) fn sign_out(&mut self) {
        *self = Self { orders: std::mem::take(&mut self.orders), room: self.room, ..Self::default() };
    }

    /// Asks which runs there are.
    pub(super) fn list(&mut self, now: Now) {
        if let Some(owner) = self.owner.filter(|_| !self.is_listing) {
            self.is_listing = true;
            self.orders.push(Order::List(owner, now.time));
        }
    }

    /// Asks how safe it is here.
    pub(super) fn look_at_room(&mut self) {
        self.orders.push(Order::Room);
    }

    /// Whether the browser keeps anything, as far as is known.
    pub(super) fn is_kept(&self) -> bool {
        self.trouble != Some(StoreError::Unavailable)
    }

    /// Tells the other tabs how this page's run goes, if it is time to; the moment when it will be.
    pub(super) fn tell(&mut self, now: Moment, told: Option<Told>) -> Option<Moment> {
        let told = told?;
        if let Some((at, last)) = &self.told {
            let due = at.plus_ms(TELL_MS);
            if *last == told {
                return None;
            }
            if now < due && !told.is_over {
                return Some(due);
            }
        }
        self.told = Some((now, told.clone()));
        self.orders.push(Order::Tell(told));
        None
    }

    /// What is to be asked.
    pub(super) fn orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    /// The run that was read back, once.
    pub(super) fn take_restored(&mut self) -> Option<Restored> {
        self.restored.take()
    }

    /// The run cannot be gone on with: what was kept of it is not what its journal is about.
    pub(super) fn give_up(&mut self, run: RunId) {
        self.opening = None;
        self.orders.push(Order::Release(run.clone()));
        self.unreadable = Some(run);
    }

    fn listed(&mut self, result: Result<Vec<Found>, StoreError>) {
        self.is_listing = false;
        match result {
            Ok(found) => {
                self.found = found;
                self.trouble = None;
            }
            Err(error) => self.trouble = Some(error),
        }
        let records = self.found.iter().map(|found| &found.record);
        for record in records.filter(|record| record.stage != Stage::Ended) {
            if record.stage == Stage::Storing && self.free.contains(&record.id) {
                // Its page has ended before anything of it was sent.
                self.orders.push(Order::Forget(record.id.clone()));
            } else if !self.free.contains(&record.id) && self.watched.insert(record.id.clone()) {
                self.orders.push(Order::Watch(record.id.clone()));
            }
        }
    }

    fn freed(&mut self, now: Now, run: RunId) {
        // Where there are no locks, only its words tell that a tab works on it.
        let is_at_work = self
            .heard
            .get(&run)
            .is_some_and(|(at, told)| !told.is_over && now.moment.since_ms(*at) < WORD_MS);
        if is_at_work && self.watched.contains(&run) {
            self.heard.remove(&run);
            self.orders.push(Order::Watch(run));
            return;
        }
        self.watched.remove(&run);
        self.heard.remove(&run);
        self.free.insert(run);
        self.list(now);
    }

    fn hear(&mut self, now: Now, told: Told) {
        let run = told.run.clone();
        let is_known =
            self.found.iter().any(|found| found.record.id == run && found.record.stage == Stage::Ready);
        if told.is_over || !is_known {
            self.list(now);
        }
        if self.free.remove(&run) && self.watched.insert(run.clone()) {
            self.orders.push(Order::Watch(run.clone()));
        }
        self.heard.insert(run, (now.moment, told));
    }

    fn open(&mut self, run: &RunId) {
        self.unreadable = None;
        self.discarding = None;
        let found = self.found.iter().find(|found| found.record.id == *run);
        if let (None, Some(found)) = (&self.opening, found) {
            self.opening = Some(Restored::new(found.record.clone()));
            self.orders.push(Order::Hold(run.clone()));
        }
    }

    fn held(&mut self, run: RunId, is_held: bool) {
        if self.opening.as_ref().is_none_or(|opening| opening.record.id != run) {
            return;
        }
        if is_held {
            self.orders.push(Order::Journal(run));
        } else {
            self.opening = None;
            self.free.remove(&run);
            if self.watched.insert(run.clone()) {
                self.orders.push(Order::Watch(run));
            }
        }
    }

    fn read_on(&mut self, now: Now, run: &RunId, read: impl FnOnce(&mut Restored) -> Option<Order>) {
        let Some(opening) = self.opening.as_mut().filter(|opening| opening.record.id == *run) else { return };
        if let Some(order) = read(opening) {
            return self.orders.push(order);
        }
        let Some(opening) = self.opening.take() else { return };
        if opening.run.ended() {
            self.orders.push(Order::Release(run.clone()));
            self.list(now);
        } else {
            self.restored = Some(opening);
        }
    }

    fn discard(&mut self, run: &RunId) {
        if self.discarding.as_ref() == Some(run) && self.free.contains(run) {
            self.discarding = None;
            self.orders.push(Order::Forget(run.clone()));
        }
    }
}
