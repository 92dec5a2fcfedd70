//! Where all requests of the application go out and their answers come back: the polite client with a
//! note for each request of who asked. Equal reads are asked once, however many want to know.

use std::collections::{BTreeMap, VecDeque};

use super::text::text;
use super::trouble::{Remedy, Trouble};
use crate::api::Call;
use crate::base::{Delivery, Failure, Moment, Request};
use crate::traffic::reads::{Ask, Reads, Repeat};
use crate::traffic::tabs::{self, Errand, TabId, Tabs};
use crate::traffic::{Input, Order, Settings, Source, Ticket};

/// The polite client and who waits for what.
pub(super) struct Desk<P> {
    traffic: Tabs,
    reads: Reads,
    purposes: BTreeMap<Ticket, Vec<P>>,
    told: VecDeque<(P, Delivery)>,
}

/// What is to be done.
pub(super) enum Output<P> {
    /// Send this now.
    Send(Ticket, Request),
    /// Tell the one who asked.
    Deliver(P, Delivery),
    /// Do this among the tabs.
    Errand(Errand),
    /// Nothing more until this moment, or until the next input if there is none.
    Sleep(Option<Moment>),
}

impl<P> Desk<P> {
    /// In the only tab.
    pub(super) fn new(settings: Settings) -> Self {
        Self::with(Tabs::alone(settings))
    }

    /// In one tab of many.
    pub(super) fn among_tabs(tab: TabId, settings: Settings) -> Self {
        Self::with(Tabs::new(tab, settings))
    }

    fn with(traffic: Tabs) -> Self {
        Self { traffic, reads: Reads::default(), purposes: BTreeMap::new(), told: VecDeque::new() }
    }

    /// Asks for one call; `purpose` comes back with the delivery.
    pub(super) fn ask<C: Call>(
        &mut self,
        now: Moment,
        order: Order,
        call: &C,
        purpose: P,
    ) -> Result<(), Trouble> {
        let request = call.request().map_err(Trouble::of_limit)?;
        self.submit(now, order, request, purpose);
        Ok(())
    }

    /// What was answered before is of no use any more: perhaps another user signs in next.
    pub(super) fn forget(&mut self) {
        self.reads.forget();
    }

    /// Sends a ready request; `purpose` comes back with the delivery.
    pub(super) fn submit(&mut self, now: Moment, order: Order, request: Request, purpose: P) {
        match self.reads.ask(now, order, &request) {
            Ask::Answered(response) => {
                self.traffic.spare(now, order, &request, Source::Recent);
                self.told.push_back((purpose, Delivery::Answered(response)));
            }
            Ask::Join(ticket) => {
                self.traffic.spare(now, order, &request, Source::Joined);
                self.handle(now, Input::Hurry(ticket, order.lane));
                self.purposes.entry(ticket).or_default().push(purpose);
            }
            Ask::Send => {
                let read = request.method.is_read().then(|| request.clone());
                let ticket = self.traffic.submit(now, order, request);
                if let Some(read) = read {
                    self.reads.sent(ticket, order, &read);
                }
                self.purposes.insert(ticket, vec![purpose]);
            }
        }
    }

    /// Takes back what was asked for this purpose alone, if it has not left yet.
    pub(super) fn withdraw(&mut self, now: Moment, purpose: &P)
    where
        P: PartialEq,
    {
        let alone = |purposes: &[P]| matches!(purposes, [only] if only == purpose);
        let ticket = self.purposes.iter().find(|(_, purposes)| alone(purposes)).map(|(ticket, _)| *ticket);
        if let Some(ticket) = ticket {
            self.handle(now, Input::Withdraw(ticket));
        }
    }

    /// Who asked for this first.
    pub(super) fn asker(&self, ticket: Ticket) -> Option<&P> {
        self.purposes.get(&ticket)?.first()
    }

    pub(super) fn handle(&mut self, now: Moment, input: Input) {
        self.traffic.handle(now, tabs::Input::Traffic(input));
    }

