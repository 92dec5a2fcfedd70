//! What a seed decides before the clock starts: rows, weights of the faults, and what the user does.

use kommo_pace::api::contacts;
use kommo_pace::base::id::UserId;
use kommo_pace::transfer::draft::Draft;
use kommo_pace::transfer::plan::Plan;
use kommo_pace::transfer::schema::Entity;
use kommo_pace::transfer::work::Work;
use serde_json::{Value, json};

use super::changes::Changes;
use crate::virtual_time::dice::Dice;

/// What a row is expected to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Kommo takes it.
    Good,
    /// Kommo names it as wrong.
    Bad,
    /// Every batch with it is refused without a name.
    Poison,
}

/// One weather of faults.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weather {
    /// For the simulated account's own faults.
    pub(crate) account: Value,
    /// Percent of requests that never reach the account.
    pub(crate) lost_on_the_way: u64,
    /// Percent of answers that never reach the client.
    pub(crate) lost_on_the_way_back: u64,
    /// Milliseconds that an answer takes at most.
    pub(crate) answer_ms: u64,
    /// Whether everything is answered with 429, for how many seconds.
    pub(crate) storm_s: Option<u64>,
    /// Rows above which a batch is answered with 422.
    pub(crate) rows_max: Option<usize>,
}

pub(crate) struct Scenario {
    pub(crate) rows: Vec<(u32, String, Fate)>,
    pub(crate) batch_rows: usize,
    pub(crate) in_flight_first: usize,
    pub(crate) settle_ms: u64,
    /// Each weather with the moment it begins; the last is fair and stays.
    pub(crate) weathers: Vec<(u64, Weather)>,
    pub(crate) pauses: Vec<(u64, u64)>,
    pub(crate) crashes: Vec<u64>,
    /// When the user cancels, once or twice.
    pub(crate) cancels: Vec<u64>,
    /// Names of contacts that the same user added before.
    pub(crate) before: Vec<String>,
    /// Whether the account has no others.
    pub(crate) is_empty: bool,
    pub(crate) changes: Changes,
}

/// The signed-in user of the simulated account.
pub(crate) const NOBODY: UserId = UserId(987_654_321);

impl Scenario {
    pub(crate) fn new(seed: u64) -> Self {
        let dice = &mut Dice::new(seed);
        let (batch_rows, rows_max) = [(1, 40), (7, 150), (50, 500), (50, 500), (50, 500)][dice.below(5)];
        let count = if dice.chance(30) { dice.between(1, 20) } else { dice.between(20, rows_max) };
        let equal_percent = if dice.chance(40) { dice.between(1, 60) } else { 0 };
        let bad_percent = if dice.chance(40) { dice.between(1, 10) } else { 0 };
        let poison = if dice.chance(20) { dice.between(1, 2) } else { 0 };
        let rows: Vec<(u32, String, Fate)> = (0..u32::try_from(count).unwrap())
            .map(|n| {
                // Rows that change stand between them.
                let row = 2 * n + 2;
                // Rows of equal content are of equal fate.
                let name = if u64::from(n) >= poison && dice.chance(equal_percent) {
                    format!("Same {}", dice.between(1, 5))
                } else {
                    format!("Row {row}")
                };
                let fate = if u64::from(n) < poison {
                    Fate::Poison
                } else if dice.chance(bad_percent) {
                    Fate::Bad
                } else {
                    Fate::Good
                };
                (row, name, fate)
            })
            .collect();
        let again = if dice.chance(30) { dice.between(0, 250) } else { 0 };
        let before =
            rows.iter().rev().take(usize::try_from(again).unwrap()).map(|row| row.1.clone()).collect();
        let storms = dice.between(0, 6);
        let mut at_ms = 0;
        let mut weathers: Vec<(u64, Weather)> = Vec::new();
        for _ in 0..storms {
            weathers.push((at_ms, weather(dice)));
            at_ms += dice.between(500, 30_000);
        }
        weathers.push((at_ms, Weather { account: json!({}), answer_ms: 900, ..Weather::default() }));
        let pauses = if dice.chance(30) {
            vec![(dice.between(0, 20_000), dice.between(1, 20_000))]
        } else {
            Vec::new()
        };
        let crashes = (0..if dice.chance(40) { dice.between(1, 3) } else { 0 })
            .map(|_| dice.between(0, 40_000))
            .collect();
        let changes = Changes::new(seed);
        let rows = if !changes.rows.is_empty() && seed.is_multiple_of(2) { Vec::new() } else { rows };
        Self {
            rows,
            batch_rows,
            in_flight_first: usize::try_from(dice.between(1, 6)).unwrap(),
            settle_ms: 4_000,
            weathers,
            pauses,
            crashes,
            cancels: cancels(dice),
            before,
            is_empty: dice.chance(90),
            changes,
        }
    }

    /// The plan, where the contacts to be changed have these ids.
    pub(crate) fn plan(&self, ids: &[u64]) -> Plan {
        let adds = self.rows.iter().map(|(row, name, fate)| (*row, Work::from(draft(name, *fate))));
        let changes = self.changes.rows.iter().map(|row| (row.row, Changes::edit(row, ids).into()));
        Plan::new(Entity::Contacts, adds.chain(changes)).unwrap()
    }
}

fn cancels(dice: &mut Dice) -> Vec<u64> {
    let count = if dice.chance(15) { dice.between(1, 2) } else { 0 };
    (0..count).map(|_| dice.between(0, 30_000)).collect()
}

fn draft(name: &str, fate: Fate) -> Draft {
    Draft::Contact(contacts::New {
        name: Some(name.to_owned()),
        responsible_user_id: (fate == Fate::Bad).then_some(NOBODY),
        ..Default::default()
    })
}

fn weather(dice: &mut Dice) -> Weather {
    let mut account = json!({});
    let stored = ["none", "half", "all"][dice.below(3)];
    if dice.chance(50) {
        account["gateway_timeout"] = json!({
            "above": dice.between(0, 40),
            "stored": stored,
            "late_ms": if dice.chance(50) { dice.between(0, 7_500) } else { 0 },
            "probability": probability(dice, 60),
        });
    }
    if dice.chance(30) {
        account["lost_answer"] = json!({ "probability": probability(dice, 40), "stored": dice.chance(60) });
    }
    if dice.chance(30) {
        let status = [500, 502, 503][dice.below(3)];
        account["server_error"] =
            json!({ "probability": probability(dice, 40), "stored": dice.chance(50), "status": status });
    }
    if dice.chance(15) {
        account["block_after"] = json!(dice.between(0, 8));
    }
    if dice.chance(10) {
        account["ignore_filters"] = json!(true);
    }
    if dice.chance(5) {
        account["signed_out"] = json!(true);
    }
    if dice.chance(5) {
        account["no_rights"] = json!(["contacts"]);
    }
    Weather {
        account,
        lost_on_the_way: if dice.chance(30) { dice.between(1, 30) } else { 0 },
        lost_on_the_way_back: if dice.chance(30) { dice.between(1, 30) } else { 0 },
        answer_ms: if dice.chance(30) { 12_000 } else { 900 },
        storm_s: dice.chance(15).then(|| dice.between(1, 5)),
        rows_max: dice.chance(15).then(|| usize::try_from(dice.between(5, 60)).unwrap()),
    }
}

fn probability(dice: &mut Dice, percent_max: u64) -> f64 {
    f64::from(u32::try_from(dice.between(1, percent_max)).unwrap()) / 100.0
}
