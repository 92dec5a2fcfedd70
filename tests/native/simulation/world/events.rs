//! What each event does to the world.

use std::collections::BTreeMap;

use kommo_pace::base::{Failure, Request};
use kommo_pace::traffic::{self, Gate, Ticket, Traffic};
use kommo_pace::transfer::import::{self, Import};
use kommo_pace::transfer::progress::State;
use kommo_pace::transfer::run::RowState;
use kommo_pace::transfer::store::Store;

use super::super::network;
use super::{Client, Event, Page, World, at_once, run_id};

impl World {
    pub(super) fn happen(&mut self, event: Event) {
        let now = self.clock.now();
        match event {
            Event::Arrive(page, ticket, request) => self.arrive(page, ticket, &request),
            Event::Answer(ticket, answer) => {
                self.block.answered(ticket, &answer);
                let client = self.client.as_mut().expect("answers reach a client");
                let input = match answer {
                    Ok(response) => traffic::Input::Answered(ticket, response),
                    Err(failure) => traffic::Input::Failed(ticket, failure),
                };
                client.traffic.handle(now, input);
            }
            Event::Commit(entries) => {
                let count = entries.len();
                at_once(self.store.commit(&run_id(), entries)).unwrap();
                self.clock.after(self.dice.between(0, 10), Event::Committed(count));
            }
            Event::Committed(count) => self.tell(import::Input::Persisted(count)),
            Event::Weather(weather) => self.network.change(weather),
            Event::User(input) => self.tell(input),
            Event::Look => {
                self.look();
                self.clock.after(self.dice.between(1_000, 6_000), Event::Look);
            }
            Event::Crash => {
                if self.client.take().is_some() {
                    self.clock.forget(|event| {
                        matches!(event, Event::Answer(..) | Event::Commit(_) | Event::Committed(_))
                    });
                    self.block.forget();
                    self.clock.after(self.dice.between(1_100, 10_000), Event::Reload);
                }
            }
            Event::Touch(contact) => self.network.touch(self.clock.now_ms(), contact),
            Event::Reload => self.reload(),
        }
    }

    fn tell(&mut self, input: import::Input) {
        let now = self.clock.now();
        if let Some(client) = &mut self.client {
            client.import.handle(now, input);
        }
    }

    fn arrive(&mut self, page: Page, ticket: Ticket, request: &Request) {
        let journal = self.journal();
        for row in network::rows(request) {
            let row = row.parse().unwrap();
            assert!(
                page != self.page || matches!(journal.row(row), Some(RowState::Sent(_))),
                "row {row} arrived before its intent was durable"
            );
        }
        let lost = self.dice.chance(self.network.weather.lost_on_the_way);
        let (answer, after_ms) = if lost {
            self.network.lose(self.clock.now_ms(), request);
            (Err(Failure::Lost), self.dice.between(0, 2_000))
        } else {
            self.network.arrive(self.clock.now_ms(), request, &mut self.dice)
        };
        if page == self.page && self.client.is_some() {
            self.clock.after(after_ms, Event::Answer(ticket, answer));
        }
    }

    /// The user does what the screen asks for.
    fn look(&mut self) {
        let now = self.clock.now();
        let Some(client) = &mut self.client else { return };
        if matches!(
            client.traffic.gate(),
            Gate::Blocked { probing: false } | Gate::SignedOut { probing: false }
        ) {
            self.block.probe();
            client.traffic.handle(now, traffic::Input::Probe);
        }
        let progress = client.import.progress(now);
        let rows = progress.stored + progress.refused + progress.unknown + progress.unsure;
        assert_eq!(rows + progress.in_flight + progress.waiting, progress.total);
        if matches!(progress.state, State::Stopped { .. }) {
            self.stops += 1;
            client.import.handle(now, import::Input::Continue);
        }
    }

    fn reload(&mut self) {
        self.page += 1;
        let import = Import::resume(self.settings, self.plan.clone(), self.journal()).unwrap();
        let traffic = Traffic::new(traffic::Settings::default());
        self.client = Some(Client { import, traffic, calls: BTreeMap::new() });
    }
}
