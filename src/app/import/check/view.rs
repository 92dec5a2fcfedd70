//! What the third step shows. It changes nothing.

use super::{Check, Phase};
use crate::app::data::store_sentence;
use crate::app::explain;
use crate::app::import::dry_run;
use crate::app::import::problems::{self, heading};
use crate::app::text::{Catalogue, Text, text};
use crate::app::view::{CheckView, Notice, Tile, Tone};
use crate::transfer::check::{Assumption, DateOrder, Decimals};
use crate::transfer::estimate::Estimate;

impl Check {
    /// The step as it is now; the list that is waited for is not in it.
    pub(in crate::app::import) fn view(&self, texts: &Catalogue) -> CheckView {
        let rows = self.columns.sheet().read.table.len();
        let doing = |key, done, all| CheckView {
            checking: Some((done, all)),
            doing: texts.say(&text(key)),
            ..CheckView::default()
        };
        let met = self.survey.as_ref().map_or(0, |survey| survey.met);
        let few = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        match self.phase {
            // Each row is looked at twice.
            Phase::Observing(row) => return doing("app.check.checking", row, rows * 2),
            Phase::Checking(row) => return doing("app.check.checking", rows + row, rows * 2),
            Phase::Slicing { .. } => return doing("app.dry_run.matching", few(met), few(self.entities)),
            Phase::Planning(row) => return doing("app.dry_run.comparing", row, rows),
            Phase::Waiting { .. } => return self.waiting(texts),
            Phase::Done => {}
        }
        let is_any = !self.fates.plan.is_empty();
        let start = || texts.say(&text("app.check.start").count("count", self.fates.plan.len()));
        let schema = self.columns.schema().filter(|_| self.survey.is_some());
        CheckView {
            tiles: self.tiles(texts),
            notices: self.notices(is_any, texts),
            problems: problems::view(
                self.problems.list(),
                self.problems.rows(),
                self.columns.header(),
                texts,
            ),
            plan: schema.map(|schema| dry_run::view(&self.fates, self.shown, &self.columns, schema, texts)),
            start: is_any.then(start),
            ..CheckView::default()
        }
    }

    fn waiting(&self, texts: &Catalogue) -> CheckView {
        let mut notices =
            vec![notice(Tone::Info, "app.dry_run.list_title", &text("app.dry_run.list"), texts)];
        notices.extend(
            self.trouble
                .as_ref()
                .map(|error| notice(Tone::Error, "app.data.store_title", &store_sentence(error), texts)),
        );
        CheckView { notices, ..CheckView::default() }
    }

    fn tiles(&self, texts: &Catalogue) -> Vec<Tile> {
        let tile = |id, number: usize, key, tone| Tile {
            id,
            number: texts.number(number as u64),
            label: texts.say(&text(key)),
            tone,
        };
        let (added, changed) = (self.fates.added.len(), self.fates.changed.len());
        let bad = self.problems.rows();
        let mut tiles = vec![tile("good", added, "app.check.good", Tone::Success)];
        if self.survey.is_some() {
            tiles.push(tile("change", changed, "app.check.change", Tone::Success));
            tiles.push(tile("same", self.fates.same.len(), "app.check.same", Tone::Info));
        }
        tiles.push(tile("bad", bad, "app.check.bad", if bad == 0 { Tone::Info } else { Tone::Error }));
        if !self.fates.plan.is_empty() {
            let Estimate { requests, likely_ms } =
                Estimate::new(added, self.pace).and(Estimate::new(changed, self.pace));
            let duration = texts.say(&explain::duration(likely_ms));
            tiles.push(tile("requests", requests, "app.check.requests", Tone::Info));
            let label = texts.say(&text("app.check.time"));
            tiles.push(Tile { id: "time", number: duration, label, tone: Tone::Info });
        }
        tiles
    }

    fn notices(&self, is_any_good: bool, texts: &Catalogue) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut say = |tone, title, sentence: &Text| notices.push(notice(tone, title, sentence, texts));
        if self.has_changed {
            say(Tone::Warning, "app.dry_run.changed_title", &text("app.dry_run.changed"));
        }
        if !is_any_good && !self.fates.same.is_empty() {
            say(Tone::Success, "app.dry_run.all_same_title", &text("app.dry_run.all_same"));
        } else if !is_any_good {
            say(Tone::Error, "app.check.nothing_title", &text("app.check.nothing"));
        } else if self.problems.rows() > 0 {
            say(Tone::Warning, "app.check.bad_title", &text("app.check.bad_hint"));
        }
        if let Some((first, row)) = self.twins.pairs().first() {
            let sentence = text("app.check.twins")
                .count("count", self.twins.pairs().len())
                .with("first", first.to_string())
                .with("row", row.to_string());
            say(Tone::Warning, "app.check.twins_title", &sentence);
        }
        for assumption in self.checker.assumptions() {
            say(Tone::Warning, "app.check.assumed_title", &self.assumption(&assumption, texts));
        }
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

fn notice(tone: Tone, title: &'static str, sentence: &Text, texts: &Catalogue) -> Notice {
    Notice { tone, title: texts.say(&text(title)), sentence: texts.say(sentence), reload: false }
}
