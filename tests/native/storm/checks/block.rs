//! After a block nothing leaves until the user's word, and then one request.

use std::collections::BTreeMap;

use super::super::diary::{Diary, What, is_block};
use super::Totals;
use kommo_pace::base::{Failure, Response};
use kommo_pace::traffic::Ticket;

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Open,
    Blocked,
    /// The user said to try; the request that does, once it has left.
    Probing(Option<Ticket>),
}

pub(super) fn check(diary: &Diary, totals: &mut Totals) {
    let mut states: BTreeMap<usize, State> = BTreeMap::new();
    for entry in &diary.entries {
        let state = states.entry(entry.tab).or_default();
        match &entry.what {
            What::Left(ticket) => match state {
                State::Open => {}
                State::Probing(probe @ None) => {
                    totals.count("probes of a block", 1);
                    *probe = Some(*ticket);
                }
                State::Blocked | State::Probing(Some(_)) => {
                    panic!("tab {}: {ticket:?} left at {}, after a block: {state:?}", entry.tab, entry.at_ms)
                }
            },
            What::Told(ticket, outcome) => {
                totals.count("blocks", usize::from(is_block(outcome)));
                *state = told(*state, *ticket, outcome);
            }
            What::Probe if matches!(state, State::Blocked) => *state = State::Probing(None),
            _ => {}
        }
    }
}

fn told(state: State, ticket: Ticket, outcome: &Result<Response, Failure>) -> State {
    match state {
        State::Open if is_block(outcome) => State::Blocked,
        State::Probing(Some(probe)) if probe == ticket => match outcome {
            // It never left.
            Err(Failure::NotSent) => State::Probing(None),
            // Whoever is asked to sign in is not blocked.
            Ok(response) if response.status < 500 && response.status != 429 && !is_block(outcome) => {
                State::Open
            }
            _ => State::Blocked,
        },
        // What left before the user's word says nothing about it.
        State::Open | State::Blocked | State::Probing(_) => state,
    }
}
