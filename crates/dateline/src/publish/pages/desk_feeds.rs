//! How the sources do: the desk's page, a feed of the changes, and the whole for programs.

use super::machine::root_of;
use super::render;
use crate::collect::change_json;
use crate::collect::follow::follow;
use crate::desk::health::{self, SourceHealth};
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::feeds::{ending, write};
use crate::publish::site::{Shell, Site};
use crate::publish::when::{When, span};
use askama::Template;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use dateline_core::publish::feed::{OutFeed, OutItem};
use dateline_core::time;
use dateline_store::{HealthChange, now};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Changes of health that are told.
const CHANGES: i64 = 100;

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
    a_day: f64,
    unchanged: Option<i64>,
    left_out: i64,
    warnings: Vec<(String, String)>,
    /// Seconds that its answers take, where that is long.
    slow: Option<i64>,
    /// Times that its hub told of news; `None` when none tells.
    pushes: Option<i64>,
}

impl FeedView {
    fn of(source: &SourceHealth, now: i64) -> FeedView {
        let feed = &source.feed;
        let polled = !feed.paused && !feed.gone;
        let hub = source.hub.as_ref().filter(|hub| hub.is_live());
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
            a_day: source.entries_a_day,
            unchanged: (feed.fetches > 0).then(|| source.unchanged_percent()),
            left_out: feed.left_out,
            warnings: feed.warnings.clone(),
            slow: (feed.state() == "slow").then_some(feed.took_ms / 1000),
            pushes: hub.map(|hub| hub.pushes),
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
    let sources = health::of_all(&site.desk.store).await?;
    let shell = site
        .shell("Feeds · Desk · Dateline", "/desk/feeds")
        .await
        .hidden();
    render(&FeedsPage {
        shell,
        failing: sources.iter().filter(|s| s.feed.failures > 0).count(),
        feeds: sources.iter().map(|s| FeedView::of(s, now)).collect(),
    })
}

/// Every source with its health, and the latest changes.
pub async fn health(State(site): State<Arc<Site>>) -> Answer {
    let store = &site.desk.store;
    let sources = health::of_all(store).await?;
    let items: Vec<Value> = sources.iter().map(SourceHealth::json).collect();
    let changes = store.health_changes(CHANGES).await?;
    let changes: Vec<Value> = changes.iter().map(change_json).collect();
    Ok(Json(json!({ "items": items, "changes": changes, "next": null })).into_response())
}

/// The latest changes of health, as a feed.
pub async fn changes(
    State(site): State<Arc<Site>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let (_, format) = ending(uri.path());
    let root = root_of(&headers);
    let changes = site.desk.store.health_changes(CHANGES).await?;
    let page = format!("{root}/desk/feeds");
    let feed = OutFeed {
        title: "Health of the feeds · Dateline".to_owned(),
        feed_url: format!("{root}{}", uri.path()),
        description: Some("When a followed source begins or ceases to do well".to_owned()),
        language: Some("en".to_owned()),
        updated: changes.first().map(|change| time::utc(change.at)),
        items: changes.iter().map(|change| item(change, &page)).collect(),
        home_url: page,
        next_url: None,
        hub_url: None,
    };
    Ok(write(&feed, format))
}

fn item(change: &HealthChange, page: &str) -> OutItem {
    let name = change.title.as_deref().unwrap_or(&change.url);
    let reason = change.reason.as_ref().map(|reason| format!(": {reason}"));
    OutItem {
        id: format!("{page}#change-{}", change.id),
        url: Some(format!("{page}#feed-{}", change.feed)),
        title: Some(format!("{name}: {}, was {}", change.state, change.was)),
        summary: Some(format!("{}{}", change.url, reason.unwrap_or_default())),
        html: None,
        authors: Vec::new(),
        published: Some(time::utc(change.at)),
        modified: None,
        tags: vec![change.state.clone()],
        image: None,
        origin: None,
        extension: change_json(change),
    }
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

async fn add(site: &Site, url: &str) -> Answer<()> {
    let url = address::outward(Some(url.trim())).ok_or_else(|| {
        Failure::Bad("A feed’s address begins with http:// or https://.".to_owned())
    })?;
    follow(&site.desk.store, &site.collector.fetcher, &url).await?;
    Ok(())
}
