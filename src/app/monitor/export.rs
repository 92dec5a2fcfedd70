//! The file for support: how the traffic stands and what went out lately. It holds no body, no name, and no
//! query string unless the user allows them.

use serde_json::{Value, json};

use super::calendar::Calendar;
use super::scene::Scene;
use super::words;
use crate::app::barrier::utc;
use crate::traffic::reads::Repeat;
use crate::traffic::{
    Class, Exchange, Gate, Outcome, PauseCause, SECONDS_KEPT, Second, Source, Stats, shown_path,
};

/// The file's name and text.
pub(super) fn file(scene: &Scene<'_>, calendar: &Calendar, with_queries: bool) -> (String, String) {
    let time = utc(scene.now.time);
    let day = time.split('T').next().unwrap_or_default();
    let name = format!("pace-traffic-{}-{day}.json", scene.account.subdomain());
    let requests: Vec<Value> =
        scene.traffic.exchanges().map(|exchange| request(exchange, calendar, with_queries)).collect();
    let file = json!({
        "pace": env!("CARGO_PKG_VERSION"),
        "made_at": time,
        "account": scene.account.subdomain(),
        "settings": {
            "requests_per_second": scene.settings.rate,
            "guard_ms": scene.settings.guard_ms,
            "in_flight_max": scene.settings.in_flight_max,
        },
        "gate": gate(scene),
        "counts": counts(&scene.traffic.stats),
        "saved": {
            "spared": scene.traffic.saved.spared,
            "not_modified": scene.traffic.saved.not_modified,
        },
        "repeats": repeats(&scene.repeats),
        "seconds": seconds(&scene.traffic.seconds(SECONDS_KEPT)),
        "requests": requests,
    });
    (name, format!("{file:#}\n"))
}

fn gate(scene: &Scene<'_>) -> Value {
    match scene.gate {
        Gate::Open => json!({ "state": "open" }),
        Gate::Paused { until, cause } => json!({
            "state": "paused",
            "cause": match cause {
                PauseCause::RateLimit => "rate_limit",
                PauseCause::Offline => "offline",
            },
            "left_ms": until.since_ms(scene.now.moment),
        }),
        Gate::Blocked { probing } => json!({ "state": "blocked", "probing": probing }),
        Gate::SignedOut { probing } => json!({ "state": "signed_out", "probing": probing }),
    }
}

fn counts(stats: &Stats) -> Value {
    let (waiting, outcomes) = (&stats.waiting, &stats.outcomes);
    json!({
        "waiting": {
            "click": waiting.click,
            "screen": waiting.screen,
            "bulk": waiting.bulk,
            "resting": waiting.resting,
        },
        "in_flight": stats.in_flight,
        "starts_in_last_second": stats.starts_in_last_second,
        "rate": stats.rate,
        "guard_ms": stats.guard_ms,
        "sent": stats.sent,
        "done": outcomes.done,
        "signed_out": outcomes.signed_out,
        "blocked": outcomes.blocked,
        "rate_limited": outcomes.rate_limited,
        "refused": outcomes.refused,
        "gateway_timeout": outcomes.gateway_timeout,
        "server_error": outcomes.server_error,
        "not_sent": outcomes.not_sent,
        "lost": outcomes.lost,
        "timed_out": outcomes.timed_out,
    })
}

/// Who asks the same too often.
fn repeats(repeats: &[Repeat]) -> Vec<Value> {
    let repeat = |repeat: &Repeat| json!({ "asker": repeat.asker, "path": shown_path(&repeat.path), "count": repeat.count });
    repeats.iter().map(repeat).collect()
}

/// The seconds in which anything left, by how long ago they were.
fn seconds(seconds: &[Second]) -> Vec<Value> {
    let busy = seconds.iter().rev().enumerate().filter(|(_, second)| second.starts > 0);
    let told = busy.map(|(ago, second)| {
        let ended = Class::ALL.into_iter().map(|class| (words::kind(Some(class)).0, second.ended(class)));
        let head = [("ago_s", json!(ago)), ("starts", json!(second.starts))];
        object(
            head.into_iter()
                .chain(ended.filter(|(_, count)| *count > 0).map(|(id, count)| (id, json!(count)))),
        )
    });
    told.collect()
}

fn request(exchange: &Exchange, calendar: &Calendar, with_queries: bool) -> Value {
    let mut told = vec![
        ("number", json!(exchange.number)),
        ("at", json!(utc(calendar.time(exchange.started)))),
        ("method", json!(exchange.method.as_str())),
        ("path", json!(exchange.path)),
        ("lane", json!(words::lane(exchange.lane).0)),
        ("asker", json!(exchange.asker)),
        ("try", json!(exchange.attempt)),
        ("sent_bytes", json!(exchange.sent_bytes)),
        ("sent", json!(exchange.source == Source::Network)),
        ("end", json!(words::kind_of(exchange).0)),
    ];
    if with_queries {
        told.push(("query", json!(exchange.query)));
    }
    if let Some(end) = exchange.end {
        told.push(match end.outcome {
            Outcome::Answered { status, .. } => ("status", json!(status)),
            Outcome::Failed(why) => ("failure", json!(words::failure(why).0)),
        });
        told.push(("took_ms", json!(end.took_ms)));
        told.push(("received_bytes", json!(end.bytes)));
        told.push(("then", json!(words::fate_id(end.fate))));
    }
    object(told)
}

fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
