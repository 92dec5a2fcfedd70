//! What the cells of a column show of the way it is written: which order its dates have, what parts
//! its decimals. One cell that can be read in one way only settles those that can be read in two.

use super::date::DateOrder;
use super::number::Decimals;

/// The cells seen so far that could be read in one way or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence<W> {
    /// One way that some cell shows.
    shown: Option<W>,
    /// Whether other cells show another way.
    is_mixed: bool,
    /// The first row with a cell that could be read in two ways.
    unsure: Option<u32>,
}

/// How the unsure cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict<W> {
    /// The column or the user says so.
    Proven(W),
    /// Nothing says so; the account's custom is taken, and the user told.
    Assumed(W),
    /// Not at all.
    Open,
}

impl<W> Default for Evidence<W> {
    fn default() -> Self {
        Self { shown: None, is_mixed: false, unsure: None }
    }
}

impl<W: Copy + PartialEq> Evidence<W> {
    /// Takes a cell that shows a way.
    pub(super) fn show(&mut self, way: W) {
        self.is_mixed |= self.shown.is_some_and(|shown| shown != way);
        self.shown = self.shown.or(Some(way));
    }

    /// Takes a cell that could be read in two ways.
    pub(super) fn doubt(&mut self, row: u32) {
        self.unsure = self.unsure.or(Some(row));
    }

    /// The first row that depends on the verdict.
    pub(super) const fn unsure(&self) -> Option<u32> {
        self.unsure
    }

    /// How unsure cells are read: as the user says, else as the column shows, else by custom.
    pub(super) fn verdict(&self, told: Option<W>, custom: Option<W>) -> Verdict<W> {
        match (told, self.shown, custom) {
            (Some(told), _, _) => Verdict::Proven(told),
            (None, Some(_), _) if self.is_mixed => Verdict::Open,
            (None, Some(shown), _) => Verdict::Proven(shown),
            (None, None, Some(custom)) => Verdict::Assumed(custom),
            (None, None, None) => Verdict::Open,
        }
    }
}

impl<W: Copy> Verdict<W> {
    /// The way, if there is one.
    pub(super) const fn way(self) -> Option<W> {
        match self {
            Self::Proven(way) | Self::Assumed(way) => Some(way),
            Self::Open => None,
        }
    }
}

/// What one column shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnEvidence {
    pub(super) dates: Evidence<DateOrder>,
    pub(super) numbers: Evidence<Decimals>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shown: &[char], told: Option<char>, custom: Option<char>, expected: Verdict<char>) {
        let mut evidence = Evidence::default();
        for way in shown {
            evidence.show(*way);
        }
        assert_eq!(evidence.verdict(told, custom), expected);
    }

    #[test]
    fn verdicts() {
        check(&[], None, None, Verdict::Open);
        check(&[], None, Some('c'), Verdict::Assumed('c'));
        check(&['a', 'a'], None, Some('c'), Verdict::Proven('a'));
        check(&['a', 'b', 'a'], None, Some('c'), Verdict::Open);
        check(&['a', 'b'], Some('t'), Some('c'), Verdict::Proven('t'));
        check(&['a'], Some('t'), None, Verdict::Proven('t'));
    }
}
