//! The second step: which column of the file goes where.

use kommo_pace::app::import;
use kommo_pace::app::view::{Body, Choice, ColumnView, ColumnsView, PageView, Tone, WordView, WordsView};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlButtonElement, HtmlSelectElement};

use super::{EVIL, mount_body, notice, page};
use crate::screen::{choose, focused};

fn choice(value: &str, label: &str, group: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), group: group.to_owned() }
}

fn column(header: &str, target: &str, samples: &[&str]) -> ColumnView {
    ColumnView {
        header: header.to_owned(),
        samples: samples.iter().map(|&sample| sample.to_owned()).collect(),
        target: target.to_owned(),
        guessed: if target.is_empty() { String::new() } else { "by name".to_owned() },
        words: None,
    }
}

fn view() -> ColumnsView {
    ColumnsView {
        file: "leads.csv".to_owned(),
        facts: "2 rows, 3 columns".to_owned(),
        encodings: (vec![choice("", "Automatic", ""), choice("utf-8", "UTF-8", "")], String::new()),
        delimiters: (vec![choice(",", "comma", ""), choice(";", "semicolon", "")], ",".to_owned()),
        date_orders: None,
        columns: vec![
            column("Lead", "name", &["First", "Second"]),
            column("Sale", "price", &["10", "20"]),
            column("Note", "", &[]),
        ],
        targets: vec![
            choice("", "Leave out", ""),
            choice("name", "Name", "Main"),
            choice("price", "Sale", "Main"),
            choice("cf:1", "Colour", "Fields"),
        ],
        notices: Vec::new(),
        loading: false,
        ready: true,
        rules: None,
    }
}

fn body(view: ColumnsView) -> PageView {
    page(Body::Columns(view))
}

#[wasm_bindgen_test]
fn the_file_and_its_columns_show() {
    let screen = mount_body(Body::Columns(view()));
    screen.root.says(&["leads.csv", "2 rows, 3 columns", "First · Second"]);
    assert_eq!(screen.root.texts(".pace-mapping__name"), ["Lead", "Sale", "Note"]);
    assert_eq!(screen.root.select("Lead").value(), "name");
    assert_eq!(screen.root.select("Sale").value(), "price");
    assert_eq!(screen.root.select("Note").value(), "");
    assert_eq!(screen.root.select("Encoding").value(), "");
    assert_eq!(screen.root.select("Delimiter").value(), ",");
    let groups = screen.root.all("[data-column='0'] optgroup");
    let groups: Vec<_> = groups.iter().map(|group| group.get_attribute("label").unwrap()).collect();
    assert_eq!(groups, ["Main", "Fields"]);
    // Only what was found by itself is marked so.
    let marked = |index| screen.root.all(&format!("[data-column='{index}'] .pace-badge")).len();
    assert_eq!([marked(0), marked(1), marked(2)], [1, 1, 0]);
}

#[wasm_bindgen_test]
async fn choices_are_reported() {
    let screen = mount_body(Body::Columns(view()));
    choose(&screen.root.select("Note"), "cf:1");
    screen.imported(import::Event::TargetChosen { column: 2, value: "cf:1".to_owned() });
    choose(&screen.root.select("Lead"), "");
    screen.imported(import::Event::TargetChosen { column: 0, value: String::new() });
    choose(&screen.root.select("Encoding"), "utf-8");
    screen.imported(import::Event::EncodingChosen("utf-8".to_owned()));
    choose(&screen.root.select("Delimiter"), ";");
    screen.imported(import::Event::DelimiterChosen(";".to_owned()));

    let dates = "Dates such as 05/06";
    assert_eq!(screen.root.all(&format!("select[aria-label='{dates}']")).len(), 0);
    let orders = vec![choice("dmy", "day first", ""), choice("mdy", "month first", "")];
    let view = ColumnsView { date_orders: Some((orders, "dmy".to_owned())), ..view() };
    screen.show(body(view)).await;
    assert_eq!(screen.root.select(dates).value(), "dmy");
    choose(&screen.root.select(dates), "mdy");
    screen.imported(import::Event::DateOrderChosen("mdy".to_owned()));
}

fn word(key: &str, answer: &str, suggestion: Option<Choice>) -> WordView {
    WordView {
        key: key.to_owned(),
        text: key.to_uppercase(),
        cells: "2 cells".to_owned(),
        answer: answer.to_owned(),
        suggestion,
    }
}

fn view_with_words(words: Vec<WordView>) -> ColumnsView {
    let mut view = view();
    view.columns[1].words = Some(WordsView {
        title: "2 values are not known in Kommo".to_owned(),
        state: "1 open".to_owned(),
        has_suggestions: words.iter().any(|word| word.suggestion.is_some()),
        words,
        choices: vec![choice("", "Refuse these rows", ""), choice("vip", "VIP", "It means")],
        ..WordsView::default()
    });
    view
}

