//! How an account starts. Nothing here changes while it runs.

/// How an account starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The account's name in its address: `demo` for `demo.kommo.com`.
    pub subdomain: String,
    /// What the seeded data and the faults' chances are drawn from.
    pub seed: u64,
    /// The present, unix milliseconds; seeded dates lie before it.
    pub now_ms: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            subdomain: "demo".to_owned(),
            seed: 1,
            // 2026-06-01 14:00:00 UTC.
            now_ms: 1_780_322_400_000,
        }
    }
}
