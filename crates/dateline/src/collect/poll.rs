//! Polling: sources whose time has come are asked, what is new in them goes to the recorder.

use super::fetch::{Answer, Ask};
use super::interval::{self, Asked, Stated};
use super::record::{self, Polled};
use super::source::{self, Entry};
use super::{Collector, courtesy::Permission, nap};
use dateline_store::{Feed, FeedKind, FetchOutcome, now};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinSet, block_in_place};

/// How often it looks for sources whose time has come.
const TICK: Duration = Duration::from_secs(1);
/// Sources asked at a time.
const AT_ONCE: usize = 16;
/// No other process asks a source for so long, in seconds.
const LEASE_SECONDS: i64 = 600;
/// New entries that are taken from one answer; the rest waits for the next.
const MAX_NEW: usize = 5_000;

/// Asks sources until it is told to stop.
///
/// # Errors
/// Never; what fails is told and tried again.
pub async fn run(
    collector: Arc<Collector>,
    mut stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let store = &collector.desk.store;
    let (answered, taken) = mpsc::channel(AT_ONCE);
    let mut recorder = JoinSet::new();
    recorder.spawn(record::run(Arc::clone(&collector), taken));
    let mut asking = JoinSet::new();
    loop {
        let free = AT_ONCE.saturating_sub(asking.len());
        let due = match free {
            0 => Ok(Vec::new()),
            _ => {
                let free = i64::try_from(free).unwrap_or(0);
                store.lease_feeds(free, LEASE_SECONDS).await
            }
        };
        match due {
            Ok(due) => {
                for feed in due {
                    let (collector, answered) = (Arc::clone(&collector), answered.clone());
                    asking.spawn(async move { ask_and_hand_on(&collector, feed, &answered).await });
                }
            }
            Err(error) => eprintln!(
                "dateline: looking for feeds: {:#}",
                anyhow::Error::from(error)
            ),
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return Ok(()),
            () = nap(TICK) => {}
            Some(_) = asking.join_next() => {}
        }
        while asking.try_join_next().is_some() {}
    }
}

/// Takes what a hub sent of a source; when it is asked next doesn't change by that.
///
/// # Errors
/// When the store can't be written.
pub(super) async fn take_push(
    collector: &Collector,
    feed: Feed,
    answer: &Answer,
) -> anyhow::Result<()> {
    let (outcome, entries, _) = heard(&feed, answer);
    if let Some(error) = outcome.error {
        eprintln!("dateline: {}: its hub sent no feed: {error}", feed.url);
        return Ok(());
    }
    let mut fresh = news(collector, &feed, entries).await?;
    // The next poll finds the rest.
    fresh.truncate(MAX_NEW);
    let pushed = Polled {
        outcome: FetchOutcome {
            new_entries: i64::try_from(fresh.len()).unwrap_or(i64::MAX),
            ..outcome
        },
        feed,
        fresh,
        hub: None,
        pushed: true,
    };
    record::record(collector, vec![pushed]).await
}

async fn ask_and_hand_on(collector: &Collector, feed: Feed, answered: &mpsc::Sender<Polled>) {
    let url = feed.url.clone();
    match ask(collector, feed).await {
        // Nobody takes it any more: it is asked again by the next process.
        Ok(polled) => drop(answered.send(polled).await),
        Err(error) => eprintln!("dateline: {url}: {error:#}"),
    }
}

/// Asks one source.
async fn ask(collector: &Collector, feed: Feed) -> dateline_store::Result<Polled> {
    let mut ask = Ask {
        etag: feed.etag.as_deref(),
        last_modified: feed.last_modified.as_deref(),
        ..Ask::page(&feed.url)
    };
    // Feeds and sitemaps are published to be asked for; a page is not.
    if feed.kind == FeedKind::Page {
        let permission = collector.courtesy.permission(&collector.fetcher, &feed.url);
        match permission.await {
            Permission::Granted(pause) => ask.pause = pause,
            Permission::Denied => {
                let denied = failure("its robots.txt asks us not to");
                return Ok(polled(feed, denied, None, Vec::new()));
            }
            Permission::Unknown(reason) => {
                return Ok(polled(feed, failure(reason), None, Vec::new()));
            }
        }
    }
    let answer = match collector.fetcher.fetch(&ask).await {
        Ok(answer) => answer,
        Err(error) => return Ok(polled(feed, failure(error.to_string()), None, Vec::new())),
    };
    let took_ms = i64::try_from(answer.took.as_millis()).ok();
    let (mut outcome, mut entries, hub) = heard(&feed, &answer);
    outcome.took_ms = took_ms;
    if !entries.is_empty() {
        entries = news(collector, &feed, entries).await?;
        let left_out = entries.len().saturating_sub(MAX_NEW);
        if left_out > 0 {
            entries.truncate(MAX_NEW);
            outcome.left_out = i64::try_from(left_out).unwrap_or(i64::MAX);
            // The rest is asked for as if for the first time.
            (outcome.etag, outcome.last_modified) = (None, None);
        }
    }
    outcome.new_entries = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let told = match collector.public_url {
        Some(_) => collector.desk.store.hub_of(feed.id).await?,
        None => None,
    };
    let polled = polled(feed, outcome, Some(&answer), entries);
    let polled = match told.is_some_and(|hub| hub.is_live()) {
        true => polled.rarely(),
        false => polled,
    };
    Ok(Polled { hub, ..polled })
}

