//! The full page around its steps: the steps themselves, the budget, and what stands in the way.

use kommo_pace::app::Event;
use kommo_pace::app::view::{
    Body, Budget, CheckView, ColumnsView, FileView, GateView, PageView, RunView, Tone,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use super::{EVIL, mount, page};

fn bodies() -> [Body; 4] {
    [
        Body::File(FileView::default()),
        Body::Columns(ColumnsView::default()),
        Body::Check(CheckView::default()),
        Body::Run(RunView::default()),
    ]
}

#[wasm_bindgen_test]
async fn each_step_takes_the_place_of_the_last() {
    let screen = mount(page(Body::File(FileView::default())));
    let marks = ["What do you want to import?", "Check the rows", "Back to the columns", ""];
    let names = ["File", "Columns", "Check", "Import"];
    // There and back, for a step can be left in both directions.
    for index in [0, 1, 2, 3, 2, 1, 0, 3, 0] {
        screen.show(page(bodies()[index].clone())).await;
        assert_eq!(screen.root.texts("[aria-current=step] .pace-stepper__label"), [names[index]]);
        assert_eq!(screen.root.all(".pace-stepper__step--done").len(), index);
        screen.root.says(&[marks[index]]);
        let others: Vec<&str> = marks
            .iter()
            .enumerate()
            .filter(|(other, mark)| *other != index && !mark.is_empty())
            .map(|(_, mark)| *mark)
            .collect();
        screen.root.hides(&others);
        assert_eq!(screen.root.all("main > section").len(), 1);
    }
    screen.reported(&[]);
}

#[wasm_bindgen_test]
async fn the_budget_shows_what_is_used() {
    let view = page(Body::File(FileView::default()));
    let screen = mount(view.clone());
    screen.root.says(&["3 of 7 requests in the last second"]);
    let ticks =
        || (screen.root.all(".pace-meter__tick").len(), screen.root.all(".pace-meter__tick--on").len());
    assert_eq!(ticks(), (7, 3));
    screen.show(PageView { budget: Budget { used: 7, allowed: 7 }, ..view }).await;
    screen.root.says(&["7 of 7 requests in the last second"]);
    assert_eq!(ticks(), (7, 7));
}

#[wasm_bindgen_test]
async fn what_stands_in_the_way_shows_on_every_step() {
    let gate = GateView {
        tone: Tone::Error,
        title: "Kommo has blocked this IP address".to_owned(),
        sentence: EVIL.to_owned(),
        support: Some(format!("Hello, {EVIL}")),
        probe: Some("Try once again".to_owned()),
    };
    for body in bodies() {
        let screen = mount(PageView { gate: Some(gate.clone()), ..page(body.clone()) });
        assert_eq!(screen.root.texts("[role=alert] strong"), ["Kommo has blocked this IP address"]);
        assert_eq!(screen.root.texts("[role=alert] p"), [EVIL]);
        let support: HtmlTextAreaElement = screen.root.one("textarea[readonly]").unchecked_into();
        assert_eq!(support.value(), format!("Hello, {EVIL}"));
        assert_eq!(screen.root.all("img").len(), 0);
        screen.root.button("Try once again").click();
        screen.reported(&[Event::Probe]);

        // A pause passes by itself: nothing to click, nothing to send.
        let pause = GateView { support: None, probe: None, tone: Tone::Warning, ..gate.clone() };
        screen.show(PageView { gate: Some(pause), ..page(body.clone()) }).await;
        assert_eq!(screen.root.all("textarea, [data-action=probe]").len(), 0);
        assert_eq!(screen.root.all(".pace-callout--warning").len(), 1);
        screen.show(page(body)).await;
        assert_eq!(screen.root.all(".pace-callout").len(), 0);
    }
}

#[wasm_bindgen_test]
async fn an_unmounted_page_leaves_nothing_behind() {
    for body in bodies() {
        let mut screen = mount(page(body));
        assert_eq!(screen.root.0.child_element_count(), 1);
        let button = screen.root.all("button").first().cloned();
        screen.unmount();
        assert_eq!(screen.root.0.inner_html(), "");
        assert_eq!(screen.root.0.child_nodes().length(), 0);
        // Neither a later change nor a click that was on its way does anything.
        screen.show(page(Body::Columns(ColumnsView::default()))).await;
        assert_eq!(screen.root.0.child_nodes().length(), 0);
        if let Some(button) = button {
            assert!(!button.is_connected());
        }
        screen.reported(&[]);
    }
}
