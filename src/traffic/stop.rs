//! Stops that do not end by themselves: a block of this address and a lost sign-in. Nothing leaves but a
//! probe, one request at a time; what the server says to it decides. It does not know who waits.

use super::Ticket;
use crate::base::Moment;

/// How long after a first 401 one request asks again: Kommo's own page renews its session in that time.
const SIGN_IN_MS: u64 = 1_000;

/// Why everyone is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// 401.
    SignedOut,
    /// 403 that is no missing right.
    Blocked,
}

/// The one request that may leave during a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    /// There is none.
    None,
    /// The next request that can leave from this moment on.
    Due(Moment),
    /// This one, which is in flight.
    Out(Ticket),
}

/// The stop in force, if any.
#[derive(Debug, Default)]
pub(super) struct Stop {
    current: Option<(Why, Probe)>,
}

impl Stop {
    /// The reason and the probe of the stop in force.
    pub(super) fn current(&self) -> Option<(Why, Probe)> {
        self.current
    }

    /// A stop that began elsewhere; the next request from that moment on asks again, if there is one.
    pub(super) fn stand(&mut self, why: Why, due: Option<Moment>) {
        self.current = Some((why, due.map_or(Probe::None, Probe::Due)));
    }

    /// This address is blocked, as the answer to `ticket` says.
    pub(super) fn block(&mut self, ticket: Ticket) {
        let probe = match self.current {
            // What asks whether somebody is signed in left without the user's word and ends no block.
            Some((Why::Blocked, Probe::Out(out))) if out != ticket => Probe::Out(out),
            Some((Why::Blocked, due @ Probe::Due(_))) => due,
            _ => Probe::None,
        };
        self.current = Some((Why::Blocked, probe));
    }

    /// Nobody is signed in, as the answer to `ticket` says. The first time one request asks again by
    /// itself; after a probe was refused only the user knows when to.
    pub(super) fn refuse(&mut self, now: Moment, ticket: Ticket) {
        let again = (Why::SignedOut, Probe::Due(now.plus_ms(SIGN_IN_MS)));
        self.current = Some(match self.current {
            Some((Why::SignedOut, Probe::Out(out))) if out == ticket => (Why::SignedOut, Probe::None),
            Some((Why::Blocked, Probe::Out(out))) if out == ticket => again,
            Some(current) => current,
            None => again,
        });
    }

    /// The user's word that one request may leave.
    pub(super) fn allow_probe(&mut self, now: Moment) {
        if let Some((_, probe @ Probe::None)) = &mut self.current {
            *probe = Probe::Due(now);
        }
    }

    /// A request has left; during a stop it is the probe.
    pub(super) fn sent(&mut self, ticket: Ticket) {
        if let Some((_, probe)) = &mut self.current {
            *probe = Probe::Out(ticket);
        }
    }

    /// The server took `ticket`, so if that was the probe the stop is over. Returns what it was.
    pub(super) fn accept(&mut self, ticket: Ticket) -> Option<Why> {
        let (why, _) = self.current.filter(|(_, probe)| *probe == Probe::Out(ticket))?;
        self.current = None;
        Some(why)
    }

    /// What became of `ticket` says neither yes nor no. A block stays until the user's next word, unless
    /// the probe `never_left`; the question of the sign-in is put again.
    pub(super) fn learn_nothing(&mut self, now: Moment, ticket: Ticket, never_left: bool) {
        if let Some((why, probe)) = &mut self.current
            && *probe == Probe::Out(ticket)
        {
            *probe = match why {
                _ if never_left => Probe::Due(now),
                Why::Blocked => Probe::None,
                Why::SignedOut => Probe::Due(now.plus_ms(SIGN_IN_MS)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_ms(5_000);
    const LATER: Moment = Moment::from_ms(6_000);
    const PROBE: Ticket = Ticket(1);
    const OTHER: Ticket = Ticket(2);

    #[track_caller]
    fn check(before: Option<(Why, Probe)>, act: impl Fn(&mut Stop), after: Option<(Why, Probe)>) {
        let mut stop = Stop { current: before };
        act(&mut stop);
        assert_eq!(stop.current(), after);
    }

    #[test]
    fn a_block() {
        let blocked = |probe| Some((Why::Blocked, probe));
        check(None, |stop| stop.block(OTHER), blocked(Probe::None));
        check(blocked(Probe::Out(PROBE)), |stop| stop.block(PROBE), blocked(Probe::None));
        check(blocked(Probe::Out(PROBE)), |stop| stop.block(OTHER), blocked(Probe::Out(PROBE)));
        check(blocked(Probe::Due(NOW)), |stop| stop.block(OTHER), blocked(Probe::Due(NOW)));
        check(Some((Why::SignedOut, Probe::Due(NOW))), |stop| stop.block(OTHER), blocked(Probe::None));
        check(Some((Why::SignedOut, Probe::Out(PROBE))), |stop| stop.block(OTHER), blocked(Probe::None));
        check(blocked(Probe::None), |stop| stop.refuse(NOW, OTHER), blocked(Probe::None));
    }

    #[test]
    fn a_lost_sign_in() {
        let signed_out = |probe| Some((Why::SignedOut, probe));
        let out = signed_out(Probe::Out(PROBE));
        check(None, |stop| stop.refuse(NOW, OTHER), signed_out(Probe::Due(LATER)));
        check(signed_out(Probe::Due(NOW)), |stop| stop.refuse(NOW, OTHER), signed_out(Probe::Due(NOW)));
        check(out, |stop| stop.refuse(NOW, PROBE), signed_out(Probe::None));
        check(out, |stop| stop.refuse(NOW, OTHER), out);
        check(
            Some((Why::Blocked, Probe::Out(PROBE))),
            |stop| stop.refuse(NOW, PROBE),
            signed_out(Probe::Due(LATER)),
        );
    }

    #[test]
    fn a_probe() {
        for why in [Why::Blocked, Why::SignedOut] {
            let (none, due, out) =
                (Some((why, Probe::None)), Some((why, Probe::Due(NOW))), Some((why, Probe::Out(PROBE))));
            check(none, |stop| stop.allow_probe(NOW), due);
            check(due, |stop| stop.allow_probe(LATER), due);
            check(out, |stop| stop.allow_probe(NOW), out);
            check(due, |stop| stop.sent(PROBE), out);
            check(out, |stop| assert_eq!(stop.accept(PROBE), Some(why)), None);
            check(out, |stop| assert_eq!(stop.accept(OTHER), None), out);
            check(out, |stop| stop.learn_nothing(NOW, OTHER, false), out);
            check(out, |stop| stop.learn_nothing(NOW, PROBE, true), due);
        }
        check(None, |stop| stop.allow_probe(NOW), None);
        check(None, |stop| stop.sent(PROBE), None);
        let blocked = Some((Why::Blocked, Probe::Out(PROBE)));
        check(blocked, |stop| stop.learn_nothing(NOW, PROBE, false), Some((Why::Blocked, Probe::None)));
        let signed_out = Some((Why::SignedOut, Probe::Out(PROBE)));
        check(
            signed_out,
            |stop| stop.learn_nothing(NOW, PROBE, false),
            Some((Why::SignedOut, Probe::Due(LATER))),
        );
    }
}
