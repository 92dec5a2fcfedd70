//! What the screen of the account's data shows: plain data, already in the user's language.

use super::{Data, outcome::Outcome, sentence};
use crate::api::account::AccountInfo;
use crate::app::explain;
use crate::app::text::{Catalogue, Text, text};
use crate::app::trouble::Trouble;
use crate::app::view::{Notice, RunState, Tile, Tone, entity_key};
use crate::base::Moment;
use crate::traffic::Gate;
use crate::transfer::scan::head::Head;
use crate::transfer::scan::{Aim, Doing, EndedBy, Progress};
use crate::transfer::schema::Entity;

/// The account's data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataView {
    /// What is wrong with the mirror as a whole.
    pub notice: Option<Notice>,
    /// Whether it is still being found out what is kept.
    pub loading: bool,
    /// The lists; empty while nothing is known of them.
    pub lists: Vec<ListView>,
}

/// One list of the account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListView {
    /// Which one, back to the application.
    pub list: Entity,
    /// Its name.
    pub name: String,
    /// What is kept of it, and of when.
    pub kept: String,
    /// What reading all of it would cost; `None` while it is read.
    pub plan: Option<String>,
    /// How its reading goes, if one goes on.
    pub reading: Option<ReadingView>,
    /// What came of the last one.
    pub notice: Option<Notice>,
    /// The question before it is read again.
    pub ask: Option<AskView>,
    /// What going on with a reading is called.
    pub rest: String,
    /// What can be done now.
    pub actions: Actions,
}

/// A reading that goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadingView {
    /// How it goes.
    pub state: RunState,
    /// That in words.
    pub headline: String,
    /// Done, in thousandths, where the list's length is known.
    pub permille: Option<u32>,
    /// Counts, rate and time left.
    pub tiles: Vec<Tile>,
}

/// A question that needs the user's word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskView {
    /// What is asked.
    pub sentence: String,
}

/// What can be done with a list now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button, and they are independent")]
pub struct Actions {
    /// Read all of it for the first time.
    pub read: bool,
    /// Read all of it once more.
    pub again: bool,
    /// Look for changes.
    pub look: bool,
    /// Go on where a reading was broken off.
    pub rest: bool,
    /// Pause the reading.
    pub pause: bool,
    /// Go on after a pause.
    pub resume: bool,
    /// Go on after it stopped by itself.
    pub proceed: bool,
    /// End the reading.
    pub stop: bool,
    /// Forget the copy.
    pub forget: bool,
}

/// What the screen is made from beside the data themselves.
pub(crate) struct Around<'app> {
    pub(crate) now: Moment,
    pub(crate) account: Option<&'app AccountInfo>,
    /// What is wrong with reading the account itself.
    pub(crate) trouble: Option<&'app Trouble>,
    pub(crate) gate: Gate,
    /// Requests a second.
    pub(crate) rate: usize,
    pub(crate) texts: &'app Catalogue,
}

impl Data {
    pub(in crate::app) fn view(&self, around: &Around<'_>) -> DataView {
        let notice = |title, sentence: &Text, reload| Notice {
            tone: Tone::Error,
            title: around.say(&text(title)),
            sentence: around.say(sentence),
            reload,
        };
        let store = self.trouble.as_ref();
        let store = store.map(|error| notice("app.data.store_title", &sentence::store(error), false));
        let account = || around.trouble.map(|trouble| notice("app.trouble.title", &trouble.cause, true));
        let notice = store.or_else(account);
        let is_known = self.heads.is_some();
        let lists =
            Entity::ALL.into_iter().filter(|_| is_known).map(|list| self.list(list, around)).collect();
        DataView { loading: !is_known && notice.is_none(), notice, lists }
    }

    /// One list.
    pub(in crate::app) fn list(&self, list: Entity, around: &Around<'_>) -> ListView {
        let head = self.head(list);
        let scan = self.run.as_ref().map(|(_, scan)| scan).filter(|scan| scan.plan().list == list);
        let progress = scan.map(|scan| scan.progress(around.now));
        let ask = self.asking.filter(|(asked, _)| *asked == list);
        let aim = scan.map_or(Aim::Whole, crate::transfer::scan::Scan::aim);
        ListView {
            list,
            name: around.say(&text(entity_key(list))),
            kept: around.say(&sentence::kept(&head, scan.is_some(), around.account)),
            plan: scan.is_none().then(|| around.say(&sentence::plan(&head, around.rate))),
            notice: match &progress {
                Some(progress) => halted(progress, around),
                None => self.outcomes.get(&list).map(|outcome| ended(outcome, around)),
            },
            rest: around.say(&sentence::rest(&head)),
            ask: ask
                .map(|(_, again)| AskView { sentence: around.say(&sentence::again(again, around.account)) }),
            actions: match &progress {
                Some(progress) => reading_actions(&progress.state),
                None => idle_actions(&head, self.run.is_some(), ask.is_some()),
            },
            reading: progress.map(|progress| reading(list, aim, &progress, around)),
        }
    }
}

