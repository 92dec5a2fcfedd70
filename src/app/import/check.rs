//! The third step: every row is checked before anything is sent, in slices, so that the page stays
//! free; then it is shown what the import will come to.

use std::ops::Range;

use super::columns::Columns;
use super::explain;
use super::grid;
use super::mend::{Changed, Grid, Mend, Mending};
use super::problems::{Problems, heading};
use crate::app::Settings;
use crate::app::text::{Catalogue, Language, Text, text};
use crate::app::view::{CheckView, DoneRows, Notice, Tile, Tone};
use crate::transfer::check::{Assumption, Checker, DateOrder, Decimals};
use crate::transfer::estimate::{Estimate, Pace};
use crate::transfer::imported::Imported;
use crate::transfer::plan::Plan;

/// Rows that are worked on before the page may do something else: a few milliseconds' work.
const SLICE: usize = 200;

/// What the estimate takes for granted: how long Kommo takes to answer.
const ANSWER_MS: u64 = 500;

/// A check under way or done.
pub(super) struct Check {
    columns: Box<Columns>,
    checker: Checker,
    phase: Phase,
    plan: Plan,
    /// Rows that an earlier import has stored, and whether they are to be imported all the same.
    done: (Plan, bool),
    pace: Pace,
    problems: Problems,
    grid: Grid,
}

/// What the import goes on with.
pub(super) struct Ready {
    pub(super) columns: Box<Columns>,
    pub(super) checker: Checker,
    pub(super) problems: Problems,
    pub(super) plan: Plan,
}

/// How far the check is; rows by their index in the table.
#[derive(Clone, Copy)]
enum Phase {
    /// Finding out how dates and numbers are written.
    Observing(usize),
    /// Reading each row.
    Checking(usize),
    Done,
}

impl Check {
    /// Starts the check; gives the columns back if their mapping cannot be used.
    pub(super) fn new(
        columns: Box<Columns>,
        language: Language,
        settings: &Settings,
    ) -> Result<Self, Box<Columns>> {
        let Some(checker) = columns.checker(language) else { return Err(columns) };
        let problems = Problems::of_file(&columns.sheet().read.flawed);
        let plan = Plan::empty(columns.entity());
        let pace = Pace {
            batch_rows: settings.memory.batch_rows(columns.entity()),
            batch_rows_max: settings.rows_max,
            rate: settings.pace.rate,
            answer_ms: ANSWER_MS,
        };
        let done = (plan.clone(), false);
        let (phase, grid) = (Phase::Observing(0), Grid::default());
        Ok(Self { columns, checker, phase, plan, done, pace, problems, grid })
    }

