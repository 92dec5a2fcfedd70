//! Pause and stop seen as one gate: what the screen is shown, and who may pass now. It changes nothing.

use super::pause::Pause;
use super::stop::{Probe, Stop, Why};
use crate::base::Moment;

/// Whether requests may leave at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Within the limit, yes.
    Open,
    /// Nobody until then.
    Paused {
        /// When it opens again, in the shell's time.
        until: Moment,
        /// Why.
        cause: PauseCause,
    },
    /// Kommo blocked this IP address: nobody until the user says so.
    Blocked {
        /// Whether the user has said so, and one request asks whether the block still stands.
        probing: bool,
    },
    /// The session has ended: nobody until the user has signed in again.
    SignedOut {
        /// Whether that is still, or again, being asked with one request.
        probing: bool,
    },
}

/// Why everyone waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseCause {
    /// Kommo said 429.
    RateLimit,
    /// The network is down.
    Offline,
}

/// Who may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Everyone, at the pace allowed.
    Everyone,
    /// One request, to see what the server says.
    Probe,
    /// Nobody before this moment, or before the next input.
    Nobody(Option<Moment>),
}

impl Gate {
    /// The gate as the screen is shown it; the end of a pause is still in the engine's time.
    pub(super) fn shown(pause: &Pause, stop: &Stop) -> Self {
        match (stop.current(), pause.current()) {
            (Some((Why::Blocked, probe)), _) => Self::Blocked { probing: probe != Probe::None },
            (Some((Why::SignedOut, probe)), _) => Self::SignedOut { probing: probe != Probe::None },
            (None, Some((until, cause))) => Self::Paused { until, cause },
            (None, None) => Self::Open,
        }
    }
}

impl Pass {
    /// Who may leave at `now`; a pause binds a probe, too.
    pub(super) fn at(now: Moment, pause: &Pause, stop: &Stop) -> Self {
        let paused = pause.current().map(|(until, _)| until).filter(|until| now < *until);
        match (stop.current(), paused) {
            (Some((_, Probe::None | Probe::Out(_))), _) => Self::Nobody(None),
            (Some((_, Probe::Due(due))), until) => match until.unwrap_or(due).max(due) {
                due if now < due => Self::Nobody(Some(due)),
                _ => Self::Probe,
            },
            (None, Some(until)) => Self::Nobody(Some(until)),
            (None, None) => Self::Everyone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::Ticket;

    const START: Moment = Moment::from_ms(0);
    const DUE: Moment = Moment::from_ms(1_000);
    const PAUSE_END: Moment = Moment::from_ms(2_000);

    fn paused() -> Pause {
        let mut pause = Pause::new(None);
        pause.throttle(START, START, Some(PAUSE_END.as_ms()));
        pause
    }

    fn signed_out() -> Stop {
        let mut stop = Stop::default();
        stop.refuse(START, Ticket(0));
        stop
    }

    #[track_caller]
    fn check(pause: &Pause, stop: &Stop, now: Moment, shown: Gate, pass: Pass) {
        assert_eq!((Gate::shown(pause, stop), Pass::at(now, pause, stop)), (shown, pass));
    }

    #[test]
    fn a_stop_hides_a_pause_and_a_pause_holds_a_probe() {
        let (free, running) = (Pause::new(None), Stop::default());
        let shown = Gate::Paused { until: PAUSE_END, cause: PauseCause::RateLimit };
        check(&free, &running, START, Gate::Open, Pass::Everyone);
        check(&paused(), &running, DUE, shown, Pass::Nobody(Some(PAUSE_END)));
        check(&paused(), &running, PAUSE_END, shown, Pass::Everyone);

        let asking = Gate::SignedOut { probing: true };
        check(&free, &signed_out(), START, asking, Pass::Nobody(Some(DUE)));
        check(&free, &signed_out(), DUE, asking, Pass::Probe);
        check(&paused(), &signed_out(), DUE, asking, Pass::Nobody(Some(PAUSE_END)));
        check(&paused(), &signed_out(), PAUSE_END, asking, Pass::Probe);

        let mut stop = signed_out();
        stop.sent(Ticket(1));
        check(&free, &stop, PAUSE_END, asking, Pass::Nobody(None));
        stop.block(Ticket(1));
        check(&paused(), &stop, PAUSE_END, Gate::Blocked { probing: false }, Pass::Nobody(None));
        stop.allow_probe(PAUSE_END);
        check(&free, &stop, PAUSE_END, Gate::Blocked { probing: true }, Pass::Probe);
    }
}
