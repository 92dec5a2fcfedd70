//! The words for what the engine remembers: for each case a name for styles and a text's key.

use crate::app::explain::duration;
use crate::app::text::{Catalogue, Text, text};
use crate::base::Failure;
use crate::traffic::reads::Repeat;
use crate::traffic::{Class, Exchange, Fate, Lane, Outcome, Source, shown_path};

/// The kind of what was not sent.
pub(super) const SAVED: (&str, &str) = ("saved", "app.monitor.kind.saved");

/// How an exchange ended: a word for tests, styles and files, and the key of its name. `None` is on its way.
pub(super) const fn kind(class: Option<Class>) -> (&'static str, &'static str) {
    match class {
        None => ("flying", "app.monitor.kind.flying"),
        Some(Class::Done) => ("done", "app.monitor.kind.done"),
        Some(Class::NotModified) => ("not_modified", "app.monitor.kind.not_modified"),
        Some(Class::RateLimited) => ("rate_limited", "app.monitor.kind.rate_limited"),
        Some(Class::Refused) => ("refused", "app.monitor.kind.refused"),
        Some(Class::Blocked) => ("blocked", "app.monitor.kind.blocked"),
        Some(Class::ServerError) => ("server_error", "app.monitor.kind.server_error"),
        Some(Class::Lost) => ("lost", "app.monitor.kind.lost"),
    }
}

/// How one exchange ended, or that it was not sent.
pub(super) const fn kind_of(exchange: &Exchange) -> (&'static str, &'static str) {
    match (exchange.source, exchange.end) {
        (Source::Network, Some(end)) => kind(Some(end.class)),
        (Source::Network, None) => kind(None),
        (Source::Joined | Source::Recent, _) => SAVED,
    }
}

/// Who waited: a word for tests and files, and the key of its name.
pub(super) const fn lane(lane: Lane) -> (&'static str, &'static str) {
    match lane {
        Lane::Click => ("click", "app.monitor.lane.click"),
        Lane::Screen => ("screen", "app.monitor.lane.screen"),
        Lane::Bulk => ("bulk", "app.monitor.lane.bulk"),
    }
}

/// Which part of the program asked; one that has no name in the catalogue is called what it calls itself.
pub(super) fn asker(asker: &'static str) -> Text {
    text(match asker {
        "import" => "app.monitor.asker.import",
        "account facts" => "app.monitor.asker.facts",
        "scan" => "app.monitor.asker.scan",
        "lead card" => "app.monitor.asker.card",
        other => other,
    })
}

/// What followed for the request: a word for files.
pub(super) const fn fate_id(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "delivered",
        Fate::Unknown => "unknown",
        Fate::GivenUp => "given_up",
        Fate::Rests { .. } => "rests",
        Fate::WaitsForBreak => "waits_for_break",
        Fate::WaitsForNetwork => "waits_for_network",
        Fate::WaitsForSignIn => "waits_for_sign_in",
        Fate::WaitsForUnblock => "waits_for_unblock",
        Fate::Dropped => "dropped",
    }
}

/// What followed for an exchange; nothing yet while it is on its way.
pub(super) fn followed(exchange: &Exchange) -> Option<Text> {
    match exchange.source {
        Source::Network => exchange.end.map(|end| fate(end.fate)),
        Source::Joined => Some(text("app.monitor.fate.joined")),
        Source::Recent => Some(text("app.monitor.fate.recent")),
    }
}

fn fate(fate: Fate) -> Text {
    match fate {
        Fate::Delivered => text("app.monitor.fate.delivered"),
        Fate::Unknown => text("app.monitor.fate.unknown"),
        Fate::GivenUp => text("app.monitor.fate.given_up"),
        Fate::Rests { for_ms } => text("app.monitor.fate.rests").sentence("time", duration(for_ms)),
        Fate::WaitsForBreak => text("app.monitor.fate.waits_for_break"),
        Fate::WaitsForNetwork => text("app.monitor.fate.waits_for_network"),
        Fate::WaitsForSignIn => text("app.monitor.fate.waits_for_sign_in"),
        Fate::WaitsForUnblock => text("app.monitor.fate.waits_for_unblock"),
        Fate::Dropped => text("app.monitor.fate.dropped"),
    }
}

/// Who asks the same too often.
pub(super) fn repeat(repeat: &Repeat, texts: &Catalogue) -> String {
    texts.say(
        &text("app.monitor.repeat")
            .count("count", repeat.count)
            .with("path", shown_path(&repeat.path))
            .sentence("asker", asker(repeat.asker)),
    )
}

/// Why there is no answer: a word for files, and the key of its name.
pub(super) const fn failure(failure: Failure) -> (&'static str, &'static str) {
    match failure {
        Failure::NotSent => ("not_sent", "app.monitor.failure.not_sent"),
        Failure::Lost => ("lost", "app.monitor.failure.lost"),
        Failure::TimedOut => ("timed_out", "app.monitor.failure.timed_out"),
    }
}

/// How an exchange ended, in a status or in words.
pub(super) fn status(exchange: &Exchange, texts: &Catalogue) -> String {
    match exchange.end.map(|end| end.outcome) {
        None => texts.say(&text(kind_of(exchange).1)),
        Some(Outcome::Answered { status, .. }) => status.to_string(),
        Some(Outcome::Failed(why)) => texts.say(&text(failure(why).1)),
    }
}

/// An amount of bytes as the user reads it; empty for none.
pub(super) fn bytes(bytes: usize, texts: &Catalogue) -> String {
    match bytes as u64 {
        0 => String::new(),
        bytes @ 1..1_000 => format!("{bytes} B"),
        bytes => format!("{} KB", texts.tenths(bytes.div_ceil(100))),
    }
}

/// A time of day from Unix seconds, so many seconds ahead of UTC.
pub(super) fn time_of_day(seconds: i64, ahead_s: i32) -> String {
    let of_day = seconds.saturating_add(i64::from(ahead_s)).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        let check = |seconds, ahead, expected: &str| assert_eq!(time_of_day(seconds, ahead), expected);
        check(0, 0, "00:00:00");
        check(1_790_000_000, 0, "14:13:20");
        check(1_790_000_000, -3 * 3_600, "11:13:20");
        check(10, -60, "23:59:10");
        check(86_399, 1, "00:00:00");
    }

    #[test]
    fn amounts_of_bytes() {
        let check =
            |count, expected: &str| assert_eq!(bytes(count, &Catalogue::default()), expected, "{count}");
        check(0, "");
        check(999, "999 B");
        check(1_000, "1.0 KB");
        check(12_340, "12.4 KB");
        check(3_000_000, "3,000.0 KB");
    }
}
