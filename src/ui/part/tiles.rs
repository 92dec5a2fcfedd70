//! Numbers with their meanings.

use leptos::prelude::*;

use crate::app::view::{Tile, Tone};

/// A row of numbers.
pub(in crate::ui) fn tiles(tiles: Memo<Vec<Tile>>) -> impl IntoView {
    move || {
        tiles.with(|tiles| {
            (!tiles.is_empty()).then(
                || view! { <dl class="pace-stats">{tiles.iter().cloned().map(tile).collect_view()}</dl> },
            )
        })
    }
}

fn tile(tile: Tile) -> impl IntoView {
    let class = match tile.tone {
        Tone::Info => "pace-stat",
        Tone::Success => "pace-stat pace-stat--success",
        Tone::Warning => "pace-stat pace-stat--warning",
        Tone::Error => "pace-stat pace-stat--error",
    };
    view! {
        <div class=class data-tile=tile.id>
            <dt class="pace-stat__label">{tile.label}</dt>
            <dd class="pace-stat__value">{tile.number}</dd>
        </div>
    }
}
