//! Whether anything waits, and why, in plain words.

use crate::app::explain::duration;
use crate::app::text::{Catalogue, Text, text};
use crate::base::Moment;
use crate::traffic::{Gate, PauseCause, Stats};

/// Why what waits does wait. `full` is the pace as it was set; `now` is the shell's, as the gate's end is.
pub(super) fn view(stats: &Stats, gate: Gate, full: usize, now: Moment, texts: &Catalogue) -> String {
    let waiting = &stats.waiting;
    let in_line = waiting.click + waiting.screen + waiting.bulk;
    let resting = (waiting.resting > 0)
        .then(|| texts.say(&text("app.monitor.waits.resting").count("count", waiting.resting)));
    let sentences = [Some(texts.say(&reason(stats, gate, full, now, in_line))), resting];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn reason(stats: &Stats, gate: Gate, full: usize, now: Moment, in_line: usize) -> Text {
    match gate {
        Gate::Paused { until, cause } => {
            let key = match cause {
                PauseCause::RateLimit => "app.monitor.waits.paused",
                PauseCause::Offline => "app.monitor.waits.offline",
            };
            text(key).sentence("time", duration(until.since_ms(now)))
        }
        Gate::Blocked { probing: false } => text("app.monitor.waits.blocked"),
        Gate::SignedOut { probing: false } => text("app.monitor.waits.signed_out"),
        Gate::Blocked { probing: true } | Gate::SignedOut { probing: true } => {
            text("app.monitor.waits.probing")
        }
        Gate::Open if in_line == 0 => text("app.monitor.waits.nothing"),
        Gate::Open if stats.rate < full => text("app.monitor.waits.slow")
            .count("count", in_line)
            .count("rate", stats.rate)
            .count("allowed", full),
        Gate::Open => text("app.monitor.waits.turn").count("count", in_line).count("allowed", full),
    }
}
