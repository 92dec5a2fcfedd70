//! The traffic monitor: what goes to Kommo now, what waits and why, and what went before.

mod chart;
mod filter;
mod list;

use std::sync::Arc;

use leptos::prelude::*;

use super::Port;
use super::part::tiles;
use crate::app::monitor::MonitorView;

/// The monitor's view, wherever in it something is looked at.
type View = Memo<Arc<MonitorView>>;

/// The traffic monitor.
pub(super) fn monitor(port: Port, view: View) -> impl IntoView {
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let waits = Memo::new(move |_| view.with(|view| view.waits.clone()));
    view! {
        <section class="pace-stack" data-tab-content="traffic">
            <div class="pace-block pace-stack">
                <h2 class="pace-title">{port.say("app.monitor.title")}</h2>
                {tiles(numbers)}
                <p data-waits="">{move || waits.get()}</p>
                {chart::chart(port, view)}
            </div>
            <div class="pace-block pace-stack">
                <h2 class="pace-title">{port.say("app.monitor.list")}</h2>
                {filter::filter(port, view)}
                {list::list(port, view)}
            </div>
        </section>
    }
}
