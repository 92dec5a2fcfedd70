//! The right panel of a lead's card.

use kommo_pace::app::Event;
use kommo_pace::app::view::{Budget, CardView, GateView, Notice, Tone};
use kommo_pace::ui;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{EVIL, notice};
use crate::screen::Screen;

fn mount(view: CardView) -> Screen<CardView> {
    Screen::mount(ui::card, view)
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn view() -> CardView {
    CardView {
        budget: Budget { used: 2, allowed: 7 },
        facts: vec![fact("Lead", "Big sale"), fact("Stage", "Won")],
        ..CardView::default()
    }
}

#[wasm_bindgen_test]
async fn the_leads_facts_show() {
    let screen = mount(CardView { facts: Vec::new(), ..view() });
    assert_eq!(screen.root.all("dt").len(), 0);
    screen.show(view()).await;
    assert_eq!(screen.root.texts("dt"), ["Lead", "Stage"]);
    assert_eq!(screen.root.texts("dd"), ["Big sale", "Won"]);
    screen.root.says(&["2 of 7 requests in the last second"]);
    assert_eq!(screen.root.all("[role=progressbar], .pace-callout").len(), 0);
}

#[wasm_bindgen_test]
async fn a_failed_read_can_be_repeated() {
    let failed = notice(Tone::Error, "The account could not be read", "Kommo did not answer.");
    let failed = Notice { reload: true, ..failed };
    let screen = mount(CardView { facts: Vec::new(), notice: Some(failed), ..view() });
    screen.root.says(&["The account could not be read", "Kommo did not answer."]);
    screen.root.button("Try again").click();
    screen.reported(&[Event::Reload]);
    screen.show(view()).await;
    screen.root.hides(&["The account could not be read"]);
}

#[wasm_bindgen_test]
async fn a_running_import_shows_on_the_card() {
    let running = |permille| CardView { run: Some(("Importing: 5 of 10".to_owned(), permille)), ..view() };
    let screen = mount(running(500));
    screen.root.says(&["Importing: 5 of 10", "Big sale"]);
    let now = || screen.root.one("[role=progressbar]").get_attribute("aria-valuenow").unwrap();
    assert_eq!(now(), "50.0");
    screen.show(running(755)).await;
    assert_eq!(now(), "75.5");
    screen.show(view()).await;
    screen.root.hides(&["Importing"]);
}

#[wasm_bindgen_test]
fn what_stands_in_the_way_shows_on_the_card() {
    let gate = GateView {
        tone: Tone::Error,
        title: "You are signed out of Kommo".to_owned(),
        sentence: "Sign in again.".to_owned(),
        support: None,
        probe: Some("I have signed in: go on".to_owned()),
    };
    let screen = mount(CardView { gate: Some(gate), ..view() });
    assert_eq!(screen.root.texts("[role=alert] strong"), ["You are signed out of Kommo"]);
    screen.root.button("I have signed in: go on").click();
    screen.reported(&[Event::Probe]);
}

#[wasm_bindgen_test]
async fn the_leads_words_stay_words_and_nothing_remains() {
    let mut screen = mount(CardView { facts: vec![fact(EVIL, EVIL)], ..view() });
    assert_eq!(screen.root.all("img").len(), 0);
    assert_eq!(screen.root.texts("dt, dd"), [EVIL, EVIL]);
    screen.unmount();
    assert_eq!(screen.root.0.inner_html(), "");
    screen.show(view()).await;
    assert_eq!(screen.root.0.child_nodes().length(), 0);
}
