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
    /// So many of those that wait for an answer are not wanted any more.
    Cancel(u64),
    Withdraw(u64),
    /// Nothing runs in the tab for so long.
    Sleep(u64),
    /// The page is left and comes back after so long from the browser's cache.
    Hide(u64),
    ClockBack(u64),
    ClockOn(u64),
}

/// How the tabs of a browser stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Company {
    /// There is one at a time, which knows of no others.
    None,
    /// They share one budget.
    Joined,
    /// They cannot know of each other, because the browser has no locks.
    NoLocks,
}

/// One tab's life.
#[derive(Clone, Copy, Debug)]
struct Life {
    from_ms: u64,
    /// When it is closed, if it is.
    to_ms: Option<u64>,
}

/// What is done in which tab, in the order of time. Nothing is done after `end_ms`.
pub(crate) fn deeds(
    dice: &mut Dice,
    kinds: &Kinds,
    end_ms: u64,
    is_calm: bool,
    company: Company,
) -> Vec<(u64, usize, Deed)> {
    let lives = lives(dice, kinds, end_ms, is_calm, company);
    let count = lives.len() as u64;
    let mut deeds = Vec::new();
    for (tab, life) in lives.into_iter().enumerate() {
        deeds.push((life.from_ms, tab, Deed::Open));
        deeds.extend(life.to_ms.map(|to_ms| (to_ms, tab, Deed::Die)));
        let own = self::life(dice, kinds, life, end_ms, is_calm, company, count);
        deeds.extend(own.into_iter().map(|(at_ms, deed)| (at_ms, tab, deed)));
    }
    deeds.sort_by_key(|(at_ms, ..)| *at_ms);
    deeds
}

fn lives(dice: &mut Dice, kinds: &Kinds, end_ms: u64, is_calm: bool, company: Company) -> Vec<Life> {
    let mut lives = vec![Life { from_ms: 0, to_ms: None }];
    if company == Company::None {
        let mut at_ms = 0;
        for _ in 0..if kinds.deaths { dice.between(1, 3) } else { 0 } {
            at_ms += dice.between(100, end_ms / 3);
            lives.last_mut().unwrap().to_ms = Some(at_ms);
            at_ms += dice.between(0, 3_000);
            lives.push(Life { from_ms: at_ms, to_ms: None });
        }
        return lives;
    }
    // Without locks three tabs at most are within the limit.
    let most = if company == Company::Joined { 4 } else { 3 };
    for _ in 1..dice.between(1, most) {
        let late_ms = if is_calm { 2_000 } else { end_ms / 2 };
        lives.push(Life { from_ms: dice.between(0, late_ms), to_ms: None });
    }
    for life in &mut lives {
        if kinds.deaths && dice.chance(50) {
            life.to_ms = Some(life.from_ms + dice.between(10, end_ms));
        }
    }
    lives
}

fn life(
    dice: &mut Dice,
    kinds: &Kinds,
    life: Life,
    end_ms: u64,
    is_calm: bool,
    company: Company,
    tabs: u64,
) -> Vec<(u64, Deed)> {
    let Life { from_ms, to_ms } = life;
    let to_ms = to_ms.unwrap_or(end_ms).max(from_ms);
    let mut deeds = Vec::new();
    let writes = [0, 50, 100][dice.below(3)];
    let bulk = if is_calm { dice.between(150, 250) } else { dice.between(1, 200) };
    let bulk = if tabs > 1 { bulk / 2 } else { bulk };
    deeds.push((from_ms + 1, Deed::Ask { lane: Lane::Bulk, count: bulk, writes }));
    // Several tabs go by the browser's own clock, which is not set; alone the engine bears any.
    let back_most_ms = if company == Company::Joined { 3_000 } else { u64::MAX };
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
    sometimes(true, 3, &mut |dice| Deed::Cancel(dice.between(1, 20)));
    sometimes(true, 2, &mut |dice| Deed::Withdraw(dice.between(1, 20)));
    sometimes(kinds.frozen, 3, &mut |dice| Deed::Sleep(dice.between(500, 60_000)));
    sometimes(kinds.long_tasks, 10, &mut |dice| Deed::Sleep(dice.between(50, 2_000)));
    sometimes(kinds.hidden, 2, &mut |dice| Deed::Hide(dice.between(100, 20_000)));
    sometimes(kinds.clock_back, 3, &mut |dice| Deed::ClockBack(jump(dice).min(back_most_ms)));
    sometimes(kinds.clock_on, 2, &mut |dice| Deed::ClockOn(jump(dice)));
    deeds
}

/// By how much a clock is set.
fn jump(dice: &mut Dice) -> u64 {
    match dice.below(3) {
        0 => dice.between(1, 50),
        1 => dice.between(1, 3_000),
        _ => dice.between(1, 5 * 3_600_000),
    }
}
