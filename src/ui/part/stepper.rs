//! The steps of the wizard, with the one that is shown.

use leptos::prelude::*;

use crate::app::view::Step;
use crate::ui::Port;

/// The steps.
pub(in crate::ui) fn stepper(port: Port, current: Memo<Step>) -> impl IntoView {
    let step = move |(index, step): (usize, Step)| {
        let class = move || match step.cmp(&current.get()) {
            std::cmp::Ordering::Less => "pace-stepper__step pace-stepper__step--done",
            std::cmp::Ordering::Equal => "pace-stepper__step pace-stepper__step--current",
            std::cmp::Ordering::Greater => "pace-stepper__step",
        };
        view! {
            <li class=class aria-current=move || (step == current.get()).then_some("step")>
                <span class="pace-stepper__mark" aria-hidden="true">{index + 1}</span>
                <span class="pace-stepper__label">{port.say(step.key())}</span>
            </li>
        }
    };
    view! { <ol class="pace-stepper">{Step::ALL.into_iter().enumerate().map(step).collect_view()}</ol> }
}
