//! The traffic monitor: what goes to Kommo now, what waits, and why. It asks Kommo for nothing and decides
//! nothing.

mod view;

pub use view::MonitorView;

use super::text::{Catalogue, text};
use super::view::{Tile, Tone};
use crate::traffic::Stats;

/// The monitor as it is now.
pub(super) fn view(stats: &Stats, texts: &Catalogue) -> MonitorView {
    MonitorView { tiles: tiles(stats, texts) }
}

fn tiles(stats: &Stats, texts: &Catalogue) -> Vec<Tile> {
    let tile = |id, number: u64, key| Tile {
        id,
        number: texts.number(number),
        label: texts.say(&text(key)),
        tone: Tone::Info,
    };
    vec![
        tile("flying", stats.in_flight as u64, "app.monitor.flying"),
        tile("sent", stats.sent, "app.monitor.sent"),
    ]
}
