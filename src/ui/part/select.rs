//! A drop-down in Kommo's look, made of the browser's own.

use leptos::prelude::*;

use crate::app::view::Choice;

/// A drop-down of these choices, the second part saying which is taken. `label` is its name for those who
/// do not see it.
pub(in crate::ui) fn select(
    label: String,
    state: Memo<(Vec<Choice>, String)>,
    chosen: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let choices = Memo::new(move |_| state.with(|(choices, _)| choices.clone()));
    let value = Memo::new(move |_| state.with(|(_, value)| value.clone()));
    let option = |choice: &Choice, value: &str| {
        view! { <option value=choice.value.clone() selected=choice.value == value>{choice.label.clone()}</option> }
    };
    view! {
        <span class="pace-select">
        <select class="pace-select__control" aria-label=label prop:value=move || value.get() on:change=move |event| chosen(event_target_value(&event))>
            {move || choices.with(|choices| {
                let value = value.get_untracked();
                groups(choices)
                    .into_iter()
                    .map(|(group, members)| {
                        let options = members.iter().map(|choice| option(choice, &value)).collect_view();
                        if group.is_empty() {
                            options.into_any()
                        } else {
                            view! { <optgroup label=group>{options}</optgroup> }.into_any()
                        }
                    })
                    .collect_view()
            })}
        </select>
        </span>
    }
}

/// The choices by their headings, in the order in which they first come.
fn groups(choices: &[Choice]) -> Vec<(String, Vec<&Choice>)> {
    let mut groups: Vec<(String, Vec<&Choice>)> = Vec::new();
    for choice in choices {
        match groups.iter_mut().find(|(group, _)| *group == choice.group) {
            Some((_, members)) => members.push(choice),
            None => groups.push((choice.group.clone(), vec![choice])),
        }
    }
    groups
}
