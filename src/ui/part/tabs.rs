//! The tabs of the page, by the pattern that assistive technology knows: one stop for the Tab key, the
//! arrows choose.

use leptos::ev::KeyboardEvent;
use leptos::html::Button;
use leptos::prelude::*;

use crate::app::Event;
use crate::app::tab::{Tab, Underway};
use crate::app::text::text;
use crate::ui::Port;

/// The id of the element that shows the chosen tab's content.
pub(in crate::ui) const PANEL: &str = "pace-panel";

/// The id of a tab's button.
pub(in crate::ui) fn tab_id(tab: Tab) -> String {
    format!("pace-tab-{}", tab.id())
}

/// The tabs; that of the import says how it goes once it has started.
pub(in crate::ui) fn tabs(port: Port, chosen: Memo<Tab>, underway: Memo<Option<Underway>>) -> impl IntoView {
    let buttons = Tab::ALL.map(|tab| (tab, NodeRef::<Button>::new()));
    let turn = move |event: KeyboardEvent| {
        let last = Tab::ALL.len() - 1;
        let next = match event.key().as_str() {
            "ArrowRight" => chosen.get_untracked().next(1),
            "ArrowLeft" => chosen.get_untracked().next(last),
            "Home" => Tab::default(),
            "End" => Tab::default().next(last),
            _ => return,
        };
        event.prevent_default();
        port.send(Event::TabChosen(next));
        let button = buttons.iter().find(|(tab, _)| *tab == next);
        if let Some(button) = button.and_then(|(_, button)| button.get_untracked()) {
            // A button that has gone cannot take the focus, and need not.
            let _ = button.focus();
        }
    };
    let button = move |(tab, node): (Tab, NodeRef<Button>)| {
        let is_chosen = move || chosen.get() == tab;
        view! {
            <button
                node_ref=node
                type="button"
                role="tab"
                id=tab_id(tab)
                class="pace-nav__tab"
                data-tab=tab.id()
                aria-controls=PANEL
                aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| port.send(Event::TabChosen(tab))
                on:keydown=turn
            >
                <span>{port.say(tab.key())}</span>
                " "
                {(tab == Tab::Import).then(|| progress(port, underway))}
            </button>
        }
    };
    view! {
        <div class="pace-nav" role="tablist" aria-label=port.say("app.tab.label")>
            {buttons.map(button).into_iter().collect_view()}
        </div>
    }
}

/// How far the import is, in the label of its tab.
fn progress(port: Port, underway: Memo<Option<Underway>>) -> impl IntoView {
    move || {
        underway.get().map(|Underway { state, words, permille }| {
            let state = state.id();
            let percent = port.tell(&text("app.tab.percent").count("percent", permille / 10));
            view! {
                <span class="pace-nav__note" title=words>
                    <span class=format!("pace-progress pace-progress--{state}") aria-hidden="true">
                        <span class="pace-progress__fill" style:width=format!("{}%", permille / 10)></span>
                    </span>
                    <span class="pace-number">{percent}</span>
                </span>
            }
        })
    }
}
