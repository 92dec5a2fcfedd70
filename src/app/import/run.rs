//! The last step: the import as it runs, and what came of it. The engine decides; this step passes on
//! what it is told and puts it into words.

use std::collections::VecDeque;

use super::check::Check;
use super::keeper::Keeper;
use super::origin::Origin;
use super::problems::{self, Problems};
use super::{Output, explain};
use crate::app::barrier::is_offline;
use crate::app::runs::{self, Order, Restored, Told};
use crate::app::tab::Underway;
use crate::app::text::{Catalogue, Text, text};
use crate::app::view::{Actions, Notice, RunState, RunView, Tile, Tone};
use crate::base::{Delivery, Moment};
use crate::traffic::Gate;
use crate::transfer::import::Stop;
use crate::transfer::import::{self, CallId, Import, Input, Settings};
use crate::transfer::journal::RunId;
use crate::transfer::problem::RowProblem;
use crate::transfer::progress::{Progress, State};
use crate::transfer::record::{RunRecord, Stage};
use crate::transfer::store::StoreError;

/// An import with the file it came from.
pub(super) struct Run {
    record: RunRecord,
    origin: Origin,
    /// Rows that the check had refused.
    checked: Problems,
    engine: Import,
    /// What writes it down before it begins.
    keeper: Option<Keeper>,
    /// Whether the browser keeps it; otherwise the user has said to do without.
    is_kept: bool,
    orders: VecDeque<Order>,
    /// All rows that were or will not be stored, in the file's order.
    problems: Vec<RowProblem>,
    /// What `problems` was made from, so that it is made anew only when that changes.
    counted: (usize, bool),
    over: bool,
}

impl Run {
    /// Starts the import of what the check has passed: first it is written down, if the browser keeps it.
    pub(super) fn new(
        check: Box<Check>,
        start: runs::Start,
        settings: Settings,
        is_kept: bool,
    ) -> Result<Self, Box<Check>> {
        let (columns, checked, plan) = check.into_plan()?;
        let origin = columns.into_origin();
        let record = RunRecord {
            // Two imports of the same rows cannot start in the same millisecond.
            id: RunId(format!("{}-{}-{:x}", start.now.time, start.now.moment.as_ms(), plan.digest())),
            owner: start.owner,
            entity: plan.entity(),
            file: start.file,
            started_at: start.now.time,
            rows: u32::try_from(plan.len()).unwrap_or(u32::MAX),
            digest: plan.digest(),
            slices: u32::try_from(origin.slices()).unwrap_or(u32::MAX),
            header: origin.header().to_vec(),
            mapping: origin.mapping.clone(),
            stage: Stage::Storing,
        };
        let hold = is_kept.then(|| Order::Hold(record.id.clone()));
        let keeper = is_kept.then(|| Keeper::new(record.clone()));
        let engine = Import::new(settings, plan);
        Ok(Self {
            keeper,
            is_kept,
            orders: hold.into_iter().collect(),
            ..Self::at(record, origin, checked, engine)
        })
    }

    /// Goes on with a run of an earlier visit; `None` if its rows are not those of its journal.
    pub(super) fn restored(restored: Restored, settings: Settings) -> Option<Self> {
        let Restored { record, read, plan, problems, run } = restored;
        let engine = Import::resume(settings, plan, run).ok()?;
        let origin = Origin { read, mapping: record.mapping.clone() };
        let mut checked = Problems::default();
        checked.extend(problems);
        checked.sort();
        Some(Self::at(record, origin, checked, engine))
    }

    fn at(record: RunRecord, origin: Origin, checked: Problems, engine: Import) -> Self {
        let problems = checked.list().to_vec();
        let (keeper, orders) = (None, VecDeque::new());
        Self {
            record,
            origin,
            checked,
            engine,
            keeper,
            is_kept: true,
            orders,
            problems,
            counted: (0, false),
            over: false,
        }
    }

