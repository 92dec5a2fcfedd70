//! Whether a 401 speaks of the session or of one request alone: Kommo also answers 401 to some requests
//! that the signed-in user has no right to. It stops nobody itself.

use super::flight::Flight;
use crate::base::Moment;

/// What is known of the session.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// When the youngest of the requests that the server took had left.
    accepted: Option<Moment>,
}

impl Session {
    /// The server took a request that had left then.
    pub(super) fn accept(&mut self, started: Moment) {
        self.accepted = self.accepted.max(Some(started));
    }

    /// Whether the session is known to be good although this flight was answered with 401.
    ///
    /// A request that left no earlier and was taken shows it. When a write is refused again, its asker
    /// will be told so and it will not go again, so that proof has to be younger than the first refusal:
    /// then no end of the session between the two can explain it.
    pub(super) fn stands_despite(&self, refused: &Flight) -> bool {
        let Some(accepted) = self.accepted else { return false };
        match refused.job.refusal {
            None => accepted >= refused.started,
            Some(first) if refused.job.request.method.is_read() => accepted >= first.started,
            Some(first) => accepted > first.answered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Method, Path, Request};
    use crate::traffic::Lane;
    use crate::traffic::queue::{Job, Refusal};

    #[track_caller]
    fn check(accepted: Option<u64>, method: Method, refusal: Option<(u64, u64)>, expected: bool) {
        let request = Request { method, path: Path::api(&["users"]), body: None, since: None };
        let refusal = refusal.map(|(started, answered)| Refusal {
            started: Moment::from_ms(started),
            answered: Moment::from_ms(answered),
        });
        let job = Job { lane: Lane::Screen, request, failures: 0, refusal };
        let flight = Flight { job, started: Moment::from_ms(500), wanted: true };
        let mut session = Session::default();
        if let Some(ms) = accepted {
            session.accept(Moment::from_ms(ms));
            session.accept(Moment::from_ms(0));
        }
        assert_eq!(session.stands_despite(&flight), expected);
    }

    #[test]
    fn proof_is_a_request_that_left_late_enough() {
        for method in [Method::Get, Method::Post] {
            check(None, method, None, false);
            check(Some(499), method, None, false);
            check(Some(500), method, None, true);
        }
        check(None, Method::Get, Some((100, 200)), false);
        check(Some(99), Method::Get, Some((100, 200)), false);
        check(Some(100), Method::Get, Some((100, 200)), true);
        check(Some(200), Method::Post, Some((100, 200)), false);
        check(Some(201), Method::Post, Some((100, 200)), true);
    }
}
