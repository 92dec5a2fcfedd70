//! The least time that a client can take which is sure of the limit: what measured times are compared with.
//!
//! Kommo takes 7 requests in any 1,000 ms, as they arrive. Where the way of a request is up to `J` ms longer
//! than that of another, one that starts `t` after another may arrive only `t - J` after it. So the request
//! after the next seven starts `1,000 + J` ms later at the earliest, and the best possible rate is `7/(1 + J)`
//! a second. (A client that hears of each arrival at once can be quicker by up to half of `J`, as ways are
//! seldom the longest; then its time is below this one.)

/// Requests that Kommo takes in a second.
const REQUESTS: usize = 7;

/// Milliseconds of that second.
const SECOND_MS: u64 = 1_000;

/// A time in which the page's thread does something else, so that nothing can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// From the first offer on.
    pub(crate) from_ms: u64,
    /// The first moment after it.
    pub(crate) to_ms: u64,
}

/// Milliseconds from the first offer to the end of the last job. Every job starts as soon as it is offered,
/// the seventh before it has started `1,000 + jitter_ms` ago, and the page's thread is free; it ends
/// `answer_ms` later. Offers ascend.
pub(crate) fn least_ms(offers_ms: &[u64], blocked: Option<Blocked>, answer_ms: u64, jitter_ms: u64) -> u64 {
    let mut starts: Vec<u64> = Vec::with_capacity(offers_ms.len());
    for (job, offer) in offers_ms.iter().enumerate() {
        let seventh_last = job.checked_sub(REQUESTS).and_then(|earlier| starts.get(earlier));
        let free = seventh_last.map_or(0, |start| start + SECOND_MS + jitter_ms);
        let start = free.max(*offer);
        starts.push(match blocked {
            Some(Blocked { from_ms, to_ms }) if (from_ms..to_ms).contains(&start) => to_ms,
            _ => start,
        });
    }
    let first = offers_ms.first().copied().unwrap_or(0);
    starts.last().map_or(0, |last| last + answer_ms - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_BLOCK: Option<Blocked> = None;
    const BLOCK: Option<Blocked> = Some(Blocked { from_ms: 500, to_ms: 2_000 });

    #[track_caller]
    fn check(offers_ms: &[u64], blocked: Option<Blocked>, answer_ms: u64, jitter_ms: u64, expected: u64) {
        assert_eq!(least_ms(offers_ms, blocked, answer_ms, jitter_ms), expected);
    }

    #[test]
    fn a_burst_takes_a_second_for_each_seven_after_the_first() {
        check(&[], NO_BLOCK, 0, 0, 0);
        check(&[0; 1], NO_BLOCK, 0, 0, 0);
        check(&[0; 7], NO_BLOCK, 0, 0, 0);
        check(&[0; 8], NO_BLOCK, 0, 0, 1_000);
        check(&[0; 14], NO_BLOCK, 0, 0, 1_000);
        check(&[0; 15], NO_BLOCK, 0, 0, 2_000);
        check(&[0; 42], NO_BLOCK, 0, 0, 5_000);
        check(&[0; 42], NO_BLOCK, 0, 50, 5_250);
        check(&[0; 42], NO_BLOCK, 0, 150, 5_750);
    }

    #[test]
    fn jobs_that_last_add_the_last_ones_time_only() {
        check(&[0; 7], NO_BLOCK, 3_000, 0, 3_000);
        check(&[0; 42], NO_BLOCK, 3_000, 0, 8_000);
        check(&[0; 42], NO_BLOCK, 3_000, 150, 8_750);
    }

    #[test]
    fn nothing_starts_before_it_is_offered() {
        check(&[0, 5_000], NO_BLOCK, 0, 0, 5_000);
        check(&[100, 300], NO_BLOCK, 20, 0, 220);
        let one_each_200_ms: Vec<u64> = (0..20).map(|job| job * 200).collect();
        check(&one_each_200_ms, NO_BLOCK, 0, 150, 3_800);
        let one_each_40_ms: Vec<u64> = (0..50).map(|job| job * 40).collect();
        check(&one_each_40_ms, NO_BLOCK, 0, 0, 7_000);
        check(&one_each_40_ms, NO_BLOCK, 0, 150, 8_050);
    }

    #[test]
    fn nothing_starts_while_the_thread_is_busy() {
        check(&[0; 7], BLOCK, 0, 0, 0);
        check(&[0; 8], BLOCK, 0, 0, 2_000);
        check(&[0; 28], BLOCK, 0, 0, 4_000);
        check(&[0; 28], BLOCK, 0, 150, 4_300);
        check(&[500], BLOCK, 0, 0, 1_500);
        check(&[0, 2_000], BLOCK, 0, 0, 2_000);
        check(&[0, 499], BLOCK, 0, 0, 499);
    }
}
