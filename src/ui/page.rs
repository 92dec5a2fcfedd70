//! The full page: the tabs, what stands in the way of all of them, and what the chosen one shows.

use leptos::prelude::*;

use super::Port;
use super::data::data;
use super::monitor::monitor;
use super::part::{PANEL, budget, gate, pulse, tab_id, tabs};
use super::wizard::wizard;
use crate::app::tab::Tab;
use crate::app::view::PageView;

/// The full page.
#[must_use]
pub fn page(port: Port, view: RwSignal<PageView>) -> impl IntoView {
    let tab = Memo::new(move |_| view.with(|view| view.tab));
    let underway = Memo::new(move |_| view.with(|view| view.underway.clone()));
    let barrier = Memo::new(move |_| view.with(|view| view.gate.clone()));
    let spent = Memo::new(move |_| view.with(|view| view.budget));
    let recent = Memo::new(move |_| view.with(|view| view.pulse.clone()));
    let kept = Memo::new(move |_| view.with(|view| view.data.clone()).unwrap_or_default());
    let traffic = Memo::new(move |_| view.with(|view| view.monitor.clone()).unwrap_or_default());
    view! {
        <div class="pace-stack pace-stack--loose">
            <header class="pace-nav-bar">
                {tabs(port, tab, underway)}
                <div class="pace-row">
                    {pulse(port, recent)}
                    {budget(port, spent)}
                </div>
            </header>
            {gate(port, barrier)}
            <div id=PANEL role="tabpanel" aria-labelledby=move || tab_id(tab.get())>
                {move || match tab.get() {
                    Tab::Import => wizard(port, view).into_any(),
                    Tab::Data => view! { <main>{data(port, kept)}</main> }.into_any(),
                    Tab::Traffic => view! { <main>{monitor(port, traffic)}</main> }.into_any(),
                }}
            </div>
        </div>
    }
}
