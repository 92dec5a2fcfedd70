//! The third step: what the import will come to, before anything is sent.

use leptos::prelude::*;

use super::Port;
use super::part::{callout, notice, problems, progress, tiles};
use crate::app::import;
use crate::app::view::{CheckView, DoneRows, Tone};

/// The third step.
pub(super) fn check(port: Port, view: Memo<CheckView>) -> impl IntoView {
    let checking = Memo::new(move |_| view.with(|view| view.checking));
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let notices = Memo::new(move |_| view.with(|view| view.notices.clone()));
    let bad = Memo::new(move |_| view.with(|view| view.problems.clone()));
    let start = Memo::new(move |_| view.with(|view| view.start.clone()));
    let permille = Signal::derive(move || checking.get().map_or(1_000, |(done, all)| permille(done, all)));
    view! {
        <section class="pace-block pace-stack">
            {move || checking.with(Option::is_some).then(|| view! {
                <p class="pace-muted">{port.say("app.check.checking")}</p>
                {progress(permille, Signal::derive(|| "running"), port.say("app.check.checking"))}
            })}
            {tiles(numbers)}
            {move || notices.get().into_iter().map(|one| notice(port, one)).collect_view()}
            {done_rows(port, view)}
            <footer class="pace-actions">
                {move || start.get().map(|label| view! {
                    <button
                        type="button"
                        class="pace-button pace-button--primary"
                        on:click=move |_| port.import(import::Event::StartAsked)
                    >
                        {label}
                    </button>
                })}
                <button type="button" class="pace-button" on:click=move |_| port.import(import::Event::BackAsked)>
                    {port.say("app.check.back")}
                </button>
            </footer>
            {problems(port, bad)}
        </section>
    }
}

/// Rows that an earlier import has stored, and the way to import them all the same.
fn done_rows(port: Port, view: Memo<CheckView>) -> impl IntoView {
    let done = Memo::new(move |_| view.with(|view| view.done.clone()));
    move || {
        done.get().map(|DoneRows { sentence, wanted }| {
            let content = view! {
                <p>{sentence}</p>
                <label class="pace-checkbox">
                    <input
                        type="checkbox"
                        prop:checked=wanted
                        on:change=move |_| port.import(import::Event::DoneRowsWanted(!wanted))
                    />
                    {port.say("app.check.done_all")}
                </label>
            };
            callout(Tone::Info, port.say("app.check.done_title"), content)
        })
    }
}

fn permille(done: usize, all: usize) -> u32 {
    u32::try_from(done.saturating_mul(1_000) / all.max(1)).unwrap_or(1_000)
}
