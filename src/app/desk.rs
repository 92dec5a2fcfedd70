//! Where all requests of the application go out and their answers come back: the polite client with a
//! note for each request of who asked.

use std::collections::BTreeMap;

use super::text::text;
use super::trouble::{Remedy, Trouble};
use crate::api::Call;
use crate::base::{Delivery, Failure, Moment, Request};
use crate::traffic::{Input, Lane, Order, Output, Settings, Ticket, Traffic};

/// The polite client and who waits for what.
pub(super) struct Desk<P> {
    traffic: Traffic,
    purposes: BTreeMap<Ticket, P>,
}

impl<P> Desk<P> {
    pub(super) fn new(settings: Settings) -> Self {
        Self { traffic: Traffic::new(settings), purposes: BTreeMap::new() }
    }

    /// Asks for one call; `purpose` comes back with the delivery.
    pub(super) fn ask<C: Call>(
        &mut self,
        now: Moment,
        lane: Lane,
        call: &C,
        purpose: P,
    ) -> Result<(), Trouble> {
        let request = call.request().map_err(Trouble::of_limit)?;
        self.submit(now, lane, request, purpose);
        Ok(())
    }

    /// Sends a ready request; `purpose` comes back with the delivery.
    pub(super) fn submit(&mut self, now: Moment, order: impl Into<Order>, request: Request, purpose: P) {
        let ticket = self.traffic.submit(now, order, request);
        self.purposes.insert(ticket, purpose);
    }

    /// Takes back what was asked for this purpose, if it has not left yet.
    pub(super) fn withdraw(&mut self, now: Moment, purpose: &P)
    where
        P: PartialEq,
    {
        let ticket = self.purposes.iter().find(|(_, other)| *other == purpose).map(|(ticket, _)| *ticket);
        if let Some(ticket) = ticket {
            self.traffic.handle(now, Input::Withdraw(ticket));
        }
    }

    pub(super) fn handle(&mut self, now: Moment, input: Input) {
        self.traffic.handle(now, input);
    }

    pub(super) fn poll(&mut self, now: Moment) -> Output {
        self.traffic.poll(now)
    }

    /// Who asked for this.
    pub(super) fn take(&mut self, ticket: Ticket) -> Option<P> {
        self.purposes.remove(&ticket)
    }

    pub(super) const fn traffic(&self) -> &Traffic {
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
