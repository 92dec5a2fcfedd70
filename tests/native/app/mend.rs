//! Rows with problems, mended in their place, tried again, and loaded again from the report.

use kommo_pace::app::import::{Event, Mend};
use kommo_pace::app::text::{Catalogue, Language, text};
use kommo_pace::app::view::{Body, PageView, ProblemRow, RowMark, RunState, Tile};
use kommo_pace::transfer::report::again::TITLES;
use kommo_pace::transfer::schema::Entity;

use super::bench::Bench;

fn is_checked(page: &PageView) -> bool {
    matches!(&page.body, Body::Check(check) if check.checking.is_none())
}

fn is_done(page: &PageView) -> bool {
    matches!(&page.body, Body::Run(run) if run.state == RunState::Done)
}

fn tile(tiles: &[Tile], id: &str) -> String {
    tiles.iter().find(|tile| tile.id == id).map(|tile| tile.number.clone()).unwrap_or_default()
}

fn check(bench: &mut Bench, text: &str) {
    bench.choose(text);
    bench.click(Event::CheckAsked);
    bench.run_until(is_checked);
}

fn write(bench: &mut Bench, row: u32, column: usize, value: &str) {
    bench.click(Event::Mend(Mend::Cell { row, column, value: value.to_owned() }));
    bench.run_ms(100);
}