/// A hub, and the address that it knows a source by.
type Announced = Option<(String, String)>;

/// What an answer says, all that it names, and the hub that it announces.
fn heard(feed: &Feed, answer: &Answer) -> (FetchOutcome, Vec<Entry>, Announced) {
    let outcome = FetchOutcome {
        moved_to: answer.moved_to.clone(),
        ..FetchOutcome::default()
    };
    match answer.status {
        304 => {
            let unchanged = FetchOutcome {
                unchanged: true,
                etag: feed.etag.clone(),
                last_modified: feed.last_modified.clone(),
                ..outcome
            };
            return (unchanged, Vec::new(), None);
        }
        410 => {
            let gone = FetchOutcome {
                gone: true,
                ..failure("gone for good (410)")
            };
            return (gone, Vec::new(), None);
        }
        _ => {}
    }
    if let Some(fault) = answer.fault() {
        return (failure(fault), Vec::new(), None);
    }
    let first = feed.succeeded_at.is_none();
    match block_in_place(|| source::read(feed.kind, answer, first, now() / DAY_SECONDS)) {
        Ok(reading) => {
            let outcome = FetchOutcome {
                etag: answer.validator("etag"),
                last_modified: answer.validator("last-modified"),
                title: reading.title,
                site: reading.site,
                asks_seconds: reading.asks_seconds,
                warnings: Some(reading.warnings),
                ..outcome
            };
            (outcome, reading.entries, reading.hub)
        }
        Err(reason) => {
            let by = answer.guard_that_answered();
            let by = by.map(|name| format!(", answered by {name}"));
            let reason = format!("{reason}{}", by.unwrap_or_default());
            (failure(reason), Vec::new(), None)
        }
    }
}

const DAY_SECONDS: i64 = 24 * 3600;
/// How long a source is left to its hub.
const HUB_SILENCE_SECONDS: i64 = 6 * 3600;

fn failure(error: impl Into<String>) -> FetchOutcome {
    FetchOutcome {
        error: Some(error.into()),
        ..FetchOutcome::default()
    }
}

/// Of what a source names, what is new or said otherwise than before.
async fn news(
    collector: &Collector,
    feed: &Feed,
    entries: Vec<Entry>,
) -> dateline_store::Result<Vec<Entry>> {
    let noted: Vec<_> = entries.iter().map(|entry| entry.noted.clone()).collect();
    let new = collector.desk.store.are_new(feed.id, &noted).await?;
    let entries = entries.into_iter().zip(new);
    Ok(entries
        .filter_map(|(entry, new)| new.then_some(entry))
        .collect())
}

/// What is to be recorded, with the time at which the source is asked again.
fn polled(
    feed: Feed,
    mut outcome: FetchOutcome,
    answer: Option<&Answer>,
    fresh: Vec<Entry>,
) -> Polled {
    let stated = Stated {
        retry_after: answer.and_then(Answer::retry_after),
        max_age: answer.and_then(Answer::max_age),
        feed: outcome.asks_seconds.unwrap_or(feed.asks_seconds),
    };
    let asked = Asked {
        new_entries: outcome.new_entries,
        failures: if outcome.error.is_some() {
            feed.failures + 1
        } else {
            0
        },
        at_least: stated.at_least(),
    };
    outcome.interval_seconds = interval::learned(feed.interval_seconds, asked);
    let wait = match outcome.left_out {
        0 => interval::wait(outcome.interval_seconds, asked, salt(&feed)),
        _ => interval::SHORTEST,
    };
    outcome.next_at = now() + wait;
    Polled {
        feed,
        outcome,
        fresh,
        hub: None,
        pushed: false,
    }
}

impl Polled {
    /// A hub tells of its news: it is asked only in case the hub falls silent.
    fn rarely(mut self) -> Polled {
        self.outcome.next_at = self.outcome.next_at.max(now() + HUB_SILENCE_SECONDS);
        self
    }
}

/// Different for each source and each time it is asked.
fn salt(feed: &Feed) -> u64 {
    let mix = feed.id.wrapping_mul(0x9e37_79b9).wrapping_add(now());
    mix.unsigned_abs()
}
