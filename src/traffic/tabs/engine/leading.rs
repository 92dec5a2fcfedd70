//! How a tab comes to lead, what it does then, and how it ceases to.

use super::{
    Barrier, Beat, Body, Epoch, Errand, Follower, Lead, Leader, Output, Role, SHARE, Settings, State, TabId,
    Tabs, Ticket, Told, Traffic, Vigil,
};
use crate::base::Moment;
use crate::traffic::Gate;
use crate::traffic::tabs::leader::Step;
use crate::traffic::tabs::report::Verdict;

/// How often a leader shows that it is alive while any tab waits for anything, in milliseconds.
const BEAT_MS: u64 = 500;

/// Whether a leader has to say how things stand.
enum Beating {
    /// It just did.
    Said,
    /// At that time awake.
    Due(u64),
    /// Nobody waits for it.
    Never,
}

impl Tabs {
    /// The lead's lock is this tab's.
    pub(super) fn lead(&mut self, now: Moment, after_another: bool) {
        let Role::Follower(follower) = &self.role else { return };
        if follower.is_away {
            return;
        }
        let gate = match follower.gate(now) {
            _ if self.told.is_blocked() => Gate::Blocked { probing: false },
            gate => gate,
        };
        let mut engine = Traffic::new(self.settings);
        if after_another || self.epoch != Epoch::default() {
            engine.succeed(now, gate, follower.rate().unwrap_or(self.settings.rate));
        }
        engine.hold(now, self.told.held_ms(self.clock.at(now)));
        self.told = Told::default();
        let leader = self.take_over(now, engine);
        self.role = Role::Leader(Box::new(Lead { leader, vigil: Vigil::new(now), said: None }));
        self.line_up_own();
        self.claim();
    }

    /// There are no locks, so nobody can lead: this tab goes on by itself and slowly.
    pub(super) fn lead_alone(&mut self, now: Moment) {
        if matches!(self.role, Role::Follower(_)) {
            let settings = Settings { rate: self.settings.rate.min(SHARE), ..self.settings };
            let leader = self.take_over(now, Traffic::new(settings));
            self.role = Role::Alone(Box::new(leader));
            self.line_up_own();
        }
    }

    /// The lock was looked at and is still this tab's.
    pub(super) fn still_leads(&mut self, now: Moment) {
        let Role::Leader(lead) = &mut self.role else { return };
        lead.vigil.confirm(now);
        if !lead.vigil.is_in_doubt() && self.epoch.leader != self.me {
            self.claim();
        }
    }

    /// The lead is lost, or was given back.
    pub(super) fn follow(&mut self) {
        let Role::Leader(_) = &self.role else { return };
        let follower = Role::Follower(Follower::default());
        if let Role::Leader(lead) = std::mem::replace(&mut self.role, follower) {
            let beat = lead.beat(self.now);
            for (id, delivery) in lead.leader.take_deliveries() {
                self.deliver(id, delivery);
            }
            if let Role::Follower(follower) = &mut self.role {
                follower.beat(self.now, beat);
            }
            self.told.beat(self.clock.at(self.now), beat);
        }
        self.mine.unsay();
    }

    /// The page is being left.
    pub(super) fn leave(&mut self) {
        self.follow();
        if let Role::Follower(follower) = &mut self.role
            && !std::mem::replace(&mut follower.is_away, true)
        {
            self.outbox.push_back(Output::Errand(Errand::Resign));
        }
    }

    /// Tells the engine in this tab of own requests; there is none in a follower.
    pub(super) fn line_up_own(&mut self) {
        let Some(leader) = self.role.leader() else { return };
        for stub in self.mine.say(usize::MAX) {
            leader.want(&self.me, stub);
        }
    }

