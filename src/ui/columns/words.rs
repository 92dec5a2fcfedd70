//! The words of a column that Kommo does not know, each with what it is to mean.

use leptos::prelude::*;

use crate::app::import::Event;
use crate::app::view::{Choice, ColumnView, WordView, WordsView};
use crate::ui::Port;
use crate::ui::part::select;

/// The block under a column; empty while all its words are known.
pub(super) fn words(port: Port, index: usize, column: Memo<ColumnView>) -> impl IntoView {
    let view = Memo::new(move |_| column.with(|column| column.words.clone()));
    let is_there = Memo::new(move |_| view.with(Option::is_some));
    move || is_there.get().then(|| block(port, index, Memo::new(move |_| view.get().unwrap_or_default())))
}

fn block(port: Port, index: usize, view: Memo<WordsView>) -> impl IntoView {
    let is_open = Memo::new(move |_| view.with(|view| !view.words.is_empty()));
    let tone = move || if view.with(|view| view.is_settled) { "green" } else { "orange" };
    view! {
        <div class="pace-words">
            <button
                type="button"
                class="pace-words__title"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| port.import(Event::WordsToggled { column: index })
            >
                <span>{move || view.with(|view| view.title.clone())}</span>
                <span class=move || format!("pace-badge pace-badge--{}", tone())>
                    {move || view.with(|view| view.state.clone())}
                </span>
            </button>
            {move || is_open.get().then(|| list(port, index, view))}
        </div>
    }
}

fn list(port: Port, index: usize, view: Memo<WordsView>) -> impl IntoView {
    let keys = Memo::new(move |_| {
        view.with(|view| view.words.iter().map(|word| word.key.clone()).collect::<Vec<_>>())
    });
    let choices = Memo::new(move |_| view.with(|view| view.choices.clone()));
    let suggests = Memo::new(move |_| view.with(|view| view.has_suggestions));
    let row = move |key: String| {
        let word = Memo::new(move |_| {
            view.with(|view| view.words.iter().find(|word| word.key == key).cloned().unwrap_or_default())
        });
        row(port, index, word, choices)
    };
    view! {
        <div class="pace-words__list">
            {move || suggests.get().then(|| view! {
                <button
                    type="button"
                    class="pace-button pace-button--small"
                    on:click=move |_| port.import(Event::SuggestionsTaken { column: index })
                >
                    {port.say("app.words.take_all")}
                </button>
            })}
            <For each=move || keys.get() key=Clone::clone children=row />
            {move || view.with(|view| view.more.clone()).map(|more| view! { <p class="pace-words__more">{more}</p> })}
        </div>
    }
}

fn row(port: Port, column: usize, word: Memo<WordView>, choices: Memo<Vec<Choice>>) -> impl IntoView {
    let state = Memo::new(move |_| (choices.get(), word.with(|word| word.answer.clone())));
    let suggestion = Memo::new(move |_| word.with(|word| word.suggestion.clone()));
    let key = word.with_untracked(|word| word.key.clone());
    let answer = StoredValue::new(key);
    let send = move |value| port.import(Event::WordAnswered { column, word: answer.get_value(), value });
    let text = word.with_untracked(|word| word.text.clone());
    view! {
        <div class="pace-words__row">
            <div class="pace-mapping__source">
                <strong class="pace-mapping__name" title=text.clone()>{text.clone()}</strong>
                <span class="pace-mapping__sample">{move || word.with(|word| word.cells.clone())}</span>
            </div>
            {select(text, state, send)}
            <div class="pace-words__suggestion">
                {move || suggestion.get().map(|choice| view! {
                    <button type="button" class="pace-link" on:click=move |_| send(choice.value.clone())>
                        {choice.label}
                    </button>
                })}
            </div>
        </div>
    }
}
