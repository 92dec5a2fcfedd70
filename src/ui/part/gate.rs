//! What stands in the way of every request: a pause, a block, a lost sign-in.

use leptos::prelude::*;

use super::callout;
use crate::app::Event;
use crate::app::view::GateView;
use crate::ui::Port;

/// The gate's message, if it is not open.
pub(in crate::ui) fn gate(port: Port, gate: Memo<Option<GateView>>) -> impl IntoView {
    move || {
        gate.get().map(|gate| {
            let support = gate.support.map(|message| {
                view! { <textarea class="pace-textarea" readonly rows="6" aria-label=port.say("app.gate.support")>{message}</textarea> }
            });
            let probe = gate.probe.map(|label| {
                view! {
                    <button type="button" class="pace-button" data-action="probe" on:click=move |_| port.send(Event::Probe)>
                        {label}
                    </button>
                }
            });
            callout(gate.tone, gate.title, view! { <p>{gate.sentence}</p> {support} {probe} })
        })
    }
}
