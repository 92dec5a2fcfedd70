//! The third step: what the import will come to.

use kommo_pace::app::import;
use kommo_pace::app::view::{Body, CheckView, DoneRows, ProblemsView, Tone};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{EVIL, mount_body, notice, page, problem, problems, tile};

fn view() -> CheckView {
    CheckView {
        checking: None,
        tiles: vec![tile("good", "1,998", "rows will be added"), tile("bad", "2", "rows have problems")],
        notices: vec![notice(Tone::Warning, "Some rows will not be sent", "They are listed below.")],
        done: None,
        problems: problems(
            &["Sale", "Mail"],
            vec![
                problem(3, &[("ten", "Not a number."), ("a@b.c", "")]),
                problem(7, &[("7", ""), ("a@", "Not an e-mail address.")]),
            ],
        ),
        start: Some("Import 1,998 rows".to_owned()),
    }
}

#[wasm_bindgen_test]
fn what_will_happen_shows() {
    let screen = mount_body(Body::Check(view()));
    screen.root.says(&["rows will be added", "Some rows will not be sent", "They are listed below."]);
    assert_eq!(screen.root.texts("[data-tile=good] dd"), ["1,998"]);
    assert_eq!(screen.root.texts("[data-tile=bad] dd"), ["2"]);
    assert_eq!(screen.root.texts("tbody th"), ["3", "7"]);
    let cells = screen.root.texts("tbody td");
    assert_eq!(cells, ["Not a number.", "", "", "", "Not an e-mail address.", ""]);
    assert_eq!(screen.root.texts("thead th"), ["Row", "Sale", "Mail", "What is wrong"]);
    assert_eq!(screen.root.all("[role=progressbar]").len(), 0);
}

#[wasm_bindgen_test]
fn clicks_are_reported() {
    let screen = mount_body(Body::Check(view()));
    screen.root.button("Import 1,998 rows").click();
    screen.imported(import::Event::StartAsked);
    screen.root.button("Back to the columns").click();
    screen.imported(import::Event::BackAsked);
    screen.root.button("Download as CSV").click();
    screen.imported(import::Event::ReportAsked);
}

#[wasm_bindgen_test]
async fn the_check_shows_its_progress() {
    let checking = |done| CheckView { checking: Some((done, 2_000)), start: None, ..view() };
    let screen = mount_body(Body::Check(checking(500)));
    screen.root.says(&["Checking the rows; nothing is sent yet"]);
    let now = || screen.root.one("[role=progressbar]").get_attribute("aria-valuenow").unwrap();
    assert_eq!(now(), "25.0");
    assert_eq!(screen.root.all(".pace-button--primary").len(), 0);
    screen.show(page(Body::Check(checking(1_501)))).await;
    assert_eq!(now(), "75.0");
    screen.show(page(Body::Check(view()))).await;
    screen.root.hides(&["Checking the rows"]);
    screen.root.button("Import 1,998 rows").click();
    screen.imported(import::Event::StartAsked);
}

#[wasm_bindgen_test]
async fn without_problems_there_is_no_list() {
    let good = CheckView { problems: ProblemsView::default(), ..view() };
    let screen = mount_body(Body::Check(good));
    assert_eq!(screen.root.all("table").len(), 0);
    screen.root.hides(&["Rows with problems"]);
    screen.show(page(Body::Check(view()))).await;
    screen.root.says(&["Rows with problems"]);
}

#[wasm_bindgen_test]
fn rows_that_are_done_can_be_imported_all_the_same() {
    let done = Some(DoneRows { sentence: "2 rows were imported.".to_owned(), wanted: false });
    let screen = mount_body(Body::Check(CheckView { done, ..view() }));
    screen.root.says(&["2 rows were imported."]);
    screen.root.one("input[type=checkbox]").click();
    screen.imported(import::Event::DoneRowsWanted(true));
}

#[wasm_bindgen_test]
fn cells_stay_text() {
    let mut evil = view();
    evil.problems = problems(&[EVIL], vec![problem(3, &[(EVIL, EVIL)])]);
    evil.notices = vec![notice(Tone::Error, EVIL, EVIL)];
    evil.tiles = vec![tile("good", EVIL, EVIL)];
    evil.start = Some(EVIL.to_owned());
    let screen = mount_body(Body::Check(evil));
    assert_eq!(screen.root.all("img").len(), 0);
    assert_eq!(screen.root.texts("tbody td"), [EVIL, ""]);
    assert_eq!(screen.root.texts(".pace-callout strong, .pace-callout p"), [EVIL; 2]);
    assert_eq!(screen.root.texts("[data-tile=good] dd"), [EVIL]);
    screen.root.button(EVIL).click();
    screen.imported(import::Event::StartAsked);
}
