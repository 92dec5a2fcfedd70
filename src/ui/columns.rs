//! The second step: which column of the file goes where.

mod words;

use leptos::prelude::*;

use super::Port;
use super::part::{notice, select};
use super::rules::rules;
use crate::app::import;
use crate::app::view::{ColumnView, ColumnsView};

/// The second step.
pub(super) fn columns(port: Port, view: Memo<ColumnsView>) -> impl IntoView {
    let notices = Memo::new(move |_| view.with(|view| view.notices.clone()));
    let ready = Memo::new(move |_| view.with(|view| view.ready));
    let loading = Memo::new(move |_| view.with(|view| view.loading));
    view! {
        <section class="pace-block pace-stack">
            {file_facts(port, view)}
            {move || notices.get().into_iter().map(|one| notice(port, one)).collect_view()}
            {move || loading.get().then(|| view! {
                <p class="pace-loading" role="status">
                    <span class="pace-spinner"></span>
                    <span>{port.say("app.columns.loading")}</span>
                </p>
            })}
            {mapping(port, view)}
            {rules(port, view)}
            <footer class="pace-actions">
                <button
                    type="button"
                    class="pace-button pace-button--primary"
                    disabled=move || !ready.get()
                    on:click=move |_| port.import(import::Event::CheckAsked)
                >
                    {port.say("app.columns.check")}
                </button>
                <button type="button" class="pace-button" on:click=move |_| port.import(import::Event::Restarted)>
                    {port.say("app.columns.other_file")}
                </button>
            </footer>
        </section>
    }
}

fn file_facts(port: Port, view: Memo<ColumnsView>) -> impl IntoView {
    let encodings = Memo::new(move |_| view.with(|view| view.encodings.clone()));
    let delimiters = Memo::new(move |_| view.with(|view| view.delimiters.clone()));
    let encoding = port.say("app.columns.encoding");
    let delimiter = port.say("app.columns.delimiter");
    let date_orders = Memo::new(move |_| view.with(|view| view.date_orders.clone().unwrap_or_default()));
    let has_dates = Memo::new(move |_| view.with(|view| view.date_orders.is_some()));
    view! {
        <div class="pace-file">
            <span class="pace-icon pace-icon--file" aria-hidden="true"></span>
            <div class="pace-grow">
                <strong class="pace-file__name">{move || view.with(|view| view.file.clone())}</strong>
                <span class="pace-file__facts">{move || view.with(|view| view.facts.clone())}</span>
            </div>
            <label class="pace-field">
                <span class="pace-field__label">{encoding.clone()}</span>
                {select(encoding, encodings, move |value| port.import(import::Event::EncodingChosen(value)))}
            </label>
            <label class="pace-field">
                <span class="pace-field__label">{delimiter.clone()}</span>
                {select(delimiter, delimiters, move |value| port.import(import::Event::DelimiterChosen(value)))}
            </label>
            {move || has_dates.get().then(|| view! {
                <label class="pace-field">
                    <span class="pace-field__label">{port.say("app.columns.dates")}</span>
                    {select(
                        port.say("app.columns.dates"),
                        date_orders,
                        move |value| port.import(import::Event::DateOrderChosen(value)),
                    )}
                </label>
            })}
        </div>
    }
}

fn mapping(port: Port, view: Memo<ColumnsView>) -> impl IntoView {
    let headers = Memo::new(move |_| {
        view.with(|view| view.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>())
    });
    let row = move |(index, _): (usize, String)| {
        let column =
            Memo::new(move |_| view.with(|view| view.columns.get(index).cloned().unwrap_or_default()));
        mapping_row(port, view, index, column)
    };
    view! {
        <div class="pace-mapping">
            <div class="pace-mapping__row pace-mapping__row--head">
                <span>{port.say("app.columns.column")}</span>
                <span></span>
                <span>{port.say("app.columns.goes_to")}</span>
                <span></span>
            </div>
            <For each=move || headers.get().into_iter().enumerate() key=Clone::clone children=row />
        </div>
    }
}

fn mapping_row(port: Port, view: Memo<ColumnsView>, index: usize, column: Memo<ColumnView>) -> impl IntoView {
    let targets = Memo::new(move |_| {
        (view.with(|view| view.targets.clone()), column.with(|column| column.target.clone()))
    });
    let guessed = Memo::new(move |_| column.with(|column| column.guessed.clone()));
    let samples = move || column.with(|column| column.samples.join(" · "));
    let header = column.with_untracked(|column| column.header.clone());
    view! {
        <div class="pace-mapping__row" data-column=index.to_string()>
            <div class="pace-mapping__source">
                <strong class="pace-mapping__name">{header.clone()}</strong>
                <span class="pace-mapping__sample" title=samples>{samples}</span>
            </div>
            <span class="pace-mapping__arrow pace-icon pace-icon--arrow" aria-hidden="true"></span>
            {select(header, targets, move |value| port.import(import::Event::TargetChosen { column: index, value }))}
            <div class="pace-mapping__note">
                {move || Some(guessed.get()).filter(|word| !word.is_empty()).map(|word| view! {
                    <span class="pace-badge pace-badge--green">{word}</span>
                })}
            </div>
            {words::words(port, index, column)}
        </div>
    }
}
