//! All that the monitor looks at, at one moment. It holds nothing itself.

use crate::app::Now;
use crate::app::text::Catalogue;
use crate::base::Account;
use crate::traffic::reads::Repeat;
use crate::traffic::{Gate, Monitor, Settings};

/// What there is to be seen.
pub(in crate::app) struct Scene<'a> {
    /// What both clocks say.
    pub(in crate::app) now: Now,
    /// The traffic with its recent past.
    pub(in crate::app) traffic: Monitor<'a>,
    /// Whether anything may leave.
    pub(in crate::app) gate: Gate,
    /// The pace as it was set.
    pub(in crate::app) settings: Settings,
    /// Whose traffic it is.
    pub(in crate::app) account: &'a Account,
    /// Who asks the same too often.
    pub(in crate::app) repeats: Vec<Repeat>,
    /// Seconds that the account's clocks are ahead of UTC; 0 as long as that is not known.
    pub(in crate::app) ahead_s: i32,
    /// The user's language.
    pub(in crate::app) texts: &'a Catalogue,
}
