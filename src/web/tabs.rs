//! The other tabs of the account in this browser: a channel to talk, and locks that tell who leads and who
//! is still there. It carries out errands and decides nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, BroadcastChannel, MessageEvent, PageTransitionEvent};

use super::locks::{Held, How, Locks};
use super::memory;
use crate::traffic::tabs::{Errand, Input, LATELY_MS, Message, TabId};

/// This page among them.
pub struct Tabs {
    tab: TabId,
    account: String,
    locks: Locks,
    channel: BroadcastChannel,
    tell: Box<dyn Fn(Input)>,
    /// The lock by which others see that this page is there.
    own: RefCell<Option<Held>>,
    /// What is to be said as soon as it is held: others look for it when they hear of this page.
    unsaid: RefCell<Vec<Message>>,
    lead: RefCell<Lead>,
    /// How often the lead was asked for; what comes of any but the last time is too late.
    asked: Cell<u64>,
}

/// How this page stands to the lead's lock.
#[derive(Default)]
enum Lead {
    /// It has nothing to do with it.
    #[default]
    Apart,
    /// It has asked for it.
    Asking,
    /// It waits in line, until this is called off.
    InLine(AbortController),
    /// It has it.
    Has { _lock: Held },
}

/// A name that no other tab has.
#[must_use]
pub fn new_id() -> TabId {
    let random = || js_sys::Math::random().to_bits();
    TabId::new(format!("{:x}-{:x}", random(), js_sys::Date::now().to_bits() ^ random()))
}

impl Tabs {
    /// Joins them; what happens among them goes to `tell`. `None` if this browser has no locks or no
    /// channels.
    #[must_use]
    pub fn join(account: &str, tab: TabId, tell: impl Fn(Input) + 'static) -> Option<Rc<Self>> {
        let locks = Locks::new()?;
        let channel = BroadcastChannel::new(&format!("pace-{account}")).ok()?;
        let tabs = Rc::new(Self {
            tab,
            account: account.to_owned(),
            locks,
            channel,
            tell: Box::new(tell),
            own: RefCell::default(),
            unsaid: RefCell::default(),
            lead: RefCell::default(),
            asked: Cell::new(0),
        });
        tabs.listen();
        tabs.appear();
        Some(tabs)
    }

    /// Keeps that something is sent now, for the next leader: it may be the next page here, after a reload
    /// or a crash.
    pub fn note_sent(&self) {
        if let Some(storage) = memory::storage() {
            // Where nothing can be kept, the next leader knows nothing of it; it makes no difference here.
            let _ = storage.set_item(&sent_key(&self.account), &wall_ms().to_string());
        }
    }

    /// Whether any page has sent something a moment ago.
    fn was_sent_lately(&self) -> bool {
        let kept = memory::storage().and_then(|kept| kept.get_item(&sent_key(&self.account)).ok().flatten());
        kept.and_then(|kept| kept.parse().ok()).is_some_and(|sent| wall_ms().abs_diff(sent) < LATELY_MS)
    }

    /// Carries out an errand.
    pub fn perform(self: &Rc<Self>, errand: Errand) {
        match errand {
            Errand::Post(message) => self.post(message),
            Errand::Watch(tab) => self.watch(tab),
            Errand::Steal => self.ask_for_lead(How::ByForce),
            Errand::Check => self.check(),
            Errand::Resign => {
                self.asked.set(self.asked.get() + 1);
                self.lead.take().call_off();
                self.own.take();
            }
        }
    }

    /// Shows that this page is there, and asks for the lead.
    fn appear(self: &Rc<Self>) {
        let tabs = Rc::clone(self);
        let granted = move |held| {
            tabs.own.replace(held);
            for message in tabs.unsaid.take() {
                tabs.post(message);
            }
        };
        self.locks.ask(&own_lock(&self.tab), How::InLine(None), granted, || {});
        self.ask_for_lead(How::IfFree);
    }

    fn post(&self, message: Message) {
        if self.own.borrow().is_none() {
            self.unsaid.borrow_mut().push(message);
            return;
        }
        // The other page has a monotonic clock of its own; the one on the wall is the same for all.
        let text = format!("{} {}", wall_ms(), message.to_text());
        // A text can always be posted, as long as the channel is not closed, which nobody does.
        let _ = self.channel.post_message(&text.into());
    }

