//! The first step: what is to be imported, and from which file.

use kommo_pace::app::view::{Body, FileView, Tone};
use kommo_pace::app::{Event, import};
use kommo_pace::transfer::schema::Entity;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DragEvent, DragEventInit, HtmlInputElement};

use super::{mount_body, notice, page};
use crate::screen::{file, settle, transfer};

fn view() -> FileView {
    FileView { entity: Entity::Leads, ..FileView::default() }
}

#[wasm_bindgen_test]
async fn what_is_imported_can_be_chosen() {
    let screen = mount_body(Body::File(view()));
    screen.root.says(&["What do you want to import?", "Drop a CSV file here"]);
    let chosen = || screen.root.texts("[role=radio][aria-checked=true]");
    assert_eq!(chosen(), ["Leads"]);
    for (label, entity) in [
        ("Contacts", Entity::Contacts),
        ("Leads", Entity::Leads),
        ("Companies", Entity::Companies),
        ("Tasks", Entity::Tasks),
    ] {
        screen.root.button(label).click();
        screen.imported(import::Event::EntityChosen(entity));
    }
    // The screen itself decides nothing: it waits for the view.
    settle().await;
    assert_eq!(chosen(), ["Leads"]);
    screen.show(page(Body::File(FileView { entity: Entity::Tasks, ..view() }))).await;
    assert_eq!(chosen(), ["Tasks"]);
    assert_eq!(screen.root.texts(".pace-tab--selected"), ["Tasks"]);
}

#[wasm_bindgen_test]
fn a_chosen_file_is_handed_over() {
    let screen = mount_body(Body::File(view()));
    screen.root.choose_file(&file("leads.csv", b"name\nA\n"));
    assert_eq!(screen.files(), ["leads.csv"]);
    screen.reported(&[]);
    // The same file can be chosen once more, after it was mended.
    let input: HtmlInputElement = screen.root.one("input[type=file]").unchecked_into();
    assert_eq!(input.value(), "");
    screen.root.choose_file(&file("leads.csv", b"name\nB\n"));
    assert_eq!(screen.files(), ["leads.csv", "leads.csv"]);
}

fn drag(kind: &str, name: &str) -> DragEvent {
    let init = DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_data_transfer(Some(&transfer(&file(name, b"name\nA\n"))));
    DragEvent::new_with_event_init_dict(kind, &init).unwrap()
}

#[wasm_bindgen_test]
async fn a_dropped_file_is_handed_over() {
    let screen = mount_body(Body::File(view()));
    let zone = screen.root.one(".pace-drop");
    let send = |kind| !zone.dispatch_event(&drag(kind, "dropped.csv")).unwrap();
    let is_over = || zone.class_list().contains("pace-drop--over");
    // What is not prevented makes the browser open the file in place of the page.
    assert!(send("dragover"), "the page does not take drops");
    settle().await;
    assert!(is_over());
    send("dragleave");
    settle().await;
    assert!(!is_over());
    send("dragover");
    assert!(send("drop"), "the browser would leave the page");
    settle().await;
    assert!(!is_over());
    assert_eq!(screen.files(), ["dropped.csv"]);
}

#[wasm_bindgen_test]
async fn reading_shows_its_progress() {
    let screen = mount_body(Body::File(view()));
    let reading = |percent| FileView { reading: Some(("leads.csv".to_owned(), percent)), ..view() };
    screen.show(page(Body::File(reading(40)))).await;
    screen.root.says(&["Reading leads.csv"]);
    screen.root.hides(&["Drop a CSV file here"]);
    let now = || screen.root.one("[role=progressbar]").get_attribute("aria-valuenow").unwrap();
    assert_eq!(now(), "40.0");
    screen.show(page(Body::File(reading(85)))).await;
    assert_eq!(now(), "85.0");
    screen.show(page(Body::File(view()))).await;
    screen.root.says(&["Drop a CSV file here"]);
}

#[wasm_bindgen_test]
async fn a_refused_file_says_why() {
    let bad = notice(Tone::Error, "leads.png cannot be imported", "This is a picture.");
    let screen = mount_body(Body::File(FileView { notice: Some(bad.clone()), ..view() }));
    assert_eq!(screen.root.texts("[role=alert] strong"), ["leads.png cannot be imported"]);
    screen.root.says(&["This is a picture."]);
    assert_eq!(screen.root.all("[role=alert] button").len(), 0);

    let reload = kommo_pace::app::view::Notice { reload: true, ..bad };
    screen.show(page(Body::File(FileView { notice: Some(reload), ..view() }))).await;
    screen.root.button("Try again").click();
    screen.reported(&[Event::Reload]);
    screen.show(page(Body::File(view()))).await;
    assert_eq!(screen.root.all("[role=alert]").len(), 0);
}
