//! The desk's pages: what is followed and how it does, what waits, and a way in for pages by hand.

use super::render;
use crate::desk::State as TakenState;
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::site::{Shell, Site};
use crate::publish::upload::{self, Form};
use crate::publish::when::{When, span};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect};
use dateline_core::model::Document;
use dateline_store::{Feed, FeedKind, NewFeed, QueueCount, now};
use serde::Deserialize;
use std::sync::Arc;

const DEAD_JOBS: i64 = 100;
/// Failures that an import names.
const NAMED: usize = 200;

/// A feed's line.
#[derive(Debug, Clone)]
struct FeedView {
    id: i64,
    title: String,
    url: String,
    link: Option<String>,
    kind: &'static str,
    state: &'static str,
    paused: bool,
    gone: bool,
    last: Option<When>,
    next: Option<When>,
    interval: String,
    failures: i64,
    error: Option<String>,
    entries: i64,
}

impl FeedView {
    fn of(feed: &Feed, now: i64) -> FeedView {
        let polled = !feed.paused && !feed.gone;
        FeedView {
            id: feed.id,
            title: feed.title.clone().unwrap_or_else(|| feed.url.clone()),
            url: feed.url.clone(),
            link: address::outward(Some(&feed.url)),
            kind: feed.kind.word(),
            state: feed.state(),
            paused: feed.paused,
            gone: feed.gone,
            last: feed.fetched_at.map(|at| When::at(at, now)),
            next: polled.then(|| When::at(feed.next_at, now)),
            interval: span(feed.interval_seconds),
            failures: feed.failures,
            error: feed.error.clone(),
            entries: feed.entries,
        }
    }
}

#[derive(Template)]
#[template(path = "desk_feeds.html")]
struct FeedsPage {
    shell: Shell,
    feeds: Vec<FeedView>,
    failing: usize,
}

pub async fn feeds(State(site): State<Arc<Site>>) -> Answer {
    let now = now();
    let feeds = site.desk.store.feeds().await?;
    let shell = site
        .shell("Feeds · Desk · Dateline", "/desk/feeds")
        .await
        .hidden();
    render(&FeedsPage {
        shell,
        failing: feeds.iter().filter(|feed| feed.failures > 0).count(),
        feeds: feeds.iter().map(|feed| FeedView::of(feed, now)).collect(),
    })
}

/// What the desk wants done to its feeds.
#[derive(Debug, Default, Deserialize)]
pub struct Change {
    #[serde(default)]
    action: String,
    #[serde(default)]
    feed: i64,
    #[serde(default)]
    url: String,
}

pub async fn change_feed(
    State(site): State<Arc<Site>>,
    axum::Form(change): axum::Form<Change>,
) -> Answer {
    let store = &site.desk.store;
    let known = match change.action.as_str() {
        "pause" => store.pause_feed(change.feed, true).await?,
        "resume" => store.pause_feed(change.feed, false).await?,
        "retry" => store.retry_feed(change.feed).await?,
        "remove" => store.remove_feed(change.feed).await?,
        "add" => {
            add(&site, &change.url).await?;
            true
        }
        other => return Err(Failure::Bad(format!("The desk knows no action “{other}”."))),
    };
    if !known {
        return Err(Failure::NotFound("That feed is not followed.".to_owned()));
    }
    Ok(Redirect::to("/desk/feeds").into_response())
}

async fn add(site: &Site, url: &str) -> Answer<bool> {
    let url = address::outward(Some(url.trim())).ok_or_else(|| {
        Failure::Bad("A feed’s address begins with http:// or https://.".to_owned())
    })?;
    let kind = match url.contains("sitemap") && url.contains(".xml") {
        true => FeedKind::Sitemap,
        false => FeedKind::Feed,
    };
    let feed = NewFeed {
        url,
        kind,
        title: None,
        site: None,
        folder: None,
    };
    Ok(site.desk.store.add_feed(&feed).await?)
}

#[derive(Template)]
#[template(path = "desk_import.html")]
struct ImportPage {
    shell: Shell,
    outcome: Option<Outcome>,
}

/// What came of an import.
#[derive(Debug, Default)]
struct Outcome {
    stored: usize,
    unchanged: usize,
    failed: usize,
    /// Feeds of a list that are followed from now on.
    feeds: usize,
    taken: Vec<Named>,
    /// Failures beyond those named.
    unnamed: usize,
}

#[derive(Debug)]
struct Named {
    name: String,
    state: &'static str,
    href: Option<String>,
    error: Option<String>,
}

pub async fn import_form(State(site): State<Arc<Site>>) -> Answer {
    import_page(&site, None).await
}

async fn import_page(site: &Site, outcome: Option<Outcome>) -> Answer {
    let shell = site
        .shell("Import · Desk · Dateline", "/desk/import")
        .await
        .hidden();
    render(&ImportPage { shell, outcome })
}

pub async fn import(
    State(site): State<Arc<Site>>,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer {
    let sent = sent.map_err(|error| Failure::Bad(error.body_text()))?;
    let form = Form::read(sent).await?;
    let mut outcome = Outcome::default();
    let mut names: Vec<String> = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for (name, bytes) in form.files {
        let inputs = tokio::task::block_in_place(|| upload::inputs(&name, bytes));
        for input in inputs {
            match input.error {
                Some(error) => outcome.fail(input.name, error),
                None => {
                    names.push(input.name);
                    documents.push(input.document);
                }
            }
        }
    }
    let taken = match documents.is_empty() {
        true => Vec::new(),
        false => site.desk.ingest(&documents).await?,
    };
    for (name, taken) in names.into_iter().zip(taken) {
        match (taken.state, taken.error) {
            (TakenState::Failed, error) => outcome.fail(name, error.unwrap_or_default()),
            (state, _) => {
                match state {
                    TakenState::Unchanged => outcome.unchanged += 1,
                    _ => outcome.stored += 1,
                }
                outcome.name(Named {
                    name,
                    state: state.word(),
                    href: Some(address::article(&taken.id, None)),
                    error: None,
                });
            }
        }
    }
    import_page(&site, Some(outcome)).await
}

impl Outcome {
    fn fail(&mut self, name: String, error: String) {
        self.failed += 1;
        self.name(Named {
            name,
            state: "failed",
            href: None,
            error: Some(error),
        });
    }

    fn name(&mut self, named: Named) {
        match self.taken.len() < NAMED {
            true => self.taken.push(named),
            false => self.unnamed += 1,
        }
    }
}

#[derive(Template)]
#[template(path = "desk_queue.html")]
struct QueuePage {
    shell: Shell,
    count: QueueCount,
    dead: Vec<(String, String, String)>,
}

pub async fn queue(State(site): State<Arc<Site>>) -> Answer {
    let store = &site.desk.store;
    let shell = site
        .shell("Queue · Desk · Dateline", "/desk/queue")
        .await
        .hidden();
    render(&QueuePage {
        shell,
        count: store.queue_count().await?,
        dead: store.dead_jobs(DEAD_JOBS).await?,
    })
}
