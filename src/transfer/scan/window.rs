//! Which page is asked for next. Kommo's lists can be read by page number only, and an entity deleted
//! before the page moves all later ones forward: a plain next page would skip as many. So each page
//! begins a little before the end of the last one; that it holds an id already known is the proof that
//! nothing was skipped. A page's number times its size is all that can be said to Kommo, so the size is
//! what is chosen to reach back just far enough.

use crate::base::limits::PAGE_MAX;

/// The smallest page that is asked for where the list may go on.
const LIMIT_MIN: usize = 200;

/// A part of a list, as a page number and a page size say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The page, counted from 1.
    pub(super) page: u32,
    /// Its size.
    pub(super) limit: usize,
}

impl Window {
    /// The window that begins at least one entity, and `back` more, before `covered`, and reaches
    /// furthest.
    pub(super) fn after(covered: u64, back: u64) -> Self {
        let covered = usize::try_from(covered).unwrap_or(usize::MAX);
        let back = usize::try_from(back).unwrap_or(usize::MAX);
        let begin = covered.saturating_sub(1).saturating_sub(back);
        let windows = (LIMIT_MIN..=PAGE_MAX).map(|limit| (begin / limit, limit));
        let (before, limit) =
            windows.max_by_key(|(before, limit)| (before + 1) * limit).unwrap_or((0, PAGE_MAX));
        Self { page: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1), limit }
    }

    /// Entities of the list that stand before the window.
    pub(super) fn offset(self) -> u64 {
        u64::from(self.page - 1) * self.limit as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(covered: u64, back: u64, page: u32, limit: usize) {
        assert_eq!(Window::after(covered, back), Window { page, limit });
    }

    #[test]
    fn the_first_pages() {
        check(0, 0, 1, 250);
        check(250, 0, 2, 249);
        check(498, 0, 3, 248);
        check(744, 0, 4, 247);
        check(100, 0, 1, 250);
        check(251, 0, 2, 250);
    }

    #[test]
    fn a_step_back() {
        check(250, 250, 1, 250);
        check(498, 250, 2, 247);
        check(498, 1_000, 1, 250);
        check(u64::MAX, u64::MAX, 1, 250);
    }

    /// Every page begins before what is covered and goes on behind it; the overlap costs a tenth at most,
    /// all in all.
    #[test]
    fn a_whole_list_is_read_with_little_said_twice() {
        let (mut covered, mut pages) = (0, 0_u64);
        while covered < 110_000 {
            let window = Window::after(covered, 0);
            let end = window.offset() + window.limit as u64;
            assert!(covered == 0 || window.offset() < covered, "{window:?} after {covered}");
            assert!(end >= covered + 150, "{window:?} after {covered}");
            covered = end;
            pages += 1;
        }
        assert!(covered / pages >= 225, "{pages} pages");
    }

    #[test]
    fn every_place_in_a_list_has_a_next_window() {
        for covered in 1..110_000 {
            let window = Window::after(covered, 0);
            assert!(window.offset() < covered && window.offset() + window.limit as u64 > covered);
            let back = Window::after(covered, 250);
            assert!(back.offset() + 250 < covered || back.offset() == 0);
        }
    }
}
