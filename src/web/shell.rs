//! Runs the application in the browser: feeds it events, performs its effects, tells the screens when
//! something has changed. One shell a page; it lives as long as the page does.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::alarm::{Alarm, Alarms};
use super::mirror::BrowserMirror;
use super::reading::Reader;
use super::runs::Runs;
use super::tabs::Tabs;
use super::timeouts::Timeouts;
use super::timing::Timings;
use super::{clock, download, fetch, memory, page};
use crate::app::{App, Effect, Event, Now, data};
use crate::base::{Access, Account};
use crate::traffic::tabs::TabId;
use crate::traffic::{Input, tabs};
use crate::transfer::scan::bounds::Bounds;
use crate::transfer::scan::store::Mirror as _;

/// The media type of a report; with the encoding, so that nothing has to guess it.
const CSV: &str = "text/csv;charset=utf-8";

/// The media type of other files.
const JSON: &str = "application/json";

type Listener = Rc<dyn Fn(&App, Now)>;

/// The running application.
pub struct Shell {
    account: Account,
    access: Access,
    timeouts: Timeouts,
    app: RefCell<App>,
    events: RefCell<VecDeque<Event>>,
    /// Whether events are being worked off further up the stack.
    busy: Cell<bool>,
    alarms: Alarms,
    wake: RefCell<Option<Alarm>>,
    timings: Timings,
    file: RefCell<Option<File>>,
    reader: Reader,
    runs: Rc<Runs>,
    tabs: OnceCell<Rc<Tabs>>,
    mirror: BrowserMirror,
    listeners: RefCell<BTreeMap<u64, Listener>>,
    next_listener: Cell<u64>,
}

/// A screen's wish to be told of changes; dropping it ends it.
pub struct Subscription {
    shell: Rc<Shell>,
    id: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.shell.listeners.borrow_mut().remove(&self.id);
    }
}

impl Shell {
    /// Starts the application. `files` is the URL of the folder that the widget's files are in.
    #[must_use]
    pub fn new(
        app: App,
        account: Account,
        access: Access,
        timeouts: Timeouts,
        files: &str,
        version: &str,
    ) -> Rc<Self> {
        let mirror = BrowserMirror::new(&format!("pace-mirror-{}", account.subdomain()), Bounds::default());
        let shell = Rc::new_cyclic(|shell: &Weak<Self>| Self {
            runs: {
                let shell = shell.clone();
                Runs::new(account.subdomain(), move |event| {
                    if let Some(shell) = shell.upgrade() {
                        shell.dispatch(Event::Runs(event));
                    }
                })
            },
            timings: {
                let shell = shell.clone();
                Timings::observe(move |ticket, timing| {
                    if let Some(shell) = shell.upgrade() {
                        shell.dispatch(Event::Traffic(Input::Timed(ticket, timing)));
                    }
                })
            },
            account,
            access,
            timeouts,
            app: RefCell::new(app),
            events: RefCell::default(),
            busy: Cell::new(false),
            alarms: Alarms::new(files, version),
            wake: RefCell::default(),
            file: RefCell::default(),
            reader: Reader::new(files, version),
            tabs: OnceCell::new(),
            mirror,
            listeners: RefCell::default(),
            next_listener: Cell::new(0),
        });
        let told = Rc::clone(&shell);
        page::watch_hidden(move |is_hidden| told.dispatch(Event::Hidden(is_hidden)));
        let told = Rc::clone(&shell);
        page::watch_online(move || told.dispatch(Event::Traffic(Input::Online)));
        shell
    }

    /// Tells the application that something happened.
    pub fn dispatch(self: &Rc<Self>, event: Event) {
        self.events.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        while let Some(event) = self.next_event() {
            let now = clock::now();
            let effects = self.app.borrow_mut().handle(now, event);
            for effect in effects {
                self.perform(now, effect);
            }
        }
        self.busy.set(false);
        self.notify();
    }

    /// Takes the application's place among the tabs of the account in this browser, for one that was made
    /// with [`App::among_tabs`].
    pub fn join_tabs(self: &Rc<Self>, tab: TabId) {
        let shell = Rc::downgrade(self);
        let joined = Tabs::join(self.account.subdomain(), tab, move |input| {
            if let Some(shell) = shell.upgrade() {
                shell.dispatch(Event::Tabs(input));
            }
        });
        match joined {
            Some(tabs) => drop(self.tabs.set(tabs)),
            None => self.dispatch(Event::Tabs(tabs::Input::NoLocks)),
        }
    }