    pub(super) fn poll(&mut self, now: Moment) -> Output {
        loop {
            if let Some(order) = self.orders.pop_front() {
                return Output::Runs(order);
            }
            if let Some(keeper) = &mut self.keeper {
                let order = keeper.poll(&self.origin, self.engine.plan(), self.checked.list());
                return order.map_or(Output::Sleep(None), Output::Runs);
            }
            let output = self.engine.poll(now);
            self.collect_problems();
            match output {
                // Nobody reads it again: it is enough that the engine knows.
                import::Output::Persist(entries) if !self.is_kept => self.persisted(now, entries.len()),
                import::Output::Persist(entries) => return Output::Persist(self.record.id.clone(), entries),
                import::Output::Submit(call, request) => return Output::Submit(call, request),
                import::Output::Withdraw(call) => return Output::Withdraw(call),
                import::Output::Sleep(moment) => return Output::Sleep(moment),
                import::Output::Ended if self.over => return Output::Sleep(None),
                import::Output::Ended => self.end(),
            }
        }
    }

    fn end(&mut self) {
        self.over = true;
        if self.is_kept {
            self.record.stage = Stage::Ended;
            let id = self.record.id.clone();
            self.orders.extend([Order::Keep(Box::new(self.record.clone())), Order::Release(id)]);
        }
    }

    /// What became of writing it down.
    pub(super) fn wrote(&mut self, run: &RunId, result: Result<(), StoreError>) {
        if let Some(keeper) = self.keeper.as_mut().filter(|_| self.record.id == *run) {
            keeper.wrote(result);
            if keeper.is_done() {
                self.keeper = None;
            }
        }
    }

    /// The run's name.
    pub(super) const fn id(&self) -> &RunId {
        &self.record.id
    }

    /// Whether nothing of it can have been sent yet, as it is still being written down.
    pub(super) const fn is_being_kept(&self) -> bool {
        self.keeper.is_some()
    }

    /// Goes on without a journal, at the user's word.
    pub(super) fn go_unkept(&mut self, now: Moment) {
        self.is_kept = false;
        self.keeper = None;
        let id = self.record.id.clone();
        self.orders.extend([Order::Forget(id.clone()), Order::Release(id)]);
        self.proceed(now);
    }

    /// What other tabs are told of it.
    pub(super) fn told(&self, now: Moment) -> Option<Told> {
        let progress = self.engine.progress(now);
        let problems = self.checked.rows() + progress.refused + progress.unknown + not_sent(&progress);
        self.is_kept.then(|| Told {
            run: self.record.id.clone(),
            stored: progress.stored,
            problems,
            left: progress.waiting + progress.in_flight + progress.unsure,
            is_over: self.over,
        })
    }

    pub(super) fn persisted(&mut self, now: Moment, entries: usize) {
        self.engine.handle(now, Input::Persisted(entries));
    }

    pub(super) fn not_persisted(&mut self, now: Moment) {
        self.engine.handle(now, Input::NotPersisted);
    }

    pub(super) fn left(&mut self, now: Moment, call: CallId) {
        self.engine.handle(now, Input::Left(call));
    }

    pub(super) fn delivered(&mut self, now: Moment, call: CallId, delivery: Delivery) {
        self.engine.handle(now, Input::Delivered(call, delivery));
    }

    pub(super) fn pause(&mut self, now: Moment) {
        self.engine.handle(now, Input::Pause);
    }

    pub(super) fn resume(&mut self, now: Moment) {
        self.engine.handle(now, Input::Resume);
    }

    pub(super) fn proceed(&mut self, now: Moment) {
        if let Some(keeper) = &mut self.keeper {
            return keeper.retry();
        }
        self.engine.handle(now, Input::Continue);
    }

    pub(super) fn cancel(&mut self, now: Moment) {
        self.engine.handle(now, Input::Cancel);
    }

    /// Rows in the next batch.
    pub(super) const fn batch_rows(&self) -> usize {
        self.engine.batch_rows()
    }

    /// Whether every row is settled and the journal says so.
    pub(super) const fn is_over(&self) -> bool {
        self.over
    }

