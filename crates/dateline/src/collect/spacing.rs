//! Courtesy: one connection a host at a time, with a pause between requests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;

/// Hosts remembered before those that rest are forgotten.
const MANY: usize = 4096;

/// Turns at hosts.
#[derive(Debug, Default)]
pub struct Spacing {
    pause: Duration,
    hosts: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<Instant>>>>>,
}

/// A turn at a host; the pause for the next one begins when it is dropped.
#[derive(Debug)]
pub struct Turn {
    last: OwnedMutexGuard<Option<Instant>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.last = Some(Instant::now());
    }
}

impl Spacing {
    pub fn new(pause: Duration) -> Spacing {
        Spacing {
            pause,
            ..Spacing::default()
        }
    }

    /// Waits until it is our turn at a host. `pause` may ask for more than the usual pause, never for less.
    pub async fn turn(&self, host: &str, pause: Option<Duration>) -> Turn {
        let lock = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() >= MANY {
                hosts.retain(|_, lock| Arc::strong_count(lock) > 1);
            }
            Arc::clone(hosts.entry(host.to_ascii_lowercase()).or_default())
        };
        let last = lock.lock_owned().await;
        if let Some(at) = *last {
            tokio::time::sleep_until(at + self.pause.max(pause.unwrap_or_default())).await;
        }
        Turn { last }
    }
}
