//! The traffic monitor: its numbers, its chart, its list, and what clicks report.

use std::sync::Arc;

use kommo_pace::app::Event;
use kommo_pace::app::monitor::{ChartView, Event as Done, FilterView, MonitorView, RowView, Series};
use kommo_pace::app::tab::Tab;
use kommo_pace::app::view::{Body, Choice, FileView, PageView, Pulse};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::{EVIL, mount, page, tile};
use crate::screen::{Screen, choose, settle, tell};

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), group: String::new() }
}

fn row(number: u64, kind: &'static str, status: &str) -> RowView {
    RowView {
        number,
        kind,
        status: status.to_owned(),
        request: "GET /api/v4/leads".to_owned(),
        took: "40 ms".to_owned(),
        fate: "delivered".to_owned(),
        ..RowView::default()
    }
}

fn series(id: &'static str, label: &str, counts: &[u32]) -> Series {
    let total: u32 = counts.iter().sum();
    Series { id, label: label.to_owned(), total: total.to_string(), counts: counts.to_vec() }
}

fn view() -> MonitorView {
    MonitorView {
        tiles: vec![tile("now", "5 / 7", "requests in the last second")],
        waits: "Nothing waits.".to_owned(),
        chart: ChartView {
            summary: "9 in the last 60 seconds.".to_owned(),
            series: vec![series("done", "done", &[0, 3, 5]), series("lost", "no answer", &[1, 0, 0])],
            with_table: false,
        },
        filter: FilterView {
            kinds: (vec![choice("", "All outcomes"), choice("lost", "no answer")], String::new()),
            lanes: (vec![choice("", "All lanes"), choice("bulk", "bulk")], String::new()),
            ..FilterView::default()
        },
        rows: vec![row(2, "done", "200"), row(1, "lost", "connection lost")],
        count: "2 of 2 shown".to_owned(),
        ..MonitorView::default()
    }
}

fn shown(view: MonitorView) -> PageView {
    PageView { tab: Tab::Traffic, monitor: Some(Arc::new(view)), ..page(Body::File(FileView::default())) }
}

fn monitor() -> Screen<PageView> {
    mount(shown(view()))
}

#[track_caller]
fn told(screen: &Screen<PageView>, done: Done) {
    screen.reported(&[Event::Monitor(done)]);
}

