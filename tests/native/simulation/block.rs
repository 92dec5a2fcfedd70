//! Holds that a blocked client is silent until its user says otherwise, and then sends one request.

use kommo_pace::base::{Failure, Response};
use kommo_pace::traffic::Ticket;

/// What the client knows of a block.
#[derive(Debug, Default)]
pub(crate) struct Block {
    state: State,
    count: usize,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Open,
    Blocked,
    /// The user said to try; the request that does, once it has left.
    Probing(Option<Ticket>),
}

impl Block {
    pub(crate) fn leaves(&mut self, ticket: Ticket) {
        match &mut self.state {
            State::Open => {}
            State::Probing(probe @ None) => *probe = Some(ticket),
            State::Blocked | State::Probing(Some(_)) => panic!("a request left after a block"),
        }
    }

    pub(crate) fn answered(&mut self, ticket: Ticket, answer: &Result<Response, Failure>) {
        let is_block = matches!(answer, Ok(response) if response.status == 403 && !response.is_json());
        self.count += usize::from(is_block);
        match self.state {
            State::Open if is_block => self.state = State::Blocked,
            State::Probing(Some(probe)) if probe == ticket => {
                let accepted =
                    matches!(answer, Ok(response) if response.status < 500 && response.status != 429);
                self.state = if accepted && !is_block { State::Open } else { State::Blocked };
            }
            // What was sent before the user's word says nothing about it.
            State::Open | State::Blocked | State::Probing(_) => {}
        }
    }

    pub(crate) fn probe(&mut self) {
        if matches!(self.state, State::Blocked) {
            self.state = State::Probing(None);
        }
    }

    /// A reloaded page knows of no block.
    pub(crate) fn forget(&mut self) {
        self.state = State::Open;
    }

    /// How often a request met a block.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }
}