    pub(super) const fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done) && !self.grid.is_busy()
    }

    /// Works on the next rows.
    pub(super) fn work(&mut self, imported: &Imported) {
        let rows = self.columns.sheet().read.table.len();
        match self.phase {
            Phase::Observing(from) => {
                let to = (from + SLICE).min(rows);
                self.observe(from..to);
                self.phase = if to < rows { Phase::Observing(to) } else { Phase::Checking(0) };
            }
            Phase::Checking(from) => {
                let to = (from + SLICE).min(rows);
                self.check(from..to, imported);
                if to < rows {
                    self.phase = Phase::Checking(to);
                } else {
                    self.check_mended(self.columns.mended_flaws().collect(), imported);
                    self.phase = Phase::Done;
                }
            }
            Phase::Done => {
                let changed = self.mending().work();
                self.take_changes(changed, imported);
            }
        }
    }

    fn observe(&mut self, rows: Range<usize>) {
        let table = &self.columns.sheet().read.table;
        for row in rows.filter_map(|index| table.row(index)) {
            self.checker.observe(row.number(), row);
        }
    }

    fn check(&mut self, rows: Range<usize>, imported: &Imported) {
        let (mut mended, mut good) = (Vec::new(), Vec::new());
        let table = &self.columns.sheet().read.table;
        for row in rows.filter_map(|index| table.row(index)) {
            let number = row.number();
            match self.checker.check_row(number, row) {
                Ok(draft) => good.push((number, Some(draft.into()))),
                Err(problems) => self.problems.extend(problems),
            }
            if self.columns.is_mended(number) {
                mended.push(number);
            }
        }
        self.take_changes(good, imported);
        self.check_mended(mended, imported);
    }

    /// Checks rows that were mended before the way back to the columns.
    fn check_mended(&mut self, rows: Vec<u32>, imported: &Imported) {
        let mut mending = self.mending();
        let changed: Vec<Changed> = rows.into_iter().map(|row| mending.recheck(row)).collect();
        self.take_changes(changed, imported);
    }

    /// Does what the user did to a row with problems.
    pub(super) fn mend(&mut self, mend: Mend, imported: &Imported) {
        if matches!(self.phase, Phase::Done) {
            let changed = self.mending().handle(mend);
            self.take_changes(changed, imported);
        }
    }

    fn mending(&mut self) -> Mending<'_> {
        let Self { columns, checker, problems, grid, .. } = self;
        Mending { columns, checker, problems, grid }
    }

    /// Takes rows in that are good now, each by whether it was stored before, and the others out.
    fn take_changes(&mut self, changed: impl IntoIterator<Item = Changed>, imported: &Imported) {
        for (row, work) in changed {
            self.plan.take(row);
            self.done.0.take(row);
            let Some(work) = work else { continue };
            let plan = if imported.has(&work) { &mut self.done.0 } else { &mut self.plan };
            // The row is in no plan, and a checker makes drafts of one kind.
            plan.push(row, work).unwrap_or_default();
        }
    }

    /// Rows that an earlier import has stored are to be imported all the same, or not.
    pub(super) const fn want_done_rows(&mut self, wanted: bool) {
        self.done.1 = wanted;
    }

    /// How many rows will be sent.
    fn len(&self) -> usize {
        self.plan.len() + if self.done.1 { self.done.0.len() } else { 0 }
    }

    pub(super) fn into_columns(self) -> Box<Columns> {
        self.columns
    }

    /// What the import goes on with. Gives itself back while there is nothing to import.
    pub(super) fn into_ready(self: Box<Self>) -> Result<Ready, Box<Self>> {
        if !self.is_done() || self.len() == 0 {
            return Err(self);
        }
        let Self { columns, checker, problems, plan, done, .. } = *self;
        let plan = if done.1 { plan.with(done.0) } else { plan };
        Ok(Ready { columns, checker, problems, plan })
    }

    /// Rows with problems, as CSV.
    pub(super) fn report(&self, texts: &Catalogue) -> String {
        self.columns.report(self.problems.list(), texts)
    }

    pub(super) fn view(&self, texts: &Catalogue) -> CheckView {
        let rows = self.columns.sheet().read.table.len();
        // Each row is looked at twice.
        let checking = |done| CheckView { checking: Some((done, rows * 2)), ..CheckView::default() };
        match self.phase {
            Phase::Observing(row) => return checking(row),
            Phase::Checking(row) => return checking(rows + row),
            Phase::Done => {}
        }
        let start = texts.say(&text("app.check.start").count("count", self.len()));
        CheckView {
            checking: None,
            tiles: self.tiles(texts),
            notices: self.notices(texts),
            done: self.done_rows(texts),
            problems: grid::view(&self.columns, &self.problems, &self.grid, texts),
            start: (self.len() > 0).then_some(start),
        }
    }

    fn done_rows(&self, texts: &Catalogue) -> Option<DoneRows> {
        let (rows, wanted) = (self.done.0.len(), self.done.1);
        let sentence = || texts.say(&text("app.check.done_rows").count("count", rows));
        (rows > 0).then(|| DoneRows { sentence: sentence(), wanted })
    }

    fn tiles(&self, texts: &Catalogue) -> Vec<Tile> {
        let tile = |id, number, key, tone| Tile { id, number, label: texts.say(&text(key)), tone };
        let bad = self.problems.rows();
        let mut tiles = vec![
            tile("good", texts.number(self.len() as u64), "app.check.good", Tone::Success),
            tile(
                "bad",
                texts.number(bad as u64),
                "app.check.bad",
                if bad == 0 { Tone::Info } else { Tone::Error },
            ),
        ];
        if self.len() > 0 {
            let Estimate { requests, likely_ms } = Estimate::new(self.len(), self.pace);
            let duration = texts.say(&explain::duration(likely_ms));
            tiles.push(tile("requests", texts.number(requests as u64), "app.check.requests", Tone::Info));
            tiles.push(tile("time", duration, "app.check.time", Tone::Info));
        }
        tiles
    }

    fn notices(&self, texts: &Catalogue) -> Vec<Notice> {
        let notice = |tone, title, sentence: &Text| Notice {
            tone,
            title: texts.say(&text(title)),
            sentence: texts.say(sentence),
            reload: false,
        };
        let mut notices = Vec::new();
        if self.plan.is_empty() && self.done.0.is_empty() {
            notices.push(notice(Tone::Error, "app.check.nothing_title", &text("app.check.nothing")));
        } else if self.problems.rows() > 0 {
            notices.push(notice(Tone::Warning, "app.check.bad_title", &text("app.check.bad_hint")));
        }
        let assumed = self.checker.assumptions();
        notices.extend(assumed.iter().map(|assumption| {
            notice(Tone::Warning, "app.check.assumed_title", &self.assumption(assumption, texts))
        }));
        notices
    }

    fn assumption(&self, assumption: &Assumption, texts: &Catalogue) -> Text {
        let of = |key, column: usize, row: u32| {
            text(key)
                .with("column", heading(self.columns.header(), column, texts))
                .with("row", row.to_string())
        };
        match *assumption {
            Assumption::DateOrder { column, row, order: DateOrder::DayFirst } => {
                of("app.check.assumed_day_first", column, row)
            }
            Assumption::DateOrder { column, row, order: DateOrder::MonthFirst } => {
                of("app.check.assumed_month_first", column, row)
            }
            Assumption::Decimals { column, row, decimals: Decimals::Point } => {
                of("app.check.assumed_point", column, row)
            }
            Assumption::Decimals { column, row, decimals: Decimals::Comma } => {
                of("app.check.assumed_comma", column, row)
            }
            Assumption::Decimals { column, row, decimals: Decimals::Whole } => {
                of("app.check.assumed_whole", column, row)
            }
        }
    }
}