fn names(bench: &mut Bench, entity: &str) -> Vec<String> {
    bench.stored(entity).iter().map(|one| one["name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn row(rows: &[ProblemRow], number: u32) -> &ProblemRow {
    rows.iter().find(|row| row.row == number).unwrap()
}

#[test]
fn what_is_mended_before_the_start_is_imported() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    check(
        &mut bench,
        "Name,Email,Position\nAnn,a@,x\nBob,b@example.com,x\nCid,c@,x\nDan,d@e.com,x,surplus\n",
    );
    let view = bench.check();
    assert_eq!((tile(&view.tiles, "good"), view.problems.rows), ("1".to_owned(), 3));
    // Of a row whose cells are uncertain all cells are shown.
    assert_eq!(view.problems.columns.len(), 3);
    let ann = row(&view.problems.shown, 2);
    assert!(ann.cells[1].reason.starts_with("Not an e-mail address.") && ann.cells[0].reason.is_empty());

    write(&mut bench, 2, 1, "ann@");
    assert_eq!(bench.check().problems.rows, 3, "still wrong");
    write(&mut bench, 2, 1, "ann@example.com");
    let view = bench.check();
    assert_eq!((view.start.as_deref(), view.problems.rows), (Some("Import 2 rows"), 2));
    assert_eq!(row(&view.problems.shown, 2).mark, RowMark::Mended);

    bench.click(Event::Mend(Mend::Undo { row: 2 }));
    assert_eq!(bench.check().start.as_deref(), Some("Import 1 row"));
    assert_eq!(row(&bench.check().problems.shown, 2).cells[1].value, "a@");
    write(&mut bench, 2, 1, "ann@example.com");
    bench.click(Event::Mend(Mend::AsItStands { row: 5 }));
    assert_eq!(bench.check().start.as_deref(), Some("Import 3 rows"));

    // The way back to the columns loses nothing.
    bench.click(Event::BackAsked);
    bench.click(Event::CheckAsked);
    bench.run_until(is_checked);
    assert_eq!(bench.check().start.as_deref(), Some("Import 3 rows"));

    bench.click(Event::StartAsked);
    bench.run_until(is_done);
    assert_eq!(names(&mut bench, "contacts")[before..], ["Ann", "Bob", "Dan"]);
    let run = bench.run();
    assert_eq!((tile(&run.tiles, "stored"), tile(&run.tiles, "refused")), ("3".to_owned(), "1".to_owned()));
    bench.click(Event::ReportAsked);
    assert_eq!(bench.downloads[0].1.lines().count(), 2);
}

#[test]
fn the_same_mistake_is_mended_once() {
    let mut bench = Bench::open();
    let rows: String = (0..1_000).map(|row| format!("P{row},Vpi\n")).collect();
    check(&mut bench, &format!("Name,Customer type\n{rows}Other,Nobody\n"));
    let view = bench.check();
    assert_eq!((view.problems.rows, view.problems.shown.len(), view.problems.pages), (1_001, 50, 21));
    let cell = &view.problems.shown[0].cells[1];
    assert_eq!(cell.nearest.as_deref(), Some("VIP"), "{cell:?}");
    assert!(view.problems.columns[1].allowed.contains(&"VIP".to_owned()));

    write(&mut bench, 2, 1, "VIP");
    let cell = bench.check().problems.shown[0].cells[1].clone();
    assert_eq!(cell.alike.as_deref(), Some("Change 999 more “Vpi” too"));
    bench.click(Event::Mend(Mend::Alike { row: 2, column: 1 }));
    bench.run_ms(2_000);
    let view = bench.check();
    assert_eq!((view.start.as_deref(), view.problems.rows), (Some("Import 1,000 rows"), 1));
    bench.click(Event::Mend(Mend::Page(20)));
    let view = bench.check().problems;
    assert_eq!((view.place.as_str(), view.shown.len()), ("Rows 1,001–1,001 of 1,001", 1));
}

/// Leads, one of which only Kommo refuses.
const LEADS: &str = "Name,Price\nGood,10\nToo dear,9999999999999\nWrong,ten\nLast,30\n";

fn leads(bench: &mut Bench) -> usize {
    bench.click(Event::EntityChosen(Entity::Leads));
    bench.run_ms(2_000);
    bench.stored("leads").len()
}

#[test]
fn what_kommo_refused_is_mended_and_tried_alone() {
    let mut bench = Bench::open();
    let before = leads(&mut bench);
    bench.start(LEADS);
    bench.run_until(is_done);
    assert_eq!(names(&mut bench, "leads")[before..], ["Good", "Last"]);
    let run = bench.run();
    let refused = row(&run.problems.shown, 3);
    assert!(refused.cells[1].reason.starts_with("Kommo refused"), "{refused:?}");
    assert_eq!(run.retry, None);

    write(&mut bench, 3, 1, "20");
    write(&mut bench, 4, 1, "25");
    assert_eq!(bench.run().retry.as_deref(), Some("Try 2 mended rows again"));
    let posts = bench.batches("leads").len();
    bench.click(Event::RetryAsked);
    assert!(bench.is_guarded);
    bench.run_until(is_done);
    assert_eq!(names(&mut bench, "leads")[before..], ["Good", "Last", "Too dear", "Wrong"]);
    assert_eq!(bench.batches("leads").len(), posts + 1, "one batch of just these rows");
    let run = bench.run();
    assert_eq!(run.headline, "Done: 4 of 4 rows imported");
    assert_eq!((tile(&run.tiles, "stored"), tile(&run.tiles, "refused")), ("4".to_owned(), "0".to_owned()));
    assert_eq!((run.problems.shown.len(), run.retry), (0, None));
}

#[test]
fn what_is_refused_again_is_counted_once() {
    let mut bench = Bench::open();
    let before = leads(&mut bench);
    bench.start(LEADS);
    bench.run_until(is_done);
    bench.click(Event::Mend(Mend::AsItStands { row: 3 }));
    write(&mut bench, 4, 1, "25");
    bench.click(Event::RetryAsked);
    bench.run_until(is_done);
    assert_eq!(names(&mut bench, "leads")[before..], ["Good", "Last", "Wrong"]);
    let run = bench.run();
    assert_eq!((tile(&run.tiles, "stored"), tile(&run.tiles, "refused")), ("3".to_owned(), "1".to_owned()));
    assert_eq!(run.headline, "Done: 3 of 4 rows imported");
    bench.click(Event::ReportAsked);
    assert_eq!(bench.downloads[0].1.lines().count(), 2);
}

#[test]
fn a_report_is_loaded_again() {
    let mut bench = Bench::open();
    let before = bench.stored("contacts").len();
    bench.start("Name,Email,Position\nAnn,a@,=1\nBob,b@example.com,x\nCid,c@,y\n");
    bench.run_until(is_done);
    bench.run_ms(100);
    bench.click(Event::ReportAsked);
    let csv = bench.downloads[0].1.trim_start_matches('\u{feff}').to_owned();
    assert!(csv.contains("'=1"));
    // Mended in a spreadsheet, which puts semicolons between the cells; Bob comes along once more.
    let mended = csv.replace("Ann,a@,", "Ann,ann@example.com,").replace(',', ";");
    bench.click(Event::Restarted);
    check(&mut bench, &format!("{mended}3;;;;Bob;b@example.com;x\r\n"));
    let view = bench.check();
    assert_eq!(view.start.as_deref(), Some("Import 1 row"));
    assert!(view.done.as_ref().unwrap().sentence.starts_with("1 row says just what"));
    let numbers: Vec<u32> = view.problems.shown.iter().map(|row| row.row).collect();
    assert_eq!(numbers, [4], "as in the first file");
    bench.click(Event::DoneRowsWanted(true));
    assert_eq!(bench.check().start.as_deref(), Some("Import 2 rows"));
    bench.click(Event::DoneRowsWanted(false));
    bench.click(Event::StartAsked);
    bench.run_until(is_done);
    let stored = bench.stored("contacts").split_off(before);
    assert_eq!(names(&mut bench, "contacts")[before..], ["Bob", "Ann"]);
    assert!(stored[1].to_string().contains("\"=1\""), "{}", stored[1]);
}

/// The report is known again by the words that it is written with.
#[test]
fn reports_of_all_languages_are_known() {
    let files = [
        (Language::English, include_str!("../../../www/i18n/en.json")),
        (Language::Spanish, include_str!("../../../www/i18n/es.json")),
        (Language::Portuguese, include_str!("../../../www/i18n/pt.json")),
    ];
    for ((language, file), titles) in files.into_iter().zip(TITLES) {
        let texts = Catalogue::new(language, &serde_json::from_str(file).unwrap());
        let keys = ["app.problems.row", "app.problems.column", "app.problems.value", "app.problems.reason"];
        assert_eq!(keys.map(|key| texts.say(&text(key))), titles);
    }
}
