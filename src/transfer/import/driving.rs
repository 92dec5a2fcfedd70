//! The engine's two doors, and the user's words: what happened goes in, what is to be done comes out.

use super::{Call, CallId, Cancel, Import, Input, Output, Stop};
use crate::base::{Moment, Request};
use crate::transfer::journal::{BatchId, Entry};
use crate::transfer::run::RowState;
use crate::transfer::work::Verb;

impl Import {
    /// Takes in what happened.
    pub fn handle(&mut self, now: Moment, input: Input) {
        match input {
            Input::Persisted(entries) => self.outbox.persisted(entries),
            Input::NotPersisted if self.cancel == Cancel::No => {
                self.outbox.hold();
                self.stop(Stop::Journal);
            }
            // Without its outcome a batch is looked up by whoever resumes the run, so nothing is lost.
            Input::NotPersisted => self.outbox.abandon(),
            Input::Left(call) => drop(self.unsent.remove(&call)),
            Input::Delivered(call, delivery) => {
                self.unsent.remove(&call);
                match self.calls.remove(&call) {
                    Some(Call::Watermark) => self.learn_watermark(now, &delivery),
                    Some(Call::Batch(batch)) => self.settle(now, batch, &delivery),
                    Some(Call::Reading) => self.read(now, &delivery),
                    None => {}
                }
            }
            Input::Pause => {
                self.paused = true;
                self.hold_back();
            }
            Input::Resume => self.paused = false,
            Input::Continue => {
                self.stopped = None;
                self.failures = 0;
                self.outbox.retry();
                self.forgive_readings();
            }
            Input::Cancel => self.cancel(),
        }
    }

    /// What is to be done next.
    pub fn poll(&mut self, now: Moment) -> Output {
        loop {
            if let Some(call) = self.withdrawals.pop() {
                return Output::Withdraw(call);
            }
            if let Some(entries) = self.outbox.take() {
                return Output::Persist(entries);
            }
            if let Some((call, request)) = self.next_call() {
                return Output::Submit(call, request);
            }
            if !(self.go_on_looking(now) || self.begin(now) || self.form_batches() || self.end()) {
                let over = self.run.ended() && self.outbox.is_empty();
                return if over { Output::Ended } else { Output::Sleep(self.wake(now)) };
            }
        }
    }

    /// Whether requests may be made at all, as far as the user is concerned.
    pub(super) fn may_go(&self) -> bool {
        self.cancel != Cancel::No || (!self.paused && self.stopped.is_none())
    }

    pub(super) fn submit(&mut self, call: Call, request: Request) -> (CallId, Request) {
        let id = CallId(self.next_call);
        self.next_call += 1;
        self.calls.insert(id, call);
        self.unsent.insert(id);
        (id, request)
    }

    pub(super) fn write(&mut self, entry: Entry) {
        self.run.apply(&entry);
        let (batch, settled): (BatchId, Vec<u32>) = match &entry {
            Entry::Stored { batch, ids } => (*batch, ids.iter().map(|(row, _)| *row).collect()),
            Entry::Refused { batch, rows } => (*batch, rows.iter().map(|(row, _)| *row).collect()),
            Entry::Undecided { batch, rows } => (*batch, rows.clone()),
            _ => (BatchId::default(), Vec::new()),
        };
        self.outbox.push(entry);
        for row in settled {
            self.let_follow(batch, row);
        }
    }

    /// Lets the next change of the same entity go. After an outcome that will never be known it would be
    /// written over what somebody else may have written, so it is as unknown.
    fn let_follow(&mut self, batch: BatchId, settled: u32) {
        let Some(row) = self.waiting.follower(settled) else { return };
        if matches!(self.run.row(settled), Some(RowState::Undecided)) {
            self.write(Entry::Undecided { batch, rows: vec![row] });
        } else {
            self.waiting.put(Verb::Change, [row]);
        }
    }

    pub(super) fn stop(&mut self, why: Stop) {
        if self.cancel == Cancel::No {
            self.stopped.get_or_insert(why);
            self.hold_back();
        }
    }

    fn cancel(&mut self) {
        let again = self.cancel != Cancel::No;
        self.cancel = if again { Cancel::AtOnce } else { Cancel::Asked };
        self.stopped = None;
        self.outbox.retry();
        self.take_back_ready();
        let unwanted = |call: &Call| again || *call != Call::Reading;
        self.withdrawals = self.calls.iter().filter(|(_, call)| unwanted(call)).map(|(id, _)| *id).collect();
    }

    fn end(&mut self) -> bool {
        let busy = !self.calls.is_empty() || !self.ready.is_empty() || self.look.is_some();
        let all_sent = self.waiting.is_empty() && self.suspects.is_empty();
        let over = !busy && (all_sent || self.cancel != Cancel::No) && !self.run.ended();
        if over {
            self.write(Entry::Ended);
        }
        over
    }
}
