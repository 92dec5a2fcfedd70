//! The list of rows that were or will not be stored, with the way to take them along as a file.

use leptos::prelude::*;

use crate::app::import;
use crate::app::view::{ProblemView, ProblemsView};
use crate::ui::Port;

/// The list; nothing if there is no problem.
pub(in crate::ui) fn problems(port: Port, view: Memo<ProblemsView>) -> impl IntoView {
    move || {
        let ProblemsView { rows, shown, more } = view.get();
        (rows > 0).then(|| {
            view! {
                <section class="pace-stack">
                    <header class="pace-row pace-row--between">
                        <h3 class="pace-subtitle">{port.say("app.problems.title")}</h3>
                        <button
                            type="button"
                            class="pace-button"
                            data-action="download"
                            on:click=move |_| port.import(import::Event::ReportAsked)
                        >
                            {port.say("app.problems.download")}
                        </button>
                    </header>
                    <div class="pace-table-box">
                        <table class="pace-table">
                            <thead>
                                <tr>
                                    <th scope="col" class="pace-table__number">{port.say("app.problems.row")}</th>
                                    <th scope="col">{port.say("app.problems.column")}</th>
                                    <th scope="col">{port.say("app.problems.value")}</th>
                                    <th scope="col">{port.say("app.problems.reason")}</th>
                                </tr>
                            </thead>
                            <tbody>{shown.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                    {more.map(|more| view! { <p class="pace-muted pace-small">{more}</p> })}
                </section>
            }
        })
    }
}

fn row(problem: ProblemView) -> impl IntoView {
    view! {
        <tr>
            <td class="pace-table__number">{problem.row}</td>
            <td>{problem.column}</td>
            <td class="pace-table__cell--error">{problem.value}</td>
            <td class="pace-table__cell--wrap">{problem.reason}</td>
        </tr>
    }
}
