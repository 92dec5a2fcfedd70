//! The third step: every row is checked before anything is sent, in slices, so that the page stays free.
//! Where rows may change what is there, the account's list passes by next, and each row is compared with
//! what it finds. Then it is shown what the import will come to.
//!
//! ```text
//! Observing ─► Checking ─► Waiting (for the list) ─► Slicing ─► Planning ─► Done
//!                  │            ▲                                           │ ▲
//!                  └─ all add ──┼───────────────────────────────────────────┼─┘
//!                               └──────── start, when it is old ────────────┘
//! ```

mod view;

use std::ops::Range;

use super::columns::Columns;
use super::dry_run::{self, Kind};
use super::problems::Problems;
use super::survey::{Fate, Fates, Survey};
use crate::app::Settings;
use crate::app::data::SliceId;
use crate::app::text::{Catalogue, Language};
use crate::base::Moment;
use crate::base::id::EntityId;
use crate::transfer::check::Checker;
use crate::transfer::estimate::Pace;
use crate::transfer::plan::Plan;
use crate::transfer::scan::Kept;
use crate::transfer::scan::store::MirrorError;
use crate::transfer::twins::Twins;

/// Rows that are worked on before the page may do something else: a few milliseconds' work.
const SLICE: usize = 200;

/// What the estimate takes for granted: how long Kommo takes to answer.
const ANSWER_MS: u64 = 500;

/// How old a dry run may be at the start, in milliseconds: after that the account is looked at once more.
const OLD_MS: u64 = 120_000;

/// A check under way or done.
pub(super) struct Check {
    columns: Box<Columns>,
    checker: Checker,
    phase: Phase,
    /// What was found out about the cells alone.
    refused: Problems,
    twins: Twins,
    /// `None` where all rows are added.
    survey: Option<Survey>,
    fates: Fates,
    pace: Pace,
    /// All rows that will not be sent.
    problems: Problems,
    shown: Kind,
    /// Entities in the copy.
    entities: u64,
    trouble: Option<MirrorError>,
    slice: SliceId,
    /// The plan that the user has started, while the account is looked at once more.
    started: Option<u64>,
    has_changed: bool,
}

/// How far the check is; rows by their index in the table.
#[derive(Clone, Copy)]
enum Phase {
    /// Finding out how dates and numbers are written.
    Observing(usize),
    /// Reading each row.
    Checking(usize),
    /// For a copy of the account's list that holds all changes as of `since`.
    Waiting {
        since: Moment,
        may_look: bool,
    },
    /// The copy passes by.
    Slicing {
        is_asked: bool,
    },
    /// Comparing each row with what it found.
    Planning(usize),
    Done,
}

impl Check {
    /// Starts the check; gives the columns back if their mapping cannot be used.
    pub(super) fn new(
        columns: Box<Columns>,
        now: Moment,
        language: Language,
        settings: &Settings,
    ) -> Result<Self, Box<Columns>> {
        let Some((checker, schema)) = columns.checker(language).zip(columns.schema()) else {
            return Err(columns);
        };
        let survey = Survey::new(schema, columns.rules(), now);
        let refused = Problems::of_file(&columns.sheet().read.flawed);
        let fates = Fates::new(Plan::empty(columns.entity()));
        let pace = Pace {
            batch_rows: settings.memory.batch_rows(columns.entity()),
            batch_rows_max: settings.rows_max,
            rate: settings.pace.rate,
            answer_ms: ANSWER_MS,
        };
        Ok(Self {
            columns,
            checker,
            phase: Phase::Observing(0),
            refused,
            twins: Twins::default(),
            survey,
            fates,
            pace,
            problems: Problems::default(),
            shown: Kind::default(),
            entities: 0,
            trouble: None,
            slice: SliceId::default(),
            started: None,
            has_changed: false,
        })
    }

