//! Reading a file: both halves with the browser's own decoder, and their messages through the browser's
//! own structured clone. Only the worker between them is a mock; the real one runs in the journeys.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Object, Reflect, Uint8Array};
use kommo_pace::app::import::{Event, ReadOptions, Sheet};
use kommo_pace::transfer::encoding::Encoding;
use kommo_pace::transfer::file_problem::FileProblem;
use kommo_pace::transfer::looks_like::LooksLike;
use kommo_pace::web::reading::{Reader, read_file};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

use crate::mock::MockWorkers;
use crate::screen::file;

/// A reading under way, with what it told so far.
struct Reading {
    workers: MockWorkers,
    reader: Reader,
    events: Rc<RefCell<Vec<Event>>>,
}

impl Reading {
    fn new(workers: MockWorkers) -> Self {
        let reader = Reader::new("https://files.example/pace", "1.2.3");
        Self { workers, reader, events: Rc::default() }
    }

    fn start(&self, file: &File, options: ReadOptions) {
        let events = Rc::clone(&self.events);
        self.reader.read(file, options, move |event| events.borrow_mut().push(event));
    }

    /// Does the worker's work: what `www/reader.js` does with a message.
    async fn work(&self) {
        let message = self.workers.messages().pop().unwrap();
        let worker = self.workers.started().pop().unwrap();
        let get = |name: &str| Reflect::get(&message, &name.into()).unwrap();
        let file: File = get("file").dyn_into().unwrap();
        let bytes = JsFuture::from(file.array_buffer()).await.unwrap();
        let teller = worker.clone();
        let progress = Closure::<dyn FnMut(f64)>::new(move |percent: f64| {
            let message = Object::new();
            Reflect::set(&message, &"percent".into(), &percent.into()).unwrap();
            teller.say(&message, &Array::new());
        });
        let progress: &Function = progress.as_ref().unchecked_ref();
        let options = get("options").as_string().unwrap();
        let read = read_file(&Uint8Array::new(&bytes), &options, progress).unwrap();
        let part = |name: &str| Reflect::get(&read, &name.into()).unwrap();
        let buffers: Array = part("buffers").unchecked_into();
        worker.say(&part("message"), &buffers);
        // Handed over, not copied: here nothing is left of them.
        let left = buffers.iter().map(|buffer| buffer.unchecked_into::<ArrayBuffer>().byte_length());
        assert_eq!(left.sum::<u32>(), 0);
    }

    /// What was told, without the progress.
    fn outcomes(&self) -> Vec<Event> {
        let events = self.events.borrow();
        events.iter().filter(|event| !matches!(event, Event::ReadProgress(_))).cloned().collect()
    }
}

async fn read(bytes: &[u8], options: ReadOptions) -> Event {
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("file.csv", bytes), options);
    reading.work().await;
    let [outcome] = &reading.outcomes()[..] else { panic!("{:?}", reading.outcomes()) };
    outcome.clone()
}

async fn sheet(bytes: &[u8], options: ReadOptions) -> Sheet {
    match read(bytes, options).await {
        Event::FileRead(sheet) => *sheet,
        other => panic!("{other:?}"),
    }
}

/// The header and the rows, each with its number in front.
fn lines(sheet: &Sheet) -> Vec<Vec<String>> {
    let rows = sheet.read.table.rows().map(|row| {
        let number = row.number().to_string();
        std::iter::once(number).chain(row.map(str::to_owned)).collect()
    });
    std::iter::once(sheet.read.header.clone()).chain(rows).collect()
}

async fn check(bytes: &[u8], encoding: Encoding, expected: &[&[&str]]) {
    let sheet = sheet(bytes, ReadOptions::default()).await;
    assert_eq!(sheet.encoding, encoding);
    assert_eq!(lines(&sheet), expected);
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

const SPANISH: &[&[&str]] = &[&["Nombre", "Teléfono"], &["2", "Ñandú", "€ 5"]];

#[wasm_bindgen_test]
async fn every_encoding_comes_through() {
    let text = "Nombre;Teléfono\r\nÑandú;€ 5\r\n";
    check(text.as_bytes(), Encoding::Utf8, SPANISH).await;
    check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8, SPANISH).await;
    let western = b"Nombre;Tel\xe9fono\r\n\xd1and\xfa;\x80 5\r\n";
    check(western, Encoding::Windows1252, SPANISH).await;
    check(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Encoding::Utf16Le, SPANISH).await;
    check(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Encoding::Utf16Be, SPANISH).await;
    check(&utf16(text, u16::to_le_bytes), Encoding::Utf16Le, SPANISH).await;
    check(
        "a,b\n\u{1f980},\u{10ffff}\n".as_bytes(),
        Encoding::Utf8,
        &[&["a", "b"], &["2", "\u{1f980}", "\u{10ffff}"]],
    )
    .await;
}

