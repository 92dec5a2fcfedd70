//! What a seed brings: which faults there are at all, how strong, and when. Each seed has some of them
//! only, so that none hides another; one in four has none.

use super::diary::TabId;
use super::script::{self, Company, Deed};
use super::ways::Ways;
use super::weather::{self, Weather};
use crate::virtual_time::dice::Dice;

/// What holds from the first moment to the last.
#[derive(Debug)]
pub(crate) struct Climate {
    /// Whether nothing ever goes wrong.
    pub(crate) is_calm: bool,
    /// How the tabs stand to each other.
    pub(crate) company: Company,
    /// How long a message between tabs takes at most, in milliseconds.
    pub(crate) message_ms: u64,
    /// When and by how much the clock on the wall is set.
    pub(crate) walls: Vec<(u64, i64)>,
    pub(crate) ways: Ways,
    /// How late a timer may be, in milliseconds.
    pub(crate) timer_late_ms: u64,
    /// How long a tab may take between two starts, in milliseconds.
    pub(crate) slow_ms: u64,
    /// Percent of writes that are batches of many sizes.
    pub(crate) batches: u64,
    /// Percent of exchanges that the browser tells the timing of.
    pub(crate) timed: u64,
    /// Each weather with the moment it begins; the last is fair and stays.
    pub(crate) weathers: Vec<(u64, Weather)>,
    /// What users and machines do, and when.
    pub(crate) deeds: Vec<(u64, usize, Deed)>,
    /// When and for how long Kommo's own page uses so many connections.
    pub(crate) page: Vec<(u64, u64, usize)>,
    /// When the last fault is over and the last request was asked for.
    pub(crate) fair_from_ms: u64,
}

/// Which kinds of faults a seed has.
#[expect(clippy::struct_excessive_bools, reason = "each is thrown for itself, and any may go together")]
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    pub(crate) stalls: bool,
    pub(crate) losses: bool,
    pub(crate) storms: bool,
    pub(crate) blocks: bool,
    pub(crate) errors: bool,
    pub(crate) sign_outs: bool,
    pub(crate) offline: bool,
    pub(crate) frozen: bool,
    pub(crate) long_tasks: bool,
    pub(crate) clock_back: bool,
    pub(crate) clock_on: bool,
    pub(crate) deaths: bool,
    pub(crate) hidden: bool,
    pub(crate) busy_page: bool,
}

impl Kinds {
    fn new(dice: &mut Dice) -> Self {
        let share = [10, 25, 50][dice.below(3)];
        let mut on = || dice.chance(share);
        Self {
            stalls: on(),
            losses: on(),
            storms: on(),
            blocks: on(),
            errors: on(),
            sign_outs: on(),
            offline: on(),
            frozen: on(),
            long_tasks: on(),
            clock_back: on(),
            clock_on: on(),
            deaths: on(),
            hidden: on(),
            busy_page: on(),
        }
    }
}

impl Climate {
    pub(crate) fn new(seed: u64) -> Self {
        let dice = &mut Dice::new(seed);
        let is_calm = dice.chance(25);
        let kinds = if is_calm { Kinds::default() } else { Kinds::new(dice) };
        let storm_ms = if is_calm { 30_000 } else { dice.between(10_000, 60_000) };
        let company = [Company::None, Company::Joined, Company::Joined, Company::NoLocks][dice.below(4)];
        let company = if is_calm && company == Company::NoLocks { Company::None } else { company };
        let deeds = script::deeds(dice, &kinds, storm_ms, is_calm, company);
        let wall_count = if kinds.clock_on { dice.between(0, 3) } else { 0 };
        let walls = (0..wall_count).map(|_| (dice.between(0, storm_ms), wall(dice))).collect();
        let page = |dice: &mut Dice| {
            let at_ms = dice.between(0, storm_ms);
            (at_ms, at_ms + dice.between(100, 3_000), 1 + dice.below(6))
        };
        let page_count = if kinds.busy_page { dice.between(1, 10) } else { 0 };
        let page: Vec<_> = (0..page_count).map(|_| page(dice)).collect();
        let ways = Ways::new(dice, &kinds, storm_ms, is_calm);
        let weathers = weather::draw(dice, &kinds, storm_ms);
        let ends = [
            weathers.last().map(|(at_ms, _)| *at_ms),
            deeds.last().map(|(at_ms, ..)| *at_ms),
            page.iter().map(|(_, end_ms, _)| *end_ms).max(),
            ways.end_ms(),
        ];
        Self {
            is_calm,
            company,
            message_ms: [0, 5, 20, 50][dice.below(4)],
            walls,
            ways,
            timer_late_ms: [0, 1, 4, 15][dice.below(4)],
            slow_ms: if dice.chance(30) { dice.between(1, 8) } else { 0 },
            batches: if is_calm { 0 } else { 20 },
            timed: [0, 50, 100][dice.below(3)],
            weathers,
            deeds,
            page,
            fair_from_ms: ends.into_iter().flatten().max().unwrap_or_default(),
        }
    }
}

impl Climate {
    /// Who shares a budget with this tab: one of them stands for all.
    pub(crate) fn budget(&self, tab: TabId) -> TabId {
        if self.company == Company::Joined { 0 } else { tab }
    }

    /// How many tabs there are in all.
    pub(crate) fn tabs(&self) -> usize {
        self.deeds.iter().map(|(_, tab, _)| tab + 1).max().unwrap_or_default()
    }

    /// How long it may take until whoever leads knows what one tab was told, and that tab hears of it; in
    /// milliseconds.
    pub(crate) fn grace_ms(&self) -> u64 {
        if self.company == Company::Joined {
            1 + 2 * self.message_ms + self.slow_ms + self.timer_late_ms
        } else {
            0
        }
    }
}

fn wall(dice: &mut Dice) -> i64 {
    let ms = i64::try_from(dice.between(0, 4_000_000)).unwrap();
    if dice.chance(50) { ms } else { -ms }
}
