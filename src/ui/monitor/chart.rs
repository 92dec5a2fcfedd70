//! The chart of the last seconds: a bar for each, stacked by what became of its requests, under Kommo's
//! limit; the same numbers as a table for those who want them so.

use leptos::prelude::*;

use super::View;
use crate::app::Event;
use crate::app::monitor::{self, ChartView, Series};
use crate::app::text::text;
use crate::base::limits::REQUESTS_PER_SECOND;
use crate::ui::Port;
use crate::ui::part::{STEP, UNIT, bars};

/// Requests that fit into the drawing, one above the limit.
#[expect(clippy::cast_possible_truncation, reason = "it is 7")]
const TALL: u32 = REQUESTS_PER_SECOND as u32 + 1;

/// The chart with its legend and its table.
pub(super) fn chart(port: Port, view: View) -> impl IntoView {
    let chart = Memo::new(move |_| view.with(|view| view.chart.clone()));
    let ids = Memo::new(move |_| {
        chart.with(|chart| chart.series.iter().map(|series| series.id).collect::<Vec<_>>())
    });
    let outline = move |id: &'static str| {
        let path = Memo::new(move |_| chart.with(|chart| outline(chart, id)));
        view! { <path class=format!("pace-chart__bars pace-kind--{id}") d=move || path.get() /> }
    };
    view! {
        <figure class="pace-chart">
            <figcaption class="pace-row pace-row--between">
                <strong>{port.say("app.monitor.chart")}</strong>
                <span class="pace-muted pace-small">{limit(port)}</span>
            </figcaption>
            <svg
                class="pace-chart__drawing"
                viewBox=move || format!("0 0 {} {}", seconds(chart) * STEP, TALL * UNIT)
                preserveAspectRatio="none"
                role="img"
                aria-labelledby="pace-chart-title pace-chart-desc"
            >
                <title id="pace-chart-title">{port.say("app.monitor.chart")}</title>
                <desc id="pace-chart-desc">{move || chart.with(|chart| chart.summary.clone())}</desc>
                <For each=move || ids.get() key=|id| *id children=outline />
                <path
                    class="pace-chart__limit"
                    d=move || format!("M0 {UNIT}h{}", seconds(chart) * STEP)
                />
            </svg>
            <div class="pace-row pace-row--between pace-muted pace-fine" aria-hidden="true">
                <span>{port.say("app.monitor.chart_from")}</span>
                <span>{port.say("app.monitor.chart_to")}</span>
            </div>
            {legend(chart)}
            {table(port, chart)}
        </figure>
    }
}

/// How many seconds the chart shows; 1 while there is nothing to show.
fn seconds(chart: Memo<ChartView>) -> u32 {
    let count = chart.with(|chart| chart.series.first().map_or(1, |series| series.counts.len()));
    u32::try_from(count).unwrap_or(1)
}

fn limit(port: Port) -> String {
    port.tell(&text("app.monitor.chart_limit").count("allowed", REQUESTS_PER_SECOND))
}

/// The bars of one kind, on top of those that come before it.
fn outline(chart: &ChartView, id: &str) -> String {
    let mut below = Vec::new();
    for series in &chart.series {
        if series.id == id {
            return bars(&series.counts, &below, TALL);
        }
        below.resize(series.counts.len(), 0);
        below.iter_mut().zip(&series.counts).for_each(|(sum, count)| *sum += count);
    }
    String::new()
}

fn legend(chart: Memo<ChartView>) -> impl IntoView {
    let entry = |Series { id, label, total, .. }: Series| {
        view! {
            <li class="pace-legend__entry" data-kind=id>
                <span class=format!("pace-legend__mark pace-kind--{id}") aria-hidden="true"></span>
                <span>{label}</span>
                <strong class="pace-number">{total}</strong>
            </li>
        }
    };
    view! {
        <ul class="pace-legend pace-small">
            {move || chart.with(|chart| chart.series.iter().cloned().map(entry).collect_view())}
        </ul>
    }
}

fn table(port: Port, chart: Memo<ChartView>) -> impl IntoView {
    let is_shown = Memo::new(move |_| chart.with(|chart| chart.with_table));
    let toggle = move |_| port.send(Event::Monitor(monitor::Event::TableAsked(!is_shown.get_untracked())));
    view! {
        <button
            type="button"
            class="pace-button pace-button--small"
            aria-expanded=move || is_shown.get().to_string()
            data-action="table"
            on:click=toggle
        >
            {port.say("app.monitor.table")}
        </button>
        {move || is_shown.get().then(|| view! {
            <div class="pace-table-box" tabindex="0" role="region" aria-label=port.say("app.monitor.table")>
                <table class="pace-table" data-table="seconds">
                    <thead>
                        <tr>
                            <th scope="col" class="pace-table__number">{port.say("app.monitor.table_ago")}</th>
                            {move || chart.with(|chart| chart.series.iter().map(|series| view! {
                                <th scope="col" class="pace-table__amount">{series.label.clone()}</th>
                            }).collect_view())}
                        </tr>
                    </thead>
                    <tbody>{move || chart.with(|chart| table_rows(chart).into_iter().map(table_row).collect_view())}</tbody>
                </table>
            </div>
        })}
    }
}

/// The seconds in which anything left, the present one first: how long ago, and how many of each kind.
fn table_rows(chart: &ChartView) -> Vec<(usize, Vec<u32>)> {
    let length = chart.series.first().map_or(0, |series| series.counts.len());
    let row = |ago: usize| {
        let counts = chart.series.iter().map(|series| series.counts.iter().rev().nth(ago).copied());
        (ago, counts.map(Option::unwrap_or_default).collect::<Vec<_>>())
    };
    (0..length).map(row).filter(|(_, counts)| counts.iter().any(|count| *count > 0)).collect()
}

fn table_row((ago, counts): (usize, Vec<u32>)) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="pace-table__number">{ago}</th>
            {counts.into_iter().map(|count| view! { <td class="pace-table__amount">{count}</td> }).collect_view()}
        </tr>
    }
}