fn outline(screen: &Screen<PageView>, kind: &str) -> String {
    let path = screen.root.all(&format!(".pace-chart__bars.pace-kind--{kind}"));
    path.first().and_then(|path| path.get_attribute("d")).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn numbers_and_reasons_show() {
    let screen = monitor();
    screen.root.says(&["5 / 7", "Nothing waits.", "2 of 2 shown"]);
    screen.show(shown(MonitorView { waits: EVIL.to_owned(), ..view() })).await;
    assert_eq!(screen.root.texts("[data-waits]"), [EVIL]);
    assert_eq!(screen.root.all("img").len(), 0);
}

#[wasm_bindgen_test]
async fn bars_are_stacked_and_follow_the_numbers() {
    let screen = monitor();
    assert_eq!(outline(&screen, "done"), "M10 50h8v30h-8zM20 30h8v50h-8z");
    assert_eq!(outline(&screen, "lost"), "M0 70h8v10h-8z");
    let names = screen.root.one("svg[role=img]").get_attribute("aria-labelledby").unwrap();
    let labels: Vec<String> = names.split(' ').flat_map(|id| screen.root.texts(&format!("#{id}"))).collect();
    assert_eq!(labels, ["Requests in each of the last 60 seconds", "9 in the last 60 seconds."]);
    assert_eq!(screen.root.texts(".pace-legend__entry"), ["done8", "no answer1"]);

    let mut next = view();
    next.chart.series = vec![series("done", "done", &[2]), series("flying", "on its way", &[1])];
    screen.show(shown(next)).await;
    assert_eq!(outline(&screen, "done"), "M0 60h8v20h-8z");
    assert_eq!(
        (outline(&screen, "flying").as_str(), outline(&screen, "lost").as_str()),
        ("M0 50h8v10h-8z", "")
    );
}

#[wasm_bindgen_test]
async fn the_charts_numbers_are_there_as_a_table() {
    let screen = monitor();
    assert_eq!(screen.root.all("[data-table=seconds]").len(), 0);
    screen.root.one("[data-action=table]").click();
    told(&screen, Done::TableAsked(true));
    let mut open = view();
    open.chart.with_table = true;
    screen.show(shown(open)).await;
    assert_eq!(screen.root.one("[data-action=table]").get_attribute("aria-expanded").unwrap(), "true");
    assert_eq!(screen.root.texts("[data-table=seconds] thead th"), ["Seconds ago", "done", "no answer"]);
    let cells = screen.root.texts("[data-table=seconds] tbody th, [data-table=seconds] tbody td");
    assert_eq!(cells, ["0", "5", "0", "1", "3", "0", "2", "0", "1"]);
    screen.root.one("[data-action=table]").click();
    told(&screen, Done::TableAsked(false));
}

#[wasm_bindgen_test]
async fn the_list_keeps_the_rows_that_did_not_change() {
    let screen = monitor();
    let rows = || screen.root.all("[data-table=exchanges] tbody tr");
    let kept: HtmlElement = rows()[0].clone();
    let mut next = view();
    next.rows.insert(0, RowView { query: format!("query={EVIL}"), ..row(3, "flying", "on its way") });
    screen.show(shown(next)).await;
    assert_eq!(rows().len(), 3);
    assert_eq!(rows()[1], kept);
    assert_eq!(
        screen.root.texts("tbody tr[data-kind=flying] td")[2],
        format!("GET /api/v4/leads?query={EVIL}")
    );
    assert_eq!(screen.root.all("img").len(), 0);
    screen.show(shown(MonitorView { rows: Vec::new(), ..view() })).await;
    assert_eq!(rows().len(), 0);
    screen.root.says(&["No request is to be shown here."]);
}

#[wasm_bindgen_test]
async fn what_is_clicked_and_typed_is_reported() {
    let screen = monitor();
    let search: HtmlInputElement = screen.root.one("input[type=search]").unchecked_into();
    search.set_value("429");
    tell(&search, "input");
    told(&screen, Done::TextTyped("429".to_owned()));
    choose(&screen.root.select("What became of them"), "lost");
    told(&screen, Done::KindChosen("lost".to_owned()));
    choose(&screen.root.select("Lane"), "bulk");
    told(&screen, Done::LaneChosen("bulk".to_owned()));
    screen.root.button("Hold still").click();
    told(&screen, Done::HoldAsked(true));
    screen.show(shown(MonitorView { is_held: true, ..view() })).await;
    screen.root.button("Go on").click();
    told(&screen, Done::HoldAsked(false));
    screen.root.one("input[type=checkbox]").click();
    told(&screen, Done::QueriesAllowed(true));
    screen.root.button("Download for support").click();
    told(&screen, Done::ExportAsked);
}

#[wasm_bindgen_test]
async fn the_small_chart_shows_beside_the_budget() {
    let screen = monitor();
    assert_eq!(screen.root.all(".pace-pulse").len(), 0, "nothing has left yet");
    let pulse = |starts: &[u32]| PageView { pulse: Pulse { starts: starts.to_vec() }, ..shown(view()) };
    screen.show(pulse(&[0, 7, 1])).await;
    let outline = || screen.root.one(".pace-pulse__bars").get_attribute("d").unwrap();
    assert_eq!(outline(), "M10 0h8v70h-8zM20 60h8v10h-8z");
    screen.show(pulse(&[7, 1, 0])).await;
    assert_eq!(outline(), "M0 0h8v70h-8zM10 60h8v10h-8z");
    screen.show(pulse(&[0, 0, 0])).await;
    assert_eq!(screen.root.all(".pace-pulse").len(), 0);
}

#[wasm_bindgen_test]
async fn leaving_the_tab_takes_all_of_it_away() {
    let mut screen = monitor();
    screen.show(page(Body::File(FileView::default()))).await;
    assert_eq!(screen.root.all("[data-tab-content=traffic], [data-table]").len(), 0);
    screen.show(shown(view())).await;
    assert_eq!(screen.root.all("[data-table=exchanges] tbody tr").len(), 2);
    screen.unmount();
    settle().await;
    assert_eq!(screen.root.0.inner_html(), "");
}
