//! A progress bar.

use leptos::prelude::*;

/// A bar filled to so many thousandths; `state` (`running`, `paused`, `waiting`, `done`) is its colour.
pub(in crate::ui) fn progress(
    permille: Signal<u32>,
    state: Signal<&'static str>,
    label: String,
) -> impl IntoView {
    let percent = move || format!("{}.{}", permille.get() / 10, permille.get() % 10);
    view! {
        <div
            class=move || format!("pace-progress pace-progress--{}", state.get())
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
        >
            <div class="pace-progress__fill" style:width=move || format!("{}%", percent())></div>
        </div>
    }
}
