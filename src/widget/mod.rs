//! L5: the exports that `www/script.js` calls, by Kommo's widget contract. They start the application
//! once a page, and mount and unmount its screens as Kommo opens and leaves its areas.

mod start;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::{IntoAny, RwSignal, Set, StoredValue, UnsyncCallback};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{File, HtmlElement};

use crate::app::{App, Event, Memory, Now, Place, import};
use crate::base::Account;
use crate::ui::{self, Port};
use crate::web::{Shell, memory, page, tabs};
use start::Start;

/// A screen in its container; dropping it takes the screen away.
struct Mounted {
    container: HtmlElement,
    place: Place,
    screen: Box<dyn Any>,
}

thread_local! {
    static SHELL: RefCell<Option<Rc<Shell>>> = const { RefCell::new(None) };
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
}

/// Starts the application, once a page; later calls change nothing, as the instance outlives Kommo's
/// navigation.
///
/// `settings` is an object: `account` (its address), `version`, `path` (URL of the widget's files),
/// `language`, `langs` (the language file), `settings` (what the administrator saved). Throws an
/// `Error` with a message in the user's language.
#[wasm_bindgen]
pub fn start(settings: JsValue) -> Result<(), JsValue> {
    console_error_panic_hook::set_once();
    let start = Start::parse(settings)?;
    let texts = start.texts();
    let (account, access) = Account::on_page(&start.account, &page::origin(), page::simulator_controls())
        .map_err(|error| start::refusal(&texts, error))?;
    SHELL.with_borrow_mut(|slot| {
        if slot.is_none() {
            let app =
                App::new(texts, account.clone(), start.settings(Memory::parse(&memory::kept(&account))));
            let tab = tabs::new_id();
            let app = app.among_tabs(tab.clone());
            let shell = Shell::new(app, account, access, start.timeouts(), &start.path, &start.version);
            shell.join_tabs(tab);
            *slot = Some(shell);
        }
    });
    Ok(())
}

/// Shows a screen in a container: `advanced_settings`, or `lead_card` with the lead's id as `id` in the
/// context. A container that already shows one is emptied first.
#[wasm_bindgen]
pub fn mount(container: &HtmlElement, place: &str, context: &JsValue) -> Result<(), JsValue> {
    unmount(container);
    let shell = SHELL
        .with_borrow(Clone::clone)
        .ok_or_else(|| JsValue::from(js_sys::Error::new("the widget was not started")))?;
    let place = match place {
        "lead_card" => Place::LeadCard { id: id_of(context) },
        _ => Place::Page,
    };
    let screen: Box<dyn Any> = {
        let shell = Rc::clone(&shell);
        Box::new(mount_to(container.clone(), move || {
            let port = port(&shell);
            match place {
                Place::Page => ui::page(port, watch(&shell, App::page)).into_any(),
                Place::LeadCard { .. } => ui::card(port, watch(&shell, App::card)).into_any(),
            }
        }))
    };
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Mounted { container: container.clone(), place, screen }));
    shell.dispatch(Event::Opened(place));
    Ok(())
}

/// Takes the screen out of a container; does nothing if there is none.
#[wasm_bindgen]
pub fn unmount(container: &HtmlElement) {
    let gone: Vec<Mounted> = MOUNTED
        .with_borrow_mut(|mounted| mounted.extract_if(.., |screen| screen.container == *container).collect());
    for Mounted { place, screen, .. } in gone {
        drop(screen);
        if let Some(shell) = SHELL.with_borrow(Clone::clone) {
            shell.dispatch(Event::Closed(place));
        }
    }
}

/// What a screen may do: say texts, report events, hand over a file.
fn port(shell: &Rc<Shell>) -> Port {
    let (events, files) = (Rc::clone(shell), Rc::clone(shell));
    Port {
        texts: StoredValue::new(shell.with(|app, _| app.texts().clone())),
        dispatch: UnsyncCallback::new(move |event| events.dispatch(event)),
        choose_file: UnsyncCallback::new(move |file: File| {
            let chosen = import::Event::FileChosen { name: file.name(), bytes: file_bytes(&file) };
            files.hold_file(file);
            files.dispatch(Event::Import(chosen));
        }),
    }
}

/// A signal that follows one view of the application for as long as the screen is there.
fn watch<V>(shell: &Rc<Shell>, view: fn(&App, Now) -> V) -> RwSignal<V>
where
    V: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RefCell::new(shell.with(view));
    let signal = RwSignal::new(shown.borrow().clone());
    let subscription = shell.subscribe(move |app, now| {
        let next = view(app, now);
        if *shown.borrow() != next {
            shown.replace(next.clone());
            signal.set(next);
        }
    });
    StoredValue::new_local(subscription);
    signal
}

/// The entity's id in a context; 0 if there is none, as Kommo has it for a card that is not saved.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates; ids are whole")]
fn id_of(context: &JsValue) -> u64 {
    let id = js_sys::Reflect::get(context, &"id".into()).ok();
    id.and_then(|id| id.as_f64()).unwrap_or_default() as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates; sizes are whole"
)]
fn file_bytes(file: &File) -> u64 {
    file.size() as u64
}
