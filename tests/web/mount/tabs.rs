//! The page's tabs: which is chosen, how the keyboard chooses, and what is seen of the import.

use std::sync::Arc;

use kommo_pace::app::Event;
use kommo_pace::app::monitor::MonitorView;
use kommo_pace::app::tab::{Tab, Underway};
use kommo_pace::app::view::{Body, FileView, PageView, RunState};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEvent, KeyboardEventInit};

use super::{mount, page};
use crate::screen::focused;

fn at(tab: Tab) -> PageView {
    let monitor = (tab == Tab::Traffic).then(Arc::<MonitorView>::default);
    PageView { tab, monitor, ..page(Body::File(FileView::default())) }
}

fn press(element: &HtmlElement, key: &str) {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    options.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
    element.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn one_tab_is_chosen_and_its_panel_shows() {
    let screen = mount(at(Tab::Import));
    let panel = screen.root.one("[role=tabpanel]");
    for (tab, name, mark) in
        [(Tab::Import, "Import", ".pace-drop"), (Tab::Traffic, "Traffic", "[data-tab-content=traffic]")]
    {
        screen.show(at(tab)).await;
        let chosen = screen.root.one("[role=tab][aria-selected=true]");
        assert_eq!(chosen.text_content().unwrap().trim(), name);
        assert_eq!(chosen.get_attribute("tabindex").unwrap(), "0");
        assert_eq!(screen.root.all("[role=tab][tabindex='-1']").len(), Tab::ALL.len() - 1);
        assert_eq!(chosen.get_attribute("aria-controls").unwrap(), panel.id());
        assert_eq!(panel.get_attribute("aria-labelledby").unwrap(), chosen.id());
        assert_eq!(screen.root.all(mark).len(), 1);
        assert_eq!(screen.root.all("main").len(), 1);
    }
    screen.reported(&[]);
    screen.root.one("[data-tab=import]").click();
    screen.reported(&[Event::TabChosen(Tab::Import)]);
}

#[wasm_bindgen_test]
async fn arrows_choose_and_take_the_focus_along() {
    let screen = mount(at(Tab::Import));
    let last = Tab::ALL[Tab::ALL.len() - 1];
    let cases = [
        (Tab::Import, "ArrowRight", Tab::ALL[1]),
        (Tab::Import, "ArrowLeft", last),
        (last, "ArrowRight", Tab::Import),
        (last, "Home", Tab::Import),
        (Tab::Import, "End", last),
    ];
    for (from, key, to) in cases {
        screen.show(at(from)).await;
        press(&screen.root.one(&format!("[data-tab={}]", from.id())), key);
        screen.reported(&[Event::TabChosen(to)]);
        assert_eq!(focused().unwrap().get_attribute("data-tab").unwrap(), to.id());
    }
    press(&screen.root.one("[data-tab=import]"), "a");
    screen.reported(&[]);
}

#[wasm_bindgen_test]
async fn the_imports_progress_shows_on_every_tab() {
    let underway = |state, permille| {
        Some(Underway { state, words: "Importing: 452 of 1,000 rows".to_owned(), permille })
    };
    for tab in Tab::ALL {
        let screen = mount(at(tab));
        assert_eq!(screen.root.texts("[data-tab=import]"), ["Import "]);
        screen.show(PageView { underway: underway(RunState::Running, 452), ..at(tab) }).await;
        assert_eq!(screen.root.texts("[data-tab=import]"), ["Import 45%"]);
        let note = screen.root.one(".pace-nav__note");
        assert_eq!(note.title(), "Importing: 452 of 1,000 rows");
        screen.show(PageView { underway: underway(RunState::Done, 1_000), ..at(tab) }).await;
        assert_eq!(screen.root.texts("[data-tab=import]"), ["Import 100%"]);
        assert_eq!(screen.root.all(".pace-nav__note .pace-progress--done").len(), 1);
        screen.show(at(tab)).await;
        assert_eq!(screen.root.all(".pace-nav__note").len(), 0);
    }
}
