//! The dry run: row by row what would become of it, the old value beside the new one.

use leptos::prelude::*;

use super::Port;
use crate::app::import::Event;
use crate::app::view::{DifferenceView, Filter, PlanRowView, PlanView};

/// The list with its filter; nothing where there is no dry run.
pub(super) fn dry_run(port: Port, view: Memo<Option<PlanView>>) -> impl IntoView {
    move || {
        view.get().map(|PlanView { filters, rows, more }| {
            view! {
                <section class="pace-stack" data-part="dry-run">
                    <header class="pace-row pace-row--between">
                        <h3 class="pace-subtitle">{port.say("app.dry_run.title")}</h3>
                        <button
                            type="button"
                            class="pace-button"
                            data-action="download-dry-run"
                            on:click=move |_| port.import(Event::DryRunAsked)
                        >
                            {port.say("app.problems.download")}
                        </button>
                    </header>
                    <div class="pace-actions" role="group" aria-label=port.say("app.dry_run.filter")>
                        {filters.into_iter().map(|one| filter(port, one)).collect_view()}
                    </div>
                    {(!rows.is_empty()).then(|| table(port, rows))}
                    {more.map(|more| view! { <p class="pace-muted pace-small">{more}</p> })}
                </section>
            }
        })
    }
}

fn filter(port: Port, Filter { kind, label, is_chosen }: Filter) -> impl IntoView {
    view! {
        <button
            type="button"
            class="pace-button pace-button--small"
            data-kind=kind.id()
            aria-pressed=is_chosen.to_string()
            on:click=move |_| port.import(Event::KindChosen(kind))
        >
            {label}
        </button>
    }
}

fn table(port: Port, rows: Vec<PlanRowView>) -> impl IntoView {
    view! {
        <div class="pace-table-box">
            <table class="pace-table">
                <thead>
                    <tr>
                        <th scope="col" class="pace-table__number">{port.say("app.problems.row")}</th>
                        <th scope="col">{port.say("app.dry_run.what")}</th>
                        <th scope="col">{port.say("app.dry_run.field")}</th>
                        <th scope="col">{port.say("app.dry_run.old")}</th>
                        <th scope="col">{port.say("app.dry_run.new")}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(lines).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A row, one line for each of its fields.
fn lines(row: PlanRowView) -> impl IntoView {
    let what = match row.id {
        Some(id) => format!("{} {id}", row.what),
        None => row.what,
    };
    let mut differences = row.differences;
    if differences.is_empty() {
        differences.push(DifferenceView::default());
    }
    let line = |(at, one): (usize, DifferenceView)| {
        let (number, what) = if at == 0 { (row.row.clone(), what.clone()) } else { Default::default() };
        view! {
            <tr>
                <td class="pace-table__number">{number}</td>
                <td>{what}</td>
                <td>{one.field}</td>
                <td class="pace-table__cell--wrap"><del>{one.old}</del></td>
                <td class="pace-table__cell--wrap">{one.new}</td>
            </tr>
        }
    };
    differences.into_iter().enumerate().map(line).collect_view()
}
