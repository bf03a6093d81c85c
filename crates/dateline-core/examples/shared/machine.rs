//! What the machine says of this process: CPU time and peak memory.

use rustix::time::{ClockId, clock_gettime};

/// CPU milliseconds of this thread.
#[expect(
    clippy::cast_precision_loss,
    reason = "times of seconds, to the nanosecond"
)]
pub fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

/// A line of what the kernel says of the process.
pub fn kilobytes(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