    /// Whether rate and time left change with time alone.
    pub(super) const fn is_moving(&self) -> bool {
        !self.over
    }

    /// The import in one line with its thousandths.
    pub(super) fn in_short(&self, now: Moment, texts: &Catalogue) -> (String, u32) {
        let progress = self.engine.progress(now);
        (texts.say(&headline(&progress, Gate::Open)), permille(&progress))
    }

    /// The import as it is seen from elsewhere.
    pub(super) fn underway(&self, now: Moment, gate: Gate, texts: &Catalogue) -> Underway {
        let progress = self.engine.progress(now);
        Underway {
            state: state(&progress, gate),
            words: texts.say(&headline(&progress, gate)),
            permille: permille(&progress),
        }
    }

    pub(super) fn view(&self, now: Moment, gate: Gate, texts: &Catalogue) -> RunView {
        if let Some(keeper) = &self.keeper {
            return keeping(keeper, self.record.rows, texts);
        }
        let progress = self.engine.progress(now);
        let rows = self.checked.rows() + progress.refused + progress.unknown + not_sent(&progress);
        RunView {
            state: state(&progress, gate),
            headline: texts.say(&headline(&progress, gate)),
            permille: permille(&progress),
            tiles: tiles(&progress, gate, rows, texts),
            notices: notices(&progress, self.is_kept, texts),
            actions: actions(&progress.state, self.is_kept),
            problems: problems::view(&self.problems, rows, self.origin.header(), texts),
        }
    }

    /// The rows that were not stored, as CSV.
    pub(super) fn report(&self, texts: &Catalogue) -> String {
        self.origin.report(&self.problems, texts)
    }

    fn collect_problems(&mut self) {
        let counts = self.engine.run().counts();
        let counted = (counts.refused + counts.undecided, self.engine.run().ended());
        if counted != self.counted {
            self.counted = counted;
            let plan = self.engine.plan();
            self.problems = self.checked.list().to_vec();
            self.problems.extend(self.engine.problems().map(|problem| self.origin.locate(problem, plan)));
            self.problems.sort_by_key(|problem| problem.row);
        }
    }
}

fn state(progress: &Progress, gate: Gate) -> RunState {
    match progress.state {
        State::Ended | State::Cancelled => RunState::Done,
        State::Paused | State::Pausing => RunState::Paused,
        State::Settling | State::Stopped { .. } => RunState::Held,
        State::Running | State::Cancelling if gate != Gate::Open => RunState::Held,
        State::Running | State::Cancelling => RunState::Running,
    }
}

fn headline(progress: &Progress, gate: Gate) -> Text {
    let key = match progress.state {
        // What an import finds out after a lost answer, it finds out over the same network.
        State::Running | State::Settling if is_offline(gate) => "app.run.offline",
        State::Running if gate != Gate::Open => "app.run.held",
        State::Running => "app.run.running",
        State::Pausing => "app.run.pausing",
        State::Paused => "app.run.paused",
        State::Settling => "app.run.settling",
        State::Stopped { .. } => "app.run.stopped",
        State::Cancelling => "app.run.cancelling",
        State::Ended => "app.run.done",
        State::Cancelled => "app.run.cancelled",
    };
    let rows = text("app.run.rows").count("count", progress.total);
    text(key).count("done", progress.stored).sentence("rows", rows)
}

fn permille(progress: &Progress) -> u32 {
    let settled = progress.stored + progress.refused + progress.unknown;
    u32::try_from(settled.saturating_mul(1_000) / progress.total.max(1)).unwrap_or(1_000)
}

/// Rows that a cancelled import has left behind.
const fn not_sent(progress: &Progress) -> usize {
    match progress.state {
        State::Cancelled => progress.waiting,
        _ => 0,
    }
}