    /// One step of a leader, or when to go on if there is none.
    pub(super) fn poll_leader(&mut self, now: Moment) -> Result<(), Option<Moment>> {
        if let Role::Leader(lead) = &mut self.role
            && lead.vigil.is_in_doubt()
        {
            if lead.vigil.asks(now) {
                self.outbox.push_back(Output::Errand(Errand::Check));
                return Ok(());
            }
            return Err(lead.vigil.again());
        }
        let awake_ms = self.awake.ms();
        let Some((me, leader)) = self.leader() else { return Err(None) };
        let (step, due_ms) = leader.poll(now, awake_ms);
        let is_mine = |tab: &TabId| tab == me;
        match step {
            Step::Go(tab, id, _) if is_mine(&tab) => self.send(id, 0),
            Step::Go(to, id, judged) => self.post(Body::Go { to, id, judged }),
            Step::Tell(tab, id, delivery) if is_mine(&tab) => self.deliver(id, delivery),
            Step::Tell(to, id, delivery) => {
                self.post(Body::Decided { to, id, verdict: Verdict::of(&delivery) });
            }
            Step::Sleep(moment) => {
                let beat_ms = match self.beat(now) {
                    Beating::Said => return Ok(()),
                    Beating::Due(due_ms) => Some(due_ms),
                    Beating::Never => None,
                };
                let due = [due_ms, beat_ms].into_iter().flatten().min();
                let due = due.map(|due_ms| self.awake.moment(due_ms));
                return Err([moment, due].into_iter().flatten().min());
            }
        }
        Ok(())
    }

    /// An own request leaves.
    pub(super) fn send(&mut self, id: u64, late_ms: u64) {
        if let Some(own) = self.mine.leave(self.now, id, late_ms) {
            self.history.start(self.clock.at(self.now), Ticket(id), own.order, &own.request);
            self.sent += 1;
            self.outbox.push_back(Output::Send(Ticket(id), own.request.clone()));
        }
    }

    /// Says how things stand, if it is time to.
    fn beat(&mut self, now: Moment) -> Beating {
        let Role::Leader(lead) = &mut self.role else { return Beating::Never };
        if !lead.leader.has_company() {
            return Beating::Never;
        }
        let (awake_ms, gate) = (self.awake.ms(), (lead.leader.gate(), lead.leader.held_until()));
        let due_ms = lead.said.filter(|(_, said)| *said == gate).map(|(said_ms, _)| said_ms + BEAT_MS);
        match due_ms {
            Some(_) if !lead.leader.is_busy() => Beating::Never,
            Some(due_ms) if awake_ms < due_ms => Beating::Due(due_ms),
            _ => {
                lead.said = Some((awake_ms, gate));
                let beat = lead.beat(now);
                self.post(Body::Beat(beat));
                Beating::Said
            }
        }
    }

    /// A new leadership begins; everybody is to say what waits.
    fn claim(&mut self) {
        self.epoch = Epoch { number: self.epoch.number + 1, leader: self.me.clone() };
        if let Role::Leader(lead) = &mut self.role {
            lead.said = None;
        }
        self.post(Body::Lead);
    }

    /// A leader on this engine that knows of all that this tab has on its way.
    fn take_over(&mut self, now: Moment, engine: Traffic) -> Leader {
        let mut leader = Leader::new(self.me.clone(), engine);
        self.mine.unsay();
        let mut judged = Vec::new();
        for (stub, own) in self.mine.on_their_way() {
            let id = stub.id;
            leader.adopt(now, &self.me, stub);
            if let State::Ended(outcome) = &own.state {
                leader.ended(now, &self.me, id, own.serial, outcome.clone());
                judged.push(id);
            }
            if !own.is_wanted {
                leader.take_back(now, &self.me, id, true);
            }
        }
        for id in judged {
            self.mine.put(id, State::Waiting);
        }
        leader
    }
}

impl Lead {
    fn beat(&self, now: Moment) -> Beat {
        let stats = self.leader.stats(now);
        let barrier = Barrier::of(self.leader.gate(), now);
        let held_ms = self.leader.held_until().map_or(0, |until| until.since_ms(now));
        Beat { barrier, held_ms, used: stats.starts_in_last_second, rate: stats.rate }
    }
}
