//! The last step: the import as it runs, and what came of it. The engine decides; this step passes on
//! what it is told and puts it into words.

use super::check::{Check, Ready};
use super::columns::Columns;
use super::earlier::Earlier;
use super::mend::{Changed, Grid, Mend, Mending};
use super::problems::Problems;
use super::{Output, explain, grid};
use crate::app::Now;
use crate::app::barrier::is_offline;
use crate::app::tab::Underway;
use crate::app::text::{Catalogue, Text, text};
use crate::app::view::{Actions, Notice, RunState, RunView, Tile, Tone};
use crate::base::{Delivery, Moment};
use crate::traffic::Gate;
use crate::transfer::check::Checker;
use crate::transfer::import::{self, CallId, Import, Input, Settings};
use crate::transfer::imported::Imported;
use crate::transfer::journal::RunId;
use crate::transfer::plan::Plan;
use crate::transfer::problem::RowProblem;
use crate::transfer::progress::{Progress, State};

/// An import with the file it came from.
pub(super) struct Run {
    id: RunId,
    columns: Box<Columns>,
    checker: Checker,
    engine: Import,
    earlier: Earlier,
    /// All rows that were or will not be stored.
    problems: Problems,
    grid: Grid,
    /// Rows that are mended and may be tried again.
    mended: Plan,
    /// What `problems` was made from, so that it is made anew only when that changes.
    counted: (usize, bool),
    over: bool,
}

impl Run {
    /// Starts the import of what the check has passed.
    pub(super) fn new(check: Box<Check>, now: Now, settings: Settings) -> Result<Self, Box<Check>> {
        let Ready { columns, checker, mut problems, plan } = check.into_ready()?;
        problems.forget_mended();
        let mut earlier = Earlier::default();
        earlier.begin(&plan);
        Ok(Self {
            id: run_id(now),
            columns,
            checker,
            mended: Plan::empty(plan.entity()),
            engine: Import::new(settings, plan),
            earlier,
            problems,
            grid: Grid::default(),
            counted: (0, false),
            over: false,
        })
    }

    /// Tries the mended rows again, once the import is over: an import of them alone.
    pub(super) fn retry(&mut self, now: Now, settings: Settings) {
        if !self.over || self.is_busy() || self.mended.is_empty() {
            return;
        }
        let plan = std::mem::replace(&mut self.mended, Plan::empty(self.engine.plan().entity()));
        plan.rows().for_each(|row| self.problems.forget(row));
        self.earlier.end(&self.engine.progress(now.moment));
        self.earlier.begin(&plan);
        self.id = run_id(now);
        self.engine = Import::new(settings, plan);
        self.counted = (0, false);
        self.over = false;
    }

    /// Does what the user did to a row with problems.
    pub(super) fn mend(&mut self, mend: Mend) {
        let changed = self.mending().handle(mend);
        self.take_changes(changed);
    }

    /// Changes the next rows of those that are to be like another one.
    pub(super) fn work(&mut self) {
        let changed = self.mending().work();
        self.take_changes(changed);
    }

    /// Whether rows are still to be changed.
    pub(super) const fn is_busy(&self) -> bool {
        self.grid.is_busy()
    }

    fn mending(&mut self) -> Mending<'_> {
        let Self { columns, checker, problems, grid, .. } = self;
        Mending { columns, checker, problems, grid }
    }

    fn take_changes(&mut self, changed: impl IntoIterator<Item = Changed>) {
        for (row, work) in changed {
            self.mended.take(row);
            if let Some(work) = work {
                // A row that was taken out can come in, and a checker makes drafts of one kind.
                self.mended.push(row, work).unwrap_or_default();
            }
        }
    }

    /// What is to be done next; `imported` learns of the rows that are stored.
    pub(super) fn poll(&mut self, now: Moment, imported: &mut Imported) -> Output {
        let output = self.engine.poll(now);
        self.collect_problems();
        match output {
            import::Output::Persist(entries) => {
                imported.learn(self.engine.plan(), &entries);
                Output::Persist(self.id.clone(), entries)
            }
            import::Output::Submit(call, request) => Output::Submit(call, request),
            import::Output::Withdraw(call) => Output::Withdraw(call),
            import::Output::Sleep(moment) => Output::Sleep(moment),
            import::Output::Ended => {
                self.over = true;
                Output::Sleep(None)
            }
        }
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
        let progress = self.progress(now);
        (texts.say(&headline(&progress, Gate::Open)), permille(&progress))
    }

    /// The import as it is seen from elsewhere.
    pub(super) fn underway(&self, now: Moment, gate: Gate, texts: &Catalogue) -> Underway {
        let progress = self.progress(now);
        Underway {
            state: state(&progress, gate),
            words: texts.say(&headline(&progress, gate)),
            permille: permille(&progress),
        }
    }

    pub(super) fn view(&self, now: Moment, gate: Gate, texts: &Catalogue) -> RunView {
        let progress = self.progress(now);
        let rows = self.problems.rows() + self.mended.len();
        let retry = self.over && !self.mended.is_empty() && !self.is_busy();
        RunView {
            state: state(&progress, gate),
            headline: texts.say(&headline(&progress, gate)),
            permille: permille(&progress),
            tiles: tiles(&progress, gate, rows, texts),
            notices: notices(&progress, texts),
            actions: actions(&progress.state),
            retry: retry.then(|| texts.say(&text("app.run.retry").count("count", self.mended.len()))),
            problems: grid::view(&self.columns, &self.problems, &self.grid, texts),
        }
    }

    /// The rows that were not stored, as CSV.
    pub(super) fn report(&self, texts: &Catalogue) -> String {
        self.columns.report(self.problems.list(), texts)
    }

    fn collect_problems(&mut self) {
        let counts = self.engine.run().counts();
        let counted = (counts.refused + counts.undecided, self.engine.run().ended());
        if counted != self.counted {
            self.counted = counted;
            let plan = self.engine.plan();
            let is_new = |problem: &RowProblem| !self.problems.knows(problem.row);
            let more = self.engine.problems().filter(is_new);
            let more: Vec<RowProblem> = more.map(|problem| self.columns.locate(problem, plan)).collect();
            self.problems.extend(more);
        }
    }

    /// The progress of all tries.
    fn progress(&self, now: Moment) -> Progress {
        self.earlier.whole(self.engine.progress(now))
    }
}

/// Two imports cannot start in the same millisecond of the same page.
fn run_id(now: Now) -> RunId {
    RunId(format!("{}-{}", now.time, now.moment.as_ms()))
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

fn notices(progress: &Progress, texts: &Catalogue) -> Vec<Notice> {
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
            notices.push(notice(Tone::Info, "app.run.keep_open_title", &text("app.run.keep_open")));
        }
        _ => {}
    }
    if progress.unknown > 0 {
        notices.push(notice(Tone::Warning, "app.run.unknown_title", &text("app.run.unknown_hint")));
    }
    notices
}

fn actions(state: &State) -> Actions {
    let over = matches!(state, State::Ended | State::Cancelled);
    Actions {
        pause: matches!(state, State::Running | State::Settling),
        resume: matches!(state, State::Paused | State::Pausing),
        proceed: matches!(state, State::Stopped { .. }),
        cancel: !over,
        again: over,
    }
}
