//! The import wizard: four steps, each with what it needs and nothing else.
//!
//! ```text
//!   File ──file chosen──► Reading ──read──► Columns ──check──► Check ──start──► Run ──again──► File
//!    ▲                      │ refused          │  ▲              │ back
//!    └──────────────────────┴───other file─────┘  └──────────────┘
//! ```

mod check;
mod columns;
mod dry_run;
mod event;
mod file;
mod keeper;
mod locate;
mod origin;
mod problems;
mod rules;
mod run;
mod survey;

use check::Check;
use columns::Columns;
use file::FileNotice;
use run::Run;

pub use dry_run::Kind;
pub use event::{Event, ReadOptions, Sheet};
pub use rules::Rule;

use super::Now;
use super::event::Effect;
use super::explain;
use super::facts::Facts;
use super::runs::{self, Order, Restored, Told};
use super::settings::Settings;
use super::tab::Underway;
use super::text::{Catalogue, text};
use super::view::{Body, FileView, Step};
use crate::app::data::SliceId;
use crate::base::id::EntityId;
use crate::base::{Delivery, Moment, Request};
use crate::traffic::Gate;
use crate::transfer::encoding::Encoding;
use crate::transfer::file_problem::FileProblem;
use crate::transfer::import::{self, CallId};
use crate::transfer::journal::{Entry, RunId};
use crate::transfer::scan::Kept;
use crate::transfer::scan::head::Owner;
use crate::transfer::scan::store::MirrorError;
use crate::transfer::schema::Entity;
use crate::transfer::store::StoreError;

/// What the import under way wants done.
pub(super) enum Output {
    Persist(RunId, Vec<Entry>),
    Submit(CallId, Request),
    Withdraw(CallId),
    Runs(Order),
    Slice(SliceId, Entity, EntityId),
    Sleep(Option<Moment>),
}

/// The wizard.
#[derive(Default)]
pub(super) struct Wizard {
    entity: Entity,
    name: String,
    options: ReadOptions,
    stage: Stage,
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
        is_kept: bool,
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
            Event::DateOrderChosen(value) => self.tell_columns(|columns| columns.choose_date_order(&value)),
            Event::TargetChosen { column, value } => {
                self.tell_columns(|columns| columns.choose(column, &value));
            }
            Event::WordsToggled { column } => self.tell_columns(|columns| columns.toggle_words(column)),
            Event::WordAnswered { column, word, value } => {
                self.tell_columns(|columns| columns.answer(column, &word, &value));
            }
            Event::SuggestionsTaken { column } => {
                self.tell_columns(|columns| columns.take_suggestions(column));
            }
            Event::RuleChosen(rule, value) => self.tell_columns(|columns| columns.choose_rule(rule, &value)),
            Event::KindChosen(kind) => {
                if let Stage::Check(check) = &mut self.stage {
                    check.show(kind);
                }
            }
            Event::DryRunAsked => return self.dry_run(texts).into_iter().collect(),
            Event::CheckAsked => self.check(now, texts, settings),
            Event::BackAsked => self.back(),
            Event::StartAsked => self.start(now, facts, settings, is_kept),
            Event::PauseAsked => self.tell_run(|run| run.pause(now.moment)),
            Event::ResumeAsked => self.tell_run(|run| run.resume(now.moment)),
            Event::ProceedAsked => self.tell_run(|run| run.proceed(now.moment)),
            Event::UnkeptAsked => self.tell_run(|run| run.go_unkept(now.moment)),
            Event::CancelAsked => return self.cancel(now.moment),
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

    /// What became of writing a run down.
    pub(super) fn wrote(&mut self, run: &RunId, result: Result<(), StoreError>) {
        self.tell_run(|own| own.wrote(run, result));
    }

    /// The run that this page works on, or has ended.
    pub(super) fn run(&self) -> Option<&RunId> {
        match &self.stage {
            Stage::Run(run) => Some(run.id()),
            _ => None,
        }
    }

    /// What other tabs are told of the run.
    pub(super) fn told(&self, now: Moment) -> Option<Told> {
        match &self.stage {
            Stage::Run(run) => run.told(now),
            _ => None,
        }
    }

