//! What the simulator's log says of one measurement: when requests arrived and how they were answered.

/// Milliseconds of Kommo's second.
const SECOND_MS: u64 = 1_000;

/// The log's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrivals {
    /// When each request arrived, ascending, in milliseconds.
    times_ms: Vec<u64>,
    statuses: Vec<u16>,
}

impl Arrivals {
    /// From two lists of numbers with commas between them.
    pub(crate) fn parse(times_ms: &str, statuses: &str) -> Option<Self> {
        let mut times_ms: Vec<u64> = parse_list(times_ms)?;
        times_ms.sort_unstable();
        Some(Self { times_ms, statuses: parse_list(statuses)? })
    }

    /// How many requests arrived.
    pub(crate) fn count(&self) -> usize {
        self.times_ms.len()
    }

    /// Milliseconds from the first to the last.
    pub(crate) fn span_ms(&self) -> u64 {
        self.times_ms.last().zip(self.times_ms.first()).map_or(0, |(last, first)| last - first)
    }

    /// The most arrivals in any half-open window of 1,000 ms.
    pub(crate) fn worst_second(&self) -> usize {
        let within = |start: u64| move |time: &&u64| **time < start + SECOND_MS;
        let windows = self.times_ms.iter().enumerate();
        windows
            .map(|(first, start)| self.times_ms.iter().skip(first).take_while(within(*start)).count())
            .max()
            .unwrap_or(0)
    }

    /// How many were answered with 429.
    pub(crate) fn rate_limited(&self) -> usize {
        self.answered(429)
    }

    /// How many met the block that follows five 429 within a minute.
    pub(crate) fn blocked(&self) -> usize {
        self.answered(403)
    }

    fn answered(&self, status: u16) -> usize {
        self.statuses.iter().filter(|&&answer| answer == status).count()
    }
}

fn parse_list<T: std::str::FromStr>(list: &str) -> Option<Vec<T>> {
    list.split(',').filter(|number| !number.is_empty()).map(|number| number.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(times_ms: &str, worst_second: usize, span_ms: u64) {
        let arrivals = Arrivals::parse(times_ms, "").unwrap();
        assert_eq!((arrivals.worst_second(), arrivals.span_ms()), (worst_second, span_ms), "{times_ms}");
    }

    #[test]
    fn the_worst_second_is_half_open() {
        check("", 0, 0);
        check("5", 1, 0);
        check("0,0,0", 3, 0);
        check("0,999", 2, 999);
        check("0,1000", 1, 1_000);
        check("0,500,999,1000,1499,1500", 4, 1_500);
        check("0,900,950,1000,1899,1900,3000", 4, 3_000);
    }

    #[test]
    fn requests_that_overtook_each_other_are_put_in_order() {
        check("1700000001000,1700000000000,1700000000999", 2, 1_000);
    }

    #[test]
    fn refusals_are_counted_by_their_kind() {
        let arrivals = Arrivals::parse("1,2,3,4,5", "204,429,429,403,200").unwrap();
        assert_eq!((arrivals.count(), arrivals.rate_limited(), arrivals.blocked()), (5, 2, 1));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(Arrivals::parse("1,x", ""), None);
        assert_eq!(Arrivals::parse("1", "70000"), None);
    }
}
