//! The desk's clock: seconds since 1970. Whoever wants to see a month pass in seconds can turn it forward, and only so:
//! the environment names a file, the file holds by how many seconds the desk is ahead.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// Names the file that the clock is turned by.
const TURNED_BY: &str = "DATELINE_CLOCK";

fn turned_by() -> Option<&'static PathBuf> {
    static FILE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let named = || std::env::var_os(TURNED_BY).filter(|name| !name.is_empty());
    FILE.get_or_init(|| named().map(PathBuf::from)).as_ref()
}

/// Whether somebody may turn the clock while the desk runs, so that waiting by another clock would miss it.
pub fn is_turnable() -> bool {
    turned_by().is_some()
}

/// Seconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let real = since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    });
    match turned_by() {
        None => real,
        Some(file) => {
            let ahead = std::fs::read_to_string(file).unwrap_or_default();
            real.saturating_add(ahead.trim().parse().unwrap_or(0))
        }
    }
}
