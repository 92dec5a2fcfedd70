//! The import wizard: four steps, each with what it needs and nothing else.
//!
//! ```text
//!   File ──file chosen──► Reading ──read──► Columns ──check──► Check ──start──► Run ──again──► File
//!    ▲                      │ refused          │  ▲              │ back
//!    └──────────────────────┴───other file─────┘  └──────────────┘
//! ```

mod check;
mod columns;
mod earlier;
mod event;
mod file;
mod grid;
mod locate;
mod mend;
mod problems;
mod run;

use check::Check;
use columns::Columns;
use file::FileNotice;
use run::Run;

pub use event::{Event, ReadOptions, Sheet};
pub use mend::Mend;

use super::Now;
use super::event::Effect;
use super::explain;
use super::facts::Facts;
use super::settings::Settings;
use super::tab::Underway;
use super::text::{Catalogue, text};
use super::view::{Body, FileView, Step};
use crate::base::{Delivery, Moment, Request};
use crate::traffic::Gate;
use crate::transfer::encoding::Encoding;
use crate::transfer::file_problem::FileProblem;
use crate::transfer::import::{self, CallId};
use crate::transfer::imported::Imported;
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::schema::Entity;

/// What the import under way wants done.
pub(super) enum Output {
    Persist(RunId, Vec<Entry>),
    Submit(CallId, Request),
    Withdraw(CallId),
    Sleep(Option<Moment>),
}

/// The wizard.
#[derive(Default)]
pub(super) struct Wizard {
    entity: Entity,
    name: String,
    options: ReadOptions,
    stage: Stage,
    /// What the imports of this page have stored.
    imported: Imported,
}

enum Stage {
    File(Option<FileNotice>),
    Reading(u32),
    Columns(Box<Columns>),
    Check(Box<Check>),
    Run(Box<Run>),
}

impl Default for Stage {
    fn default() -> Self {
        Self::File(None)
    }
}

impl Wizard {
    pub(super) const fn entity(&self) -> Entity {
        self.entity
    }

    pub(super) fn handle(
        &mut self,
        now: Now,
        event: Event,
        facts: &Facts,
        texts: &Catalogue,
        settings: &Settings,
    ) -> Vec<Effect> {
        match event {
            Event::EntityChosen(entity) => self.entity = entity,
            Event::FileChosen { name, bytes } => return self.choose(name, bytes),
            Event::ReadProgress(percent) => {
                if let Stage::Reading(shown) = &mut self.stage {
                    *shown = percent;
                }
            }
            Event::FileRead(sheet) => {
                self.stage = Stage::Columns(Box::new(Columns::new(*sheet)));
                self.facts_changed(facts);
            }
            Event::FileRefused(problem) => self.refuse(FileNotice::Problem(problem)),
            Event::ReadFailed => self.refuse(FileNotice::Unreadable),
            Event::EncodingChosen(label) => {
                self.options.encoding = Encoding::ALL.into_iter().find(|encoding| encoding.label() == label);
                return self.read_again();
            }
            Event::DelimiterChosen(delimiter) => {
                self.options.delimiter = delimiter.bytes().next();
                return self.read_again();
            }
            Event::DateOrderChosen(value) => {
                if let Stage::Columns(columns) = &mut self.stage {
                    columns.choose_date_order(&value);
                }
            }
            Event::TargetChosen { column, value } => {
                if let Stage::Columns(columns) = &mut self.stage {
                    columns.choose(column, &value);
                }
            }
            Event::CheckAsked => self.check(texts, settings),
            Event::BackAsked => self.back(),
            Event::StartAsked => self.start(now, facts, settings),
            Event::PauseAsked => self.tell_run(|run| run.pause(now.moment)),
            Event::ResumeAsked => self.tell_run(|run| run.resume(now.moment)),
            Event::ProceedAsked => self.tell_run(|run| run.proceed(now.moment)),
            Event::CancelAsked => self.tell_run(|run| run.cancel(now.moment)),
            Event::Mend(mend) => self.mend(mend),
            Event::DoneRowsWanted(wanted) => {
                if let Stage::Check(check) = &mut self.stage {
                    check.want_done_rows(wanted);
                }
            }
            Event::RetryAsked => self.retry(now, facts, settings),
            Event::ReportAsked => return self.report(texts).into_iter().collect(),
            Event::Restarted => self.restart(),
        }
        Vec::new()
    }

