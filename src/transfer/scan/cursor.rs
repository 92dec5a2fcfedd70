//! Where in the list a reading is: what is behind it, and which page it asks for next.

use super::ending::{Place, Verdict};
use super::head::Position;
use super::kept::Kept;
use super::window::Window;
use crate::base::id::EntityId;
use crate::base::limits::PAGE_MAX;

/// A place in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Entities that stand before the next one.
    pub(super) covered: u64,
    /// The greatest id of the last page.
    pub(super) edge: EntityId,
    /// How much further back than usual the next page is to begin.
    back: u64,
    missed: Option<EntityId>,
}

impl Cursor {
    /// Where a reading was broken off.
    pub(super) fn at(position: Position) -> Self {
        Self { covered: position.covered, edge: position.edge, ..Self::default() }
    }

    pub(super) fn window(self) -> Window {
        Window::after(self.covered, self.back)
    }

    /// The place of the page that [`Self::window`] asks for.
    pub(super) fn place(self) -> Place {
        let window = self.window();
        let (offset, limit) = (window.offset(), window.limit);
        Place { offset, limit, edge: self.edge, is_step_back: self.back > 0, missed: self.missed }
    }

    /// Where the reading is after this page.
    pub(super) fn after(self, items: &[Kept], verdict: Verdict) -> Self {
        match verdict {
            Verdict::Back => Self {
                back: (self.back * 2).max(PAGE_MAX as u64),
                missed: self.missed.max(Some(self.edge)),
                ..self
            },
            Verdict::On | Verdict::End(_) => Self {
                covered: self.place().offset + items.len() as u64,
                edge: items.last().map_or(self.edge, |last| last.id),
                back: 0,
                missed: self.missed,
            },
        }
    }
}