impl Around<'_> {
    fn say(&self, text: &Text) -> String {
        self.texts.say(text)
    }
}

fn idle_actions(head: &Head, is_busy: bool, is_asked: bool) -> Actions {
    let state = &head.state;
    let is_free = !is_busy && !is_asked;
    let is_complete = state.complete.is_some();
    let watermark = state.complete.and_then(|complete| complete.watermark);
    Actions {
        read: is_free && !is_complete,
        again: is_free && is_complete,
        look: is_free && watermark.is_some() && !state.ignores_conditions,
        rest: is_free && state.position.is_some(),
        forget: is_free && (is_complete || state.position.is_some()),
        ..Actions::default()
    }
}

fn reading_actions(doing: &Doing) -> Actions {
    Actions {
        pause: matches!(doing, Doing::Running),
        resume: matches!(doing, Doing::Paused | Doing::Pausing),
        proceed: matches!(doing, Doing::Halted { .. }),
        stop: matches!(doing, Doing::Running | Doing::Paused | Doing::Pausing | Doing::Halted { .. }),
        ..Actions::default()
    }
}

fn reading(list: Entity, aim: Aim, progress: &Progress, around: &Around<'_>) -> ReadingView {
    let state = match progress.state {
        Doing::Paused | Doing::Pausing => RunState::Paused,
        Doing::Halted { .. } => RunState::Held,
        _ if around.gate != Gate::Open => RunState::Held,
        _ => RunState::Running,
    };
    let done = |expected: u64| (progress.entities * 1_000 / expected.max(1)).min(1_000);
    ReadingView {
        state,
        headline: around.say(&sentence::headline(list, aim, progress, around.gate)),
        permille: progress.expected.map(|expected| u32::try_from(done(expected)).unwrap_or(1_000)),
        tiles: tiles(progress, state, around),
    }
}

fn tiles(progress: &Progress, state: RunState, around: &Around<'_>) -> Vec<Tile> {
    let tile = |id, number, key: &Text| Tile { id, number, label: around.say(key), tone: Tone::Info };
    let number = |n: u64| around.texts.number(n);
    let of = text("app.data.tile_pages").with("max", number(u64::from(progress.pages_max)));
    let mut tiles = vec![
        tile("entities", number(progress.entities), &text("app.data.tile_entities")),
        tile("pages", number(u64::from(progress.pages)), &of),
    ];
    // While nothing moves, its pace would be a promise that nobody can keep.
    if state == RunState::Running {
        if let Some(rate) = progress.per_second {
            let rate = around.texts.tenths(explain::tenths(rate));
            tiles.push(tile("rate", rate, &text("app.data.tile_rate")));
        }
        if let Some(left_ms) = progress.left_ms {
            let left = around.say(&explain::duration(left_ms));
            tiles.push(tile("time", left, &text("app.data.tile_left")));
        }
    }
    tiles
}

fn halted(progress: &Progress, around: &Around<'_>) -> Option<Notice> {
    let Doing::Halted { why } = &progress.state else { return None };
    Some(Notice {
        tone: Tone::Error,
        title: around.say(&text("app.data.halted_title")),
        sentence: around.say(&sentence::halt(why)),
        reload: false,
    })
}

fn ended(outcome: &Outcome, around: &Around<'_>) -> Notice {
    let (tone, title) = match outcome.by {
        _ if outcome.is_good() => (Tone::Success, "app.data.done_title"),
        None => (Tone::Info, "app.data.stopped_title"),
        Some(EndedBy::Cap | EndedBy::Room) => (Tone::Warning, "app.data.cap_title"),
        Some(EndedBy::IgnoredConditions) => (Tone::Warning, "app.data.ignored_title"),
        Some(_) => (Tone::Warning, "app.data.astray_title"),
    };
    Notice {
        tone,
        title: around.say(&text(title)),
        sentence: around.say(&sentence::outcome(outcome)),
        reload: false,
    }
}
