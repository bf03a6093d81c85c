//! When to ask a source again: learned from what it brought, between bounds, never sooner than it asks for.

/// Bounds of the learned interval, in seconds.
pub const SHORTEST: i64 = 10 * 60;
pub const LONGEST: i64 = 24 * 3600;
/// Doublings of the interval that failures in a row bring at most.
const MAX_DOUBLINGS: i64 = 6;

/// Longest wait that is kept when a server asks for it by Retry-After: one that says a year is mistaken.
const LONGEST_RETRY: i64 = 7 * LONGEST;

/// Waits that a source states, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stated {
    pub retry_after: Option<i64>,
    /// Of Cache-Control.
    pub max_age: Option<i64>,
    /// In the feed itself: ttl, or sy:updatePeriod and sy:updateFrequency; 0 for none.
    pub feed: i64,
}

impl Stated {
    /// The least wait. A request to stay away is kept for days; how long an answer stays fresh is believed within the
    /// bounds of the interval, since many state a month and publish every hour.
    pub fn at_least(self) -> i64 {
        let fresh = self.max_age.unwrap_or(0).max(self.feed).min(LONGEST);
        let retry = self.retry_after.unwrap_or(0).min(LONGEST_RETRY);
        fresh.max(retry)
    }
}

/// What came of asking, as far as it matters here.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    pub new_entries: i64,
    /// Failures in a row, this one included; 0 when it went well.
    pub failures: i64,
    /// Least wait that the source asks for, in seconds, see [`Stated`].
    pub at_least: i64,
}

/// The interval from now on, in seconds: shorter when there was news, longer when there was none.
pub fn learned(interval: i64, asked: Asked) -> i64 {
    let next = match asked {
        Asked { failures: 1.., .. } => interval,
        Asked {
            new_entries: 1.., ..
        } => interval * 7 / 10,
        _ => interval * 13 / 10,
    };
    next.clamp(SHORTEST, LONGEST)
}

/// The wait before the next request, in seconds. Failures back off; `salt` spreads sources that started together.
pub fn wait(interval: i64, asked: Asked, salt: u64) -> i64 {
    let doublings = asked.failures.clamp(0, MAX_DOUBLINGS);
    let base = interval.clamp(SHORTEST, LONGEST) << doublings;
    let base = base.min(LONGEST.max(interval));
    // Up to a tenth later, never sooner.
    let tenth = u64::try_from(base / 10).unwrap_or(0).max(1);
    let spread = i64::try_from(salt % tenth).unwrap_or(0);
    (base + spread).max(asked.at_least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_shortens_and_silence_lengthens_between_bounds() {
        let news = Asked {
            new_entries: 3,
            ..Asked::default()
        };
        assert_eq!(learned(3600, news), 2520);
        assert_eq!(learned(3600, Asked::default()), 4680);
        assert_eq!(learned(SHORTEST, news), SHORTEST);
        assert_eq!(learned(LONGEST, Asked::default()), LONGEST);
    }

    #[test]
    fn the_longest_stated_wait_counts_within_bounds() {
        let stated = |retry_after, max_age, feed| {
            Stated {
                retry_after,
                max_age,
                feed,
            }
            .at_least()
        };
        assert_eq!(stated(None, None, 0), 0);
        assert_eq!(stated(None, Some(60), 7200), 7200);
        assert_eq!(stated(None, Some(7200), 3600), 7200);
        assert_eq!(stated(Some(120), Some(7200), 0), 7200);
        assert_eq!(stated(None, Some(30 * LONGEST), 0), LONGEST);
        assert_eq!(stated(None, None, i64::MAX), LONGEST);
        assert_eq!(stated(Some(3 * LONGEST), None, 0), 3 * LONGEST);
        assert_eq!(stated(Some(i64::MAX), None, 0), LONGEST_RETRY);
    }

    #[test]
    fn failures_back_off_and_requests_of_the_source_are_kept() {
        let failed = |failures| Asked {
            failures,
            ..Asked::default()
        };
        let first = wait(3600, failed(1), 0);
        assert_eq!((first, wait(3600, failed(2), 0)), (7200, 14_400));
        assert!(wait(3600, failed(60), u64::MAX) <= LONGEST + LONGEST / 10);
        let patient = Asked {
            at_least: 200_000,
            ..Asked::default()
        };
        assert_eq!(wait(3600, patient, 0), 200_000);
        for salt in 0..1000 {
            assert!((3600..3960).contains(&wait(3600, Asked::default(), salt)));
        }
    }
}
