//! What stands in the way of every request, in the user's words: a pause, a block, a lost sign-in.

use super::explain::duration;
use super::text::{Catalogue, text};
use super::view::{GateView, Tone};
use crate::api::account::AccountInfo;
use crate::base::{Account, Moment, Timestamp};
use crate::traffic::{Gate, PauseCause};

/// The gate's message; `None` while it is open.
pub(super) fn view(
    gate: Gate,
    now: Moment,
    blocked_since: Timestamp,
    account: &Account,
    info: Option<&AccountInfo>,
    texts: &Catalogue,
) -> Option<GateView> {
    let say = |key| texts.say(&text(key));
    match gate {
        Gate::Open => None,
        Gate::Paused { until, cause } => {
            let (title, sentence) = match cause {
                PauseCause::RateLimit => ("app.gate.paused_title", "app.gate.paused"),
                PauseCause::Offline => ("app.gate.offline_title", "app.gate.offline"),
            };
            let left = duration(until.since_ms(now));
            Some(GateView {
                tone: Tone::Warning,
                title: say(title),
                sentence: texts.say(&text(sentence).sentence("time", left)),
                support: None,
                probe: None,
            })
        }
        Gate::Blocked { .. } => {
            let message = text("app.gate.support_message")
                .with("time", utc(blocked_since))
                .with("address", account.origin())
                .with("account", info.map_or_else(|| "?".to_owned(), |info| info.id.to_string()));
            Some(GateView {
                tone: Tone::Error,
                title: say("app.gate.blocked_title"),
                sentence: say("app.gate.blocked"),
                support: Some(texts.say(&message)),
                probe: Some(say("app.gate.probe")),
            })
        }
        Gate::SignedOut { .. } => Some(GateView {
            tone: Tone::Error,
            title: say("app.gate.signed_out_title"),
            sentence: say("app.gate.signed_out"),
            support: None,
            probe: Some(say("app.gate.signed_in")),
        }),
    }
}

/// Whether the gate's message changes with time alone.
pub(super) const fn counts_down(gate: Gate) -> bool {
    matches!(gate, Gate::Paused { .. })
}

/// Whether it is the network that everyone waits for, and not Kommo.
pub(super) const fn is_offline(gate: Gate) -> bool {
    matches!(gate, Gate::Paused { cause: PauseCause::Offline, .. })
}

/// A calendar time as it is written everywhere.
pub(super) fn utc(time: Timestamp) -> String {
    jiff::Timestamp::from_second(time.0).map(|time| time.to_string()).unwrap_or_default()
}
