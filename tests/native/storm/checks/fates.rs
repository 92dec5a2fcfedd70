//! What became of every order: a write goes again only if it was certainly not applied; everybody is told
//! once, and the truth.

use std::collections::{BTreeMap, BTreeSet};

use super::super::climate::Climate;
use super::super::diary::{Asked, Diary, Entry, Mark, TabId, What, is_not_applied, is_unsure};
use super::super::script::Company;
use super::Totals;
use kommo_pace::base::{Delivery, Failure, Response};
use kommo_pace::traffic::Ticket;

/// Tries of a read after which its asker may be told that it failed.
const READ_TRIES: usize = 4;

type Outcome = Result<Response, Failure>;

/// Where a request is that is not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    /// It has never left.
    Waiting,
    UnderWay,
    /// It came back.
    Back,
}

/// One order and all that is known of it.
#[derive(Debug)]
struct Order {
    asked: Asked,
    is_under_way: bool,
    outcomes: Vec<Outcome>,
    /// Where the request was when the user cancelled it first.
    cancelled: Option<Where>,
    withdrawn: bool,
    delivery: Option<Delivery>,
}

#[derive(Default)]
struct Tab {
    is_dead: bool,
    orders: BTreeMap<Ticket, Order>,
    /// To whom each answer came, by its body.
    answers: BTreeMap<String, Ticket>,
}

pub(super) fn check(climate: &Climate, diary: &Diary, totals: &mut Totals) {
    let mut tabs: BTreeMap<TabId, Tab> = BTreeMap::new();
    for entry in &diary.entries {
        let tab = tabs.entry(entry.tab).or_default();
        assert!(!tab.is_dead || matches!(entry.what, What::Arrived(..)), "a dead tab acts: {entry:?}");
        tab.read(entry, totals);
    }
    for (id, tab) in &tabs {
        for (ticket, order) in tab.orders.iter().filter(|_| !tab.is_dead) {
            let is_silent = order.delivery.is_none();
            totals.count("abandoned", usize::from(is_silent));
            let may_be_silent = match order.cancelled {
                None | Some(Where::Waiting) => false,
                Some(Where::UnderWay) => true,
                // Whoever leads may not have judged yet.
                Some(Where::Back) => climate.company != Company::None,
            };
            assert!(!is_silent || may_be_silent, "tab {id}, {ticket:?} waits for ever: {order:?}");
            let is_told = order.cancelled == Some(Where::UnderWay) && !is_silent;
            assert!(!is_told, "tab {id}, {ticket:?} was cancelled under way and is told: {order:?}");
        }
    }
}

impl Tab {
    fn read(&mut self, entry: &Entry, totals: &mut Totals) {
        match &entry.what {
            What::Asked(ticket, asked) => {
                let order = Order {
                    asked: *asked,
                    is_under_way: false,
                    outcomes: Vec::new(),
                    cancelled: None,
                    withdrawn: false,
                    delivery: None,
                };
                assert!(self.orders.insert(*ticket, order).is_none(), "{ticket:?} was given out twice");
            }
            What::Cancelled(ticket) => {
                let order = self.orders.get_mut(ticket).unwrap();
                order.cancelled = order.cancelled.or(Some(order.place()));
            }
            What::Withdrawn(ticket) => self.orders.get_mut(ticket).unwrap().withdrawn = true,
            What::Left(ticket) => {
                let order = self.orders.get_mut(ticket).unwrap();
                totals.count("writes", usize::from(!order.asked.is_read));
                order.leave();
            }
            What::Told(ticket, outcome) => {
                let order = self.orders.get_mut(ticket).unwrap();
                assert!(std::mem::take(&mut order.is_under_way));
                totals.count(name(outcome), 1);
                order.outcomes.push(outcome.clone());
                if let Ok(response) = outcome {
                    self.answers.insert(response.body.clone(), *ticket);
                }
            }
            What::Delivered(ticket, delivery) => {
                let order = self.orders.get_mut(ticket).unwrap();
                assert!(order.delivery.is_none(), "{ticket:?} is told twice: {order:?} and {delivery:?}");
                order.delivery = Some(delivery.clone());
                self.check_truth(*ticket, delivery, totals);
            }
            What::Died => {
                totals.count("deaths", 1);
                self.is_dead = true;
            }
            What::Slept => totals.count("sleeps", 1),
            What::Opened
            | What::Lock(_)
            | What::Sleeps
            | What::LeadsFirst
            | What::OpenedAlone
            | What::Arrived(..)
            | What::Probe
            | What::ClockSetBack
            | What::ClockSetOn(_) => {}
        }
    }