    /// Whether nothing would be lost if the wizard began with something else.
    pub(super) fn is_idle(&self) -> bool {
        match &self.stage {
            Stage::File(_) => true,
            Stage::Run(run) => run.is_over(),
            Stage::Reading(_) | Stage::Columns(_) | Stage::Check(_) => false,
        }
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
            Stage::Run(run) => run.poll(now),
            Stage::Check(check) => check
                .poll()
                .map_or(Output::Sleep(None), |(slice, above)| Output::Slice(slice, self.entity, above)),
            _ => Output::Sleep(None),
        }
    }

    /// Works for a moment on a search for words or on a check, if one goes on.
    pub(super) fn work(&mut self) {
        match &mut self.stage {
            Stage::Columns(columns) => columns.work(),
            Stage::Check(check) => check.work(),
            _ => {}
        }
    }

    /// The list whose whole copy is waited for, and from when on it has to be fresh.
    pub(super) fn waits_for_list(&self) -> Option<(Entity, Moment)> {
        match &self.stage {
            Stage::Check(check) => check.waits_since().map(|since| (self.entity, since)),
            _ => None,
        }
    }

    /// The list's copy is whole and holds all changes as of this moment; so many entities are in it.
    pub(super) fn list_is_there(&mut self, as_of: Moment, entities: u64) {
        if let Stage::Check(check) = &mut self.stage {
            check.list_is_there(as_of, entities);
        }
    }

    /// Whether changes may be looked for without a word of the user's: once a wait.
    pub(super) fn may_look(&mut self) -> bool {
        match &mut self.stage {
            Stage::Check(check) => check.may_look(),
            _ => false,
        }
    }

    /// A slice of the list is there.
    pub(super) fn sliced(&mut self, now: Moment, slice: SliceId, kept: Result<Vec<Kept>, MirrorError>) {
        if let Stage::Check(check) = &mut self.stage {
            check.sliced(now, slice, kept);
        }
    }

    /// Starts what the user has started already, if the account was looked at once more and the plan is the
    /// same; whether it does.
    pub(super) fn start_again(
        &mut self,
        now: Now,
        facts: &Facts,
        settings: &Settings,
        is_kept: bool,
    ) -> bool {
        let is_cleared = matches!(&self.stage, Stage::Check(check) if check.is_cleared());
        if is_cleared {
            self.start(now, facts, settings, is_kept);
        }
        is_cleared && matches!(self.stage, Stage::Run(_))
    }

    /// Whether a search or a check has rows left, so that it must go on at once.
    pub(super) const fn has_slices_left(&self) -> bool {
        match &self.stage {
            Stage::Columns(columns) => columns.is_searching(),
            Stage::Check(check) => check.is_busy(),
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

    fn check(&mut self, now: Now, texts: &Catalogue, settings: &Settings) {
        self.stage = match std::mem::take(&mut self.stage) {
            Stage::Columns(columns) => match Check::new(columns, now.moment, texts.language(), settings) {
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

    fn start(&mut self, now: Now, facts: &Facts, settings: &Settings, is_kept: bool) {
        if let Stage::Check(check) = &mut self.stage
            && check.look_again(now.moment)
        {
            return;
        }
        let owner = facts.account().map(runs::owner);
        self.stage = match (std::mem::take(&mut self.stage), owner) {
            (Stage::Check(check), Some(owner)) if check.is_done() => {
                let start = runs::Start { now, owner, file: self.name.clone() };
                match Run::new(check, start, engine(settings, self.entity, owner), is_kept) {
                    Ok(run) => Stage::Run(Box::new(run)),
                    Err(check) => Stage::Check(check),
                }
            }
            (other, _) => other,
        };
    }

    /// Goes on with a run of an earlier visit; whether its rows are those of its journal.
    pub(super) fn resume(&mut self, restored: Restored, settings: &Settings) -> bool {
        let (entity, file) = (restored.record.entity, restored.record.file.clone());
        let engine = engine(settings, entity, restored.record.owner);
        let Some(run) = Run::restored(restored, engine) else { return false };
        (self.entity, self.name) = (entity, file);
        self.stage = Stage::Run(Box::new(run));
        true
    }

    /// A run that is still being written down is given up as if it had never been.
    fn cancel(&mut self, now: Moment) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Run(run) if run.is_being_kept() => {
                let id = run.id().clone();
                self.stage = Stage::File(None);
                vec![Effect::Runs(Order::Forget(id.clone())), Effect::Runs(Order::Release(id))]
            }
            Stage::Run(run) => {
                run.cancel(now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn restart(&mut self) {
        if !self.is_unsafe_to_leave() {
            self.stage = Stage::File(None);
        }
    }

    fn tell_columns(&mut self, tell: impl FnOnce(&mut Columns)) {
        if let Stage::Columns(columns) = &mut self.stage {
            tell(columns);
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
        Some(self.download("app.problems.file_name", csv, texts))
    }

    fn dry_run(&self, texts: &Catalogue) -> Option<Effect> {
        let Stage::Check(check) = &self.stage else { return None };
        Some(self.download("app.dry_run.file_name", check.dry_run(texts)?, texts))
    }

    fn download(&self, what: &'static str, csv: String, texts: &Catalogue) -> Effect {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let name = format!("{stem}-{}.csv", texts.say(&text(what)));
        Effect::Download { name, text: csv }
    }
}

/// How the engine behaves for this owner.
fn engine(settings: &Settings, entity: Entity, owner: Owner) -> import::Settings {
    import::Settings {
        batch_rows_max: settings.rows_max,
        batch_rows: settings.memory.batch_rows(entity),
        ..import::Settings::new(owner.user)
    }
}
