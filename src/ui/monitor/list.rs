//! The list of exchanges, newest first.

use leptos::prelude::*;

use super::View;
use crate::app::monitor::RowView;
use crate::ui::Port;

/// How numbers stand in their column.
const AMOUNT: &str = "pace-table__amount";

/// The names of the columns behind the number, and how they stand.
const COLUMNS: [(&str, &str); 10] = [
    ("app.monitor.column.time", ""),
    ("app.monitor.column.request", ""),
    ("app.monitor.column.status", ""),
    ("app.monitor.column.took", AMOUNT),
    ("app.monitor.column.fate", ""),
    ("app.monitor.column.asker", ""),
    ("app.monitor.column.lane", ""),
    ("app.monitor.column.attempt", AMOUNT),
    ("app.monitor.column.sent", AMOUNT),
    ("app.monitor.column.received", AMOUNT),
];

/// The list, or what stands in its place.
pub(super) fn list(port: Port, view: View) -> impl IntoView {
    let rows = Memo::new(move |_| view.with(|view| view.rows.clone()));
    let count = Memo::new(move |_| view.with(|view| view.count.clone()));
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let head = |(key, class)| view! { <th scope="col" class=class>{port.say(key)}</th> };
    view! {
        <div class="pace-table-box" tabindex="0" role="region" aria-label=port.say("app.monitor.list")>
            <table class="pace-table pace-exchanges" data-table="exchanges">
                <thead>
                    <tr>
                        <th scope="col" class="pace-table__number">"#"</th>
                        {COLUMNS.map(head).into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>
                    // A row that changes is another row: what is on its way becomes what has ended.
                    <For each=move || rows.get() key=Clone::clone children=row />
                </tbody>
            </table>
        </div>
        {move || is_empty.get().then(|| view! { <p class="pace-muted">{port.say("app.monitor.empty")}</p> })}
        <p class="pace-muted pace-small" data-count="">{move || count.get()}</p>
    }
}

fn row(row: RowView) -> impl IntoView {
    let query = (!row.query.is_empty()).then(|| {
        let query = format!("?{}", row.query);
        view! { <span class="pace-muted">{query.clone()}</span> }
    });
    let whole = format!("{} {}", row.request, row.query);
    view! {
        <tr data-kind=row.kind>
            <td class="pace-table__number">{row.number}</td>
            <td class="pace-number">{row.time}</td>
            <td class="pace-exchanges__request" title=whole>{row.request}{query}</td>
            <td class="pace-exchanges__status">
                <span class=format!("pace-legend__mark pace-kind--{}", row.kind) aria-hidden="true"></span>
                " "
                {row.status}
            </td>
            <td class=AMOUNT>{row.took}</td>
            <td class="pace-exchanges__fate" title=row.fate.clone()>{row.fate.clone()}</td>
            <td>{row.asker}</td>
            <td>{row.lane}</td>
            <td class=AMOUNT>{row.attempt}</td>
            <td class=AMOUNT>{row.sent}</td>
            <td class=AMOUNT>{row.received}</td>
        </tr>
    }
}
