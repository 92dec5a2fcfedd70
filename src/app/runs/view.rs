//! What is shown of the kept runs: unfinished ones as offers, and how safe a new one is.

use super::{Room, Runs};
use crate::api::account::AccountInfo;
use crate::app::explain;
use crate::app::text::{Catalogue, Text, text};
use crate::app::view::{Notice, Tone, entity_key};
use crate::transfer::journal::RunId;
use crate::transfer::record::{ENDED_DAYS, ENDED_MAX, Found, Stage};
use crate::transfer::store::StoreError;

/// Below this many bytes a large file may not find room.
const ROOM_MIN: u64 = 50 * 1024 * 1024;

/// An unfinished run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferView {
    /// Which one, back to the application.
    pub run: RunId,
    /// What it is.
    pub title: String,
    /// File, kind and when.
    pub what: String,
    /// How far it has come.
    pub so_far: String,
    /// Done, in thousandths.
    pub permille: u32,
    /// Whether another tab works on it.
    pub is_elsewhere: bool,
    /// Whether it is being read back.
    pub is_opening: bool,
    /// Why it cannot be gone on with.
    pub trouble: Option<String>,
    /// The question before it is discarded.
    pub ask: Option<String>,
    /// For how long such things are kept, and for whom.
    pub kept: String,
}

impl Runs {
    /// The unfinished runs, less the one that this page works on.
    pub(in crate::app) fn offers(
        &self,
        own: Option<&RunId>,
        account: Option<&AccountInfo>,
        texts: &Catalogue,
    ) -> Vec<OfferView> {
        let ready = self.found.iter().filter(|found| found.record.stage == Stage::Ready);
        let others = ready.filter(|found| Some(&found.record.id) != own);
        others.map(|found| self.offer(found, account, texts)).collect()
    }

    fn offer(&self, found: &Found, account: Option<&AccountInfo>, texts: &Catalogue) -> OfferView {
        let record = &found.record;
        let rows = record.rows as usize;
        let counts = found.counts;
        let problems = counts.refused + counts.undecided;
        let journal = (counts.stored, problems, rows.saturating_sub(counts.stored + problems));
        let (stored, problems, left) = match self.heard.get(&record.id) {
            Some((_, told)) => (told.stored, told.problems, told.left),
            None => journal,
        };
        let is_elsewhere = !self.free.contains(&record.id);
        let title = if is_elsewhere { "app.runs.elsewhere_title" } else { "app.runs.title" };
        let what = text("app.runs.what")
            .with("file", record.file.clone())
            .sentence("entity", text(entity_key(record.entity)))
            .with("time", explain::local(record.started_at, account));
        let so_far =
            text("app.runs.so_far").count("stored", stored).count("left", left).count("problems", problems);
        let is_asked = self.discarding.as_ref() == Some(&record.id) && !is_elsewhere;
        let is_unreadable = self.unreadable.as_ref() == Some(&record.id);
        OfferView {
            run: record.id.clone(),
            title: texts.say(&text(title)),
            what: texts.say(&what),
            so_far: texts.say(&so_far),
            permille: u32::try_from(rows.saturating_sub(left).saturating_mul(1_000) / rows.max(1))
                .unwrap_or(1_000),
            is_elsewhere,
            is_opening: self.opening.as_ref().is_some_and(|opening| opening.record.id == record.id),
            trouble: is_unreadable.then(|| texts.say(&text("app.runs.unreadable"))),
            ask: is_asked.then(|| texts.say(&text("app.runs.discard_ask").count("stored", stored))),
            kept: texts.say(&kept_for()),
        }
    }

    /// How safe a new run is, before it is started.
    pub(in crate::app) fn safety(&self, texts: &Catalogue) -> Notice {
        let (tone, title, sentence) = match (&self.trouble, self.room) {
            (Some(error), _) => (Tone::Warning, "app.runs.not_kept_title", not_kept(error)),
            (None, Some(Room { free: Some(free), .. })) if free < ROOM_MIN => {
                let low = text("app.runs.low").with("size", explain::megabytes(free));
                (Tone::Warning, "app.runs.low_title", low)
            }
            (None, room) => (Tone::Info, "app.runs.kept_title", safe(room.unwrap_or_default())),
        };
        Notice { tone, title: texts.say(&text(title)), sentence: texts.say(&sentence), reload: false }
    }
}

fn safe(room: Room) -> Text {
    let kept = match room.is_persistent {
        Some(true) => "app.runs.kept_surely",
        Some(false) | None => "app.runs.kept_perhaps",
    };
    let free = match room.free {
        Some(free) => text("app.runs.free").with("size", explain::megabytes(free)),
        None => text("app.runs.free_unknown"),
    };
    text(kept).sentence("free", free).sentence("time", kept_for())
}

fn kept_for() -> Text {
    text("app.runs.kept_for").with("days", ENDED_DAYS.to_string()).with("runs", ENDED_MAX.to_string())
}

/// Why the browser keeps nothing of an import, and what to do.
pub(in crate::app) fn not_kept(error: &StoreError) -> Text {
    text(match error {
        StoreError::Full => "app.runs.not_kept_full",
        StoreError::Unavailable => "app.runs.not_kept_blocked",
        StoreError::Gone(_) | StoreError::Unreadable(_) | StoreError::Failed(_) => "app.runs.not_kept_failed",
    })
}
