//! How the account's budget stands: requests of the last second against what Kommo allows.

use leptos::prelude::*;

use crate::app::text::text;
use crate::app::view::Budget;
use crate::ui::Port;

/// A row of ticks, one for each request that a second allows.
pub(in crate::ui) fn budget(port: Port, budget: Memo<Budget>) -> impl IntoView {
    let words = move || {
        let Budget { used, allowed, .. } = budget.get();
        port.tell(
            &text("app.budget.used").with("used", used.to_string()).with("allowed", allowed.to_string()),
        )
    };
    let ticks = move || {
        let Budget { used, allowed, .. } = budget.get();
        (0..allowed)
            .map(|tick| view! { <span class="pace-meter__tick" class:pace-meter__tick--on=tick < used></span> })
            .collect_view()
    };
    view! {
        <div class="pace-row" title=port.say("app.budget.help")>
            <span class="pace-meter" aria-hidden="true">{ticks}</span>
            <span class="pace-muted pace-small">{words}</span>
        </div>
    }
}
