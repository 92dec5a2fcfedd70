//! The grid of rows that were or will not be stored: each cell with what is wrong with it, to be mended
//! in its place, and the way to take all of them along as a file.

mod cell;
mod focus;

use leptos::prelude::*;

use crate::app::import::{self, Mend};
use crate::app::view::{ProblemColumn, ProblemRow, ProblemsView, RowMark};
use crate::ui::Port;
use cell::cell;

/// The grid; nothing if there never was a problem.
pub(in crate::ui) fn problems(port: Port, view: Memo<ProblemsView>) -> impl IntoView {
    let is_any = Memo::new(move |_| view.with(|view| !view.shown.is_empty()));
    move || {
        is_any.get().then(|| {
            view! {
                <section class="pace-stack">
                    <header class="pace-row pace-row--between">
                        <h3 class="pace-subtitle">{port.say("app.problems.title")}</h3>
                        {columns_switch(port, view)}
                        <button
                            type="button"
                            class="pace-button"
                            data-action="download"
                            on:click=move |_| port.import(import::Event::ReportAsked)
                        >
                            {port.say("app.problems.download")}
                        </button>
                    </header>
                    <p class="pace-muted pace-small">{port.say("app.problems.hint")}</p>
                    {table(port, view)}
                    {pager(port, view)}
                </section>
            }
        })
    }
}

fn mend(port: Port, mend: Mend) {
    port.import(import::Event::Mend(mend));
}

fn table(port: Port, view: Memo<ProblemsView>) -> impl IntoView {
    let columns = Memo::new(move |_| view.with(|view| view.columns.clone()));
    // Rows stay what they are while their cells change, so that the focus stays, too.
    let rows = move || {
        let shown = columns.with(|columns| columns.iter().map(|column| column.column).collect::<Vec<_>>());
        view.with(|view| view.shown.iter().map(|row| (row.row, shown.clone())).collect::<Vec<_>>())
    };
    let heading = |column: ProblemColumn| view! { <th scope="col">{column.heading}</th> };
    view! {
        <div class="pace-table-box">
            <table class="pace-table pace-table--grid" on:keydown=focus::next_problem>
                <thead>
                    <tr>
                        <th scope="col" class="pace-table__number">{port.say("app.problems.row")}</th>
                        {move || columns.get().into_iter().map(heading).collect_view()}
                        <th scope="col">{port.say("app.problems.reason")}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=rows key=Clone::clone children=move |(number, _)| row(port, view, columns, number) />
                </tbody>
            </table>
        </div>
    }
}

fn row(
    port: Port,
    view: Memo<ProblemsView>,
    columns: Memo<Vec<ProblemColumn>>,
    number: u32,
) -> impl IntoView {
    // It keeps its last value in the moment before it is taken away.
    let row = Memo::new(move |last: Option<&ProblemRow>| {
        let now = view.with(|view| view.shown.iter().find(|row| row.row == number).cloned());
        now.or_else(|| last.cloned()).unwrap_or_default()
    });
    let mark = Memo::new(move |_| row.with(|row| row.mark));
    let cells = columns.get_untracked().into_iter().enumerate();
    let cells = cells.map(|(at, column)| cell(port, row, at, column)).collect_view();
    view! {
        <tr data-mark=move || mark.get().id()>
            <th scope="row" class="pace-table__number">{number}</th>
            {cells}
            <td>{whole(port, row, mark)}</td>
        </tr>
    }
}

/// What is said of the row as a whole, and what can be done with it.
fn whole(port: Port, row: Memo<ProblemRow>, mark: Memo<RowMark>) -> impl IntoView {
    let reasons = Memo::new(move |_| row.with(|row| row.reasons.clone()));
    let can_undo = Memo::new(move |_| row.with(|row| row.can_undo));
    let can_take = Memo::new(move |_| row.with(|row| row.can_take));
    let number = row.with_untracked(|row| row.row);
    let button = move |is_shown: Memo<bool>, key: &'static str, event: fn(u32) -> Mend| {
        move || {
            is_shown.get().then(|| {
                view! {
                    <button type="button" class="pace-button pace-button--small" on:click=move |_| mend(port, event(number))>
                        {port.say(key)}
                    </button>
                }
            })
        }
    };
    view! {
        {move || match mark.get() {
            RowMark::Bad => None,
            RowMark::Mended => Some(("pace-badge pace-badge--green", "app.problems.mended")),
            RowMark::Shut => Some(("pace-badge", "app.problems.shut")),
        }.map(|(class, key)| view! { <span class=class role="status">{port.say(key)}</span> })}
        {move || reasons.get().into_iter().map(|reason| view! { <p class="pace-small">{reason}</p> }).collect_view()}
        {button(can_take, "app.problems.take", |row| Mend::AsItStands { row })}
        {button(can_undo, "app.problems.undo", |row| Mend::Undo { row })}
    }
}

fn columns_switch(port: Port, view: Memo<ProblemsView>) -> impl IntoView {
    let all = Memo::new(move |_| view.with(|view| view.all_columns));
    move || {
        all.get().map(|all| {
            let key = if all { "app.problems.few_columns" } else { "app.problems.all_columns" };
            view! {
                <button type="button" class="pace-button" on:click=move |_| mend(port, Mend::AllColumns(!all))>
                    {port.say(key)}
                </button>
            }
        })
    }
}

fn pager(port: Port, view: Memo<ProblemsView>) -> impl IntoView {
    let place = Memo::new(move |_| view.with(|view| view.place.clone()));
    let is_long = Memo::new(move |_| view.with(|view| view.pages > 1));
    let page = Memo::new(move |_| view.with(|view| view.page));
    let is_last = Memo::new(move |_| view.with(|view| view.page + 1 >= view.pages));
    let button = move |key: &'static str, is_off: Signal<bool>, to: fn(usize) -> usize| {
        view! {
            <button
                type="button"
                class="pace-button pace-button--small"
                disabled=move || is_off.get()
                on:click=move |_| mend(port, Mend::Page(to(page.get_untracked())))
            >
                {port.say(key)}
            </button>
        }
    };
    move || {
        is_long.get().then(|| {
            view! {
                <footer class="pace-table__foot">
                    <span role="status">{move || place.get()}</span>
                    <span class="pace-row">
                        {button("app.problems.earlier", Signal::derive(move || page.get() == 0), |page| page.saturating_sub(1))}
                        {button("app.problems.later", is_last.into(), |page| page + 1)}
                    </span>
                </footer>
            }
        })
    }
}
