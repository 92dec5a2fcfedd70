//! A message in its place, in the form of Kommo's callout.

use leptos::prelude::*;

use crate::app::Event;
use crate::app::view::{Notice, Tone};
use crate::ui::Port;

/// A message with its button, if it has one.
pub(in crate::ui) fn notice(port: Port, notice: Notice) -> impl IntoView {
    let reload = notice.reload.then(|| {
        view! {
            <button type="button" class="pace-button pace-button--small" on:click=move |_| port.send(Event::Reload)>
                {port.say("app.trouble.retry")}
            </button>
        }
    });
    callout(notice.tone, notice.title, view! { <p>{notice.sentence}</p> {reload} })
}

/// A callout; errors and warnings are read out at once.
pub(in crate::ui) fn callout(tone: Tone, title: String, content: impl IntoView) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Info => ("pace-callout", "note"),
        Tone::Success => ("pace-callout pace-callout--success", "status"),
        Tone::Warning => ("pace-callout pace-callout--warning", "alert"),
        Tone::Error => ("pace-callout pace-callout--error", "alert"),
    };
    view! {
        <div class=class role=role>
            <div class="pace-callout__body">
                <strong class="pace-callout__title">{title}</strong>
                {content}
            </div>
        </div>
    }
}
