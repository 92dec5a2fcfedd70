//! From outcomes to journal entries, and what an outcome means for the batches to come.

use super::outcome::{Outcome, outcome};
use super::{Import, Stop};
use crate::api::Problem;
use crate::base::http::Unsure;
use crate::base::{Delivery, Moment};
use crate::transfer::journal::{BatchId, Entry, Refusal};

/// Whole failures in a row after which the user is asked.
const FAILURES_MAX: u32 = 3;

impl Import {
    pub(super) fn settle(&mut self, now: Moment, batch: BatchId, delivery: &Delivery) {
        let Some(open) = self.run.open().get(&batch) else { return };
        let rows = open.rows.clone();
        let call = self.call(&rows);
        match outcome(self.verb(&rows), &rows, delivery, |response| call.decode(response)) {
            Outcome::Stored(ids) => {
                self.went_well(rows.len());
                self.rate.add(now, ids.len());
                self.write(Entry::Stored { batch, ids });
                if self.run.open().contains_key(&batch) {
                    self.doubt(batch, Unsure::AnswerLost);
                }
            }
            Outcome::RowsRefused(refused) => {
                self.went_well(rows.len());
                self.suspected.remove(&batch);
                self.write(Entry::Refused { batch, rows: refused });
                self.take_back(batch);
            }
            Outcome::Refused(problem) => self.bisect(batch, problem),
            Outcome::TooMany(problem) if rows.len() == 1 => self.refuse_alone(batch, problem),
            Outcome::TooMany(Problem { status, detail, .. }) => {
                self.size.failed(rows.len());
                self.take_back(batch);
                // What waits is of the size that was too much.
                self.hold_back();
                self.fail(Stop::Refused { status, detail });
            }
            Outcome::Stop(why) => {
                self.take_back(batch);
                self.stop(why);
            }
            Outcome::NotApplied(failure) => {
                self.take_back(batch);
                self.fail(Stop::NotSent(failure));
            }
            Outcome::Withdrawn => self.take_back(batch),
            Outcome::Unsure(cause) => {
                if matches!(cause, Unsure::GatewayTimeout | Unsure::TimedOut) {
                    self.size.failed(rows.len());
                }
                self.doubt(batch, cause);
            }
        }
    }

    /// Nothing new leaves until the account has been looked at.
    fn doubt(&mut self, batch: BatchId, cause: Unsure) {
        self.write(Entry::Unsure { batch, cause });
        self.hold_back();
        self.in_flight_max = self.settings.in_flight_first.max(1);
        self.begin_looking();
    }

    /// A batch of so many rows was answered, whatever became of them.
    fn went_well(&mut self, rows: usize) {
        self.failures = 0;
        self.size.succeeded(rows);
        // What left before the trouble says nothing of what comes after it.
        if self.look.is_none() {
            self.in_flight_max += 1;
        }
    }

    /// One of the rows is to blame: halves tell which, and each half goes apart from all other rows.
    fn bisect(&mut self, batch: BatchId, problem: Problem) {
        let rows = self.run.open().get(&batch).map(|open| open.rows.clone()).unwrap_or_default();
        if rows.len() <= 1 {
            return self.refuse_alone(batch, problem);
        }
        let mut first: Vec<u32> = rows.into_iter().collect();
        let second = first.split_off(first.len().div_ceil(2));
        self.suspected.remove(&batch);
        self.suspects.extend([first, second]);
        self.write(Entry::NotApplied { batch });
        // Entities that are gone are the rows' trouble, not the account's.
        if problem.status != 404 {
            self.fail(Stop::Refused { status: problem.status, detail: problem.detail });
        }
    }

    fn refuse_alone(&mut self, batch: BatchId, problem: Problem) {
        let refusal = Refusal::Whole { status: problem.status, detail: problem.detail };
        let rows = self.run.open().get(&batch).map(|open| open.rows.clone()).unwrap_or_default();
        self.suspected.remove(&batch);
        let rows = rows.into_iter().map(|row| (row, refusal.clone())).collect();
        self.write(Entry::Refused { batch, rows });
    }

    /// A batch, or a look after unknown outcomes, brought nothing.
    pub(super) fn fail(&mut self, why: Stop) {
        self.failures += 1;
        if self.failures >= FAILURES_MAX {
            self.stop(why);
        }
    }
}
