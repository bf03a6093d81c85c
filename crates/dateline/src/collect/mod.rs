//! Collect, the part with a network: fetching politely and safely, following feeds, and reading the pages they
//! announce. What arrives is read by `dateline_core::collect`.

mod courtesy;
pub mod fetch;
#[cfg(test)]
mod fetch_tests;
pub mod follow;
pub mod guard;
mod interval;
pub mod poll;
mod record;
mod source;
mod spacing;
pub mod websub;
pub mod work;

pub use record::change_json;

use crate::desk::Desk;
use courtesy::Courtesy;
use fetch::Fetcher;
use std::sync::Arc;
use std::time::Duration;

/// Kind of the jobs that fetch one page; the key is its address.
pub const PAGE_JOB: &str = "page";
/// Kind of the jobs that tell an outside program something.
const WEBHOOK_JOB: &str = "webhook";
/// Kind of the jobs that ask a hub for the news of a source; the payload is its number.
const SUBSCRIBE_JOB: &str = "subscribe";

/// What polling and working share.
#[derive(Debug)]
pub struct Collector {
    pub desk: Arc<Desk>,
    pub fetcher: Fetcher,
    courtesy: Courtesy,
    /// Where it is told that the health of a source changed.
    webhook: Option<String>,
    /// Where the site is reached from outside: without it no hub can tell us anything, and none is asked.
    public_url: Option<String>,
}

impl Collector {
    pub fn new(desk: Arc<Desk>, fetcher: Fetcher) -> Collector {
        Collector {
            desk,
            fetcher,
            courtesy: Courtesy::default(),
            webhook: None,
            public_url: None,
        }
    }

    /// Tells this address when the health of a source changes.
    pub fn telling(mut self, webhook: Option<String>) -> Collector {
        self.webhook = webhook;
        self
    }

    /// Is reached from outside by this address.
    pub fn reached_by(mut self, public_url: Option<String>) -> Collector {
        self.public_url = public_url;
        self
    }
}

/// Waits before looking again for what is due. A clock that somebody turns has to be looked at all the time.
async fn nap(time: Duration) {
    let time = match dateline_store::is_turnable() {
        true => time.min(Duration::from_millis(5)),
        false => time,
    };
    tokio::time::sleep(time).await;
}
