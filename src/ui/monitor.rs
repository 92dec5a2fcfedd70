//! The traffic monitor: what goes to Kommo now, what waits and why, and what went before.

mod chart;
mod filter;
mod list;

use std::sync::Arc;

use leptos::prelude::*;

use super::Port;
use super::part::{callout, tiles};
use crate::app::monitor::MonitorView;
use crate::app::view::Tone;

/// The monitor's view, wherever in it something is looked at.
type View = Memo<Arc<MonitorView>>;

/// The traffic monitor.
pub(super) fn monitor(port: Port, view: View) -> impl IntoView {
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let waits = Memo::new(move |_| view.with(|view| view.waits.clone()));
    let repeats = Memo::new(move |_| view.with(|view| view.repeats.clone()));
    view! {
        <section class="pace-stack" data-tab-content="traffic">
            <div class="pace-block pace-stack">
                <h2 class="pace-title">{port.say("app.monitor.title")}</h2>
                {tiles(numbers)}
                <p data-waits="">{move || waits.get()}</p>
                {move || repeats.get().into_iter().map(|repeat| {
                    callout(Tone::Warning, port.say("app.monitor.repeat_title"), view! { <p>{repeat}</p> })
                }).collect_view()}
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
