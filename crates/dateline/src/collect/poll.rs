//! Polling: sources whose time has come are asked, what is new in them goes through the line or into the queue.
//!
//! Entries that carry their text are taken at once; of the others the page is fetched by a job. The entries are noted
//! and the jobs queued in the transaction that records the fetch: a crash before it repeats the work, whose effect is
//! the same.

use super::fetch::{Answer, Ask, Fetcher};
use super::interval::{self, Asked, Stated};
use super::{PAGE_JOB, guard};
use crate::desk::Desk;
use crate::input::{self, Input, Origin};
use anyhow::Context;
use dateline_core::collect::feed::{Options, read_feed};
use dateline_core::extract::article_id;
use dateline_core::model::Document;
use dateline_store::{Feed, FeedKind, FetchOutcome, document_digest, now};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinSet, block_in_place};

/// How often it looks for sources whose time has come.
const TICK: Duration = Duration::from_secs(1);
/// Sources asked at a time.
const AT_ONCE: usize = 16;
/// No other process asks a source for so long, in seconds.
const LEASE_SECONDS: i64 = 600;
/// Entries of one answer that are looked at.
const MAX_ENTRIES: usize = 5_000;
/// Documents taken in one transaction.
const BATCH: usize = 128;

/// Asks sources until it is told to stop.
///
/// # Errors
/// Never; what fails is told and tried again.
pub async fn run(
    desk: Arc<Desk>,
    fetcher: Fetcher,
    mut stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let mut asking = JoinSet::new();
    loop {
        let free = AT_ONCE.saturating_sub(asking.len());
        let due = desk
            .store
            .lease_feeds(i64::try_from(free).unwrap_or(0), LEASE_SECONDS)
            .await;
        match due {
            Ok(due) => {
                for feed in due {
                    let (desk, fetcher) = (Arc::clone(&desk), fetcher.clone());
                    asking.spawn(async move { ask_and_tell(&desk, &fetcher, feed).await });
                }
            }
            Err(error) => eprintln!(
                "dateline: looking for feeds: {:#}",
                anyhow::Error::from(error)
            ),
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return Ok(()),
            () = tokio::time::sleep(TICK) => {}
            Some(_) = asking.join_next() => {}
        }
        while asking.try_join_next().is_some() {}
    }
}

async fn ask_and_tell(desk: &Desk, fetcher: &Fetcher, feed: Feed) {
    let url = feed.url.clone();
    if let Err(error) = ask(desk, fetcher, feed).await {
        eprintln!("dateline: {url}: {error:#}");
    }
}

/// Asks one source and takes what is new.
///
/// # Errors
/// When the store can't be written. What goes wrong on the network is recorded with the source.
pub async fn ask(desk: &Desk, fetcher: &Fetcher, feed: Feed) -> anyhow::Result<()> {
    let ask = Ask {
        etag: feed.etag.as_deref(),
        last_modified: feed.last_modified.as_deref(),
        ..Ask::page(&feed.url)
    };
    let answer = match fetcher.fetch(&ask).await {
        Ok(answer) => answer,
        Err(error) => return record(desk, &feed, failure(error.to_string()), None, &[]).await,
    };
    let validators = |answer: &Answer| FetchOutcome {
        etag: answer.header("etag").map(str::to_owned),
        last_modified: answer.header("last-modified").map(str::to_owned),
        ..FetchOutcome::default()
    };
    match answer.status {
        304 => {
            let outcome = FetchOutcome {
                unchanged: true,
                etag: feed.etag.clone(),
                last_modified: feed.last_modified.clone(),
                moved_to: answer.moved_to.clone(),
                ..FetchOutcome::default()
            };
            return record(desk, &feed, outcome, Some(&answer), &[]).await;
        }
        410 => {
            let outcome = FetchOutcome {
                gone: true,
                ..failure("gone for good (410)")
            };
            return record(desk, &feed, outcome, Some(&answer), &[]).await;
        }
        _ => {}
    }
    if let Some(fault) = answer.fault() {
        return record(desk, &feed, failure(fault), Some(&answer), &[]).await;
    }
    let mut outcome = FetchOutcome {
        moved_to: answer.moved_to.clone(),
        ..validators(&answer)
    };
    if feed.kind == FeedKind::Feed {
        block_in_place(|| read_head(&answer, &mut outcome));
    }
    let entries = match block_in_place(|| entries(&answer)) {
        Ok(entries) => entries,
        Err(reason) => return record(desk, &feed, failure(reason), Some(&answer), &[]).await,
    };
    let fresh = take_entries(desk, &feed, entries).await?;
    outcome.new_entries = i64::try_from(fresh.len()).unwrap_or(i64::MAX);
    record(desk, &feed, outcome, Some(&answer), &fresh).await
}

