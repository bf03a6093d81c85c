//! Slows down who tries passwords: after a few failures for one name, each further one doubles the wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures that cost nothing.
const FREE: u32 = 5;
/// Longest wait. Short, so that nobody is kept out of their account by others for long.
const LONGEST: Duration = Duration::from_secs(60);
/// Names remembered; when there are more, those that needn't wait are forgotten.
const NAMES: usize = 10_000;

/// Failed logins by name, whether there is such an account or not.
#[derive(Debug, Default)]
pub struct Throttle {
    failed: Mutex<HashMap<String, Failed>>,
}

#[derive(Debug, Clone, Copy)]
struct Failed {
    times: u32,
    until: Instant,
}

impl Throttle {
    /// How long a name has to wait from `now` on; nothing when it may try.
    pub fn wait(&self, name: &str, now: Instant) -> Option<Duration> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let until = failed.get(&name.to_lowercase())?.until;
        let wait = until.saturating_duration_since(now);
        (!wait.is_zero()).then_some(wait)
    }

    /// Notes that a try failed.
    pub fn failed(&self, name: &str, now: Instant) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.len() >= NAMES {
            failed.retain(|_, entry| entry.until > now);
        }
        if failed.len() >= NAMES {
            return;
        }
        let entry = failed.entry(name.to_lowercase()).or_insert(Failed {
            times: 0,
            until: now,
        });
        entry.times = entry.times.saturating_add(1);
        if let Some(over) = entry.times.checked_sub(FREE) {
            let wait = Duration::from_secs(1 << over.min(16));
            entry.until = now + wait.min(LONGEST);
        }
    }

    /// Notes that a try went well.
    pub fn went_well(&self, name: &str) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.remove(&name.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute_and_end_with_success() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..4 {
            throttle.failed("Wenna", now);
        }
        assert_eq!(throttle.wait("wenna", now), None);
        let mut waits = Vec::new();
        for _ in 0..9 {
            throttle.failed("wenna", now);
            waits.push(throttle.wait("WENNA", now).unwrap().as_secs());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(throttle.wait("wenna", now + LONGEST), None);
        assert_eq!(throttle.wait("other", now), None);
        throttle.went_well("wenna");
        assert_eq!(throttle.wait("wenna", now), None);
    }
}