fn tiles(progress: &Progress, gate: Gate, problem_rows: usize, texts: &Catalogue) -> Vec<Tile> {
    let tile = |id, number, key, tone| Tile { id, number, label: texts.say(&text(key)), tone };
    let bad = if problem_rows == 0 { Tone::Info } else { Tone::Error };
    let mut tiles = vec![
        tile("stored", texts.number(progress.stored as u64), "app.run.stored", Tone::Success),
        tile("refused", texts.number(problem_rows as u64), "app.run.refused", bad),
    ];
    if progress.unknown > 0 {
        tiles.push(tile("unknown", texts.number(progress.unknown as u64), "app.run.unknown", Tone::Warning));
    }
    if matches!(progress.state, State::Ended | State::Cancelled) {
        return tiles;
    }
    let left = progress.waiting + progress.in_flight + progress.unsure;
    tiles.push(tile("left", texts.number(left as u64), "app.run.left", Tone::Info));
    // While nothing moves, its pace would be a promise that nobody can keep.
    let moves = gate == Gate::Open && matches!(progress.state, State::Running | State::Cancelling);
    if let Some(rate) = progress.rows_per_second.filter(|_| moves) {
        tiles.push(tile("rate", texts.tenths(explain::tenths(rate)), "app.run.rate", Tone::Info));
    }
    if let Some(left_ms) = progress.left_ms.filter(|_| moves) {
        let duration = texts.say(&explain::duration(left_ms));
        tiles.push(tile("time", duration, "app.run.time_left", Tone::Info));
    }
    tiles.push(tile("batch", texts.number(progress.batch_rows as u64), "app.run.batch", Tone::Info));
    tiles
}

fn notices(progress: &Progress, is_kept: bool, texts: &Catalogue) -> Vec<Notice> {
    let notice = |tone, title, sentence: &Text| Notice {
        tone,
        title: texts.say(&text(title)),
        sentence: texts.say(sentence),
        reload: false,
    };
    let mut notices = Vec::new();
    match &progress.state {
        State::Stopped { why } => {
            notices.push(notice(Tone::Error, "app.run.stopped_title", &explain::stop(why)));
        }
        State::Settling => {
            notices.push(notice(Tone::Warning, "app.run.settling_title", &text("app.run.settling_hint")));
        }
        State::Running | State::Cancelling => {
            let sentence = if is_kept { "app.run.keep_open" } else { "app.run.keep_open_unkept" };
            notices.push(notice(Tone::Info, "app.run.keep_open_title", &text(sentence)));
        }
        _ => {}
    }
    if progress.unknown > 0 {
        notices.push(notice(Tone::Warning, "app.run.unknown_title", &text("app.run.unknown_hint")));
    }
    notices
}

/// The run while it is written down, before anything is sent.
fn keeping(keeper: &Keeper, rows: u32, texts: &Catalogue) -> RunView {
    let all = text("app.run.rows").count("count", rows);
    let headline = text("app.run.keeping").count("done", keeper.rows()).sentence("rows", all);
    let failed = keeper.failed().map(|error| Notice {
        tone: Tone::Error,
        title: texts.say(&text("app.runs.not_kept_title")),
        sentence: texts.say(&runs::not_kept(error)),
        reload: false,
    });
    let permille = keeper.rows().saturating_mul(1_000) / (rows.max(1) as usize);
    RunView {
        state: if failed.is_some() { RunState::Held } else { RunState::Running },
        headline: texts.say(&headline),
        permille: u32::try_from(permille).unwrap_or(1_000),
        actions: Actions {
            proceed: failed.is_some(),
            unkept: failed.is_some(),
            cancel: true,
            ..Actions::default()
        },
        notices: failed.into_iter().collect(),
        ..RunView::default()
    }
}

fn actions(state: &State, is_kept: bool) -> Actions {
    let over = matches!(state, State::Ended | State::Cancelled);
    Actions {
        pause: matches!(state, State::Running | State::Settling),
        resume: matches!(state, State::Paused | State::Pausing),
        proceed: matches!(state, State::Stopped { .. }),
        unkept: is_kept && matches!(state, State::Stopped { why: Stop::Journal }),
        cancel: !over,
        again: over,
    }
}
