//! The third step: what the import will come to, before anything is sent.

use leptos::prelude::*;

use super::Port;
use super::data::list;
use super::dry_run::dry_run;
use super::part::{notice, problems, progress, tiles};
use crate::app::data::ListView;
use crate::app::import;
use crate::app::view::CheckView;

/// The third step.
pub(super) fn check(port: Port, view: Memo<CheckView>) -> impl IntoView {
    let checking = Memo::new(move |_| view.with(|view| view.checking));
    let is_checking = Memo::new(move |_| checking.with(Option::is_some));
    let doing = Memo::new(move |_| view.with(|view| view.doing.clone()));
    let plan = Memo::new(move |_| view.with(|view| view.plan.clone()));
    let waits = Memo::new(move |_| view.with(|view| view.list.as_ref().map(|list| list.list)));
    let awaited = Memo::new(move |last: Option<&ListView>| {
        view.with(|view| view.list.clone()).or_else(|| last.cloned()).unwrap_or_default()
    });
    let numbers = Memo::new(move |_| view.with(|view| view.tiles.clone()));
    let notices = Memo::new(move |_| view.with(|view| view.notices.clone()));
    let bad = Memo::new(move |_| view.with(|view| view.problems.clone()));
    let start = Memo::new(move |_| view.with(|view| view.start.clone()));
    let permille = Signal::derive(move || checking.get().map_or(1_000, |(done, all)| permille(done, all)));
    view! {
        <section class="pace-block pace-stack">
            {move || is_checking.get().then(|| view! {
                <p class="pace-muted">{move || doing.get()}</p>
                {progress(permille, Signal::derive(|| "running"), doing.get_untracked())}
            })}
            {tiles(numbers)}
            {move || notices.get().into_iter().map(|one| notice(port, one)).collect_view()}
            {move || waits.get().map(|entity| list(port, entity, awaited))}
            <footer class="pace-actions">
                {move || start.get().map(|label| view! {
                    <button
                        type="button"
                        class="pace-button pace-button--primary"
                        on:click=move |_| port.import(import::Event::StartAsked)
                    >
                        {label}
                    </button>
                })}
                <button type="button" class="pace-button" on:click=move |_| port.import(import::Event::BackAsked)>
                    {port.say("app.check.back")}
                </button>
            </footer>
            {dry_run(port, plan)}
            {problems(port, bad)}
        </section>
    }
}

fn permille(done: usize, all: usize) -> u32 {
    u32::try_from(done.saturating_mul(1_000) / all.max(1)).unwrap_or(1_000)
}
