//! Whether a leader may believe that it still leads. Others take the lead by force from a leader that was
//! silent for long, and one that was frozen does not know that it was. It asks nobody itself.

use crate::base::Moment;

/// How long a leader may have been out of touch and still believe in its lead, in milliseconds. It is to
/// be less than a third of what others wait, so that a leader's beats come in time or not at all.
const BELIEF_MS: u64 = 1_000;

/// After how long the question is put again, in milliseconds.
const ASK_AGAIN_MS: u64 = 1_000;

/// The leader's belief in its lead.
#[derive(Debug)]
pub(super) struct Vigil {
    touched: Moment,
    doubt: Option<Doubt>,
    /// Questions that were put and not answered.
    unanswered: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// The question is to be put.
    Fresh,
    /// It was put then.
    Asked(Moment),
}

impl Vigil {
    /// It was told that it leads. The news may be old if the tab was frozen meanwhile.
    pub(super) const fn new(now: Moment) -> Self {
        Self { touched: now, doubt: Some(Doubt::Fresh), unanswered: 0 }
    }

    /// Something happened, or is about to.
    pub(super) fn touch(&mut self, now: Moment) {
        if now.since_ms(self.touched) > BELIEF_MS {
            self.doubt();
        }
        self.touched = now;
    }

    /// Something says that another tab leads.
    pub(super) fn doubt(&mut self) {
        self.doubt.get_or_insert(Doubt::Fresh);
    }

    /// It holds the lead's lock. What was true when it was looked at may have changed since, if that is
    /// long ago.
    pub(super) fn confirm(&mut self, now: Moment) {
        // Answers come in order. An earlier question's says nothing: the tab may have been frozen since.
        self.unanswered = self.unanswered.saturating_sub(1);
        if let Some(Doubt::Asked(asked)) = self.doubt
            && self.unanswered == 0
        {
            self.doubt = (now.since_ms(asked) > BELIEF_MS).then_some(Doubt::Fresh);
        }
    }

    /// Whether nothing may leave.
    pub(super) const fn is_in_doubt(&self) -> bool {
        self.doubt.is_some()
    }

    /// Whether to ask now, which is then taken for done.
    pub(super) fn asks(&mut self, now: Moment) -> bool {
        let asks = match self.doubt {
            None => false,
            Some(Doubt::Fresh) => true,
            Some(Doubt::Asked(asked)) => now.since_ms(asked) >= ASK_AGAIN_MS,
        };
        if asks {
            self.doubt = Some(Doubt::Asked(now));
            self.unanswered += 1;
        }
        asks
    }

    /// When to ask again.
    pub(super) fn again(&self) -> Option<Moment> {
        match self.doubt {
            Some(Doubt::Asked(asked)) => Some(asked.plus_ms(ASK_AGAIN_MS)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: u64) -> Moment {
        Moment::from_ms(ms)
    }

    fn sure() -> Vigil {
        Vigil { touched: at(0), doubt: None, unanswered: 0 }
    }

    #[test]
    fn the_news_is_not_believed_at_once() {
        let mut vigil = Vigil::new(at(0));
        assert!(vigil.is_in_doubt() && vigil.asks(at(0)));
        vigil.confirm(at(2));
        assert!(!vigil.is_in_doubt());
    }

    #[test]
    fn who_is_in_touch_believes() {
        let mut vigil = sure();
        for ms in [900, 1_900, 2_900, 2_800, 3_800] {
            vigil.touch(at(ms));
            assert!(!vigil.is_in_doubt() && !vigil.asks(at(ms)));
        }
        vigil.touch(at(4_801));
        assert!(vigil.is_in_doubt());
    }

    #[test]
    fn a_doubt_is_asked_once_and_again_when_nothing_is_said() {
        let mut vigil = sure();
        vigil.confirm(at(10));
        vigil.doubt();
        assert!(vigil.is_in_doubt() && vigil.asks(at(20)) && !vigil.asks(at(30)));
        assert_eq!(vigil.again(), Some(at(1_020)));
        vigil.doubt();
        assert!(!vigil.asks(at(1_019)) && vigil.asks(at(1_020)));
        vigil.confirm(at(1_030));
        assert!(vigil.is_in_doubt(), "that was the answer to the first question");
        vigil.confirm(at(1_031));
        assert!(!vigil.is_in_doubt() && vigil.again().is_none());
    }

    #[test]
    fn an_answer_that_was_long_on_its_way_says_nothing() {
        let mut vigil = sure();
        vigil.doubt();
        assert!(vigil.asks(at(0)));
        vigil.confirm(at(1_001));
        assert!(vigil.is_in_doubt() && vigil.asks(at(1_001)));
        vigil.confirm(at(2_001));
        assert!(!vigil.is_in_doubt());
    }
}
