//! What is known of a list's copy becomes sentences: what is kept, what a reading would cost, what came of
//! one.

use super::outcome::Outcome;
use crate::api::account::AccountInfo;
use crate::app::barrier::is_offline;
use crate::app::explain;
use crate::app::text::{Text, text};
use crate::app::trouble::Trouble;
use crate::app::view::entity_key;
use crate::base::limits::PAGE_MAX;
use crate::traffic::Gate;
use crate::transfer::scan::head::Head;
use crate::transfer::scan::store::MirrorError;
use crate::transfer::scan::{Aim, AskAgain, Doing, EndedBy, Halt, PAGES_MAX, Progress};
use crate::transfer::schema::Entity;

/// What is kept of a list, and of when; `is_read` while it is being read.
pub(super) fn kept(head: &Head, is_read: bool, account: Option<&AccountInfo>) -> Text {
    let size = text("app.data.size")
        .count("count", head.size.entities)
        .with("size", explain::megabytes(head.size.bytes));
    match (head.state.complete, head.state.position) {
        (Some(complete), _) => {
            let whole = text("app.data.kept")
                .sentence("size", size)
                .with("read", explain::local(complete.read_at, account));
            match complete.looked_at {
                Some(looked_at) => text("app.data.kept_looked")
                    .sentence("kept", whole)
                    .with("looked", explain::local(looked_at, account)),
                None => whole,
            }
        }
        (None, Some(_)) if is_read => text("app.data.kept_so_far").sentence("size", size),
        (None, Some(position)) if position.is_at_cap() => text("app.data.kept_cap")
            .sentence("size", size)
            .sentence("requests", requests(position.pages.into())),
        (None, Some(position)) => {
            text("app.data.kept_part").sentence("size", size).count("pages", position.pages)
        }
        (None, None) => text("app.data.kept_nothing"),
    }
}

/// What going on with a reading is called: under the plan that it has, or under the next one.
pub(super) fn rest(head: &Head) -> Text {
    match head.state.position {
        Some(position) if position.is_at_cap() => {
            text("app.data.read_on").sentence("requests", requests(position.pages_left(PAGES_MAX).into()))
        }
        _ => text("app.data.rest"),
    }
}

/// What reading the list would cost: the whole, or the next stretch of it if that is what comes next.
pub(super) fn plan(head: &Head, rate: usize) -> Text {
    let (key, pages) = match (head.state.position, head.state.complete) {
        (Some(position), _) => ("app.data.plan_rest", u64::from(position.pages_left(PAGES_MAX))),
        // Pages overlap by a tenth at most.
        (None, Some(_)) => ("app.data.plan_known", head.size.entities * 11 / 10 / PAGE_MAX as u64 + 1),
        (None, None) => ("app.data.plan_unknown", u64::from(PAGES_MAX)),
    };
    text(key)
        .sentence("requests", requests(pages))
        .with("page", PAGE_MAX.to_string())
        .with("rate", rate.to_string())
        .sentence("time", explain::duration(pages * 1_000 / rate.max(1) as u64))
}

/// How the reading goes, in one line.
pub(super) fn headline(list: Entity, aim: Aim, progress: &Progress, gate: Gate) -> Text {
    let key = match (&progress.state, aim) {
        (Doing::Running, _) if is_offline(gate) => "app.data.offline",
        (Doing::Running, _) if gate != Gate::Open => "app.data.held",
        (Doing::Running, Aim::Changes) => "app.data.looking",
        (Doing::Running, Aim::Whole | Aim::Rest) => "app.data.reading",
        (Doing::Pausing, _) => "app.data.pausing",
        (Doing::Paused, _) => "app.data.paused",
        (Doing::Halted { .. }, _) => "app.data.halted",
        (Doing::Cancelling | Doing::Cancelled | Doing::Ended { .. }, _) => "app.data.stopping",
    };
    text(key).sentence("list", text(entity_key(list)))
}

/// What came of a reading.
pub(super) fn outcome(outcome: &Outcome) -> Text {
    let asked = requests(u64::from(outcome.requests));
    let tally = outcome.tally;
    let all = match (outcome.by, outcome.aim) {
        (None, Aim::Changes) => text("app.data.look_stopped"),
        (None, Aim::Whole | Aim::Rest) => text("app.data.stopped"),
        (Some(EndedBy::Repeats | EndedBy::Unordered), _) => text("app.data.astray"),
        (Some(EndedBy::Cap), Aim::Changes) => text("app.data.look_cap"),
        (Some(EndedBy::Cap), Aim::Whole | Aim::Rest) => text("app.data.cap").count("count", outcome.entities),
        (Some(EndedBy::Room), _) => text("app.data.room"),
        (Some(EndedBy::IgnoredConditions), _) => text("app.data.ignored"),
        (Some(EndedBy::NotModified | EndedBy::Empty), Aim::Changes) => text("app.data.unchanged"),
        (Some(_), Aim::Changes) if tally.added + tally.changed == 0 => {
            text("app.data.unchanged_again").count("count", tally.same)
        }
        (Some(_), Aim::Changes) => {
            text("app.data.changed").count("changed", tally.changed).count("added", tally.added)
        }
        (Some(_), Aim::Whole | Aim::Rest) => {
            let whole = text("app.data.whole").count("count", outcome.entities);
            match tally.removed {
                0 => whole,
                removed => text("app.data.whole_removed").sentence("whole", whole).count("removed", removed),
            }
        }
    };
    all.sentence("requests", asked)
}

/// Why the reading waits for the user's word.
pub(super) fn halt(why: &Halt) -> Text {
    match why {
        Halt::Answer(error) => Trouble::of_api(error).cause,
        Halt::NoAnswer(_) => text("app.trouble.no_answer"),
        Halt::Store(error) => store(error),
        Halt::Limit(error) => Trouble::of_limit(*error).cause,
    }
}

/// What is wrong with the mirror, and what to do.
pub(in crate::app) fn store(error: &MirrorError) -> Text {
    match error {
        MirrorError::Full => text("app.data.store_full"),
        MirrorError::TooLarge => text("app.data.room"),
        MirrorError::Unavailable => text("app.data.store_unavailable"),
        MirrorError::OtherOwner => text("app.data.store_other"),
        MirrorError::Unreadable | MirrorError::Failed(_) => text("app.data.store_failed"),
    }
}

/// That the list was read a short time ago.
pub(super) fn again(again: AskAgain, account: Option<&AccountInfo>) -> Text {
    text("app.data.again").count("count", again.entities).with("read", explain::local(again.last_at, account))
}

fn requests(count: u64) -> Text {
    text("app.data.requests").count("count", count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;

    #[test]
    fn times_are_the_accounts() {
        let account = AccountInfo { utc_offset_s: -18_000, ..AccountInfo::default() };
        let time = Timestamp(1_795_510_859);
        assert_eq!(explain::local(time, Some(&account)), "2026-11-24 04:00");
        assert_eq!(explain::local(time, None), "2026-11-24 09:00");
        assert_eq!(explain::local(Timestamp(i64::MAX), None), "");
    }
}
