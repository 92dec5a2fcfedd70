//! The look-up of unknown outcomes: wait, read the newest entities twice, and decide only when both
//! readings agree.

use super::outcome::Stop;
use super::{Cancel, Import, wire};
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Delivery, Moment, Request};
use crate::transfer::journal::{BatchId, Entry};
use crate::transfer::lookup::{Found, Verdict, Wanted, decide};

/// Failed readings in a row after which the user is asked.
const FAILURES_MAX: u32 = 3;

/// Pages of one look: 10,000 entities newer than the oldest unsure batch are beyond telling apart.
const PAGES_MAX: u32 = 40;

/// A look-up under way.
#[derive(Debug, Default)]
pub(super) struct Look {
    step: Step,
    taken: u32,
    failures: u32,
    last: Option<Verdict>,
    found: Vec<Found>,
}

#[derive(Debug, Default)]
enum Step {
    /// Until all batches on their way are answered.
    #[default]
    Draining,
    Waiting {
        until: Moment,
    },
    Reading {
        page: u32,
    },
}

impl Import {
    pub(super) fn begin_looking(&mut self) {
        self.look.get_or_insert_default();
    }

    /// After a stop: failed readings are forgotten. The settle time is not cut short.
    pub(super) fn forgive_readings(&mut self) {
        if let Some(look) = &mut self.look {
            look.failures = 0;
        }
    }

    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        match self.look.as_ref()?.step {
            Step::Waiting { until } if until > now && self.may_go() => Some(until),
            _ => None,
        }
    }

    pub(super) fn next_page(&self) -> Option<Result<Request, LimitError>> {
        match self.look.as_ref()?.step {
            Step::Reading { page } if self.calls.is_empty() => Some(wire::page(self.plan.entity(), page)),
            _ => None,
        }
    }

    /// Takes the look one step on where no request is needed for it; whether there was such a step.
    pub(super) fn go_on_looking(&mut self, now: Moment) -> bool {
        let Some(look) = &mut self.look else { return false };
        if self.cancel == Cancel::AtOnce && self.calls.is_empty() {
            self.conclude(now, &Verdict::default(), false);
            return true;
        }
        match look.step {
            Step::Draining if self.calls.is_empty() => {
                look.step = Step::Waiting { until: now.plus_ms(self.settings.settle_ms) };
                true
            }
            Step::Waiting { until } if until <= now => {
                look.found.clear();
                look.step = Step::Reading { page: 1 };
                true
            }
            _ => false,
        }
    }

    pub(super) fn read_page(&mut self, now: Moment, delivery: &Delivery) {
        let entities = wire::entities(self.plan.entity(), delivery);
        let oldest = self.unsure().map(|(_, above)| above).min().unwrap_or_default();
        let Some(look) = &mut self.look else { return };
        let Step::Reading { page } = look.step else { return };
        match entities {
            Ok(entities) => {
                look.failures = 0;
                let is_last = entities.len() < PAGE_MAX || entities.iter().any(|found| found.id() <= oldest);
                let mine = entities.into_iter().filter(|found| {
                    found.created_by() == self.settings.current_user && !self.run.knows(found.id())
                });
                look.found.extend(mine);
                if is_last {
                    self.compare(now);
                } else if page >= PAGES_MAX {
                    self.conclude(now, &Verdict::default(), false);
                } else {
                    look.step = Step::Reading { page: page + 1 };
                }
            }
            Err(why) => {
                look.failures += 1;
                look.step = Step::Waiting { until: now.plus_ms(self.settings.settle_ms) };
                let hopeless = look.failures >= FAILURES_MAX || !matches!(why, Stop::Unreadable);
                if hopeless && self.cancel != Cancel::No {
                    self.conclude(now, &Verdict::default(), false);
                } else if hopeless {
                    self.stop(why);
                }
            }
        }
    }

    /// A look is complete: does it agree with the one before?
    fn compare(&mut self, now: Moment) {
        let unsure: Vec<(u32, EntityId)> = self
            .unsure()
            .flat_map(|(batch, above)| {
                self.run
                    .open()
                    .get(&batch)
                    .into_iter()
                    .flat_map(|open| &open.rows)
                    .map(move |row| (*row, above))
            })
            .collect();
        let wanted: Vec<Wanted<'_>> = unsure
            .into_iter()
            .filter_map(|(row, above)| Some(Wanted { row, draft: self.plan.draft(row)?, above }))
            .collect();
        let Some(look) = &mut self.look else { return };
        let verdict = decide(&wanted, &look.found);
        look.taken += 1;
        if look.last.as_ref() == Some(&verdict) {
            self.conclude(now, &verdict, true);
        } else if look.taken >= self.settings.looks_max {
            self.conclude(now, &verdict, false);
        } else {
            look.last = Some(verdict);
            look.step = Step::Waiting { until: now.plus_ms(self.settings.settle_ms) };
        }
    }

    /// Settles every unsure row: landed, to be sent again if `certain`, or unknown for good.
    fn conclude(&mut self, now: Moment, verdict: &Verdict, certain: bool) {
        self.look = None;
        let unsure: Vec<BatchId> = self.unsure().map(|(batch, _)| batch).collect();
        let mut cause = Unsure::AnswerLost;
        for batch in unsure {
            let Some(open) = self.run.open().get(&batch) else { continue };
            cause = open.unsure.unwrap_or(cause);
            let landed = |row: &u32| Some((*row, *verdict.landed.get(row)?));
            let ids: Vec<_> = open.rows.iter().filter_map(landed).collect();
            let unknown = |row: &&u32| {
                !verdict.landed.contains_key(row) && (!certain || verdict.doubtful.contains(row))
            };
            let unknown: Vec<_> = open.rows.iter().filter(unknown).copied().collect();
            if !ids.is_empty() {
                self.write(Entry::Stored { batch, ids });
            }
            if !unknown.is_empty() {
                self.write(Entry::Undecided { batch, rows: unknown });
            }
            if self.run.open().contains_key(&batch) {
                self.take_back(batch);
            }
        }
        self.rate.add(now, verdict.landed.len());
        if verdict.landed.is_empty() {
            self.fail(Stop::Unsure(cause));
        } else {
            self.failures = 0;
        }
    }

    fn unsure(&self) -> impl Iterator<Item = (BatchId, EntityId)> {
        let open = self.run.open().iter();
        open.filter(|(_, open)| open.unsure.is_some()).map(|(batch, open)| (*batch, open.watermark))
    }
}