#[wasm_bindgen_test]
async fn unknown_words_unfold_and_are_answered() {
    let screen = mount_body(Body::Columns(view_with_words(Vec::new())));
    assert_eq!(screen.root.all(".pace-words").len(), 1);
    let title = screen.root.all("[data-column='1'] .pace-words__title").remove(0);
    assert_eq!(title.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(screen.root.all(".pace-words__row").len(), 0);
    title.unchecked_ref::<web_sys::HtmlElement>().click();
    screen.imported(import::Event::WordsToggled { column: 1 });

    let words = vec![word("vpi", "", Some(choice("vip", "VIP?", ""))), word("no", "vip", None)];
    screen.show(body(view_with_words(words))).await;
    assert_eq!(title.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!([screen.root.select("VPI").value(), screen.root.select("NO").value()], ["", "vip"]);
    choose(&screen.root.select("NO"), "");
    let answered = |word: &str, value: &str| import::Event::WordAnswered {
        column: 1,
        word: word.to_owned(),
        value: value.to_owned(),
    };
    screen.imported(answered("no", ""));
    screen.root.button("VIP?").click();
    screen.imported(answered("vpi", "vip"));
    screen.root.button("Take all suggestions").click();
    screen.imported(import::Event::SuggestionsTaken { column: 1 });

    let select = screen.root.select("VPI");
    screen.show(body(view_with_words(vec![word("vpi", "vip", None), word("no", "", None)]))).await;
    assert_eq!((screen.root.select("VPI"), select.value().as_str()), (select.clone(), "vip"));
    screen.root.hides(&["VIP?", "Take all suggestions"]);
    screen.show(body(view())).await;
    assert_eq!(screen.root.all(".pace-words").len(), 0);
}

#[wasm_bindgen_test]
async fn the_next_step_can_be_taken_only_when_ready() {
    let screen = mount_body(Body::Columns(ColumnsView { ready: false, ..view() }));
    let check: HtmlButtonElement = screen.root.button("Check the rows").unchecked_into();
    assert!(check.disabled());
    check.click();
    screen.reported(&[]);
    screen.show(body(view())).await;
    assert!(!check.disabled());
    check.click();
    screen.imported(import::Event::CheckAsked);
    screen.root.button("Another file").click();
    screen.imported(import::Event::Restarted);
}

#[wasm_bindgen_test]
async fn the_focused_drop_down_is_not_built_anew() {
    let screen = mount_body(Body::Columns(view()));
    let select = screen.root.select("Sale");
    select.focus().unwrap();
    assert_eq!(focused().as_ref(), Some(select.unchecked_ref::<Element>()));

    let mut next = view();
    next.columns[1] = column("Sale", "cf:1", &["10", "20"]);
    next.columns[0].target = String::new();
    "3 rows, 3 columns".clone_into(&mut next.facts);
    next.notices = vec![notice(Tone::Warning, "Not ready yet", "Kommo demands “Name”.")];
    next.ready = false;
    screen.show(body(next.clone())).await;
    screen.root.says(&["3 rows, 3 columns", "Kommo demands “Name”."]);
    assert_eq!(screen.root.select("Sale"), select);
    assert_eq!(focused().as_ref(), Some(select.unchecked_ref::<Element>()));
    assert_eq!([select.value(), screen.root.select("Lead").value()], ["cf:1", ""]);

    // More to choose from, as when the account's fields have been read.
    next.targets.push(choice("cf:2", "Size", "Fields"));
    screen.show(body(next)).await;
    assert_eq!(screen.root.select("Sale"), select);
    assert_eq!(focused().as_ref(), Some(select.unchecked_ref::<Element>()));
    assert_eq!([select.value().as_str(), &select.length().to_string()], ["cf:1", "5"]);
}

/// The account's fields come later than the file: what is chosen then must be in the list then.
#[wasm_bindgen_test]
async fn what_is_chosen_shows_once_it_can_be() {
    let waiting = ColumnsView { targets: Vec::new(), loading: true, ready: false, ..view() };
    let screen = mount_body(Body::Columns(waiting));
    screen.root.says(&["Reading the account's fields"]);
    let select: HtmlSelectElement = screen.root.select("Sale");
    assert_eq!(select.length(), 0);
    screen.show(body(view())).await;
    screen.root.hides(&["Reading the account's fields"]);
    assert_eq!(screen.root.select("Sale"), select);
    assert_eq!(select.value(), "price");
}

#[wasm_bindgen_test]
async fn the_columns_of_another_file_take_the_place_of_the_first() {
    let screen = mount_body(Body::Columns(view()));
    let other = ColumnsView {
        file: "other.csv".to_owned(),
        columns: vec![column("Company", "", &["Acme"]), column("Lead", "name", &["Third"])],
        ..view()
    };
    screen.show(body(other)).await;
    assert_eq!(screen.root.texts(".pace-file__name"), ["other.csv"]);
    assert_eq!(screen.root.texts(".pace-mapping__name"), ["Company", "Lead"]);
    assert_eq!(screen.root.texts(".pace-mapping__sample"), ["Acme", "Third"]);
    assert_eq!([screen.root.select("Company").value(), screen.root.select("Lead").value()], ["", "name"]);
}

#[wasm_bindgen_test]
fn the_files_words_stay_words() {
    let mut evil = view();
    EVIL.clone_into(&mut evil.file);
    evil.columns[0] = column("Lead", "", &[EVIL]);
    EVIL.clone_into(&mut evil.targets[1].label);
    EVIL.clone_into(&mut evil.targets[1].group);
    let screen = mount_body(Body::Columns(evil));
    assert_eq!(screen.root.all("img").len(), 0);
    assert_eq!(screen.root.texts(".pace-file__name"), [EVIL]);
    assert_eq!(screen.root.texts("[data-column='0'] .pace-mapping__sample"), [EVIL]);
    assert_eq!(screen.root.texts("[data-column='0'] optgroup option")[0], EVIL);
}