    pub(super) const fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
    }

    /// Whether there is work for the next slice, so that it must go on at once.
    pub(super) const fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Observing(_) | Phase::Checking(_) | Phase::Planning(_))
    }

    /// Works on the next rows.
    pub(super) fn work(&mut self) {
        let rows = self.columns.sheet().read.table.len();
        match self.phase {
            Phase::Observing(from) => {
                let to = (from + SLICE).min(rows);
                self.observe(from..to);
                self.phase = if to < rows { Phase::Observing(to) } else { Phase::Checking(0) };
            }
            Phase::Checking(from) => {
                let to = (from + SLICE).min(rows);
                self.check(from..to);
                self.phase = match &self.survey {
                    _ if to < rows => Phase::Checking(to),
                    Some(survey) => Phase::Waiting { since: survey.as_of, may_look: true },
                    None => self.finish(),
                };
            }
            Phase::Planning(from) => {
                let rows = self.survey.as_ref().map_or(0, Survey::rows);
                let to = (from + SLICE).min(rows);
                self.plan(from..to);
                self.phase = if to < rows { Phase::Planning(to) } else { self.finish() };
            }
            Phase::Waiting { .. } | Phase::Slicing { .. } | Phase::Done => {}
        }
    }

    fn observe(&mut self, rows: Range<usize>) {
        let table = &self.columns.sheet().read.table;
        for row in rows.filter_map(|index| table.row(index)) {
            self.checker.observe(row.number(), row);
        }
    }

    fn check(&mut self, rows: Range<usize>) {
        let table = &self.columns.sheet().read.table;
        for row in rows.filter_map(|index| table.row(index)) {
            let number = row.number();
            let refused = match &mut self.survey {
                Some(survey) => self.checker.read_row(number, row).map(|said| survey.want(number, said)),
                None => self.checker.check_row(number, row).map(|draft| {
                    self.twins.meet(number, &draft);
                    self.fates.push(number, Fate::Add(draft));
                }),
            };
            if let Err(problems) = refused {
                self.refused.extend(problems);
            }
        }
    }

    fn plan(&mut self, rows: Range<usize>) {
        let Some(survey) = &self.survey else { return };
        for (row, fate) in rows.filter_map(|at| survey.fate(at)) {
            if let Some(reason) = self.fates.push(row, fate) {
                self.problems.extend([self.columns.of_key(row, survey.key(), reason)]);
            }
        }
    }

    fn finish(&mut self) -> Phase {
        self.problems.extend(self.refused.list().iter().cloned());
        self.problems.sort();
        self.has_changed = self.started.is_some_and(|digest| digest != self.fates.plan.digest());
        Phase::Done
    }

    /// From when on the list has to be fresh, while it is waited for.
    pub(super) const fn waits_since(&self) -> Option<Moment> {
        match self.phase {
            Phase::Waiting { since, .. } => Some(since),
            _ => None,
        }
    }

    /// Whether changes may be looked for without a word of the user's: once a wait.
    pub(super) fn may_look(&mut self) -> bool {
        match &mut self.phase {
            Phase::Waiting { may_look, .. } => std::mem::replace(may_look, false),
            _ => false,
        }
    }

    /// The copy of the list is whole and holds all changes as of this moment.
    pub(super) fn list_is_there(&mut self, as_of: Moment, entities: u64) {
        if let Some(survey) = &mut self.survey {
            survey.begin(as_of);
            self.entities = entities;
            self.trouble = None;
            self.phase = Phase::Slicing { is_asked: false };
        }
    }

    /// The next slice of the copy that is wanted, above this id.
    pub(super) fn poll(&mut self) -> Option<(SliceId, EntityId)> {
        let Phase::Slicing { is_asked: false } = self.phase else { return None };
        let above = self.survey.as_ref()?.above;
        self.phase = Phase::Slicing { is_asked: true };
        self.slice.0 += 1;
        Some((self.slice, above))
    }

    /// A slice of the copy is there, or cannot be had.
    pub(super) fn sliced(&mut self, now: Moment, slice: SliceId, kept: Result<Vec<Kept>, MirrorError>) {
        let (Some(survey), Phase::Slicing { is_asked: true }) = (&mut self.survey, self.phase) else {
            return;
        };
        if slice != self.slice {
            return;
        }
        match kept {
            Ok(kept) if kept.is_empty() => {
                self.fates.clear();
                self.problems = Problems::default();
                self.phase = Phase::Planning(0);
            }
            Ok(kept) => {
                survey.meet(kept);
                self.phase = Phase::Slicing { is_asked: false };
            }
            Err(error) => {
                self.trouble = Some(error);
                self.phase = Phase::Waiting { since: now, may_look: false };
            }
        }
    }

    /// Whether the dry run is too old to be started from; then the account is looked at once more.
    pub(super) fn look_again(&mut self, now: Moment) -> bool {
        let Some(survey) = &self.survey else { return false };
        let is_old = self.is_done() && now.since_ms(survey.as_of) > OLD_MS;
        if is_old {
            self.started = Some(self.fates.plan.digest());
            self.phase = Phase::Waiting { since: now, may_look: true };
        }
        is_old
    }

    /// Whether the user has started this very plan, and the account was looked at since.
    pub(super) fn is_cleared(&self) -> bool {
        self.is_done() && self.started == Some(self.fates.plan.digest())
    }

    pub(super) const fn show(&mut self, kind: Kind) {
        self.shown = kind;
    }

    pub(super) fn into_columns(self) -> Box<Columns> {
        self.columns
    }

    /// What the import goes on with: the file, the rows with problems, and the plan. Gives itself back
    /// while there is nothing to import.
    pub(super) fn into_plan(self: Box<Self>) -> Result<(Box<Columns>, Problems, Plan), Box<Self>> {
        match *self {
            Self { columns, problems, fates, phase: Phase::Done, .. } if !fates.plan.is_empty() => {
                Ok((columns, problems, fates.plan))
            }
            other => Err(Box::new(other)),
        }
    }

    /// Rows with problems, as CSV.
    pub(super) fn report(&self, texts: &Catalogue) -> String {
        self.columns.report(self.problems.list(), texts)
    }

    /// The dry run as CSV, where there is one.
    pub(super) fn dry_run(&self, texts: &Catalogue) -> Option<String> {
        self.survey.as_ref().filter(|_| self.is_done())?;
        Some(dry_run::csv(&self.fates, &self.columns, self.columns.schema()?, texts))
    }
}