    pub(super) fn handle_tabs(&mut self, now: Moment, input: tabs::Input) {
        self.traffic.handle(now, input);
    }

    pub(super) fn poll(&mut self, now: Moment) -> Output<P> {
        loop {
            if let Some((purpose, delivery)) = self.told.pop_front() {
                return Output::Deliver(purpose, delivery);
            }
            match self.traffic.poll(now) {
                tabs::Output::Send(ticket, request) => return Output::Send(ticket, request),
                tabs::Output::Deliver(ticket, delivery) => self.tell(now, ticket, delivery),
                tabs::Output::Errand(errand) => return Output::Errand(errand),
                tabs::Output::Sleep(wake) => return Output::Sleep(wake),
            }
        }
    }

    fn tell(&mut self, now: Moment, ticket: Ticket, delivery: Delivery) {
        self.reads.ended(now, ticket, &delivery);
        let mut purposes = self.purposes.remove(&ticket).unwrap_or_default();
        let Some(last) = purposes.pop() else { return };
        // Most answers have one asker, and some are long.
        self.told.extend(purposes.into_iter().map(|purpose| (purpose, delivery.clone())));
        self.told.push_back((last, delivery));
    }

    /// Who asks the same too often.
    pub(super) fn repeats(&self, now: Moment) -> Vec<Repeat> {
        self.reads.repeats(now)
    }

    pub(super) const fn traffic(&self) -> &Tabs {
        &self.traffic
    }
}

/// What a delivery means for the call that asked for it.
pub(super) fn decode<C: Call>(call: &C, delivery: &Delivery) -> Result<C::Output, Trouble> {
    let key = match delivery {
        Delivery::Answered(response) => {
            return call.decode(response).map_err(|error| Trouble::of_api(&error));
        }
        Delivery::Failed(Failure::NotSent) => "app.trouble.offline",
        Delivery::Failed(Failure::Lost | Failure::TimedOut) | Delivery::Unknown(_) => "app.trouble.no_answer",
        Delivery::Cancelled => "app.trouble.cancelled",
    };
    Err(Trouble { cause: text(key), remedy: Remedy::Retry })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Path, Response};
    use crate::traffic::Lane;

    const SCREEN: Order = Order::new(Lane::Screen, "test");

    fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn read() -> Request {
        Request::get(Path::api(&["users"]))
    }

    fn drain(desk: &mut Desk<u32>, ms: u64) -> (Vec<Ticket>, Vec<u32>) {
        let (mut sent, mut told) = (Vec::new(), Vec::new());
        loop {
            match desk.poll(at(ms)) {
                Output::Send(ticket, _) => sent.push(ticket),
                Output::Deliver(purpose, _) => told.push(purpose),
                Output::Errand(errand) => unreachable!("there are no other tabs: {errand:?}"),
                Output::Sleep(_) => return (sent, told),
            }
        }
    }

    #[test]
    fn one_request_answers_all_who_ask_the_same() {
        let mut desk = Desk::new(Settings::default());
        for purpose in 0..3 {
            desk.submit(at(0), SCREEN, read(), purpose);
        }
        desk.submit(at(0), SCREEN.fresh(), read(), 3);
        let (sent, told) = drain(&mut desk, 0);
        assert_eq!((sent.len(), told.len()), (2, 0));
        let answer = Response { status: 200, ..Response::default() };
        desk.handle(at(50), Input::Answered(sent[0], answer));
        assert_eq!(drain(&mut desk, 50), (Vec::new(), vec![0, 1, 2]));
        desk.submit(at(60), SCREEN, read(), 4);
        assert_eq!(drain(&mut desk, 60), (Vec::new(), vec![4]));
    }

    #[test]
    fn what_others_wait_for_is_not_taken_back() {
        let mut desk = Desk::new(Settings::default());
        desk.submit(at(0), SCREEN, read(), 0);
        desk.submit(at(0), SCREEN, read(), 1);
        desk.withdraw(at(0), &0);
        assert_eq!(drain(&mut desk, 0).0.len(), 1);
    }
}
