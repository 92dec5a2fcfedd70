//! What can happen to the application, and what it asks for in return.

use super::tab::Tab;
use super::{data, import, monitor, runs};
use crate::base::{Moment, Request, Timestamp};
use crate::traffic::{self, Ticket, tabs};
use crate::transfer::journal::{Entry, RunId};

/// What both clocks say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// The monotonic clock, for pacing.
    pub moment: Moment,
    /// The calendar, for Kommo's data.
    pub time: Timestamp,
}

/// Something happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The moment of the last [`Effect::Wake`] has come.
    Woke,
    /// A screen was opened.
    Opened(Place),
    /// A screen was taken away.
    Closed(Place),
    /// The browser's tab went to the background (`true`), or is seen again.
    Hidden(bool),
    /// An answer came, or did not.
    Traffic(traffic::Input),
    /// Another tab said something, or the lead among the tabs has passed on.
    Tabs(tabs::Input),
    /// The user's word to ask Kommo once again after a block or a lost sign-in.
    Probe,
    /// The user wants a failed read of the account's facts repeated.
    Reload,
    /// Another tab of the full page was chosen.
    TabChosen(Tab),
    /// Journal entries are durable.
    Persisted(usize),
    /// Journal entries could not be stored.
    PersistFailed,
    /// Something on the import screen.
    Import(import::Event),
    /// Something on the traffic monitor.
    Monitor(monitor::Event),
    /// Something about the runs that the browser keeps.
    Runs(runs::Event),
    /// Something on the screen of the account's data, or of their local copy.
    Data(data::Event),
}

/// The places in Kommo where the widget shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The full page, from Kommo's settings.
    Page,
    /// The right panel of a lead's card.
    LeadCard {
        /// The lead; 0 while it is not saved yet.
        id: u64,
    },
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this request now.
    Send(Ticket, Request),
    /// Do this among the tabs of the account in this browser.
    Tabs(tabs::Errand),
    /// Come back with [`Event::Woke`] at this moment; replaces any earlier wish.
    Wake(Moment),
    /// Read the file that the user chose.
    ReadFile(import::ReadOptions),
    /// Store these entries in one transaction, then say [`Event::Persisted`].
    Persist(RunId, Vec<Entry>),
    /// Do this with the runs that the browser keeps.
    Runs(runs::Order),
    /// Do this with the local copy of the account's data.
    Mirror(data::Order),
    /// Give the user a file.
    Download {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Keep this text for the next visit, in place of the last one.
    Remember(String),
    /// Ask before the page is left, or stop asking.
    GuardLeaving(bool),
}
