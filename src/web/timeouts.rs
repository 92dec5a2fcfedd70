//! How long an exchange with the account may take. What its end means is not known here.

/// Seconds until the answer begins: the least, the usual and the most. Kommo's gateway gives up by itself
/// and says 504; waiting for that tells more than giving up first.
const HEAD_S: [u32; 3] = [10, 75, 300];

/// Seconds until the answer has come whole.
const WHOLE_S: [u32; 3] = [20, 120, 600];

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    pub(super) head_ms: u32,
    pub(super) whole_ms: u32,
}

impl Timeouts {
    /// Waits of so many seconds until the answer begins, and until it is there; the usual ones if `None`,
    /// 75 and 120. They are brought into 10 to 300 and 20 to 600; the whole is never shorter than its
    /// beginning.
    #[must_use]
    pub fn new(head_s: Option<usize>, whole_s: Option<usize>) -> Self {
        let [head, whole] = [within(head_s, HEAD_S), within(whole_s, WHOLE_S)];
        Self { head_ms: head * 1_000, whole_ms: whole.max(head) * 1_000 }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::new(None, None)
    }
}

fn within(wished: Option<usize>, [least, usual, most]: [u32; 3]) -> u32 {
    wished.map_or(usual, |wished| u32::try_from(wished).unwrap_or(most).clamp(least, most))
}
