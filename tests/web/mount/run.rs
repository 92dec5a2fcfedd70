//! The last step: the import as it runs, and what came of it.

use kommo_pace::app::import;
use kommo_pace::app::view::{Actions, Body, RunState, RunView, Tone};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{EVIL, mount_body, notice, page, problem, problems, tile};

fn view() -> RunView {
    RunView {
        state: RunState::Running,
        headline: "Importing: 250 of 2,000".to_owned(),
        permille: 125,
        tiles: vec![tile("stored", "250", "imported"), tile("left", "1,750", "still to go")],
        notices: vec![notice(Tone::Info, "Please do not close this tab", "You may work in another.")],
        actions: Actions { pause: true, cancel: true, ..Actions::default() },
        retry: None,
        problems: problems(&[], Vec::new()),
    }
}

#[wasm_bindgen_test]
async fn the_import_shows_how_it_goes() {
    let screen = mount_body(Body::Run(view()));
    screen.root.says(&["Importing: 250 of 2,000", "Please do not close this tab"]);
    let bar = screen.root.one("[role=progressbar]");
    assert_eq!(bar.get_attribute("aria-valuenow").unwrap(), "12.5");
    assert_eq!(screen.root.texts("[data-tile=stored] dd"), ["250"]);
    assert_eq!(screen.root.all("[data-state=running]").len(), 1);

    let headline = screen.root.one("h2");
    let mut next = view();
    "Done: 1,999 of 2,000 imported".clone_into(&mut next.headline);
    next.state = RunState::Done;
    next.permille = 1_000;
    "1,999".clone_into(&mut next.tiles[0].number);
    next.notices.clear();
    next.problems = problems(&["Sale"], vec![problem(9, &[(EVIL, "Kommo refused it.")])]);
    next.retry = Some("Try 1 row again".to_owned());
    screen.show(page(Body::Run(next))).await;
    screen.root.says(&["Done: 1,999 of 2,000 imported", "Kommo refused it."]);
    screen.root.hides(&["Please do not close this tab", "Importing"]);
    // The headline is read out as it changes, which needs the same element.
    assert_eq!(screen.root.one("h2"), headline);
    assert_eq!(screen.root.one("[role=progressbar]"), bar);
    assert_eq!(bar.get_attribute("aria-valuenow").unwrap(), "100.0");
    assert!(bar.class_list().contains("pace-progress--done"));
    assert_eq!(screen.root.texts("[data-tile=stored] dd"), ["1,999"]);
    assert_eq!(screen.root.all("img").len(), 0);
    assert_eq!(screen.root.texts("tbody td"), ["Kommo refused it.", ""]);
    screen.root.button("Try 1 row again").click();
    screen.imported(import::Event::RetryAsked);
    screen.root.button("Download as CSV").click();
    screen.imported(import::Event::ReportAsked);
}

#[wasm_bindgen_test]
async fn states_have_their_names() {
    let screen = mount_body(Body::Run(view()));
    for (state, name) in [
        (RunState::Paused, "paused"),
        (RunState::Held, "waiting"),
        (RunState::Done, "done"),
        (RunState::Running, "running"),
    ] {
        screen.show(page(Body::Run(RunView { state, ..view() }))).await;
        assert_eq!(screen.root.one("[data-state]").get_attribute("data-state").unwrap(), name);
    }
}

#[wasm_bindgen_test]
async fn only_what_can_be_done_is_offered() {
    let none = Actions::default();
    let cases = [
        (Actions { pause: true, ..none }, "Pause", import::Event::PauseAsked),
        (Actions { resume: true, ..none }, "Resume", import::Event::ResumeAsked),
        (Actions { proceed: true, ..none }, "Go on", import::Event::ProceedAsked),
        (Actions { cancel: true, ..none }, "Cancel the import", import::Event::CancelAsked),
        (Actions { again: true, ..none }, "Import another file", import::Event::Restarted),
    ];
    let screen = mount_body(Body::Run(RunView { actions: none, ..view() }));
    assert_eq!(screen.root.texts("footer button"), Vec::<String>::new());
    for (actions, label, event) in cases {
        screen.show(page(Body::Run(RunView { actions, ..view() }))).await;
        assert_eq!(screen.root.texts("footer button"), [label]);
        screen.root.button(label).click();
        screen.imported(event);
    }
    let both = Actions { resume: true, cancel: true, ..none };
    screen.show(page(Body::Run(RunView { actions: both, ..view() }))).await;
    assert_eq!(screen.root.texts("footer button"), ["Resume", "Cancel the import"]);
}
