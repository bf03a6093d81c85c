//! Recording what came of asking sources: entries that carry their text go through the line, of the others the page is
//! fetched by a job.
//!
//! Several sources make one transaction: it takes their documents, notes their entries, queues their pages and records
//! the fetches. A crash before its end repeats the work, whose effect is the same.

use super::source::{Entry, Holds};
use super::work::Payload;
use super::{Collector, PAGE_JOB, WEBHOOK_JOB, guard, websub};
use crate::desk::{Beside, State, Taken};
use dateline_core::model::Document;
use dateline_core::time;
use dateline_store::{Feed, FetchOutcome, HealthChange, Noted, Write, now};
use serde_json::{Value, json};
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Documents taken in one transaction, and sources recorded in one.
const DOCUMENTS: usize = 256;
const SOURCES: usize = 64;

/// What came of asking a source.
#[derive(Debug)]
pub struct Polled {
    /// As it was when it was asked.
    pub feed: Feed,
    pub outcome: FetchOutcome,
    /// What is new or says something else than before.
    pub fresh: Vec<Entry>,
    /// The hub that it announces, and the address that the hub knows it by.
    pub hub: Option<(String, String)>,
    /// Its hub sent it: nobody asked.
    pub pushed: bool,
}

/// Records what arrives, as much at a time as there is.
pub async fn run(collector: Arc<Collector>, mut arriving: mpsc::Receiver<Polled>) {
    while let Some(first) = arriving.recv().await {
        let mut documents = first.fresh.len();
        let mut batch = vec![first];
        while documents < DOCUMENTS
            && batch.len() < SOURCES
            && let Ok(next) = arriving.try_recv()
        {
            documents += next.fresh.len();
            batch.push(next);
        }
        // What isn't recorded is asked again when its lease is over.
        if let Err(error) = record(&collector, batch).await {
            eprintln!("dateline: recording what sources answered: {error:#}");
        }
    }
}

pub async fn record(collector: &Collector, polled: Vec<Polled>) -> anyhow::Result<()> {
    let (documents, sources) = parted(polled);
    let split = documents.len().saturating_sub(1) / DOCUMENTS * DOCUMENTS;
    let (before, last) = documents.split_at(split);
    let mut poor = Vec::new();
    for chunk in before.chunks(DOCUMENTS) {
        let taken = collector.desk.ingest(chunk).await?;
        poor.extend(without_article(chunk, &taken));
    }
    let batch = Batch {
        sources,
        last,
        poor,
        collector,
    };
    collector.desk.ingest_beside(last, &batch).await?;
    Ok(())
}

/// A source in a batch: its documents are with those of the others.
struct Source {
    feed: Feed,
    outcome: FetchOutcome,
    /// What each entry goes by, and where its page is to be fetched.
    entries: Vec<(Noted, Option<String>)>,
    hub: Option<(String, String)>,
    pushed: bool,
}

fn parted(polled: Vec<Polled>) -> (Vec<Document>, Vec<Source>) {
    let mut documents = Vec::new();
    let sources = polled.into_iter().map(|polled| {
        let entries = polled.fresh.into_iter().map(|entry| {
            let page = match entry.holds {
                Holds::Text(document) => {
                    documents.push(*document);
                    None
                }
                Holds::Page(url) => Some(url),
                Holds::Nothing => None,
            };
            (entry.noted, page)
        });
        Source {
            entries: entries.collect(),
            feed: polled.feed,
            outcome: polled.outcome,
            hub: polled.hub,
            pushed: polled.pushed,
        }
    });
    let sources = sources.collect();
    (documents, sources)
}

/// Pages of the documents that no article could be read from: the feed carried something, but not the text.
fn without_article(documents: &[Document], taken: &[Taken]) -> Vec<String> {
    let poor = documents
        .iter()
        .zip(taken)
        .filter(|(_, taken)| taken.state == State::Failed);
    poor.filter_map(|(document, _)| document.url.clone())
        .collect()
}

struct Batch<'a> {
    sources: Vec<Source>,
    /// The documents that are taken in the same transaction.
    last: &'a [Document],
    /// Pages to be fetched although their feed carried something.
    poor: Vec<String>,
    collector: &'a Collector,
}

impl Beside for Batch<'_> {
    fn record<'a>(
        &'a self,
        write: &'a mut Write,
        taken: &'a [Taken],
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>> {
        Box::pin(async move {
            for source in &self.sources {
                self.record_one(write, source).await?;
            }
            let poor = without_article(self.last, taken);
            for page in self.poor.iter().chain(&poor) {
                queue_page(write, page, &Payload::default()).await?;
            }
            Ok(())
        })
    }
}

impl Batch<'_> {
    async fn record_one(&self, write: &mut Write, source: &Source) -> anyhow::Result<()> {
        let feed = &source.feed;
        // Somebody may have removed it meanwhile.
        let followed = match source.pushed {
            true => write.note_push(feed.id, source.outcome.new_entries).await?,
            false => write.record_fetch(feed.id, &source.outcome).await?,
        };
        if !followed {
            return Ok(());
        }
        let payload = Payload {
            depth: 0,
            feed: Some(feed.id),
        };
        for (noted, page) in &source.entries {
            write.note_entry(feed.id, noted).await?;
            if let Some(page) = page {
                queue_page(write, page, &payload).await?;
            }
        }
        if let Some(hub) = source
            .hub
            .as_ref()
            .filter(|_| self.collector.public_url.is_some())
        {
            websub::keep_asked(write, feed, hub).await?;
        }
        if let Some(change) = write.note_health(feed).await?
            && let Some(webhook) = &self.collector.webhook
        {
            queue_message(write, webhook, &change).await?;
        }
        Ok(())
    }
}

/// Queues a page, also one that was given up: its source says something new about it.
pub async fn queue_page(
    write: &mut Write,
    page: &str,
    payload: &Payload,
) -> dateline_store::Result<()> {
    if !guard::is_reserved(page) {
        write
            .enqueue_anew(PAGE_JOB, page, &payload.json(), now())
            .await?;
    }
    Ok(())
}

/// Queues telling a webhook about a change of health.
async fn queue_message(
    write: &mut Write,
    webhook: &str,
    change: &HealthChange,
) -> dateline_store::Result<()> {
    // Each change is told once; the fragment isn't sent.
    let key = format!(
        "{}#{}",
        webhook.split('#').next().unwrap_or(webhook),
        change.id
    );
    let body = json!({ "event": "feed.health", "change": change_json(change) });
    write
        .enqueue(WEBHOOK_JOB, &key, &body.to_string(), now())
        .await?;
    Ok(())
}

/// A change of health, as told to programs.
pub fn change_json(change: &HealthChange) -> Value {
    json!({
        "id": change.id, "feed": change.feed, "url": change.url, "title": change.title,
        "at": time::utc(change.at), "was": change.was, "state": change.state, "error": change.reason,
    })
}
