//! A screen in a page, made from a view by hand, with a port that only remembers.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use kommo_pace::app::text::{Catalogue, Language};
use kommo_pace::app::{Event, import};
use kommo_pace::ui::Port;
use leptos::mount::mount_to;
use leptos::prelude::{IntoView, RwSignal, Set as _, StoredValue, UnsyncCallback};
use wasm_bindgen::JsCast;
use web_sys::{
    DataTransfer, Document, Element, EventInit, EventTarget, File, FilePropertyBag, HtmlElement,
    HtmlInputElement, HtmlSelectElement,
};

/// The English texts, those of the product.
pub(crate) const ENGLISH: &str = include_str!("../../www/i18n/en.json");

/// A screen with what it reported.
pub(crate) struct Screen<V: 'static> {
    pub(crate) root: Root,
    view: RwSignal<V>,
    mounted: Option<Box<dyn Any>>,
    events: Rc<RefCell<Vec<String>>>,
    files: Rc<RefCell<Vec<String>>>,
}

impl<V: Send + Sync + 'static> Screen<V> {
    /// Mounts a screen that shows this view.
    pub(crate) fn mount<S: IntoView + 'static>(screen: fn(Port, RwSignal<V>) -> S, view: V) -> Self {
        let root = Root::new();
        let view = RwSignal::new(view);
        let (events, files) = (Rc::new(RefCell::new(Vec::new())), Rc::new(RefCell::new(Vec::new())));
        let (told, chosen) = (Rc::clone(&events), Rc::clone(&files));
        let mounted = mount_to(root.0.clone(), move || {
            let catalogue = Catalogue::new(Language::English, &serde_json::from_str(ENGLISH).unwrap());
            let port = Port {
                texts: StoredValue::new(catalogue),
                dispatch: UnsyncCallback::new(move |event: Event| {
                    told.borrow_mut().push(format!("{event:?}"));
                }),
                choose_file: UnsyncCallback::new(move |file: File| chosen.borrow_mut().push(file.name())),
            };
            screen(port, view)
        });
        Self { root, view, mounted: Some(Box::new(mounted)), events, files }
    }

    /// Shows another view and waits until the page has it.
    pub(crate) async fn show(&self, view: V) {
        self.view.set(view);
        settle().await;
    }

    /// Takes the screen out of the page.
    pub(crate) fn unmount(&mut self) {
        self.mounted = None;
    }

    /// Asserts that exactly these events were reported since the last time.
    #[track_caller]
    pub(crate) fn reported(&self, expected: &[Event]) {
        let expected: Vec<String> = expected.iter().map(|event| format!("{event:?}")).collect();
        assert_eq!(std::mem::take(&mut *self.events.borrow_mut()), expected);
    }

    /// Asserts that exactly this happened on the import screen since the last time.
    #[track_caller]
    pub(crate) fn imported(&self, event: import::Event) {
        self.reported(&[Event::Import(event)]);
    }

    /// The names of the files that were handed over.
    pub(crate) fn files(&self) -> Vec<String> {
        self.files.borrow().clone()
    }
}

/// An element in the page that screens are mounted in; it goes when this is dropped.
pub(crate) struct Root(pub(crate) HtmlElement);

impl Drop for Root {
    fn drop(&mut self) {
        self.0.remove();
    }
}

impl Root {
    /// An empty element at the end of the page.
    pub(crate) fn new() -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        Self(root)
    }

    /// The elements of a selector.
    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.0.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    /// The one element of a selector.
    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.0.inner_html());
        found[0].clone()
    }

    /// The texts of a selector's elements.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text_content().unwrap()).collect()
    }

    /// The drop-down of a name.
    #[track_caller]
    pub(crate) fn select(&self, label: &str) -> HtmlSelectElement {
        self.one(&format!("select[aria-label='{label}']")).unchecked_into()
    }

    /// The button of this text.
    #[track_caller]
    pub(crate) fn button(&self, label: &str) -> HtmlElement {
        let all = self.all("button");
        let found = all.iter().find(|button| button.text_content().unwrap().trim() == label);
        found.unwrap_or_else(|| panic!("no button “{label}” in {}", self.0.inner_html())).clone()
    }

    /// All its text.
    pub(crate) fn text(&self) -> String {
        self.0.text_content().unwrap()
    }

    /// Asserts that each of these texts is there, and that no text shows as its key.
    #[track_caller]
    pub(crate) fn says(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.text().contains(text), "“{text}” is not in “{}”", self.text());
        }
        assert!(!self.0.inner_html().contains("app."), "a key shows: {}", self.0.inner_html());
    }

    /// Asserts that none of these texts is there.
    #[track_caller]
    pub(crate) fn hides(&self, texts: &[&str]) {
        for text in texts {
            assert!(!self.text().contains(text), "“{text}” is in “{}”", self.text());
        }
    }

    /// Chooses a file of this name in its file input, as the user's dialog does.
    pub(crate) fn choose_file(&self, file: &File) {
        let input: HtmlInputElement = self.one("input[type=file]").unchecked_into();
        input.set_files(transfer(file).files().as_ref());
        tell(&input, "change");
    }
}

/// The page.
pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// The element that has the focus.
pub(crate) fn focused() -> Option<Element> {
    document().active_element()
}

/// Waits until effects have run and the page shows their outcome.
pub(crate) async fn settle() {
    TimeoutFuture::new(0).await;
    TimeoutFuture::new(0).await;
}

/// Chooses an entry of a drop-down, as the user does.
pub(crate) fn choose(select: &HtmlSelectElement, value: &str) {
    select.set_value(value);
    assert_eq!(select.value(), value, "the drop-down has no such entry");
    tell(select, "change");
}

/// Lets an element tell of an event that bubbles.
pub(crate) fn tell(element: &EventTarget, kind: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    element.dispatch_event(&web_sys::Event::new_with_event_init_dict(kind, &init).unwrap()).unwrap();
}

/// A file with this content.
pub(crate) fn file(name: &str, bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence_and_options(&parts, name, &FilePropertyBag::new()).unwrap()
}

/// What a drag carries, and what an input takes files from.
pub(crate) fn transfer(file: &File) -> DataTransfer {
    let transfer = DataTransfer::new().unwrap();
    transfer.items().add_with_file(file).unwrap();
    transfer
}
