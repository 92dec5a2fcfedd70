//! The requests of the last seconds as a line of small bars, under Kommo's limit.

use leptos::prelude::*;

use super::bars::{STEP, UNIT, bars};
use crate::app::view::Pulse;
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::ui::Port;

/// Requests that fit into the drawing.
#[expect(clippy::cast_possible_truncation, reason = "it is 7")]
const TALL: u32 = REQUESTS_PER_SECOND as u32;

/// The line of bars; nothing as long as there is nothing to show.
pub(in crate::ui) fn pulse(port: Port, pulse: Memo<Pulse>) -> impl IntoView {
    let is_there = Memo::new(move |_| pulse.with(|pulse| pulse.starts.iter().any(|count| *count > 0)));
    move || {
        is_there.get().then(|| {
            let count = pulse.with_untracked(|pulse| pulse.starts.len());
            let width = u32::try_from(count).unwrap_or_default() * STEP;
            let high = TALL * UNIT;
            view! {
                <span class="pace-pulse" title=port.say("app.monitor.pulse") aria-hidden="true">
                    <svg class="pace-pulse__drawing" viewBox=format!("0 0 {width} {high}") preserveAspectRatio="none">
                        <path
                            class="pace-pulse__bars"
                            d=move || pulse.with(|pulse| bars(&pulse.starts, &[], TALL))
                        />
                    </svg>
                </span>
            }
        })
    }
}
