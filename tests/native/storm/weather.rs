//! The account's and the line's weathers: which faults there are for how long. What a weather does, the
//! network knows.

use serde_json::{Value, json};

use super::climate::Kinds;
use crate::virtual_time::dice::Dice;

/// The present state of the account and the line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weather {
    /// For the simulated account's own faults.
    pub(crate) account: Value,
    /// Percent of requests that never reach the account.
    pub(crate) lost_there: u64,
    /// Percent of answers that never reach the tab.
    pub(crate) lost_back: u64,
    /// Percent of requests answered with 429, whoever sent them, and the seconds asked for.
    pub(crate) storm: u64,
    pub(crate) asks_s: Option<u64>,
}

/// Each weather with the moment it begins; from `end_ms` on it is fair.
pub(super) fn draw(dice: &mut Dice, kinds: &Kinds, end_ms: u64) -> Vec<(u64, Weather)> {
    let mut weathers = Vec::new();
    let mut at_ms = dice.between(0, 3_000);
    while at_ms < end_ms {
        weathers.push((at_ms, weather(dice, kinds)));
        at_ms += dice.between(300, 15_000);
    }
    weathers.push((end_ms, Weather { account: json!({}), ..Weather::default() }));
    weathers
}

fn weather(dice: &mut Dice, kinds: &Kinds) -> Weather {
    let mut account = json!({});
    if kinds.errors && dice.chance(40) {
        let stored = ["none", "half", "all"][dice.below(3)];
        account["gateway_timeout"] =
            json!({ "above": dice.between(0, 20), "stored": stored, "probability": probability(dice, 60) });
    }
    if kinds.errors && dice.chance(40) {
        let status = [500, 502, 503][dice.below(3)];
        account["server_error"] =
            json!({ "probability": probability(dice, 60), "stored": dice.chance(50), "status": status });
    }
    if kinds.losses && dice.chance(40) {
        account["lost_answer"] = json!({ "probability": probability(dice, 40), "stored": dice.chance(60) });
    }
    if kinds.blocks && dice.chance(30) {
        account["block_after"] = json!(dice.between(0, 20));
    }
    if kinds.sign_outs && dice.chance(30) {
        account["signed_out"] = json!(true);
    }
    let lossy = |dice: &mut Dice| if kinds.losses && dice.chance(30) { dice.between(1, 40) } else { 0 };
    Weather {
        account,
        lost_there: lossy(dice),
        lost_back: lossy(dice),
        storm: if kinds.storms && dice.chance(30) { [10, 50, 100][dice.below(3)] } else { 0 },
        asks_s: dice.chance(70).then(|| dice.between(0, 12)),
    }
}

fn probability(dice: &mut Dice, percent_max: u64) -> f64 {
    f64::from(u32::try_from(dice.between(1, percent_max)).unwrap()) / 100.0
}
