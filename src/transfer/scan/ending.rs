//! What a page says of how the reading goes on: one table. A link to a next page proves nothing, as Kommo
//! puts one on the last page, too; neither does any other single sign.

use crate::base::id::EntityId;

/// Why a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// There is nothing at all: 204, or an empty page, at the list's beginning.
    Empty,
    /// A page shorter than was asked for: the list's end.
    ShortPage,
    /// A full page without a link to a next one: the list's end.
    NoNext,
    /// 304: nothing has changed.
    NotModified,
    /// Pages bring nothing that is not known yet, though they should.
    Repeats,
    /// A page whose ids do not ascend: nothing can be told of what stands where.
    Unordered,
    /// As many pages as were planned.
    Cap,
    /// As much as is ever kept.
    Room,
    /// Asked for changes alone, the server gave what has not changed. Nothing of it was taken.
    IgnoredConditions,
}

impl EndedBy {
    /// Whether all that was asked for has been read.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Empty | Self::ShortPage | Self::NoNext | Self::NotModified)
    }
}

/// Where a page stands in its list, and what was known before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Entities that stand before it.
    pub(super) offset: u64,
    /// Its size.
    pub(super) limit: usize,
    /// The greatest id of the page before.
    pub(super) edge: EntityId,
    /// Whether it was asked for because the one before it had skipped something.
    pub(super) is_step_back: bool,
    /// The edge at which a page last had to be sought further back.
    pub(super) missed: Option<EntityId>,
}

/// How the reading goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// With the next page.
    On,
    /// With an earlier page: this one may have skipped something.
    Back,
    /// Not at all.
    End(EndedBy),
}

/// The table.
pub(super) fn judge(ids: &[EntityId], has_next: bool, place: Place) -> Verdict {
    if !ids.is_sorted_by(|a, b| a < b) {
        return Verdict::End(EndedBy::Unordered);
    }
    let Place { offset, limit, edge, is_step_back, missed } = place;
    let is_joined = offset == 0 || ids.first().is_some_and(|first| *first <= edge);
    if !is_joined {
        // Stepping back once from here did not help, so it is not deletion that tears the pages apart.
        let in_vain = !is_step_back && missed.is_some_and(|missed| edge <= missed);
        return if in_vain { Verdict::End(EndedBy::Repeats) } else { Verdict::Back };
    }
    match ids.last() {
        None => Verdict::End(EndedBy::Empty),
        Some(_) if ids.len() < limit => Verdict::End(EndedBy::ShortPage),
        Some(_) if !has_next => Verdict::End(EndedBy::NoNext),
        Some(last) if *last <= edge && !is_step_back => Verdict::End(EndedBy::Repeats),
        Some(_) => Verdict::On,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Place = Place { offset: 0, limit: 3, edge: EntityId(0), is_step_back: false, missed: None };
    const LATER: Place = Place { offset: 2, edge: EntityId(30), ..START };
    const BACK: Place = Place { is_step_back: true, missed: Some(EntityId(30)), ..LATER };

    #[track_caller]
    fn check(place: Place, ids: &[u64], has_next: bool, expected: Verdict) {
        let ids: Vec<_> = ids.iter().copied().map(EntityId).collect();
        assert_eq!(judge(&ids, has_next, place), expected);
    }

    #[track_caller]
    fn check_end(place: Place, ids: &[u64], has_next: bool, expected: EndedBy) {
        check(place, ids, has_next, Verdict::End(expected));
    }

    #[test]
    fn the_first_page() {
        check_end(START, &[], true, EndedBy::Empty);
        check_end(START, &[], false, EndedBy::Empty);
        check_end(START, &[1], true, EndedBy::ShortPage);
        check_end(START, &[1, 2, 3], false, EndedBy::NoNext);
        check(START, &[1, 2, 3], true, Verdict::On);
        check(START, &[1, 2, 3, 4], true, Verdict::On);
    }

    #[test]
    fn a_later_page() {
        check(LATER, &[30, 31, 40], true, Verdict::On);
        check(LATER, &[29, 31, 40], true, Verdict::On);
        check_end(LATER, &[30, 31], true, EndedBy::ShortPage);
        check_end(LATER, &[30, 31, 40], false, EndedBy::NoNext);
        check_end(LATER, &[30], true, EndedBy::ShortPage);
    }

    #[test]
    fn repeats_end_it_however_many_next_pages_are_promised() {
        check_end(LATER, &[10, 20, 30], true, EndedBy::Repeats);
        check_end(LATER, &[1, 2, 3], true, EndedBy::Repeats);
    }

    #[test]
    fn a_page_that_does_not_join_the_last_one_sends_back() {
        check(LATER, &[31, 32, 33], true, Verdict::Back);
        check(LATER, &[31], true, Verdict::Back);
        check(LATER, &[], false, Verdict::Back);
        check(BACK, &[31, 32, 33], true, Verdict::Back);
        check(BACK, &[], true, Verdict::Back);
    }

    #[test]
    fn a_step_back_may_bring_nothing_new() {
        check(BACK, &[10, 20, 30], true, Verdict::On);
        check(BACK, &[10, 20, 25], true, Verdict::On);
        check_end(BACK, &[10, 20], true, EndedBy::ShortPage);
        check(Place { offset: 0, ..BACK }, &[40, 41, 42], true, Verdict::On);
        check_end(Place { offset: 0, ..BACK }, &[], true, EndedBy::Empty);
    }

    #[test]
    fn a_second_miss_at_the_same_edge_ends_it() {
        let again = Place { is_step_back: false, ..BACK };
        check_end(again, &[], true, EndedBy::Repeats);
        check_end(again, &[31, 32, 33], true, EndedBy::Repeats);
        check_end(Place { edge: EntityId(29), ..again }, &[], true, EndedBy::Repeats);
        check(Place { edge: EntityId(31), ..again }, &[], true, Verdict::Back);
        check(again, &[30, 31, 32], true, Verdict::On);
    }

    #[test]
    fn a_page_out_of_order_ends_it() {
        check_end(START, &[1, 3, 2], true, EndedBy::Unordered);
        check_end(START, &[1, 1, 2], true, EndedBy::Unordered);
        check_end(LATER, &[40, 31], true, EndedBy::Unordered);
    }
}