    /// Asks for the lead, and calls off whatever was asked for before.
    fn ask_for_lead(self: &Rc<Self>, how: How<'_>) {
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let waits = !matches!(how, How::IfFree);
        self.lead.replace(Lead::Asking).call_off();
        let tabs = Rc::clone(self);
        let granted = move |held: Option<Held>| match held {
            _ if tabs.asked.get() != asked => {}
            Some(lock) => {
                tabs.lead.replace(Lead::Has { _lock: lock });
                (tabs.tell)(Input::Leads { after_another: waits || tabs.was_sent_lately() });
            }
            None => tabs.line_up(),
        };
        let tabs = Rc::clone(self);
        let lost = move || {
            if tabs.asked.get() == asked {
                (tabs.tell)(Input::Deposed);
                tabs.line_up();
            }
        };
        self.locks.ask(&lead_lock(&self.account), how, granted, lost);
    }

    /// Waits for the lead until it is free.
    fn line_up(self: &Rc<Self>) {
        let waiting = AbortController::new().ok();
        let signal = waiting.as_ref().map(AbortController::signal);
        self.ask_for_lead(How::InLine(signal.as_ref()));
        if let Some(waiting) = waiting {
            self.lead.replace(Lead::InLine(waiting));
        }
    }

    fn check(self: &Rc<Self>) {
        let tabs = Rc::clone(self);
        let asked = self.asked.get();
        spawn_local(async move {
            let own = own_lock(&tabs.tab);
            let holds = tabs.locks.are_held_together(&own, &lead_lock(&tabs.account)).await;
            if tabs.asked.get() == asked {
                (tabs.tell)(Input::Holds(holds));
                if !holds {
                    tabs.line_up();
                }
            }
        });
    }

    /// Waits for another page's own lock, which is free once that page is no more.
    fn watch(self: &Rc<Self>, tab: TabId) {
        let tabs = Rc::clone(self);
        let name = own_lock(&tab);
        // The lock is given back at once.
        let granted = move |_| (tabs.tell)(Input::Gone(tab));
        self.locks.ask(&name, How::InLine(None), granted, || {});
    }

    fn listen(self: &Rc<Self>) {
        let tabs = Rc::downgrade(self);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(tabs) = tabs.upgrade() else { return };
            let text = event.data().as_string().unwrap_or_default();
            let Some((posted, text)) = text.split_once(' ') else { return };
            if let (Ok(posted), Some(message)) = (posted.parse(), Message::parse(text)) {
                (tabs.tell)(Input::Heard(message, wall_ms().saturating_sub(posted)));
            }
        });
        // The browser keeps the closures for as long as it may call them.
        self.channel.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        let Some(window) = web_sys::window() else { return };
        for (event, call) in [("pagehide", Self::left as fn(&Rc<Self>)), ("pageshow", Self::returned)] {
            let tabs = Rc::downgrade(self);
            let on_event = Closure::<dyn Fn(PageTransitionEvent)>::new(move |event: PageTransitionEvent| {
                let Some(tabs) = tabs.upgrade() else { return };
                // A page that was just loaded is shown, too; it has not been left before.
                if event.persisted() || event.type_() == "pagehide" {
                    call(&tabs);
                }
            });
            // The window takes every listener.
            let _ = window.add_event_listener_with_callback(event, on_event.into_js_value().unchecked_ref());
        }
    }

    fn left(self: &Rc<Self>) {
        (self.tell)(Input::Left);
    }

    fn returned(self: &Rc<Self>) {
        (self.tell)(Input::Returned);
        self.appear();
    }
}

impl Lead {
    /// Waits no longer. Dropping a lock that is held gives it back.
    fn call_off(self) {
        if let Self::InLine(waiting) = self {
            waiting.abort();
        }
    }
}

fn sent_key(account: &str) -> String {
    format!("pace-sent-{account}")
}

fn lead_lock(account: &str) -> String {
    format!("pace-lead-{account}")
}

fn own_lock(tab: &TabId) -> String {
    format!("pace-tab-{}", tab.as_str())
}

/// Milliseconds by the clock on the wall.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and the clock is positive"
)]
fn wall_ms() -> u64 {
    js_sys::Date::now() as u64
}
