//! One cell of the grid: what stands in it, what is wrong with it, and what was probably meant.

use leptos::prelude::*;

use super::mend;
use crate::app::import::Mend;
use crate::app::text::text;
use crate::app::view::{ProblemCell, ProblemColumn, ProblemRow, RowMark};
use crate::ui::Port;

/// The cell of a row at this place.
pub(super) fn cell(port: Port, row: Memo<ProblemRow>, at: usize, column: ProblemColumn) -> impl IntoView {
    let cell = Memo::new(move |_| row.with(|row| row.cells.get(at).cloned().unwrap_or_default()));
    let number = row.with_untracked(|row| row.row);
    let place = Place { row: number, column: column.column };
    let reason = Memo::new(move |_| cell.with(|cell| cell.reason.clone()));
    let is_wrong = Memo::new(move |_| reason.with(|reason| !reason.is_empty()));
    view! {
        <td class:pace-table__cell--error=move || is_wrong.get()>
            {control(port, row, cell, place, column)}
            {move || is_wrong.get().then(|| view! {
                <p class="pace-field__error" id=place.id()>{move || reason.get()}</p>
            })}
            {offers(port, cell, place)}
        </td>
    }
}

/// Where a cell is.
#[derive(Clone, Copy)]
struct Place {
    row: u32,
    column: usize,
}

impl Place {
    /// The id of its reason, for those who hear the page.
    fn id(self) -> String {
        format!("pace-reason-{}-{}", self.row, self.column)
    }

    fn write(self, port: Port, value: String) {
        mend(port, Mend::Cell { row: self.row, column: self.column, value });
    }
}

fn control(
    port: Port,
    row: Memo<ProblemRow>,
    cell: Memo<ProblemCell>,
    place: Place,
    column: ProblemColumn,
) -> AnyView {
    let ProblemColumn { heading, allowed, .. } = column;
    let label =
        port.tell(&text("app.problems.cell").with("column", heading).with("row", place.row.to_string()));
    let value = Memo::new(move |_| cell.with(|cell| cell.value.clone()));
    let is_wrong = Memo::new(move |_| cell.with(|cell| !cell.reason.is_empty()));
    let is_shut = Memo::new(move |_| row.with(|row| row.mark == RowMark::Shut));
    let invalid = move || is_wrong.get().then_some("true");
    let described = move || is_wrong.get().then(|| place.id());
    if allowed.is_empty() {
        return view! {
            <input
                type="text"
                class="pace-input"
                aria-label=label
                aria-invalid=invalid
                aria-describedby=described
                disabled=move || is_shut.get()
                prop:value=move || value.get()
                on:change=move |event| place.write(port, event_target_value(&event))
            />
        }
        .into_any();
    }
    // What stands in the cell is among the entries, whatever it is, and so is nothing at all.
    let entries = Memo::new(move |_| {
        let now = value.get();
        let strange = (!now.is_empty() && !allowed.contains(&now)).then_some(now);
        strange.into_iter().chain([String::new()]).chain(allowed.iter().cloned()).collect::<Vec<_>>()
    });
    let option = move |entry: String| {
        let is_taken = value.with_untracked(|value| *value == entry);
        view! { <option value=entry.clone() selected=is_taken>{entry.clone()}</option> }
    };
    view! {
        <span class="pace-select">
            <select
                class="pace-select__control"
                aria-label=label
                aria-invalid=invalid
                aria-describedby=described
                disabled=move || is_shut.get()
                prop:value=move || value.get()
                on:change=move |event| place.write(port, event_target_value(&event))
            >
                {move || entries.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    }
    .into_any()
}

/// What was probably meant, and the same change for all cells alike.
fn offers(port: Port, cell: Memo<ProblemCell>, place: Place) -> impl IntoView {
    let nearest = Memo::new(move |_| cell.with(|cell| cell.nearest.clone()));
    let alike = Memo::new(move |_| cell.with(|cell| cell.alike.clone()));
    view! {
        {move || nearest.get().map(|nearest| {
            let label = port.tell(&text("app.problems.use").with("nearest", nearest.clone()));
            view! {
                <button
                    type="button"
                    class="pace-button pace-button--small"
                    on:click=move |_| place.write(port, nearest.clone())
                >
                    {label}
                </button>
            }
        })}
        {move || alike.get().map(|label| view! {
            <button
                type="button"
                class="pace-button pace-button--small"
                on:click=move |_| mend(port, Mend::Alike { row: place.row, column: place.column })
            >
                {label}
            </button>
        })}
    }
}