    /// Keeps the file that the user chose, for [`Effect::ReadFile`].
    pub fn hold_file(&self, file: File) {
        self.file.replace(Some(file));
    }

    /// Looks at the application as it is now.
    pub fn with<T>(&self, look: impl FnOnce(&App, Now) -> T) -> T {
        look(&self.app.borrow(), clock::now())
    }

    /// Calls `listener` after each change, until the subscription is dropped; while the page is hidden,
    /// only once, when it is shown again.
    pub fn subscribe(self: &Rc<Self>, listener: impl Fn(&App, Now) + 'static) -> Subscription {
        let id = self.next_listener.replace(self.next_listener.get() + 1);
        self.listeners.borrow_mut().insert(id, Rc::new(listener));
        Subscription { shell: Rc::clone(self), id }
    }

    fn next_event(&self) -> Option<Event> {
        self.events.borrow_mut().pop_front()
    }

    /// Tells the screens, if anybody sees them; the others are told when somebody does.
    fn notify(self: &Rc<Self>) {
        if page::is_hidden() {
            return;
        }
        let listeners: Vec<Listener> = self.listeners.borrow().values().cloned().collect();
        let now = clock::now();
        for listener in listeners {
            listener(&self.app.borrow(), now);
        }
    }

    async fn keep(&self, order: data::Order) -> data::Event {
        match order {
            data::Order::Claim(owner) => data::Event::Claimed(self.mirror.claim(owner).await),
            data::Order::Commit(run, owner, commit) => {
                data::Event::Committed(run, self.mirror.commit(owner, &commit).await.map(Box::new))
            }
            data::Order::Forget(list) => data::Event::Forgotten(self.mirror.forget(list).await),
            data::Order::Slice(slice, owner, list, above) => {
                data::Event::Sliced(slice, self.mirror.slice_of(owner, list, above, data::SLICE).await)
            }
            data::Order::Clear => data::Event::Forgotten(self.mirror.clear().await),
        }
    }

    fn perform(self: &Rc<Self>, now: Now, effect: Effect) {
        let shell = Rc::clone(self);
        match effect {
            Effect::Send(ticket, request) => spawn_local(async move {
                let Self { account, access, timeouts, alarms, .. } = &*shell;
                if let Some(tabs) = shell.tabs.get() {
                    tabs.note_sent();
                }
                shell.timings.expect(ticket, account.url(&request.path), now.moment);
                let input = match fetch::send(account, *access, &request, *timeouts, alarms).await {
                    Ok(response) => Input::Answered(ticket, response),
                    Err(failure) => Input::Failed(ticket, failure),
                };
                shell.dispatch(Event::Traffic(input));
            }),
            Effect::Wake(moment) => {
                let wait_ms = moment.since_ms(clock::now().moment);
                let wait_ms = u32::try_from(wait_ms).unwrap_or(u32::MAX);
                let alarm = self.alarms.after(wait_ms, move || shell.dispatch(Event::Woke));
                // Dropping the earlier alarm calls it off.
                self.wake.replace(Some(alarm));
            }
            Effect::Tabs(errand) => {
                if let Some(tabs) = self.tabs.get() {
                    tabs.perform(errand);
                }
            }
            Effect::ReadFile(options) => {
                if let Some(file) = self.file.borrow().clone() {
                    self.reader.read(&file, options, move |event| shell.dispatch(Event::Import(event)));
                }
            }
            Effect::Persist(run, entries) => spawn_local(async move {
                let count = entries.len();
                let event = match shell.runs.commit(&run, entries).await {
                    Ok(()) => Event::Persisted(count),
                    Err(_) => Event::PersistFailed,
                };
                shell.dispatch(event);
            }),
            Effect::Runs(order) => self.runs.perform(order),
            Effect::Mirror(order) => spawn_local(async move {
                let event = shell.keep(order).await;
                shell.dispatch(Event::Data(event));
            }),
            Effect::Download { name, text } => {
                // A browser that allows no download shows that itself; the button stays.
                let media_type = if name.rsplit('.').next() == Some("json") { JSON } else { CSV };
                let _ = download::text_file(&name, media_type, &text);
            }
            Effect::Remember(text) => memory::keep(&self.account, &text),
            Effect::GuardLeaving(on) => page::guard_leaving(on),
        }
    }
}