fn failure(error: impl Into<String>) -> FetchOutcome {
    FetchOutcome {
        error: Some(error.into()),
        ..FetchOutcome::default()
    }
}

/// An entry that is new or says something else than before.
#[derive(Debug)]
struct Fresh {
    key: String,
    digest: String,
    /// Where its page is to be fetched, when the feed doesn't carry the text.
    page: Option<String>,
}

/// What a feed says of itself: its title, the site that it belongs to, how long it asks readers to wait.
fn read_head(answer: &Answer, outcome: &mut FetchOutcome) {
    let options = Options {
        url: Some(&answer.url),
        headers: &answer.headers,
        ..Options::default()
    };
    let Ok(feed) = read_feed(&answer.body, &options) else {
        return;
    };
    let text = |name: &str| {
        let text = feed.feed.text(name)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    outcome.title = text("title");
    outcome.site = text("link");
    let asks = feed.interval_seconds().unwrap_or(0);
    outcome.asks_seconds = Some(i64::try_from(asks).unwrap_or(i64::MAX));
}

/// The entries of an answer, or why it is no feed.
fn entries(answer: &Answer) -> Result<Vec<Input>, String> {
    let mut entries = Vec::new();
    let mut reason = None;
    for input in input::of_answer(
        &answer.url,
        &answer.headers,
        &answer.fetched_at,
        &answer.body,
    )
    .take(MAX_ENTRIES)
    {
        match (input.origin, &input.error) {
            (Origin::Entry, None) | (Origin::Listed, _) => entries.push(input),
            (_, Some(error)) => reason = Some(error.clone()),
            (_, None) => reason = Some("a page, no feed".to_owned()),
        }
    }
    match (entries.is_empty(), reason) {
        (true, Some(reason)) => Err(reason),
        _ => Ok(entries),
    }
}

/// Takes entries that carry their text; returns all that are new.
async fn take_entries(desk: &Desk, feed: &Feed, entries: Vec<Input>) -> anyhow::Result<Vec<Fresh>> {
    let mut fresh = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for entry in entries {
        let document = entry.document;
        // Its address, or else what it says.
        let key = document
            .url
            .clone()
            .unwrap_or_else(|| article_id(&document));
        let digest = document_digest(&document);
        if !desk.store.is_entry_new(feed.id, &key, &digest).await? {
            continue;
        }
        let mut page = None;
        if entry.origin == Origin::Listed {
            page = document.url;
        } else {
            documents.push(document);
        }
        fresh.push(Fresh { key, digest, page });
    }
    for batch in documents.chunks(BATCH) {
        desk.ingest(batch).await?;
    }
    Ok(fresh)
}

/// Records a fetch, notes its entries and queues their pages, all or nothing.
async fn record(
    desk: &Desk,
    feed: &Feed,
    mut outcome: FetchOutcome,
    answer: Option<&Answer>,
    fresh: &[Fresh],
) -> anyhow::Result<()> {
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
    let salt = salt(feed);
    outcome.next_at = now() + interval::wait(outcome.interval_seconds, asked, salt);

    let mut write = desk.store.write().await?;
    for entry in fresh {
        write.note_entry(feed.id, &entry.key, &entry.digest).await?;
        if let Some(page) = entry
            .page
            .as_deref()
            .filter(|page| !guard::is_reserved(page))
        {
            write.enqueue(PAGE_JOB, page, "{}", now()).await?;
        }
    }
    write.record_fetch(feed.id, &outcome).await?;
    write.commit().await.context("recording a fetch")
}

/// Different for each source and each time it is asked.
fn salt(feed: &Feed) -> u64 {
    let mix = feed.id.wrapping_mul(0x9e37_79b9).wrapping_add(now());
    mix.unsigned_abs()
}
