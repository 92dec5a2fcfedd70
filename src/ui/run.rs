//! The last step: the import as it runs, and what came of it.

use leptos::prelude::*;

use super::Port;
use super::part::{notice, problems, progress, tiles};
use crate::app::import;
use crate::app::view::{Actions, RunView};

/// The last step.
pub(super) fn run(port: Port, view: Memo<RunView>) -> impl IntoView {
    let headline = Memo::new(move |_| view.with(|view| view.headline.clone()));
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let notices = Memo::new(move |_| view.with(|view| view.notices.clone()));
    let bad = Memo::new(move |_| view.with(|view| view.problems.clone()));
    let actions = Memo::new(move |_| view.with(|view| view.actions));
    let retry = Memo::new(move |_| view.with(|view| view.retry.clone()));
    let permille = Signal::derive(move || view.with(|view| view.permille));
    let state = Signal::derive(move || view.with(|view| view.state.id()));
    view! {
        <section class="pace-block pace-stack" data-state=move || state.get()>
            <h2 class="pace-title" role="status" aria-live="polite">{move || headline.get()}</h2>
            {progress(permille, state, port.say("app.run.progress"))}
            {tiles(numbers)}
            {move || notices.get().into_iter().map(|one| notice(port, one)).collect_view()}
            {buttons(port, actions, retry)}
            {problems(port, bad)}
        </section>
    }
}

/// What most users will want next.
const MAIN: &str = "pace-button pace-button--primary";

/// What can be done as well.
const PLAIN: &str = "pace-button";

fn buttons(port: Port, actions: Memo<Actions>, retry: Memo<Option<String>>) -> impl IntoView {
    let button =
        move |shown: fn(&Actions) -> bool, class: &'static str, key: &'static str, event: import::Event| {
            let event = StoredValue::new(event);
            move || {
                actions.with(shown).then(|| {
                    view! {
                        <button type="button" class=class on:click=move |_| port.import(event.get_value())>
                            {port.say(key)}
                        </button>
                    }
                })
            }
        };
    view! {
        <footer class="pace-actions">
            {move || retry.get().map(|label| view! {
                <button
                    type="button"
                    class=MAIN
                    data-action="retry"
                    on:click=move |_| port.import(import::Event::RetryAsked)
                >
                    {label}
                </button>
            })}
            {button(|can| can.proceed, MAIN, "app.run.proceed", import::Event::ProceedAsked)}
            {button(|can| can.resume, MAIN, "app.run.resume", import::Event::ResumeAsked)}
            {button(|can| can.pause, PLAIN, "app.run.pause", import::Event::PauseAsked)}
            {button(|can| can.again, MAIN, "app.run.again", import::Event::Restarted)}
            {button(|can| can.cancel, "pace-button pace-button--danger-flat", "app.run.cancel", import::Event::CancelAsked)}
        </footer>
    }
}
