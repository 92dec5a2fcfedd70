//! The account's data: for each list what is kept, what reading it would cost, and the reading itself.

use leptos::prelude::*;

use super::Port;
use super::part::{callout, notice, progress, tiles};
use crate::app::data::{AskView, DataView, Event, ListView, ReadingView};
use crate::app::view::Tone;
use crate::transfer::schema::Entity;

/// The account's data.
pub(super) fn data(port: Port, view: Memo<DataView>) -> impl IntoView {
    let trouble = Memo::new(move |_| view.with(|view| view.notice.clone()));
    let loading = Memo::new(move |_| view.with(|view| view.loading));
    let lists =
        Memo::new(move |_| view.with(|view| view.lists.iter().map(|list| list.list).collect::<Vec<_>>()));
    view! {
        <div class="pace-stack" data-tab-content="data">
            <section class="pace-block pace-stack pace-stack--tight">
                <h2 class="pace-title">{port.say("app.data.title")}</h2>
                <p>{port.say("app.data.intro")}</p>
                <p class="pace-muted pace-small">
                    {port.say("app.data.privacy")} " " {port.say("app.data.removed_hint")}
                </p>
            </section>
            {move || trouble.get().map(|trouble| notice(port, trouble))}
            {move || loading.get().then(|| view! {
                <div class="pace-loading" role="status">
                    <span class="pace-spinner"></span>
                    <span>{port.say("app.data.loading")}</span>
                </div>
            })}
            {move || lists.get().into_iter().map(|entity| list(port, entity, one(view, entity))).collect_view()}
        </div>
    }
}

/// The part of the view that belongs to one list; its last value in the moment before it goes.
fn one(view: Memo<DataView>, entity: Entity) -> Memo<ListView> {
    Memo::new(move |last: Option<&ListView>| {
        let found = view.with(|view| view.lists.iter().find(|list| list.list == entity).cloned());
        found.or_else(|| last.cloned()).unwrap_or_default()
    })
}

/// One list: what is kept of it, what reading it would cost, and the reading.
pub(super) fn list(port: Port, entity: Entity, view: Memo<ListView>) -> impl IntoView {
    let name = Memo::new(move |_| view.with(|view| view.name.clone()));
    let kept = Memo::new(move |_| view.with(|view| view.kept.clone()));
    let plan = Memo::new(move |_| view.with(|view| view.plan.clone()));
    let said = Memo::new(move |_| view.with(|view| view.notice.clone()));
    let ask = Memo::new(move |_| view.with(|view| view.ask.clone()));
    let is_read = Memo::new(move |_| view.with(|view| view.reading.is_some()));
    let reading_view = Memo::new(move |last: Option<&ReadingView>| {
        view.with(|view| view.reading.clone()).or_else(|| last.cloned()).unwrap_or_default()
    });
    view! {
        <section class="pace-block pace-stack" data-list=entity.word()>
            <header class="pace-stack pace-stack--tight">
                <h3 class="pace-subtitle">{move || name.get()}</h3>
                <p>{move || kept.get()}</p>
                {move || plan.get().map(|plan| view! { <p class="pace-muted pace-small">{plan}</p> })}
            </header>
            {move || is_read.get().then(|| reading(port, reading_view))}
            {move || said.get().map(|said| notice(port, said))}
            {move || ask.get().map(|ask| question(port, entity, ask))}
            {buttons(port, entity, view)}
        </section>
    }
}

fn reading(port: Port, view: Memo<ReadingView>) -> impl IntoView {
    let headline = Memo::new(move |_| view.with(|view| view.headline.clone()));
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let is_measured = Memo::new(move |_| view.with(|view| view.permille.is_some()));
    let permille = Signal::derive(move || view.with(|view| view.permille).unwrap_or_default());
    let state = Signal::derive(move || view.with(|view| view.state.id()));
    view! {
        <div class="pace-stack pace-stack--tight" data-state=move || state.get()>
            <p role="status" aria-live="polite"><strong>{move || headline.get()}</strong></p>
            {move || is_measured.get().then(|| progress(permille, state, port.say("app.data.progress")))}
            {tiles(numbers)}
        </div>
    }
}

fn question(port: Port, entity: Entity, ask: AskView) -> impl IntoView {
    let answers = view! {
        <p>{ask.sentence}</p>
        <div class="pace-actions">
            <button type="button" class="pace-button" data-action="decline" on:click=move |_| port.data(Event::ReadDeclined)>
                {port.say("app.data.again_no")}
            </button>
            <button type="button" class="pace-button" data-action="confirm" on:click=move |_| port.data(Event::ReadConfirmed(entity))>
                {port.say("app.data.again_yes")}
            </button>
        </div>
    };
    callout(Tone::Warning, port.say("app.data.again_title"), answers)
}

/// What most users will want next.
const MAIN: &str = "pace-button pace-button--primary";

/// What can be done as well.
const PLAIN: &str = "pace-button";

/// What takes something away.
const DANGER: &str = "pace-button pace-button--danger-flat";

fn buttons(port: Port, entity: Entity, view: Memo<ListView>) -> impl IntoView {
    let actions = Memo::new(move |_| view.with(|view| (view.actions, view.rest.clone())));
    let button = move |shown: bool,
                       class: &'static str,
                       action: &'static str,
                       label: String,
                       event: Event| {
        let event = StoredValue::new(event);
        shown.then(|| {
            view! {
                <button type="button" class=class data-action=action on:click=move |_| port.data(event.get_value())>
                    {label}
                </button>
            }
        })
    };
    move || {
        let (can, rest) = actions.get();
        (can != crate::app::data::Actions::default()).then(|| view! {
            <footer class="pace-actions">
                {button(can.look, MAIN, "look", port.say("app.data.look"), Event::LookAsked(entity))}
                {button(can.rest, MAIN, "rest", rest, Event::RestAsked(entity))}
                {button(can.read, if can.rest { PLAIN } else { MAIN }, "read", port.say("app.data.read"), Event::ReadAsked(entity))}
                {button(can.again, PLAIN, "again", port.say("app.data.read_again"), Event::ReadAsked(entity))}
                {button(can.proceed, MAIN, "proceed", port.say("app.data.proceed"), Event::ProceedAsked)}
                {button(can.resume, MAIN, "resume", port.say("app.data.resume"), Event::ResumeAsked)}
                {button(can.pause, PLAIN, "pause", port.say("app.data.pause"), Event::PauseAsked)}
                {button(can.stop, DANGER, "stop", port.say("app.data.stop"), Event::StopAsked)}
                {button(can.forget, DANGER, "forget", port.say("app.data.forget"), Event::ForgetAsked(entity))}
            </footer>
        })
    }
}
