//! A page that has come: what it means, and what of it goes into the mirror.

use super::ending::{EndedBy, Verdict, judge};
use super::exchange::{Aim, Halt};
use super::head::{Complete, Last, Position, State};
use super::kept::Kept;
use super::store::Commit;
use super::{OVERLAP_S, Saving, Scan, wire};
use crate::base::id::EntityId;
use crate::base::{Moment, Response, Timestamp};

/// Kommo's status for a list in which nothing has changed.
const NOT_MODIFIED: u16 = 304;

/// No id is greater: it is the greatest whole number that every part of a browser can hold.
const ID_MAX: EntityId = EntityId((1 << 53) - 1);

impl Scan {
    /// Takes in an answer.
    pub(super) fn read_page(&mut self, now: Moment, response: &Response) {
        let is_first = self.pages == 0;
        let from = self.changes_from();
        if response.status == NOT_MODIFIED && is_first && from.is_some() {
            self.pages += 1;
            self.watermark = self.as_of(now, response);
            self.save(now, response, Vec::new(), Verdict::End(EndedBy::NotModified));
            return;
        }
        let page = match wire::decode(self.plan.list, response) {
            Ok(page) => page,
            Err(error) => return self.halt(Halt::Answer(error)),
        };
        self.pages += 1;
        if is_first {
            self.watermark = self.as_of(now, response).or_else(|| newest(&page.items));
        }
        if from.is_some_and(|from| page.items.iter().any(|item| item.updated_at < from)) {
            self.save(now, response, Vec::new(), Verdict::End(EndedBy::IgnoredConditions));
            return;
        }
        let ids: Vec<EntityId> = page.items.iter().map(|item| item.id).collect();
        let verdict = judge(&ids, page.has_next, self.cursor.place());
        match verdict {
            // Nothing of such a page is certain enough to be kept.
            Verdict::Back => self.cursor = self.cursor.after(&page.items, verdict),
            Verdict::End(EndedBy::Repeats | EndedBy::Unordered) => {
                self.save(now, response, Vec::new(), verdict);
            }
            Verdict::On | Verdict::End(_) => self.save(now, response, page.items, verdict),
        }
    }

    /// The time whose changes the answer certainly shows. The server tells when its answer left; what it
    /// shows may be as old as the question.
    fn as_of(&self, now: Moment, response: &Response) -> Option<Timestamp> {
        let took_s = seconds(now.since_ms(self.asked_at)) + 1;
        Some(Timestamp(response.date?.0.saturating_sub(took_s + OVERLAP_S)))
    }

    fn save(&mut self, now: Moment, response: &Response, entities: Vec<Kept>, verdict: Verdict) {
        let end = match verdict {
            Verdict::End(end) => Some(end),
            Verdict::On | Verdict::Back => None,
        };
        let is_lost = end.is_some_and(|end| !end.is_complete());
        let cursor = if is_lost { self.cursor } else { self.cursor.after(&entities, verdict) };
        let span = match self.aim {
            Aim::Whole | Aim::Rest if !is_lost => Some(self.span(&entities, end)),
            _ => None,
        };
        let here = Timestamp(self.started.0.0.saturating_add(seconds(now.since_ms(self.started.1))));
        let at = response.date.unwrap_or(here);
        let position = Position {
            covered: cursor.covered,
            edge: cursor.edge,
            pages: self.pages,
            pages_max: self.pages_max,
            watermark: self.watermark,
        };
        let state = match self.aim {
            Aim::Whole | Aim::Rest => self.after_full_page(position, Last { at, here }, end),
            Aim::Changes => self.after_look(at, end),
        };
        let commit = Commit { list: self.plan.list, span, entities, state };
        self.saving = Some(Saving { commit, cursor, end, is_asked: false });
    }

    /// The ids that the page accounts for: from the first on it, or from the list's beginning, to the last
    /// on it, or beyond all if there are no more.
    fn span(&self, entities: &[Kept], end: Option<EndedBy>) -> (EntityId, EntityId) {
        let is_start = self.cursor.place().offset == 0;
        let first = entities.first().filter(|_| !is_start).map_or(EntityId(0), |first| first.id);
        let last = entities.last().filter(|_| end.is_none()).map_or(ID_MAX, |last| last.id);
        (first, last)
    }

    fn after_full_page(&self, position: Position, last: Last, end: Option<EndedBy>) -> State {
        let state = State { last: Some(last), ..self.state() };
        if end.is_some_and(EndedBy::is_complete) {
            let complete = Complete { watermark: self.watermark, read_at: last.at, looked_at: None };
            State { complete: Some(complete), position: None, ignores_conditions: false, ..state }
        } else {
            State { position: Some(position), ..state }
        }
    }

    fn after_look(&self, at: Timestamp, end: Option<EndedBy>) -> State {
        let mut state = self.state();
        match (end, &mut state.complete) {
            (Some(EndedBy::IgnoredConditions), _) => state.ignores_conditions = true,
            (Some(end), Some(complete)) if end.is_complete() => {
                complete.watermark = self.watermark.or(complete.watermark);
                complete.looked_at = Some(at);
            }
            _ => {}
        }
        state
    }
}

/// Where the server does not tell the time, its newest entity does: that change certainly lies behind.
fn newest(items: &[Kept]) -> Option<Timestamp> {
    let newest = items.iter().map(|item| item.updated_at.0).max()?;
    Some(Timestamp(newest.saturating_sub(OVERLAP_S)))
}

fn seconds(ms: u64) -> i64 {
    i64::try_from(ms / 1_000).unwrap_or(i64::MAX)
}
