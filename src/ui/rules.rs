//! What to do with the rows: add, update, and by which rules.

use leptos::prelude::*;

use super::Port;
use super::part::select;
use crate::app::import::{Event, Rule};
use crate::app::view::{Choices, ColumnsView, RulesView};

/// The block; nothing while the account's facts are not known.
pub(super) fn rules(port: Port, view: Memo<ColumnsView>) -> impl IntoView {
    let is_known = Memo::new(move |_| view.with(|view| view.rules.is_some()));
    let rules = Memo::new(move |_| view.with(|view| view.rules.clone().unwrap_or_default()));
    let modes = Memo::new(move |_| rules.with(|rules| rules.modes.clone()));
    move || {
        is_known.get().then(|| {
            view! {
                <section class="pace-stack pace-stack--tight" data-part="rules">
                    <h3 class="pace-subtitle">{port.say("app.rules.title")}</h3>
                    <div class="pace-rules">
                        {field(port, Rule::Mode, port.say("app.rules.mode"), modes)}
                        {optional(port, Rule::Key, "app.rules.key", rules, |rules| rules.keys.clone())}
                        {optional(port, Rule::Several, "app.rules.several", rules, |rules| rules.several.clone())}
                        {optional(port, Rule::Empty, "app.rules.empty", rules, |rules| rules.empty.clone())}
                        {optional(port, Rule::Contacts, "app.rules.contacts", rules, |rules| rules.contacts.clone())}
                        {optional(port, Rule::Tags, "app.rules.tags", rules, |rules| rules.tags.clone())}
                    </div>
                    <p class="pace-muted pace-small">{move || rules.with(|rules| rules.hint.clone())}</p>
                </section>
            }
        })
    }
}

/// A drop-down that is there only while it matters.
fn optional(
    port: Port,
    rule: Rule,
    label: &'static str,
    rules: Memo<RulesView>,
    choices: impl Fn(&RulesView) -> Option<Choices> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let is_there = Memo::new(move |_| rules.with(|rules| choices(rules).is_some()));
    let state = Memo::new(move |_| rules.with(|rules| choices(rules).unwrap_or_default()));
    move || is_there.get().then(|| field(port, rule, port.say(label), state))
}

fn field(port: Port, rule: Rule, label: String, state: Memo<Choices>) -> impl IntoView {
    view! {
        <label class="pace-field" data-rule=format!("{rule:?}").to_lowercase()>
            <span class="pace-field__label">{label.clone()}</span>
            {select(label, state, move |value| port.import(Event::RuleChosen(rule, value)))}
        </label>
    }
}
