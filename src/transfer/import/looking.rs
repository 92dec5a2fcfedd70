//! The look-up of unknown outcomes: wait, read twice what is newest and what was to be changed, and decide
//! only when both readings agree.

use super::outcome::Stop;
use super::{Cancel, Import, wire};
use crate::base::http::Unsure;
use crate::base::id::EntityId;
use crate::base::limits::{LimitError, PAGE_MAX};
use crate::base::{Delivery, Moment, Request};
use crate::transfer::by_id::ById;
use crate::transfer::journal::{BatchId, Entry, Refusal};
use crate::transfer::lookup::{Found, Verdict, Wanted, decide};
use crate::transfer::work::Verb;

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
    /// Too much is newer than the oldest unsure batch to tell what was added.
    too_many: bool,
}

#[derive(Debug, Default)]
enum Step {
    /// Until all batches on their way are answered.
    #[default]
    Draining,
    Waiting {
        until: Moment,
    },
    /// The newest entities, for what was added.
    Newest {
        page: u32,
    },
    /// What was to be changed.
    Changed(ById),
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

    pub(super) fn next_reading(&mut self) -> Option<Result<Request, LimitError>> {
        let free = self.calls.is_empty();
        match &mut self.look.as_mut()?.step {
            Step::Newest { page } if free => Some(wire::page(self.plan.entity(), *page)),
            Step::Changed(reading) if free => reading.poll(),
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
        match &look.step {
            Step::Draining if self.calls.is_empty() => {
                look.step = Step::Waiting { until: now.plus_ms(self.settings.settle_ms) };
                true
            }
            Step::Waiting { until } if *until <= now => {
                look.found.clear();
                let looks_for_added = !look.too_many && self.unsure(Verb::Add).next().is_some();
                self.go_to(if looks_for_added { Step::Newest { page: 1 } } else { self.changed() });
                true
            }
            Step::Changed(reading) if reading.is_done() => {
                self.compare(now);
                true
            }
            _ => false,
        }
    }

    fn go_to(&mut self, step: Step) {
        if let Some(look) = &mut self.look {
            look.step = step;
        }
    }

    /// The reading of all entities whose change is unsure.
    fn changed(&self) -> Step {
        let ids = self.unsure(Verb::Change).filter_map(|(row, _)| Some(self.plan.edit(row)?.to.id()));
        Step::Changed(ById::new(self.plan.entity(), ids))
    }

    pub(super) fn read(&mut self, now: Moment, delivery: &Delivery) {
        let read = match self.look.as_mut().map(|look| &mut look.step) {
            Some(Step::Newest { page }) => {
                let page = *page;
                wire::entities(self.plan.entity(), delivery).map(|found| self.read_newest(page, found))
            }
            Some(Step::Changed(reading)) => reading.read(delivery),
            _ => return,
        };
        let Some(look) = &mut self.look else { return };
        match read {
            Ok(()) => look.failures = 0,
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

    fn read_newest(&mut self, page: u32, found: Vec<Found>) {
        let oldest = self.unsure(Verb::Add).map(|(_, above)| above).min().unwrap_or_default();
        let is_last = found.len() < PAGE_MAX || found.iter().any(|found| found.id() <= oldest);
        let Some(look) = &mut self.look else { return };
        let mine = found
            .into_iter()
            .filter(|found| found.created_by() == self.settings.current_user && !self.run.knows(found.id()));
        look.found.extend(mine);
        look.too_many = !is_last && page >= PAGES_MAX;
        let over = is_last || look.too_many;
        self.go_to(if over { self.changed() } else { Step::Newest { page: page + 1 } });
    }

    /// A look is complete: does it agree with the one before?
    fn compare(&mut self, now: Moment) {
        let verdict = self.verdict();
        let Some(look) = &mut self.look else { return };
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

    /// What this look tells of all unsure rows.
    fn verdict(&self) -> Verdict {
        let Some(look) = &self.look else { return Verdict::default() };
        let wanted: Vec<Wanted<'_>> = self
            .unsure(Verb::Add)
            .filter_map(|(row, above)| Some(Wanted { row, draft: self.plan.draft(row)?, above }))
            .collect();
        let mut verdict = decide(&wanted, &look.found);
        if look.too_many {
            verdict =
                Verdict { doubtful: wanted.iter().map(|wanted| wanted.row).collect(), ..Verdict::default() };
        }
        if let Step::Changed(reading) = &look.step {
            for (row, edit) in
                self.unsure(Verb::Change).filter_map(|(row, _)| Some((row, self.plan.edit(row)?)))
            {
                verdict.tell(row, edit, reading.found().get(&edit.to.id()));
            }
        }
        verdict
    }

    /// Settles every unsure row: landed, gone, to be sent again if `certain`, or unknown for good.
    fn conclude(&mut self, now: Moment, verdict: &Verdict, certain: bool) {
        self.look = None;
        let open = self.run.open().iter().filter(|(_, open)| open.unsure.is_some());
        let unsure: Vec<BatchId> = open.map(|(batch, _)| *batch).collect();
        let mut cause = Unsure::AnswerLost;
        for batch in unsure {
            let Some(open) = self.run.open().get(&batch) else { continue };
            cause = open.unsure.unwrap_or(cause);
            let landed = |row: &u32| Some((*row, *verdict.landed.get(row)?));
            let ids: Vec<_> = open.rows.iter().filter_map(landed).collect();
            let gone = |row: &&u32| certain && verdict.gone.contains(*row);
            let refused: Vec<_> = open.rows.iter().filter(gone).map(|row| (*row, Refusal::Gone)).collect();
            let unknown = |row: &&u32| {
                !verdict.landed.contains_key(row) && (!certain || verdict.doubtful.contains(row))
            };
            let unknown: Vec<_> = open.rows.iter().filter(unknown).copied().collect();
            if !ids.is_empty() {
                self.write(Entry::Stored { batch, ids });
            }
            if !refused.is_empty() {
                self.write(Entry::Refused { batch, rows: refused });
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

    /// Rows of unknown outcome that do this, each with the greatest id known when it was meant.
    fn unsure(&self, verb: Verb) -> impl Iterator<Item = (u32, EntityId)> {
        let open = self.run.open().values().filter(|open| open.unsure.is_some());
        open.filter(move |open| self.verb(&open.rows) == verb)
            .flat_map(|open| open.rows.iter().map(|row| (*row, open.watermark)))
    }
}
