//! The import wizard: its steps, and the one that is shown.

use leptos::prelude::*;

use super::offers::offers;
use super::part::stepper;
use super::{Port, check, columns, file, run};
use crate::app::view::{Body, PageView, Step};

/// The import wizard.
pub(super) fn wizard(port: Port, view: RwSignal<PageView>) -> impl IntoView {
    let step = Memo::new(move |_| view.with(|view| view.step));
    let unfinished = Memo::new(move |_| view.with(|view| view.offers.clone()));
    view! {
        <div class="pace-stack">
            {offers(port, unfinished)}
            {stepper(port, step)}
            <main>
                {move || match step.get() {
                    Step::File => file::file(port, body(view, file_view)).into_any(),
                    Step::Columns => columns::columns(port, body(view, columns_view)).into_any(),
                    Step::Check => check::check(port, body(view, check_view)).into_any(),
                    Step::Run => run::run(port, body(view, run_view)).into_any(),
                }}
            </main>
        </div>
    }
}

/// The part of the view that belongs to one step. It keeps its last value while the page goes on to
/// another step, in the moment before this one is taken away.
fn body<V>(view: RwSignal<PageView>, pick: fn(&Body) -> Option<&V>) -> Memo<V>
where
    V: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&V>| {
        view.with(|view| pick(&view.body).cloned()).or_else(|| last.cloned()).unwrap_or_default()
    })
}

macro_rules! picks {
    ($($name:ident: $variant:ident -> $view:ident),* $(,)?) => {$(
        const fn $name(body: &Body) -> Option<&crate::app::view::$view> {
            if let Body::$variant(view) = body { Some(view) } else { None }
        }
    )*};
}

picks! {
    file_view: File -> FileView,
    columns_view: Columns -> ColumnsView,
    check_view: Check -> CheckView,
    run_view: Run -> RunView,
}