    /// Takes in that the account's facts have changed: columns that wait for them are mapped.
    pub(super) fn facts_changed(&mut self, facts: &Facts) {
        if let Stage::Columns(columns) = &mut self.stage
            && let Some(schema) = facts.schema(self.entity)
        {
            columns.learn(schema);
        }
    }

    pub(super) fn persisted(&mut self, now: Moment, entries: usize) {
        self.tell_run(|run| run.persisted(now, entries));
    }

    pub(super) fn not_persisted(&mut self, now: Moment) {
        self.tell_run(|run| run.not_persisted(now));
    }

    pub(super) fn left(&mut self, now: Moment, call: CallId) {
        self.tell_run(|run| run.left(now, call));
    }

    pub(super) fn delivered(&mut self, now: Moment, call: CallId, delivery: Delivery) {
        self.tell_run(|run| run.delivered(now, call, delivery));
    }

    /// What is to be done next for the import, and a slice of the check if one goes on.
    pub(super) fn poll(&mut self, now: Moment) -> Output {
        match &mut self.stage {
            Stage::Run(run) => run.poll(now, &mut self.imported),
            _ => Output::Sleep(None),
        }
    }

    /// Works on a check for a moment, if one goes on.
    pub(super) fn work(&mut self) {
        match &mut self.stage {
            Stage::Check(check) => check.work(&self.imported),
            Stage::Run(run) => run.work(),
            _ => {}
        }
    }

    /// Whether rows are left to be checked, so that it must go on at once.
    pub(super) const fn has_slices_left(&self) -> bool {
        match &self.stage {
            Stage::Check(check) => !check.is_done(),
            Stage::Run(run) => run.is_busy(),
            _ => false,
        }
    }

    /// Whether the screen shows something that changes with time alone.
    pub(super) fn is_moving(&self) -> bool {
        matches!(&self.stage, Stage::Run(run) if run.is_moving())
    }

    /// What is imported, and how many rows at once the server copes with.
    pub(super) fn batch_rows(&self) -> Option<(Entity, usize)> {
        match &self.stage {
            Stage::Run(run) => Some((self.entity, run.batch_rows())),
            _ => None,
        }
    }

    /// Whether leaving the page now would break something off.
    pub(super) fn is_unsafe_to_leave(&self) -> bool {
        matches!(&self.stage, Stage::Run(run) if !run.is_over())
    }

    /// The step and its body.
    pub(super) fn view(&self, now: Moment, facts: &Facts, texts: &Catalogue, gate: Gate) -> (Step, Body) {
        match &self.stage {
            Stage::File(notice) => (Step::File, Body::File(self.file_view(notice.as_ref(), None, texts))),
            Stage::Reading(percent) => (Step::File, Body::File(self.file_view(None, Some(*percent), texts))),
            Stage::Columns(columns) => {
                let trouble = facts.trouble(self.entity);
                (Step::Columns, Body::Columns(columns.view(&self.name, self.options, trouble, texts)))
            }
            Stage::Check(check) => (Step::Check, Body::Check(check.view(texts))),
            Stage::Run(run) => (Step::Run, Body::Run(run.view(now, gate, texts))),
        }
    }

    /// The import in one line with its thousandths, for places that have room for no more.
    pub(super) fn in_short(&self, now: Moment, texts: &Catalogue) -> Option<(String, u32)> {
        match &self.stage {
            Stage::Run(run) => Some(run.in_short(now, texts)),
            _ => None,
        }
    }

