//! The right panel of a lead's card, 245 px wide.

use leptos::prelude::*;

use super::Port;
use super::part::{budget, gate, notice, progress, pulse};
use crate::app::view::CardView;

/// The right panel.
#[must_use]
pub fn card(port: Port, view: RwSignal<CardView>) -> impl IntoView {
    let barrier = Memo::new(move |_| view.with(|view| view.gate.clone()));
    let spent = Memo::new(move |_| view.with(|view| view.budget));
    let recent = Memo::new(move |_| view.with(|view| view.pulse.clone()));
    let facts = Memo::new(move |_| view.with(|view| view.facts.clone()));
    let problem = Memo::new(move |_| view.with(|view| view.notice.clone()));
    let run = Memo::new(move |_| view.with(|view| view.run.clone()));
    view! {
        <div class="pace-stack">
            {gate(port, barrier)}
            {move || problem.get().map(|problem| notice(port, problem))}
            <dl class="pace-facts">
                {move || facts.get().into_iter().map(|(name, value)| view! {
                    <div class="pace-facts__row">
                        <dt class="pace-facts__key">{name}</dt>
                        <dd class="pace-facts__value">{value}</dd>
                    </div>
                }).collect_view()}
            </dl>
            {move || run.get().map(|(words, permille)| view! {
                <p class="pace-muted pace-small">{words}</p>
                {progress(Signal::derive(move || permille), Signal::derive(|| "running"), port.say("app.run.progress"))}
            })}
            {budget(port, spent)}
            {pulse(port, recent)}
        </div>
    }
}
