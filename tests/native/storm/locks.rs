//! The browser's locks: one tab at a time has the lead's lock, the others wait in line; each tab has one of
//! its own for as long as it lives. It tells nobody by itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::diary::TabId;

/// What a tab asks of the browser about the lead's lock. The number is the tab's own, for its last request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ask {
    IfFree(u64),
    InLine(u64),
    ByForce(u64),
    /// Gives it back, or waits no longer.
    Leave(u64),
    /// Whether it has the lock.
    Check(u64),
    /// Its own lock, which shows that it is there.
    Own,
    /// Gives its own lock back.
    LeaveOwn,
    /// To be told when that tab is gone.
    Watch(TabId),
}

/// What the browser tells a tab.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    Granted(u64),
    NotFree(u64),
    Lost(u64),
    Holds(u64, bool),
    OwnGranted,
    Gone(TabId),
}

#[derive(Debug, Default)]
pub(crate) struct Locks {
    holder: Option<(TabId, u64)>,
    line: VecDeque<(TabId, u64)>,
    own: BTreeSet<TabId>,
    watchers: BTreeMap<TabId, Vec<TabId>>,
}

impl Locks {
    /// Does what a tab asks; who is to be told what.
    pub(crate) fn ask(&mut self, tab: TabId, ask: Ask) -> Vec<(TabId, Word)> {
        match ask {
            Ask::IfFree(number) if self.holder.is_some() || !self.line.is_empty() => {
                vec![(tab, Word::NotFree(number))]
            }
            Ask::IfFree(number) | Ask::InLine(number) => {
                self.line.push_back((tab, number));
                self.pass_on()
            }
            Ask::ByForce(number) => {
                let lost = self.holder.replace((tab, number));
                let lost = lost.map(|(holder, number)| (holder, Word::Lost(number)));
                lost.into_iter().chain([(tab, Word::Granted(number))]).collect()
            }
            Ask::Leave(number) => {
                self.line.retain(|waiting| *waiting != (tab, number));
                self.holder = self.holder.filter(|holder| *holder != (tab, number));
                self.pass_on()
            }
            Ask::Check(number) => {
                let holds = self.holder.is_some_and(|(holder, _)| holder == tab) && self.own.contains(&tab);
                vec![(tab, Word::Holds(number, holds))]
            }
            Ask::Own => {
                self.own.insert(tab);
                vec![(tab, Word::OwnGranted)]
            }
            Ask::LeaveOwn => self.leave_own(tab),
            Ask::Watch(other) if self.own.contains(&other) => {
                self.watchers.entry(other).or_default().push(tab);
                Vec::new()
            }
            Ask::Watch(other) => vec![(tab, Word::Gone(other))],
        }
    }

    /// A tab is no more, and neither is what it had and waited for.
    pub(crate) fn forget(&mut self, tab: TabId) -> Vec<(TabId, Word)> {
        self.line.retain(|(waiting, _)| *waiting != tab);
        self.holder = self.holder.filter(|(holder, _)| *holder != tab);
        self.watchers.values_mut().for_each(|watchers| watchers.retain(|watcher| *watcher != tab));
        let gone = self.leave_own(tab);
        self.pass_on().into_iter().chain(gone).collect()
    }

    fn leave_own(&mut self, tab: TabId) -> Vec<(TabId, Word)> {
        self.own.remove(&tab);
        let watchers = self.watchers.remove(&tab).unwrap_or_default();
        watchers.into_iter().map(|watcher| (watcher, Word::Gone(tab))).collect()
    }

    fn pass_on(&mut self) -> Vec<(TabId, Word)> {
        if self.holder.is_some() {
            return Vec::new();
        }
        self.holder = self.line.pop_front();
        self.holder.map(|(tab, number)| (tab, Word::Granted(number))).into_iter().collect()
    }
}
