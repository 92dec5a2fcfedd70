//! The account's data: what a list shows in each of its states, and what its buttons report.

use kommo_pace::app::Event;
use kommo_pace::app::data::{Actions, AskView, DataView, Event as Data, ListView, ReadingView};
use kommo_pace::app::tab::Tab;
use kommo_pace::app::view::{Body, FileView, Notice, PageView, RunState, Tile, Tone};
use kommo_pace::transfer::schema::Entity;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{EVIL, mount, page};

fn leads(view: ListView) -> PageView {
    let list = ListView { list: Entity::Leads, name: "Leads".to_owned(), ..view };
    shown(DataView { lists: vec![list], ..DataView::default() })
}

fn shown(data: DataView) -> PageView {
    PageView { tab: Tab::Data, data: Some(data), ..page(Body::File(FileView::default())) }
}

#[wasm_bindgen_test]
async fn every_action_is_a_button_that_reports_itself() {
    let none = Actions::default();
    let cases = [
        ("read", Actions { read: true, ..none }, Data::ReadAsked(Entity::Leads)),
        ("again", Actions { again: true, ..none }, Data::ReadAsked(Entity::Leads)),
        ("look", Actions { look: true, ..none }, Data::LookAsked(Entity::Leads)),
        ("rest", Actions { rest: true, ..none }, Data::RestAsked(Entity::Leads)),
        ("pause", Actions { pause: true, ..none }, Data::PauseAsked),
        ("resume", Actions { resume: true, ..none }, Data::ResumeAsked),
        ("proceed", Actions { proceed: true, ..none }, Data::ProceedAsked),
        ("stop", Actions { stop: true, ..none }, Data::StopAsked),
        ("forget", Actions { forget: true, ..none }, Data::ForgetAsked(Entity::Leads)),
    ];
    let screen = mount(leads(ListView::default()));
    assert_eq!(screen.root.all("[data-list] button").len(), 0);
    for (word, actions, event) in cases {
        screen.show(leads(ListView { actions, ..ListView::default() })).await;
        assert_eq!(screen.root.all("[data-list] button").len(), 1, "{word}");
        screen.root.one(&format!("[data-list=leads] [data-action={word}]")).click();
        screen.reported(&[Event::Data(event)]);
    }
}

#[wasm_bindgen_test]
async fn the_button_that_goes_on_is_called_by_what_it_costs() {
    let actions = Actions { rest: true, ..Actions::default() };
    let called = |rest: &str| leads(ListView { actions, rest: rest.to_owned(), ..ListView::default() });
    let screen = mount(called("Continue"));
    assert_eq!(screen.root.texts("[data-action=rest]"), ["Continue"]);
    screen.show(called("Read on: up to 400 requests")).await;
    assert_eq!(screen.root.texts("[data-action=rest]"), ["Read on: up to 400 requests"]);
}

#[wasm_bindgen_test]
async fn a_reading_shows_its_numbers_and_no_bar_without_an_end() {
    let tiles = vec![Tile { id: "entities", number: "498".into(), label: "read".into(), tone: Tone::Info }];
    let reading = |permille| {
        let reading = ReadingView {
            state: RunState::Running,
            headline: "Reading: Leads".into(),
            permille,
            tiles: tiles.clone(),
        };
        leads(ListView { reading: Some(reading), ..ListView::default() })
    };
    let screen = mount(reading(None));
    assert_eq!(screen.root.texts("[data-list] [role=status]"), ["Reading: Leads"]);
    assert_eq!(screen.root.texts("[data-tile=entities] dd"), ["498"]);
    assert_eq!(screen.root.all("[role=progressbar]").len(), 0);
    screen.show(reading(Some(415))).await;
    assert_eq!(screen.root.one("[role=progressbar]").get_attribute("aria-valuenow").unwrap(), "41.5");
    screen.show(leads(ListView::default())).await;
    assert_eq!(screen.root.all("[data-list] [role=status]").len(), 0);
}

#[wasm_bindgen_test]
async fn the_question_takes_an_answer() {
    let ask = Some(AskView { sentence: "Again?".to_owned() });
    let screen = mount(leads(ListView { ask, ..ListView::default() }));
    assert_eq!(screen.root.texts("[role=alert] p"), ["Again?"]);
    screen.root.one("[data-action=decline]").click();
    screen.reported(&[Event::Data(Data::ReadDeclined)]);
    screen.root.one("[data-action=confirm]").click();
    screen.reported(&[Event::Data(Data::ReadConfirmed(Entity::Leads))]);
}

#[wasm_bindgen_test]
async fn troubles_stand_in_their_place_and_texts_are_texts() {
    let trouble = Notice { tone: Tone::Error, title: EVIL.into(), sentence: EVIL.into(), reload: true };
    let screen = mount(shown(DataView { notice: Some(trouble.clone()), ..DataView::default() }));
    assert_eq!(screen.root.texts("[data-tab-content=data] > [role=alert] p"), [EVIL]);
    assert_eq!(screen.root.all("[data-list]").len(), 0);
    let list = ListView { kept: EVIL.into(), notice: Some(trouble), ..ListView::default() };
    screen.show(leads(list)).await;
    assert_eq!(screen.root.texts("[data-list] header p"), [EVIL]);
    assert_eq!(screen.root.texts("[data-list] [role=alert] p"), [EVIL]);
    assert_eq!(screen.root.all("[data-list] img").len(), 0);
    screen.show(shown(DataView { loading: true, ..DataView::default() })).await;
    assert_eq!(screen.root.all(".pace-loading").len(), 1);
}
