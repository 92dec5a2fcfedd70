//! What narrows the list down, holds it still, and takes it along as a file.

use leptos::prelude::*;

use super::View;
use crate::app::Event;
use crate::app::monitor;
use crate::ui::Port;
use crate::ui::part::select;

/// The row of controls above the list.
pub(super) fn filter(port: Port, view: View) -> impl IntoView {
    let send = move |event| port.send(Event::Monitor(event));
    let words = Memo::new(move |_| view.with(|view| view.filter.text.clone()));
    let kinds = Memo::new(move |_| view.with(|view| view.filter.kinds.clone()));
    let lanes = Memo::new(move |_| view.with(|view| view.filter.lanes.clone()));
    let is_held = Memo::new(move |_| view.with(|view| view.is_held));
    let with_queries = Memo::new(move |_| view.with(|view| view.with_queries));
    view! {
        <div class="pace-toolbar">
            <label class="pace-search pace-toolbar__search">
                <span class="pace-icon pace-icon--search" aria-hidden="true"></span>
                <input
                    class="pace-input"
                    type="search"
                    placeholder=port.say("app.monitor.search")
                    aria-label=port.say("app.monitor.search")
                    prop:value=move || words.get()
                    on:input=move |event| send(monitor::Event::TextTyped(event_target_value(&event)))
                />
            </label>
            {select(port.say("app.monitor.kinds"), kinds, move |value| send(monitor::Event::KindChosen(value)))}
            {select(port.say("app.monitor.lanes"), lanes, move |value| send(monitor::Event::LaneChosen(value)))}
            <button
                type="button"
                class="pace-button"
                data-action="hold"
                on:click=move |_| send(monitor::Event::HoldAsked(!is_held.get_untracked()))
            >
                {move || port.say(if is_held.get() { "app.monitor.go_on" } else { "app.monitor.hold" })}
            </button>
            <div class="pace-toolbar__end" title=port.say("app.monitor.export_help")>
                <label class="pace-checkbox">
                    <input
                        type="checkbox"
                        prop:checked=move || with_queries.get()
                        on:change=move |event| send(monitor::Event::QueriesAllowed(event_target_checked(&event)))
                    />
                    <span>{port.say("app.monitor.with_queries")}</span>
                </label>
                <button
                    type="button"
                    class="pace-button"
                    data-action="export"
                    on:click=move |_| send(monitor::Event::ExportAsked)
                >
                    {port.say("app.monitor.export")}
                </button>
            </div>
        </div>
    }
}
