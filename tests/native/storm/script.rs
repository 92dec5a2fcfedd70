//! What users and machines do in the tabs, drawn from the seed before anything happens.

use kommo_pace::traffic::Lane;

use super::climate::Kinds;
use crate::virtual_time::dice::Dice;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Open,
    /// Closed, crashed or reloaded: nothing of it is left.
    Die,
    /// So many requests, each another one.
    Ask {
        lane: Lane,
        count: u64,
        writes: u64,
    },
    /// So many requests for the same thing.
    AskTheSame {
        lane: Lane,
        count: u64,
        is_fresh: bool,
    },
    /// So many of those that wait for an answer are not wanted any more.
    Cancel(u64),
    Withdraw(u64),
    /// Nothing runs in the tab for so long.
    Sleep(u64),
    ClockBack(u64),
    ClockOn(u64),
}

/// What is done in which tab, in the order of time. Nothing is done after `end_ms`.
pub(crate) fn deeds(dice: &mut Dice, kinds: &Kinds, end_ms: u64, is_calm: bool) -> Vec<(u64, usize, Deed)> {
    let mut deeds = vec![(0, 0, Deed::Open)];
    let mut tabs = 1;
    if kinds.deaths {
        let mut at_ms = 0;
        for _ in 0..dice.between(1, 3) {
            at_ms += dice.between(100, end_ms / 3);
            deeds.push((at_ms, tabs - 1, Deed::Die));
            deeds.push((at_ms, tabs, Deed::Open));
            tabs += 1;
        }
    }
    let mut lives: Vec<(u64, u64)> = vec![(0, end_ms); tabs];
    for (at_ms, tab, deed) in &deeds {
        match deed {
            Deed::Open => lives[*tab].0 = *at_ms,
            _ => lives[*tab].1 = *at_ms,
        }
    }
    for (tab, (from_ms, to_ms)) in lives.into_iter().enumerate() {
        let mut own = life(dice, kinds, from_ms, to_ms, is_calm);
        deeds.extend(own.drain(..).map(|(at_ms, deed)| (at_ms, tab, deed)));
    }
    deeds.sort_by_key(|(at_ms, ..)| *at_ms);
    deeds
}

fn life(dice: &mut Dice, kinds: &Kinds, from_ms: u64, to_ms: u64, is_calm: bool) -> Vec<(u64, Deed)> {
    let mut deeds = Vec::new();
    let writes = [0, 50, 100][dice.below(3)];
    let bulk = if is_calm { dice.between(150, 250) } else { dice.between(1, 200) };
    deeds.push((from_ms + 1, Deed::Ask { lane: Lane::Bulk, count: bulk, writes }));
    let is_flooded = dice.chance(20);
    let mut sometimes = |is_on: bool, most: u64, deed: &mut dyn FnMut(&mut Dice) -> Deed| {
        for _ in 0..if is_on { dice.between(1, most) } else { 0 } {
            let at_ms = dice.between(from_ms, to_ms);
            let deed = deed(dice);
            deeds.push((at_ms, deed));
        }
    };
    let lane = |dice: &mut Dice| [Lane::Click, Lane::Click, Lane::Screen, Lane::Bulk][dice.below(4)];
    sometimes(true, 10, &mut |dice| Deed::Ask { lane: lane(dice), count: dice.between(1, 3), writes: 20 });
    // A user who clicks without end.
    sometimes(is_flooded, 2, &mut |dice| Deed::Ask {
        lane: [Lane::Click, Lane::Screen][dice.below(2)],
        count: dice.between(20, 80),
        writes: 0,
    });
    sometimes(!is_calm, 3, &mut |dice| Deed::Ask {
        lane: lane(dice),
        count: dice.between(1, 40),
        writes: 30,
    });
    sometimes(true, 4, &mut |dice| Deed::AskTheSame {
        lane: lane(dice),
        count: dice.between(2, 8),
        is_fresh: dice.chance(30),
    });
    sometimes(true, 3, &mut |dice| Deed::Cancel(dice.between(1, 20)));
    sometimes(true, 2, &mut |dice| Deed::Withdraw(dice.between(1, 20)));
    sometimes(kinds.frozen, 3, &mut |dice| Deed::Sleep(dice.between(500, 60_000)));
    sometimes(kinds.long_tasks, 10, &mut |dice| Deed::Sleep(dice.between(50, 2_000)));
    sometimes(kinds.clock_back, 3, &mut |dice| Deed::ClockBack(jump(dice)));
    sometimes(kinds.clock_on, 2, &mut |dice| Deed::ClockOn(jump(dice)));
    deeds
}

fn jump(dice: &mut Dice) -> u64 {
    match dice.below(3) {
        0 => dice.between(1, 50),
        1 => dice.between(1, 3_000),
        _ => dice.between(1, 5 * 3_600_000),
    }
}
