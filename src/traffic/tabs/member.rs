//! One tab as the leader sees it: what of it waits where, and whether it answers. It talks to nobody.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::message::Stub;
use crate::traffic::queue::Job;
use crate::traffic::{Lane, Ticket};

/// A request of a tab.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) stub: Stub,
    pub(super) place: Place,
    /// Whether its tab has told how long the steps of the present try took.
    pub(super) is_timed: bool,
    /// The last serial of its tries that was judged.
    pub(super) judged: u32,
    /// Whether nobody waits for its outcome any more.
    pub(super) is_abandoned: bool,
}

/// Where it is.
#[derive(Debug)]
pub(super) enum Place {
    /// Not in the engine; the tab's turn has not come.
    Outside,
    /// In the engine's line for the first time.
    Lined(Ticket),
    /// In the engine after a try: it waits again, or rests, or is about to be delivered.
    Back(Ticket),
    /// Taken out of the engine's line with all that is known of it, while its tab does not answer.
    Aside(Ticket, Job),
    /// On its way.
    Flying(Ticket),
}

impl Place {
    /// Its ticket in the engine, if it is there.
    pub(super) const fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Lined(ticket) | Self::Back(ticket) | Self::Flying(ticket) => Some(*ticket),
            Self::Outside | Self::Aside(..) => None,
        }
    }
}

/// One tab.
#[derive(Debug, Default)]
pub(super) struct Member {
    known: BTreeMap<u64, Known>,
    outside: BTreeMap<Lane, BTreeSet<u64>>,
    lined: BTreeMap<Lane, BTreeSet<u64>>,
    aside: BTreeSet<(Lane, u64)>,
    /// The request that was told to go and has not said that it did, and since when.
    pub(super) unacknowledged: Option<(u64, u64)>,
    /// It let such a request lie, and has said nothing since.
    pub(super) is_asleep: bool,
}

impl Member {
    pub(super) fn get(&self, id: u64) -> Option<&Known> {
        self.known.get(&id)
    }

    pub(super) fn ids(&self) -> Vec<u64> {
        self.known.keys().copied().collect()
    }

    pub(super) fn is_idle(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes note of one more that waits; of a known one, nothing.
    pub(super) fn want(&mut self, stub: Stub) {
        if let Entry::Vacant(entry) = self.known.entry(stub.id) {
            self.outside.entry(stub.lane).or_default().insert(stub.id);
            entry.insert(Known {
                stub,
                place: Place::Outside,
                is_timed: false,
                judged: 0,
                is_abandoned: false,
            });
        }
    }

    /// Puts a request somewhere else. Returns where it was.
    pub(super) fn put(&mut self, id: u64, place: Place) -> Option<Place> {
        let lane = self.known.get(&id)?.stub.lane;
        self.forget_place(lane, id);
        match &place {
            Place::Outside => drop(self.outside.entry(lane).or_default().insert(id)),
            Place::Lined(_) => drop(self.lined.entry(lane).or_default().insert(id)),
            Place::Aside(..) => drop(self.aside.insert((lane, id))),
            Place::Back(_) | Place::Flying(_) => {}
        }
        let known = self.known.get_mut(&id)?;
        Some(std::mem::replace(&mut known.place, place))
    }

    /// A try of it ended. Returns whether that is news.
    pub(super) fn judge(&mut self, id: u64, serial: u32) -> bool {
        let Some(known) = self.known.get_mut(&id).filter(|known| known.judged < serial) else { return false };
        known.judged = serial;
        known.is_timed = false;
        true
    }

    /// Its tab has told how long its steps took.
    pub(super) fn is_timed(&mut self, id: u64) {
        if let Some(known) = self.known.get_mut(&id) {
            known.is_timed = true;
        }
    }

    /// Nobody waits for its outcome any more.
    pub(super) fn abandon(&mut self, id: u64) {
        if let Some(known) = self.known.get_mut(&id) {
            known.is_abandoned = true;
        }
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<Known> {
        let known = self.known.remove(&id)?;
        self.forget_place(known.stub.lane, id);
        self.acknowledge(id);
        Some(known)
    }

    /// What the tab was told to do about this request is not to be waited for any more.
    pub(super) fn acknowledge(&mut self, id: u64) {
        self.unacknowledged = self.unacknowledged.filter(|(unacknowledged, _)| *unacknowledged != id);
    }

    /// The next of a lane that is to line up.
    pub(super) fn next(&self, lane: Lane) -> Option<Stub> {
        let id = self.outside.get(&lane)?.first()?;
        self.known.get(id).map(|known| known.stub.clone())
    }

    /// Moves a request to a faster lane. Returns its ticket in the engine, if it is there.
    pub(super) fn hurry(&mut self, id: u64, lane: Lane) -> Option<Ticket> {
        let known = self.known.get_mut(&id).filter(|known| lane < known.stub.lane)?;
        let before = std::mem::replace(&mut known.stub.lane, lane);
        if let Place::Aside(_, job) = &mut known.place {
            job.lane = lane;
        }
        let ticket = known.place.ticket();
        for lines in [&mut self.outside, &mut self.lined] {
            if lines.get_mut(&before).is_some_and(|line| line.remove(&id)) {
                lines.entry(lane).or_default().insert(id);
            }
        }
        if self.aside.remove(&(before, id)) {
            self.aside.insert((lane, id));
        }
        ticket
    }

    /// Those in the engine's line for the first time.
    pub(super) fn lined(&self) -> Vec<(u64, Ticket)> {
        let ids = self.lined.values().flatten();
        ids.filter_map(|id| Some((*id, self.known.get(id)?.place.ticket()?))).collect()
    }

    /// Those that were tried before and are in the engine.
    pub(super) fn back(&self) -> Vec<(u64, Ticket)> {
        let back = self.known.iter().filter_map(|(id, known)| match known.place {
            Place::Back(ticket) => Some((*id, ticket)),
            _ => None,
        });
        back.collect()
    }

    /// Those taken out of the engine's line.
    pub(super) fn set_aside(&self) -> Vec<u64> {
        self.aside.iter().map(|(_, id)| *id).collect()
    }

    /// How many wait outside of the engine in a lane.
    pub(super) fn outside(&self, lane: Lane) -> usize {
        self.outside.get(&lane).map_or(0, BTreeSet::len)
    }

    /// How many stand in the engine's line for the first time.
    pub(super) fn in_line(&self, lane: Lane) -> usize {
        self.lined.get(&lane).map_or(0, BTreeSet::len)
    }

    fn forget_place(&mut self, lane: Lane, id: u64) {
        for lines in [&mut self.outside, &mut self.lined] {
            if let Some(line) = lines.get_mut(&lane) {
                line.remove(&id);
            }
        }
        self.aside.remove(&(lane, id));
    }
}