    /// The import as it is seen from elsewhere, once it was started.
    pub(super) fn underway(&self, now: Moment, texts: &Catalogue, gate: Gate) -> Option<Underway> {
        match &self.stage {
            Stage::Run(run) => Some(run.underway(now, gate, texts)),
            _ => None,
        }
    }

    fn file_view(&self, notice: Option<&FileNotice>, percent: Option<u32>, texts: &Catalogue) -> FileView {
        FileView {
            entity: self.entity,
            reading: percent.map(|percent| (self.name.clone(), percent)),
            notice: notice.map(|notice| notice.view(&self.name, texts)),
        }
    }

    fn choose(&mut self, name: String, bytes: u64) -> Vec<Effect> {
        // A file dropped on a running import must not end it.
        if self.is_unsafe_to_leave() {
            return Vec::new();
        }
        self.name = name;
        self.options = ReadOptions::default();
        match FileProblem::check_size(bytes) {
            Ok(()) => self.read_again(),
            Err(problem) => {
                self.refuse(FileNotice::Problem(problem));
                Vec::new()
            }
        }
    }

    fn read_again(&mut self) -> Vec<Effect> {
        self.stage = Stage::Reading(0);
        vec![Effect::ReadFile(self.options)]
    }

    fn refuse(&mut self, notice: FileNotice) {
        if !self.is_unsafe_to_leave() {
            self.stage = Stage::File(Some(notice));
        }
    }

    fn check(&mut self, texts: &Catalogue, settings: &Settings) {
        self.stage = match std::mem::take(&mut self.stage) {
            Stage::Columns(columns) => match Check::new(columns, texts.language(), settings) {
                Ok(check) => Stage::Check(Box::new(check)),
                Err(columns) => Stage::Columns(columns),
            },
            other => other,
        };
    }

    fn back(&mut self) {
        self.stage = match std::mem::take(&mut self.stage) {
            Stage::Check(check) => Stage::Columns(check.into_columns()),
            other => other,
        };
    }

    fn start(&mut self, now: Now, facts: &Facts, settings: &Settings) {
        let engine = self.engine(facts, settings);
        self.stage = match (std::mem::take(&mut self.stage), engine) {
            (Stage::Check(check), Some(settings)) if check.is_done() => {
                match Run::new(check, now, settings) {
                    Ok(run) => Stage::Run(Box::new(run)),
                    Err(check) => Stage::Check(check),
                }
            }
            (other, _) => other,
        };
    }

    fn retry(&mut self, now: Now, facts: &Facts, settings: &Settings) {
        if let Some(engine) = self.engine(facts, settings) {
            self.tell_run(|run| run.retry(now, engine));
        }
    }

    /// How an import is to go.
    fn engine(&self, facts: &Facts, settings: &Settings) -> Option<import::Settings> {
        let user = facts.account()?.current_user_id;
        Some(import::Settings {
            batch_rows_max: settings.rows_max,
            batch_rows: settings.memory.batch_rows(self.entity),
            ..import::Settings::new(user)
        })
    }

    fn mend(&mut self, mend: Mend) {
        match &mut self.stage {
            Stage::Check(check) => check.mend(mend, &self.imported),
            Stage::Run(run) => run.mend(mend),
            _ => {}
        }
    }

    fn restart(&mut self) {
        if !self.is_unsafe_to_leave() {
            self.stage = Stage::File(None);
        }
    }

    fn tell_run(&mut self, tell: impl FnOnce(&mut Run)) {
        if let Stage::Run(run) = &mut self.stage {
            tell(run);
        }
    }

    fn report(&self, texts: &Catalogue) -> Option<Effect> {
        let csv = match &self.stage {
            Stage::Check(check) => check.report(texts),
            Stage::Run(run) => run.report(texts),
            _ => return None,
        };
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let name = format!("{stem}-{}.csv", texts.say(&text("app.problems.file_name")));
        Some(Effect::Download { name, text: csv })
    }
}
