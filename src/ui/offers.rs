//! Imports that are not finished, above the wizard: go on here, discard, or watch another tab at work.

use leptos::prelude::*;

use super::Port;
use super::part::progress;
use crate::app::runs::Event;
use crate::app::view::OfferView;
use crate::transfer::journal::RunId;

/// All of them.
pub(super) fn offers(port: Port, view: Memo<Vec<OfferView>>) -> impl IntoView {
    let names = move |view: &Vec<OfferView>| view.iter().map(|one| one.run.clone()).collect::<Vec<_>>();
    let runs = Memo::new(move |_| view.with(names));
    move || runs.get().into_iter().map(|run| offer(port, one(view, run))).collect_view()
}

/// One of them. It keeps its last value in the moment before it is taken away.
fn one(view: Memo<Vec<OfferView>>, run: RunId) -> Memo<OfferView> {
    Memo::new(move |last: Option<&OfferView>| {
        let found = view.with(|view| view.iter().find(|one| one.run == run).cloned());
        found.or_else(|| last.cloned()).unwrap_or_default()
    })
}

fn offer(port: Port, view: Memo<OfferView>) -> impl IntoView {
    let words = move |pick: fn(&OfferView) -> String| Memo::new(move |_| view.with(pick));
    let (title, what) = (words(|view| view.title.clone()), words(|view| view.what.clone()));
    let (so_far, kept) = (words(|view| view.so_far.clone()), words(|view| view.kept.clone()));
    let trouble = Memo::new(move |_| view.with(|view| view.trouble.clone()));
    let is_elsewhere = Memo::new(move |_| view.with(|view| view.is_elsewhere));
    let permille = Signal::derive(move || view.with(|view| view.permille));
    let state = Signal::derive(move || if is_elsewhere.get() { "running" } else { "paused" });
    view! {
        <section class="pace-block pace-stack pace-stack--tight" data-offer=move || state.get()>
            <h2 class="pace-title" role="status" aria-live="polite">{move || title.get()}</h2>
            <p>{move || what.get()}</p>
            {progress(permille, state, port.say("app.run.progress"))}
            <p data-so-far="">{move || so_far.get()}</p>
            {move || trouble.get().map(|said| view! { <p role="alert">{said}</p> })}
            {buttons(port, view)}
            <p class="pace-muted pace-small">{move || kept.get()}</p>
        </section>
    }
}

fn buttons(port: Port, view: Memo<OfferView>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        view.with(|view| {
            (view.run.clone(), view.is_elsewhere, view.is_opening, view.trouble.is_some(), view.ask.clone())
        })
    });
    let button = move |class: &'static str, action: &'static str, key: &'static str, event: Event| {
        let event = StoredValue::new(event);
        view! {
            <button type="button" class=class data-action=action on:click=move |_| port.runs(event.get_value())>
                {port.say(key)}
            </button>
        }
    };
    move || {
        let (run, is_elsewhere, is_opening, is_broken, ask) = shown.get();
        if is_elsewhere {
            return ().into_any();
        }
        if is_opening {
            return view! { <p role="status">{port.say("app.runs.opening")}</p> }.into_any();
        }
        if let Some(ask) = ask {
            return view! {
                <p role="alert">{ask}</p>
                <footer class="pace-actions">
                    {button(PLAIN, "keep", "app.runs.discard_no", Event::DiscardDeclined)}
                    {button(DANGER, "confirm", "app.runs.discard_yes", Event::DiscardConfirmed(run))}
                </footer>
            }
            .into_any();
        }
        let go_on = (!is_broken)
            .then(|| button(MAIN, "continue", "app.runs.continue", Event::ContinueAsked(run.clone())));
        view! {
            <footer class="pace-actions">
                {go_on}
                {button(DANGER, "discard", "app.runs.discard", Event::DiscardAsked(run))}
            </footer>
        }
        .into_any()
    }
}

/// What most users will want next.
const MAIN: &str = "pace-button pace-button--primary";

/// What can be done as well.
const PLAIN: &str = "pace-button";

/// What takes something away.
const DANGER: &str = "pace-button pace-button--danger-flat";
