//! How the sources do, with what is counted over several of them: for the command line, the desk's page, its feed and
//! programs alike.

use dateline_core::time;
use dateline_store::{Feed, Hub, Store, now};
use serde_json::{Value, json};

const DAY: i64 = 24 * 3600;
/// Days that "entries a day" looks back.
const DAYS: i64 = 7;

/// A source and how it does.
#[derive(Debug, Clone)]
pub struct SourceHealth {
    pub feed: Feed,
    /// New or changed ones, over the last week.
    pub entries_a_day: f64,
    /// The hub that tells of its news, or was asked to.
    pub hub: Option<Hub>,
}

/// All sources, by folder and title.
///
/// # Errors
/// When the store can't be read.
pub async fn of_all(store: &Store) -> dateline_store::Result<Vec<SourceHealth>> {
    let now = now();
    let lately = store.entries_since(now - DAYS * DAY).await?;
    let mut hubs = store.hubs().await?;
    let feeds = store.feeds().await?.into_iter();
    Ok(feeds
        .map(|feed| {
            let entries = lately.get(&feed.id).copied().unwrap_or(0);
            SourceHealth {
                entries_a_day: a_day(entries, now - feed.added_at),
                hub: hubs.remove(&feed.id),
                feed,
            }
        })
        .collect())
}

/// Entries a day, of a source that is followed for some seconds: in its first day a day's worth is what came.
#[expect(clippy::cast_precision_loss, reason = "a rate with one decimal")]
fn a_day(entries: i64, followed: i64) -> f64 {
    let days = followed.clamp(DAY, DAYS * DAY) as f64 / DAY as f64;
    (entries as f64 / days * 10.0).round() / 10.0
}

impl SourceHealth {
    /// Of the times it was asked, the share in which nothing had changed, in percent.
    pub fn unchanged_percent(&self) -> i64 {
        self.feed.unchanged * 100 / self.feed.fetches.max(1)
    }

    /// As told to programs, times as RFC 3339.
    pub fn json(&self) -> Value {
        let feed = &self.feed;
        let at = |seconds: Option<i64>| seconds.map(time::utc);
        let warnings = feed.warnings.iter();
        let warnings: Vec<Value> = warnings
            .map(|(event, what)| json!({ "event": event, "what": what }))
            .collect();
        let hub = self.hub.as_ref().map(|hub| {
            json!({
                "url": hub.hub, "state": hub.state.word(), "ends_at": time::utc(hub.ends_at),
                "pushes": hub.pushes, "pushed_at": at(hub.pushed_at),
            })
        });
        json!({
            "id": feed.id, "url": feed.url, "kind": feed.kind.word(), "title": feed.title, "site": feed.site,
            "folder": feed.folder, "state": feed.state(), "added_at": time::utc(feed.added_at),
            "fetched_at": at(feed.fetched_at), "succeeded_at": at(feed.succeeded_at), "next_at": time::utc(feed.next_at),
            "interval_seconds": feed.interval_seconds, "fetches": feed.fetches, "unchanged": feed.unchanged,
            "entries": feed.entries, "entries_a_day": self.entries_a_day, "left_out": feed.left_out,
            "took_ms": feed.took_ms, "failures": feed.failures, "error": feed.error, "warnings": warnings, "hub": hub,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::a_day;

    #[test]
    fn a_rate_counts_the_days_that_it_was_followed() {
        assert_eq!(a_day(10, 60), 10.0);
        assert_eq!(a_day(10, 2 * super::DAY), 5.0);
        assert_eq!(a_day(10, 300 * super::DAY), 1.4);
    }
}