    fn check_truth(&self, ticket: Ticket, delivery: &Delivery, totals: &mut Totals) {
        let order = &self.orders[&ticket];
        assert!(!order.is_under_way, "{ticket:?} is told {delivery:?} while it is under way");
        let last = order.outcomes.last();
        let is_true = match delivery {
            Delivery::Answered(response) => {
                totals.count("answered", 1);
                let is_final = !is_unsure(&Ok(response.clone())) || order.asked.is_read;
                self.answers[&response.body] == ticket && is_final
            }
            Delivery::Unknown(_) => {
                totals.count("unknown", 1);
                !order.asked.is_read && last.is_some_and(is_unsure)
            }
            Delivery::Failed(_) => {
                totals.count("failed", 1);
                order.asked.is_read
                    && order.outcomes.iter().filter(|outcome| is_unsure(outcome)).count() >= READ_TRIES
            }
            Delivery::Cancelled => {
                totals.count("cancelled", 1);
                (order.cancelled.is_some_and(|place| place != Where::UnderWay) || order.withdrawn)
                    && order.outcomes.iter().all(|outcome| is_not_applied(outcome) || order.asked.is_read)
            }
        };
        assert!(is_true, "{ticket:?} is told {delivery:?}, but: {order:?}");
    }
}

impl Order {
    fn place(&self) -> Where {
        match self.outcomes.len() {
            _ if self.is_under_way => Where::UnderWay,
            0 => Where::Waiting,
            _ => Where::Back,
        }
    }

    fn leave(&mut self) {
        assert!(!self.is_under_way, "left twice: {self:?}");
        assert!(self.delivery.is_none(), "left after its asker was told: {self:?}");
        assert!(self.cancelled.is_none(), "left after it was cancelled: {self:?}");
        let may_go = self.asked.is_read || self.outcomes.iter().all(is_not_applied);
        assert!(may_go, "a write that was perhaps applied left again: {self:?}");
        self.is_under_way = true;
    }
}

/// What the account holds of each write against what its asker was told.
pub(super) fn check_account(diary: &Diary, contacts: &BTreeMap<String, usize>) {
    let mut marks: BTreeMap<(TabId, Ticket), Mark> = BTreeMap::new();
    let mut promised: BTreeSet<Mark> = BTreeSet::new();
    let mut denied: BTreeSet<Mark> = BTreeSet::new();
    for entry in &diary.entries {
        match &entry.what {
            What::Asked(ticket, asked) if !asked.is_read => {
                marks.insert((entry.tab, *ticket), asked.mark);
            }
            What::Delivered(ticket, delivery) => {
                let Some(mark) = marks.get(&(entry.tab, *ticket)) else { continue };
                match delivery {
                    Delivery::Answered(response) if response.is_success() => promised.insert(*mark),
                    Delivery::Unknown(_) => continue,
                    _ => denied.insert(*mark),
                };
            }
            _ => {}
        }
    }
    for (name, count) in contacts {
        let (mark, _) = name.split_once('/').unwrap();
        assert_eq!(*count, 1, "{name} was written twice");
        assert!(!denied.contains(&mark.parse().unwrap()), "{name} was written, its asker was told otherwise");
    }
    for mark in promised {
        assert!(contacts.contains_key(&format!("{mark}/0")), "{mark} was promised, and is not there");
    }
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Ok(response) if response.status == 401 => "401",
        Ok(response) if response.status >= 500 => "5xx",
        Ok(_) => "other answers",
        Err(Failure::NotSent) => "not sent",
        Err(Failure::Lost) => "lost",
        Err(Failure::TimedOut) => "timed out",
    }
}
