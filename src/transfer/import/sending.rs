//! From waiting rows to requests: batches are meant, made durable, and only then sent.

use std::collections::BTreeSet;

use super::wire;
use super::{Call, CallId, Cancel, Import, Stop};
use crate::api::{Call as ApiCall, Stored};
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::base::limits::LimitError;
use crate::base::{Delivery, Moment, Request};
use crate::transfer::journal::{BatchId, Entry};
use crate::transfer::lookup::Found;
use crate::transfer::work::{Verb, Work};

/// Batches that were meant and have not left, at most: enough that one is durable whenever the polite client
/// lets one out. More would keep the size that they were made with when it changes.
pub(in crate::transfer) const AHEAD: usize = 3;

/// A batch that was meant and has not left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready {
    batch: BatchId,
    /// How many entries must be durable before it may leave.
    after: u64,
}

impl Import {
    pub(super) fn next_call(&mut self) -> Option<(CallId, Request)> {
        if !self.may_go() {
            return None;
        }
        if let Some(request) = self.next_reading() {
            return self.submit_or_stop(Call::Reading, request);
        }
        let idle = self.calls.is_empty() && self.cancel == Cancel::No;
        if self.adds && self.run.started().is_none() && idle {
            let request = wire::newest(self.plan.entity());
            return self.submit_or_stop(Call::Watermark, request);
        }
        let durable = self.outbox.durable();
        let ready = *self.ready.front().filter(|ready| ready.after <= durable)?;
        self.ready.pop_front();
        let request = self.call(&self.run.open().get(&ready.batch)?.rows).request();
        if request.is_err() {
            self.take_back(ready.batch);
        }
        self.submit_or_stop(Call::Batch(ready.batch), request)
    }

    /// What a batch of these rows asks of Kommo.
    pub(super) fn call(&self, rows: &BTreeSet<u32>) -> Box<dyn ApiCall<Output = Vec<Stored>>> {
        let works = rows.iter().filter_map(|row| Some((*row, self.plan.work(*row)?)));
        wire::write(self.plan.entity(), self.verb(rows), works)
    }

    /// What a batch of these rows does.
    pub(super) fn verb(&self, rows: &BTreeSet<u32>) -> Verb {
        rows.first().and_then(|row| self.plan.work(*row)).map_or(Verb::Add, Work::verb)
    }

    /// Begins at once where nothing is added, so that no id needs to be known.
    pub(super) fn begin(&mut self, now: Moment) -> bool {
        let ready = self.may_go() && self.cancel == Cancel::No && !self.plan.is_empty();
        let begins = ready && !self.adds && self.run.started().is_none();
        if begins {
            self.start(now, EntityId::default());
        }
        begins
    }

    fn start(&mut self, now: Moment, watermark: EntityId) {
        let rows = u32::try_from(self.plan.len()).unwrap_or(u32::MAX);
        self.rate.begin(now);
        self.write(Entry::Started { watermark, rows, digest: self.plan.digest() });
    }

    fn submit_or_stop(
        &mut self,
        call: Call,
        request: Result<Request, LimitError>,
    ) -> Option<(CallId, Request)> {
        match request {
            Ok(request) => Some(self.submit(call, request)),
            Err(error) => {
                self.stop(Stop::Limit(error));
                None
            }
        }
    }

    /// Means as many batches as may be on their way; whether there were any.
    pub(super) fn form_batches(&mut self) -> bool {
        let mut formed = false;
        while self.can_form() {
            let Some((rows, suspected)) = self.next_rows() else { break };
            let batch = self.run.next_batch();
            self.write(Entry::Intent { batch, rows });
            self.ready.push_back(Ready { batch, after: self.outbox.written() });
            if suspected {
                self.suspected.insert(batch);
            }
            formed = true;
        }
        formed
    }

    fn can_form(&self) -> bool {
        let ready = self.ready.len();
        let free = ready + self.calls.len() < self.in_flight_max && ready + self.unsent.len() < AHEAD;
        let begun = self.run.started().is_some() && self.look.is_none();
        begun && free && self.cancel == Cancel::No && self.may_go()
    }

    /// Rows in the next batch.
    #[must_use]
    pub const fn batch_rows(&self) -> usize {
        self.size.get()
    }

    fn next_rows(&mut self) -> Option<(Vec<u32>, bool)> {
        let rows_max = self.batch_rows();
        if let Some(mut rows) = self.suspects.pop_front() {
            if rows.len() > rows_max {
                self.suspects.push_front(rows.split_off(rows_max));
            }
            return Some((rows, true));
        }
        let rows = self.waiting.take(rows_max);
        (!rows.is_empty()).then_some((rows, false))
    }

    /// What the batch still holds was not stored: its rows wait again.
    pub(super) fn take_back(&mut self, batch: BatchId) {
        let rows = self.run.open().get(&batch).map(|open| open.rows.clone()).unwrap_or_default();
        if self.suspected.remove(&batch) {
            self.suspects.push_front(rows.into_iter().collect());
        } else {
            self.waiting.put(self.verb(&rows), rows);
        }
        self.write(Entry::NotApplied { batch });
    }

    /// Nothing new leaves, not even what the polite client holds already.
    pub(super) fn hold_back(&mut self) {
        self.take_back_ready();
        let batches = self.calls.iter().filter(|(_, call)| matches!(call, Call::Batch(_)));
        self.withdrawals.extend(batches.map(|(id, _)| *id));
    }

    /// Batches that were meant and have not left stay.
    pub(super) fn take_back_ready(&mut self) {
        while let Some(ready) = self.ready.pop_front() {
            self.take_back(ready.batch);
        }
    }

    /// After a reload nobody knows which of the open batches had left.
    pub(super) fn doubt_open_batches(&mut self) {
        let open: Vec<BatchId> = self.run.open().keys().copied().collect();
        for batch in open {
            self.write(Entry::Unsure { batch, cause: Unsure::AnswerLost });
            self.begin_looking();
        }
    }

    pub(super) fn learn_watermark(&mut self, now: Moment, delivery: &Delivery) {
        match wire::entities(self.plan.entity(), delivery) {
            Ok(newest) => {
                self.start(now, newest.first().map(Found::id).unwrap_or_default());
            }
            Err(why) => self.stop(why),
        }
    }
}
