//! The first step: what is to be imported, and from which file.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::Port;
use super::part::{notice, progress};
use crate::app::import;
use crate::app::view::{FileView, entity_key};
use crate::transfer::schema::Entity;

/// The entities on offer.
const ENTITIES: [Entity; 4] = [Entity::Contacts, Entity::Leads, Entity::Companies, Entity::Tasks];

/// The first step.
pub(super) fn file(port: Port, view: Memo<FileView>) -> impl IntoView {
    let problem = Memo::new(move |_| view.with(|view| view.notice.clone()));
    view! {
        <section class="pace-block pace-stack pace-stack--loose">
            <h2 class="pace-title">{port.say("app.file.what")}</h2>
            {entities(port, view)}
            {drop_zone(port, view)}
            {move || problem.get().map(|problem| notice(port, problem))}
            <ul class="pace-list pace-muted pace-small">
                <li>{port.say("app.file.hint_formats")}</li>
                <li>{port.say("app.file.hint_header")}</li>
                <li>{port.say("app.file.hint_nothing_sent")}</li>
            </ul>
        </section>
    }
}

fn entities(port: Port, view: Memo<FileView>) -> impl IntoView {
    let chosen = Memo::new(move |_| view.with(|view| view.entity));
    let tab = move |entity: Entity| {
        view! {
            <button
                type="button"
                role="radio"
                class="pace-tab"
                class:pace-tab--selected=move || chosen.get() == entity
                aria-checked=move || (chosen.get() == entity).to_string()
                on:click=move |_| port.import(import::Event::EntityChosen(entity))
            >
                {port.say(entity_key(entity))}
            </button>
        }
    };
    view! {
        <div class="pace-tabs" role="radiogroup" aria-label=port.say("app.file.what")>
            {ENTITIES.map(tab).collect_view()}
        </div>
    }
}

fn drop_zone(port: Port, view: Memo<FileView>) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let over = RwSignal::new(false);
    let reading = Memo::new(move |_| view.with(|view| view.reading.clone()));
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            port.choose_file.run(file);
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            take(input.files());
            // So that the same file can be chosen again after it was mended.
            input.set_value("");
        }
    };
    view! {
        <label
            class="pace-drop"
            class:pace-drop--over=move || over.get()
            class:pace-drop--busy=move || reading.with(Option::is_some)
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input
                node_ref=input
                type="file"
                class="pace-visually-hidden"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                on:change=chosen
            />
            {move || match reading.get() {
                None => view! {
                    <span class="pace-drop__mark" aria-hidden="true"><span class="pace-icon pace-icon--upload"></span></span>
                    <span class="pace-drop__title">{port.say("app.file.drop")}</span>
                    <span class="pace-drop__hint">{port.say("app.file.or_choose")}</span>
                }.into_any(),
                Some((name, percent)) => view! {
                    <span class="pace-drop__title">{port.tell(&crate::app::text::text("app.file.reading").with("name", name))}</span>
                    {progress(Signal::derive(move || percent * 10), Signal::derive(|| "running"), port.say("app.file.progress"))}
                }.into_any(),
            }}
        </label>
    }
}