#[wasm_bindgen_test]
async fn the_user_may_know_better() {
    let as_mac = ReadOptions { encoding: Some(Encoding::Macintosh), delimiter: Some(b',') };
    let sheet = sheet(b"Nombre,Tel;2\r\n\x84and\x9c,5\r\n", as_mac).await;
    assert_eq!((sheet.encoding, sheet.dialect.delimiter), (Encoding::Macintosh, b','));
    assert_eq!(lines(&sheet), [vec!["Nombre", "Tel;2"], vec!["2", "Ñandú", "5"]]);
}

/// Every label is known to the browser; one that is not would throw.
#[wasm_bindgen_test]
async fn the_browser_knows_every_encoding() {
    for encoding in Encoding::ALL {
        let options = ReadOptions { encoding: Some(encoding), delimiter: None };
        // Two bytes a character, so that every encoding makes the same of it or something else, but
        // always something.
        let event = read(&utf16("a;b\nc;d\n", u16::to_le_bytes), options).await;
        assert!(!matches!(event, Event::ReadFailed), "{encoding:?}");
    }
}

#[wasm_bindgen_test]
async fn quoted_line_breaks_stay_in_their_cells() {
    let bytes = b"name,note\r\n\"A \"\"b\"\"\",\"one\r\ntwo, three\n\"\r\nB,last\r\n";
    let expected: &[&[&str]] =
        &[&["name", "note"], &["2", "A \"b\"", "one\r\ntwo, three\n"], &["3", "B", "last"]];
    check(bytes, Encoding::Utf8, expected).await;
}

/// Flaws and notes cross, too, and the flawed row does not cross as a good one.
#[wasm_bindgen_test]
async fn flaws_and_notes_come_through() {
    let sheet = sheet(b"a,b,a\n1,2,3\n1,2,3,4\n,,\n5\n", ReadOptions::default()).await;
    assert_eq!(lines(&sheet)[1..], [vec!["2", "1", "2", "3"], vec!["5", "5", "", ""]]);
    let [flawed] = &sheet.read.flawed[..] else { panic!("{:?}", sheet.read.flawed) };
    assert_eq!(
        (flawed.problem.row, flawed.cells.as_slice()),
        (3, &["1", "2", "3", "4"].map(str::to_owned)[..])
    );
    assert_eq!(sheet.read.notes.len(), 3, "{:?}", sheet.read.notes);
}

#[wasm_bindgen_test]
async fn what_is_no_text_is_refused() {
    let refused = async |bytes: &[u8]| match read(bytes, ReadOptions::default()).await {
        Event::FileRefused(problem) => problem,
        other => panic!("{other:?}"),
    };
    let picture = FileProblem::NotText { looks_like: LooksLike::Picture };
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await, picture);
    assert_eq!(
        refused(b"PK\x03\x04..xl/workbook.xml").await,
        FileProblem::NotText { looks_like: LooksLike::Xlsx }
    );
    assert_eq!(refused(b"").await, FileProblem::Empty);
    assert_eq!(refused(b"name,phone\n").await, FileProblem::OnlyHeader);
    assert_eq!(refused(b"a,b\n1,2\n\"3,4\n5,6\n").await, FileProblem::UnclosedQuote { row: 3 });
}

#[wasm_bindgen_test]
async fn progress_is_told_up_to_the_end() {
    let rows: String = (0..12_000).map(|row| ["name ", &row.to_string(), ",note\n"].concat()).collect();
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("file.csv", format!("name,note\n{rows}").as_bytes()), ReadOptions::default());
    reading.work().await;
    let events = reading.events.borrow();
    let percents: Vec<u32> = events
        .iter()
        .filter_map(|event| if let Event::ReadProgress(percent) = event { Some(*percent) } else { None })
        .collect();
    assert!(percents.len() > 1 && percents.is_sorted() && percents[0] < 100, "{percents:?}");
    assert_eq!(percents.last(), Some(&100));
    let Some(Event::FileRead(sheet)) = events.last() else { panic!("{:?}", events.last()) };
    assert_eq!(sheet.read.table.len(), 12_000);
    assert_eq!(sheet.read.table.cell(11_999, 0), "name 11999");
}

