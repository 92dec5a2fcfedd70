//! The engine's two doors: what happened goes in, what is to be done comes out.

use super::{CallId, Doing, EndedBy, Halt, Input, Output, Scan, request};
use crate::base::{Delivery, Moment};
use crate::transfer::scan::store::MirrorError;

impl Scan {
    /// Takes in what happened.
    pub fn handle(&mut self, now: Moment, input: Input) {
        match input {
            Input::Delivered(call, delivery) if self.call == Some(call) => {
                self.call = None;
                self.deliver(now, &delivery);
            }
            Input::Delivered(..) => {}
            Input::Persisted(committed) => {
                if let Some(saving) = self.saving.take() {
                    self.rate.add(now, saving.commit.entities.len());
                    self.tally += committed.tally;
                    self.head = committed.head;
                    self.cursor = saving.cursor;
                    self.ended = saving.end;
                }
            }
            Input::NotPersisted(MirrorError::TooLarge) => {
                self.saving = None;
                self.ended = Some(EndedBy::Room);
            }
            Input::NotPersisted(_) if self.cancelled => self.saving = None,
            Input::NotPersisted(error) => self.halt(Halt::Store(error)),
            Input::Pause => {
                self.paused = true;
                self.withdrawal = self.call;
            }
            Input::Resume => self.paused = false,
            Input::Continue => {
                self.halted = None;
                if let Some(saving) = &mut self.saving {
                    saving.is_asked = false;
                }
            }
            Input::Cancel => {
                self.cancelled = true;
                self.withdrawal = self.call;
                // What the store has refused is not offered again.
                if self.halted.take().is_some() {
                    self.saving = None;
                }
            }
        }
    }

    /// What is to be done next.
    pub fn poll(&mut self, now: Moment) -> Output {
        if let Some(call) = self.withdrawal.take() {
            return Output::Withdraw(call);
        }
        if self.halted.is_some() {
            return Output::Sleep(None);
        }
        if let Some(saving) = &mut self.saving {
            let asked = std::mem::replace(&mut saving.is_asked, true);
            return if asked { Output::Sleep(None) } else { Output::Persist(saving.commit.clone()) };
        }
        if matches!(self.doing(), Doing::Ended { .. } | Doing::Cancelled) {
            return Output::Ended;
        }
        if self.call.is_some() || self.paused || self.cancelled {
            return Output::Sleep(None);
        }
        if self.pages >= self.pages_max {
            self.ended = Some(EndedBy::Cap);
            return Output::Ended;
        }
        match request(self) {
            Ok(request) => {
                self.rate.begin(now);
                let call = CallId(self.next_call);
                self.next_call += 1;
                self.call = Some(call);
                self.asked_at = now;
                Output::Submit(call, request)
            }
            Err(error) => {
                self.halt(Halt::Limit(error));
                Output::Sleep(None)
            }
        }
    }

    pub(super) fn halt(&mut self, why: Halt) {
        if !self.cancelled {
            self.halted.get_or_insert(why);
        }
    }

    fn deliver(&mut self, now: Moment, delivery: &Delivery) {
        match delivery {
            Delivery::Answered(response) => self.read_page(now, response),
            Delivery::Failed(failure) => self.halt(Halt::NoAnswer(*failure)),
            // Only writes are ever unknown; should one come through, nothing was read.
            Delivery::Unknown(_) => self.halt(Halt::NoAnswer(crate::base::Failure::Lost)),
            // Taken back by a pause or a cancel: it is asked again when the reading goes on.
            Delivery::Cancelled => {}
        }
    }
}
