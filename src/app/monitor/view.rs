//! What the traffic monitor shows: plain data, already in the user's language.

use crate::app::view::Tile;

/// The traffic monitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitorView {
    /// The numbers of this moment.
    pub tiles: Vec<Tile>,
}
