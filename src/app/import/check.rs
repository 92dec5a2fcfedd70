//! The third step: every row is checked before anything is sent, in slices, so that the page stays
//! free; then it is shown what the import will come to.

use std::ops::Range;

use super::columns::Columns;
use super::explain;
use super::problems::{self, Problems, heading};
use crate::app::Settings;
use crate::app::text::{Catalogue, Language, Text, text};
use crate::app::view::{CheckView, Notice, Tile, Tone};
use crate::transfer::check::{Assumption, Checker, DateOrder, Decimals};
use crate::transfer::estimate::{Estimate, Pace};
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
    pace: Pace,
    problems: Problems,
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
        Ok(Self { columns, checker, phase: Phase::Observing(0), plan, pace, problems })
    }

    pub(super) const fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
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
                if to < rows {
                    self.phase = Phase::Checking(to);
                } else {
                    self.problems.sort();
                    self.phase = Phase::Done;
                }
            }
            Phase::Done => {}
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
            match self.checker.check_row(number, row) {
                // A table counts its rows once, and a checker makes drafts of one kind.
                Ok(draft) => self.plan.push(number, draft).unwrap_or_default(),
                Err(problems) => self.problems.extend(problems),
            }
        }
    }

    pub(super) fn into_columns(self) -> Box<Columns> {
        self.columns
    }

    /// What the import goes on with: the file, the rows with problems, and the plan. Gives itself back
    /// while there is nothing to import.
    pub(super) fn into_plan(self: Box<Self>) -> Result<(Box<Columns>, Problems, Plan), Box<Self>> {
        match *self {
            Self { columns, problems, plan, phase: Phase::Done, .. } if !plan.is_empty() => {
                Ok((columns, problems, plan))
            }
            other => Err(Box::new(other)),
        }
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
        let plan = (!self.plan.is_empty()).then_some(&self.plan);
        let start = |plan: &Plan| texts.say(&text("app.check.start").count("count", plan.len()));
        CheckView {
            checking: None,
            tiles: self.tiles(plan, texts),
            notices: self.notices(plan.is_some(), texts),
            problems: problems::view(
                self.problems.list(),
                self.problems.rows(),
                self.columns.header(),
                texts,
            ),
            start: plan.map(start),
        }
    }

    fn tiles(&self, plan: Option<&Plan>, texts: &Catalogue) -> Vec<Tile> {
        let tile = |id, number, key, tone| Tile { id, number, label: texts.say(&text(key)), tone };
        let bad = self.problems.rows();
        let mut tiles = vec![
            tile("good", texts.number(plan.map_or(0, Plan::len) as u64), "app.check.good", Tone::Success),
            tile(
                "bad",
                texts.number(bad as u64),
                "app.check.bad",
                if bad == 0 { Tone::Info } else { Tone::Error },
            ),
        ];
        if let Some(plan) = plan {
            let Estimate { requests, likely_ms } = Estimate::new(plan.len(), self.pace);
            let duration = texts.say(&explain::duration(likely_ms));
            tiles.push(tile("requests", texts.number(requests as u64), "app.check.requests", Tone::Info));
            tiles.push(tile("time", duration, "app.check.time", Tone::Info));
        }
        tiles
    }

    fn notices(&self, is_any_good: bool, texts: &Catalogue) -> Vec<Notice> {
        let notice = |tone, title, sentence: &Text| Notice {
            tone,
            title: texts.say(&text(title)),
            sentence: texts.say(sentence),
            reload: false,
        };
        let mut notices = Vec::new();
        if !is_any_good {
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
