//! What goes on between the tabs: messages that take a while, and the browser's locks. It does what the
//! page does with them.

use kommo_pace::traffic::tabs::{Errand, Input, Message};

use super::super::diary::{TabId, What};
use super::super::locks::{Ask, Word};
use super::super::script::Company;
use super::super::tab::{Mail, name, named};
use super::{Event, World};

/// How long the browser takes to hear of a lock or to tell of one, at most, in milliseconds.
const LOCK_MS: u64 = 4;

/// Who speaks when it is no tab.
const BROWSER: TabId = TabId::MAX;

impl World {
    /// A tab is there, or there again.
    pub(super) fn appear(&mut self, id: TabId) {
        match self.climate.company {
            Company::None => {}
            Company::NoLocks => self.hear(id, Input::NoLocks),
            Company::Joined => {
                self.ask_browser(id, Ask::Own);
                self.ask_for_lead(id, Ask::IfFree);
            }
        }
    }

    pub(super) fn perform(&mut self, id: TabId, errand: Errand) {
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        match errand {
            Errand::Post(message) if tab.is_seen => self.post(id, &message),
            Errand::Post(message) => tab.unsaid.push(message),
            Errand::Watch(other) => self.ask_browser(id, Ask::Watch(named(&other))),
            Errand::Steal => self.ask_for_lead(id, Ask::ByForce),
            Errand::Check => {
                let asked = tab.asked;
                self.ask_browser(id, Ask::Check(asked));
            }
            Errand::Resign => {
                tab.asked += 1;
                tab.is_seen = false;
                let before = tab.asked - 1;
                self.ask_browser(id, Ask::Leave(before));
                self.ask_browser(id, Ask::LeaveOwn);
            }
        }
    }

    /// The browser has something to say about a lock.
    pub(super) fn hear_lock(&mut self, id: TabId, word: Word) {
        self.note(id, What::Lock(word));
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        let (asked, after_another) = (tab.asked, !tab.asked_if_free);
        match word {
            Word::Granted(number) if number != asked => self.ask_browser(id, Ask::Leave(number)),
            Word::Granted(_) => {
                if !after_another {
                    self.note(id, What::LeadsFirst);
                }
                self.hear(id, Input::Leads { after_another });
            }
            Word::NotFree(number) if number == asked => self.ask_for_lead(id, Ask::InLine),
            Word::Lost(number) if number == asked => {
                self.hear(id, Input::Deposed);
                self.ask_for_lead(id, Ask::InLine);
            }
            Word::Holds(number, holds) if number == asked => {
                self.hear(id, Input::Holds(holds));
                if !holds {
                    self.ask_for_lead(id, Ask::InLine);
                }
            }
            Word::OwnGranted => {
                tab.is_seen = true;
                for message in std::mem::take(&mut tab.unsaid) {
                    self.post(id, &message);
                }
            }
            Word::Gone(other) => self.hear(id, Input::Gone(name(other))),
            Word::NotFree(_) | Word::Lost(_) | Word::Holds(..) => {}
        }
    }

    /// A message, posted then by the clock on the wall.
    pub(super) fn hear_message(&mut self, id: TabId, message: Message, posted_ms: u64) {
        let age_ms = self.wall_ms().saturating_sub(posted_ms);
        self.hear(id, Input::Heard(message, age_ms));
    }

    pub(super) fn hear(&mut self, id: TabId, input: Input) {
        let now_ms = self.clock.now_ms();
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        let now = tab.now(now_ms);
        tab.engine.hear(now, input);
    }

    /// Asks for the lead, and calls off whatever was asked for before.
    fn ask_for_lead(&mut self, id: TabId, ask: fn(u64) -> Ask) {
        let Some(Some(tab)) = self.tabs.get_mut(id) else { return };
        tab.asked += 1;
        let asked = tab.asked;
        tab.asked_if_free = matches!(ask(asked), Ask::IfFree(_));
        self.ask_browser(id, Ask::Leave(asked - 1));
        self.ask_browser(id, ask(asked));
    }

    fn ask_browser(&mut self, id: TabId, ask: Ask) {
        // What one tab asks is heard in order.
        let due_ms = (self.clock.now_ms() + self.dice.between(0, LOCK_MS)).max(self.lock_due_ms);
        self.lock_due_ms = due_ms;
        self.clock.after(due_ms - self.clock.now_ms(), Event::Ask(id, ask));
    }

    pub(super) fn tell_locks(&mut self, words: Vec<(TabId, Word)>) {
        for (id, word) in words {
            let delay_ms = self.dice.between(0, LOCK_MS);
            self.in_order(BROWSER, id, delay_ms, Mail::Lock(word));
        }
    }

    /// Says something to all other tabs. It arrives after what this tab said before, but perhaps before
    /// what others said.
    fn post(&mut self, id: TabId, message: &Message) {
        let message = Message::parse(&message.to_text()).expect("a message that survives being a text");
        let wall_ms = self.wall_ms();
        let others =
            self.tabs.iter().enumerate().filter(|(_, tab)| tab.as_ref().is_some_and(|tab| !tab.is_away));
        for other in others.map(|(other, _)| other).filter(|other| *other != id).collect::<Vec<_>>() {
            let delay_ms = self.dice.between(0, self.climate.message_ms);
            self.in_order(id, other, delay_ms, Mail::Heard(message.clone(), wall_ms));
        }
    }

    /// Brings mail to a tab after so long, and after all that came from the same one before.
    fn in_order(&mut self, from: TabId, to: TabId, delay_ms: u64, mail: Mail) {
        let now_ms = self.clock.now_ms();
        let last_ms = self.said_ms.entry((from, to)).or_default();
        *last_ms = (now_ms + delay_ms).max(*last_ms);
        let delay_ms = *last_ms - now_ms;
        self.clock.after(delay_ms, Event::Mail(to, mail));
    }

    /// The clock on the wall, which all tabs share and somebody may set.
    fn wall_ms(&self) -> u64 {
        self.clock.now_ms() + self.wall_ahead_ms
    }
}
