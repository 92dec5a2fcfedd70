//! The traffic monitor: what goes to Kommo now, what waits, and why.

use leptos::prelude::*;

use super::Port;
use super::part::tiles;
use crate::app::monitor::MonitorView;

/// The traffic monitor.
pub(super) fn monitor(port: Port, view: Memo<MonitorView>) -> impl IntoView {
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    view! {
        <section class="pace-block pace-stack" data-tab-content="traffic">
            <h2 class="pace-title">{port.say("app.monitor.title")}</h2>
            {tiles(numbers)}
        </section>
    }
}
