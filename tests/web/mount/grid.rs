//! The grid of rows with problems: what is said at each cell, and what writing in it reports.

use kommo_pace::app::import::{self, Mend};
use kommo_pace::app::view::{Body, CheckView, ProblemsView, RowMark};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

use super::{mount_body, page, problem, problems};
use crate::screen::{Screen, choose, focused, tell};

fn grid() -> ProblemsView {
    let mut grid = problems(
        &["Name", "Kind"],
        vec![
            problem(3, &[("", "It must not be empty."), ("VIP", "")]),
            problem(7, &[("Bob", ""), ("Vpi", "No such option.")]),
        ],
    );
    grid.columns[1].allowed = vec!["New".to_owned(), "VIP".to_owned()];
    grid.shown[1].cells[1].nearest = Some("VIP".to_owned());
    grid
}

fn body(problems: ProblemsView) -> Body {
    Body::Check(CheckView { problems, ..CheckView::default() })
}

fn mended(screen: &Screen<kommo_pace::app::view::PageView>, mend: Mend) {
    screen.imported(import::Event::Mend(mend));
}

fn input(screen: &Screen<kommo_pace::app::view::PageView>, label: &str) -> HtmlInputElement {
    screen.root.one(&format!("input[aria-label='{label}']")).unchecked_into()
}

fn enter(element: &HtmlElement) {
    let init = KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    element.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
fn the_reason_stands_at_the_cell() {
    let screen = mount_body(body(grid()));
    let cell = input(&screen, "Name, row 3");
    assert_eq!(cell.get_attribute("aria-invalid").as_deref(), Some("true"));
    let reason = cell.get_attribute("aria-describedby").unwrap();
    assert_eq!(screen.root.texts(&format!("#{reason}")), ["It must not be empty."]);
    let right = input(&screen, "Name, row 7");
    assert_eq!((right.value().as_str(), right.has_attribute("aria-invalid")), ("Bob", false));
    let list = screen.root.select("Kind, row 7");
    assert_eq!((list.value().as_str(), list.length()), ("Vpi", 4));
}

#[wasm_bindgen_test]
async fn what_is_written_is_reported() {
    let screen = mount_body(body(grid()));
    let cell = input(&screen, "Name, row 3");
    cell.set_value("Ann");
    tell(&cell, "change");
    mended(&screen, Mend::Cell { row: 3, column: 0, value: "Ann".to_owned() });
    choose(&screen.root.select("Kind, row 7"), "New");
    mended(&screen, Mend::Cell { row: 7, column: 1, value: "New".to_owned() });
    screen.root.button("Use “VIP”").click();
    mended(&screen, Mend::Cell { row: 7, column: 1, value: "VIP".to_owned() });

    let mut next = grid();
    next.shown[1] = problem(7, &[("Bob", ""), ("VIP", "")]);
    next.shown[1].mark = RowMark::Mended;
    next.shown[1].can_undo = true;
    next.shown[1].cells[1].alike = Some("Change 2 more".to_owned());
    screen.show(page(body(next))).await;
    assert_eq!(input(&screen, "Name, row 3"), cell, "the focus would be lost");
    assert_eq!(screen.root.select("Kind, row 7").value(), "VIP");
    screen.root.says(&["mended"]);
    screen.root.button("Undo").click();
    mended(&screen, Mend::Undo { row: 7 });
    screen.root.button("Change 2 more").click();
    mended(&screen, Mend::Alike { row: 7, column: 1 });
}

#[wasm_bindgen_test]
fn enter_leads_to_the_next_problem() {
    let screen = mount_body(body(grid()));
    let (first, second) = (input(&screen, "Name, row 3"), screen.root.select("Kind, row 7"));
    first.focus().unwrap();
    enter(&first);
    assert_eq!(focused().as_ref(), Some(second.as_ref()));
    enter(&second);
    assert_eq!(focused().as_ref(), Some(first.as_ref()));
}

#[wasm_bindgen_test]
async fn pages_and_columns_can_be_turned() {
    let long = ProblemsView { pages: 3, page: 1, all_columns: Some(false), ..grid() };
    let screen = mount_body(body(long));
    screen.root.button("Next page").click();
    mended(&screen, Mend::Page(2));
    screen.root.button("Previous page").click();
    mended(&screen, Mend::Page(0));
    screen.root.button("Show all columns").click();
    mended(&screen, Mend::AllColumns(true));
    let mut shut = grid();
    shut.shown[0].mark = RowMark::Shut;
    shut.shown[1].can_take = true;
    screen.show(page(body(shut))).await;
    assert!(input(&screen, "Name, row 3").disabled());
    screen.root.button("Take it as it stands").click();
    mended(&screen, Mend::AsItStands { row: 7 });
}