#[wasm_bindgen_test]
fn the_worker_gets_the_widgets_own_files() {
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("leads.csv", b"a\n1\n"), ReadOptions::default());
    let [worker] = &reading.workers.started()[..] else { panic!("not one worker") };
    assert_eq!(worker.url(), "https://files.example/pace/reader.js?v=1.2.3");
    assert_eq!(worker.kind(), "module");
    let [message] = &reading.workers.messages()[..] else { panic!("not one message") };
    let get = |name: &str| Reflect::get(message, &name.into()).unwrap();
    assert_eq!(get("glue"), "https://files.example/pace/kommo-pace.js?v=1.2.3");
    assert_eq!(get("wasm"), "https://files.example/pace/kommo-pace_bg.wasm?v=1.2.3");
    assert_eq!(get("file").unchecked_into::<File>().name(), "leads.csv");
    assert!(reading.events.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn a_second_file_ends_the_first() {
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("first.csv", b"a\n1\n"), ReadOptions::default());
    reading.start(&file("second.csv", b"b\n2\n"), ReadOptions::default());
    let [first, second] = &reading.workers.started()[..] else { panic!("not two workers") };
    assert!(first.is_ended() && !second.is_ended());
    // What was on its way from the first is not taken for the second's.
    let late = Object::new();
    Reflect::set(&late, &"failed".into(), &"late".into()).unwrap();
    first.say(&late, &Array::new());
    assert!(reading.events.borrow().is_empty());
    reading.work().await;
    let [Event::FileRead(sheet)] = &reading.outcomes()[..] else { panic!("{:?}", reading.outcomes()) };
    assert_eq!(sheet.read.header, ["b"]);
}

#[wasm_bindgen_test]
fn a_reader_that_goes_ends_its_worker() {
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("first.csv", b"a\n1\n"), ReadOptions::default());
    let worker = reading.workers.started()[0].clone();
    drop(reading);
    assert!(worker.is_ended());
}

#[wasm_bindgen_test]
fn whatever_goes_wrong_is_told_once() {
    let failed = |reading: &Reading| {
        let events = reading.events.borrow();
        assert!(matches!(events[..], [Event::ReadFailed]), "{events:?}");
    };
    let file = file("leads.csv", b"a\n1\n");

    let unable = Reading::new(MockWorkers::unable());
    unable.start(&file, ReadOptions::default());
    failed(&unable);
    drop(unable);

    let broken = Reading::new(MockWorkers::able());
    broken.start(&file, ReadOptions::default());
    assert!(broken.workers.started()[0].fail(), "the page's own error handler would hear of it");
    failed(&broken);
    drop(broken);

    for message in [r#"{"failed":"no memory"}"#, "null", "7", r#"{"outcome":"nonsense"}"#] {
        let odd = Reading::new(MockWorkers::able());
        odd.start(&file, ReadOptions::default());
        odd.workers.started()[0].say(&js_sys::JSON::parse(message).unwrap(), &Array::new());
        failed(&odd);
    }
}

/// A table whose parts do not fit together is not taken for one.
#[wasm_bindgen_test]
fn a_torn_message_is_a_failed_reading() {
    let reading = Reading::new(MockWorkers::able());
    reading.start(&file("leads.csv", b"a,b\n1,2\n"), ReadOptions::default());
    let options = serde_json::to_string(&ReadOptions::default()).unwrap();
    let progress = Function::new_no_args("");
    let read = read_file(&Uint8Array::from(&b"a,b\n1,2\n"[..]), &options, &progress).unwrap();
    let message = Reflect::get(&read, &"message".into()).unwrap();
    Reflect::set(&message, &"text".into(), &Uint8Array::from(&b"1"[..])).unwrap();
    reading.workers.started()[0].say(&message, &Array::new());
    assert!(matches!(reading.events.borrow()[..], [Event::ReadFailed]));
}

#[wasm_bindgen_test]
fn options_that_are_none_throw() {
    let bytes = Uint8Array::from(&b"a\n1\n"[..]);
    let thrown = read_file(&bytes, "{", &Function::new_no_args("")).unwrap_err();
    assert!(thrown.is_string() || thrown.is_instance_of::<js_sys::Error>(), "{thrown:?}");
    assert_ne!(thrown, JsValue::UNDEFINED);
}
