//! How long everything takes outside of the tabs: the way there, the account's work, the way back, and the
//! times in which nothing passes.

use super::climate::Kinds;
use crate::virtual_time::dice::Dice;

/// What Kommo takes for one request, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    Even(u64),
    Between(u64, u64),
    /// At least so long; a tenth takes many times as long.
    LongTail(u64),
}

impl Work {
    /// The least and the most that it takes.
    const fn ends_ms(self) -> (u64, u64) {
        match self {
            Self::Even(ms) => (ms, ms),
            Self::Between(least_ms, most_ms) => (least_ms, most_ms),
            Self::LongTail(least_ms) => (least_ms, 11 * least_ms),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Ways {
    there_ms: u64,
    there_jitter_ms: u64,
    back_ms: u64,
    back_jitter_ms: u64,
    read: Work,
    write: Work,
    item_ms: u64,
    /// Whether requests overtake each other on the way.
    pub(crate) overtaking: bool,
    /// Whether one connection carries many requests at once; else six connections carry one each.
    pub(crate) is_multiplexed: bool,
    stalls: Vec<(u64, u64)>,
    offline: Vec<(u64, u64)>,
    last_there_ms: u64,
    last_back_ms: u64,
}

impl Ways {
    pub(crate) fn new(dice: &mut Dice, kinds: &Kinds, end_ms: u64, is_calm: bool) -> Self {
        let jitter = |dice: &mut Dice| match dice.below(4) {
            0 => 0,
            1 => dice.between(0, 20),
            2 => dice.between(0, 60),
            _ if is_calm => dice.between(0, 60),
            _ => dice.between(0, 200),
        };
        let work = |dice: &mut Dice| {
            let least_ms = dice.between(5, if is_calm { 150 } else { 400 });
            match dice.below(3) {
                0 => Work::Even(least_ms),
                1 => Work::Between(least_ms, least_ms + dice.between(1, if is_calm { 60 } else { 800 })),
                _ if is_calm => Work::Even(least_ms),
                _ => Work::LongTail(least_ms),
            }
        };
        let spans = |dice: &mut Dice, is_on: bool, least_ms: u64, most_ms: u64| {
            let count = if is_on { dice.between(1, 5) } else { 0 };
            let span = |dice: &mut Dice| {
                let at_ms = dice.between(0, end_ms);
                (at_ms, at_ms + dice.between(least_ms, most_ms))
            };
            (0..count).map(|_| span(dice)).collect::<Vec<_>>()
        };
        Self {
            there_ms: dice.between(1, 80),
            there_jitter_ms: jitter(dice),
            back_ms: dice.between(1, 80),
            back_jitter_ms: jitter(dice),
            read: work(dice),
            write: work(dice),
            item_ms: if is_calm { 0 } else { dice.between(0, 20) },
            overtaking: dice.chance(60),
            is_multiplexed: dice.chance(50),
            stalls: spans(dice, kinds.stalls, 200, 5_000),
            offline: spans(dice, kinds.offline, 100, 60_000),
            last_there_ms: 0,
            last_back_ms: 0,
        }
    }

    /// When the last time that nothing passes is over.
    pub(crate) fn end_ms(&self) -> Option<u64> {
        self.stalls.iter().chain(&self.offline).map(|(_, end_ms)| *end_ms).max()
    }

    /// How long a request is on the way there at most, if nothing holds it up; in milliseconds.
    pub(crate) const fn there_most_ms(&self) -> u64 {
        self.there_ms + self.there_jitter_ms
    }

    /// By how much the times of answers to reads, or to writes, may differ in fair weather.
    pub(crate) fn spread_ms(&self, is_read: bool) -> u64 {
        let (least_ms, most_ms) = self.work_of(is_read).ends_ms();
        self.there_jitter_ms + self.back_jitter_ms + most_ms - least_ms
    }

    /// The longest that an answer takes in fair weather, in milliseconds.
    pub(crate) fn longest_ms(&self) -> u64 {
        let ways_ms = self.there_most_ms() + self.back_ms + self.back_jitter_ms;
        ways_ms + self.read.ends_ms().1.max(self.write.ends_ms().1)
    }

    pub(crate) fn is_offline(&self, at_ms: u64) -> bool {
        self.offline.iter().any(|(from_ms, to_ms)| (*from_ms..*to_ms).contains(&at_ms))
    }

    /// When a request arrives that is sent now.
    pub(crate) fn there(&mut self, dice: &mut Dice, now_ms: u64) -> u64 {
        let mut at_ms = now_ms + self.there_ms + dice.between(0, self.there_jitter_ms);
        if !self.overtaking {
            at_ms = at_ms.max(self.last_there_ms);
        }
        self.last_there_ms = self.pass(at_ms);
        self.last_there_ms
    }

    /// When an answer arrives that is sent then.
    pub(crate) fn back(&mut self, dice: &mut Dice, sent_ms: u64) -> u64 {
        let mut at_ms = sent_ms + self.back_ms + dice.between(0, self.back_jitter_ms);
        if !self.overtaking {
            at_ms = at_ms.max(self.last_back_ms);
        }
        self.last_back_ms = self.pass(at_ms);
        self.last_back_ms
    }

    pub(crate) fn work(&self, dice: &mut Dice, is_read: bool, items: u64) -> u64 {
        let ms = match self.work_of(is_read) {
            Work::Even(ms) => ms,
            Work::Between(least_ms, most_ms) => dice.between(least_ms, most_ms),
            Work::LongTail(least_ms) if dice.chance(10) => least_ms * dice.between(2, 11),
            Work::LongTail(least_ms) => least_ms + dice.between(0, least_ms / 4),
        };
        ms + items * self.item_ms
    }

    const fn work_of(&self, is_read: bool) -> Work {
        if is_read { self.read } else { self.write }
    }

    fn pass(&self, at_ms: u64) -> u64 {
        let held = self.stalls.iter().filter(|(from_ms, to_ms)| (*from_ms..*to_ms).contains(&at_ms));
        held.map(|(_, to_ms)| *to_ms).max().unwrap_or(at_ms)
    }
}
