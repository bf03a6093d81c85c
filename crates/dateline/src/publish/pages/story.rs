//! A story: independent reports apart from copies, the copy graph, the time line.

use super::render;
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::feeds::{self, Format, List};
use crate::publish::graph::{self, Graph};
use crate::publish::rows::{self, ArticleRow, StoryRow};
use crate::publish::site::{Shell, Site};
use crate::publish::when::{When, span};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use dateline_store::{Filter, Listing, now};
use std::collections::HashMap;
use std::sync::Arc;

/// Articles of one story that its page holds.
const ARTICLES: i64 = 300;

/// A report with what was made of it elsewhere.
#[derive(Debug, Clone)]
pub struct Report {
    pub row: ArticleRow,
    pub kind: &'static str,
    pub copies: Vec<StoryCopy>,
}

/// A copy under its origin.
#[derive(Debug, Clone)]
pub struct StoryCopy {
    pub row: ArticleRow,
    pub kind: &'static str,
    /// `2 hours later`.
    pub delay: String,
}

#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage {
    shell: Shell,
    story: StoryRow,
    first: When,
    last: When,
    reports: Vec<Report>,
    graph: Option<Graph>,
    graph_width: u32,
    timeline: Vec<ArticleRow>,
    truncated: bool,
}

/// An address without its readable end, or with an ending that asks for a feed.
pub async fn short(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (id, format) = feeds::ending(&name);
    if let Some(format) = format {
        return feed(&site, &headers, (id, &name), format).await;
    }
    let id = name;
    let head = rows::head_of(&site.desk.store, &id).await?;
    let head = head.ok_or_else(|| missing(&id))?;
    let there = address::story(&id, head.headline.as_deref());
    if there == address::story(&id, None) {
        return page(&site, &id).await;
    }
    Ok(Redirect::permanent(&there).into_response())
}

pub async fn story(
    State(site): State<Arc<Site>>,
    Path((id, _slug)): Path<(String, String)>,
) -> Answer {
    page(&site, &id).await
}

/// The story's articles as a feed.
async fn feed(
    site: &Site,
    headers: &HeaderMap,
    (id, name): (&str, &str),
    format: Format,
) -> Answer {
    let filter = Filter {
        story: Some(id.to_owned()),
        ..Filter::default()
    };
    let listings = site.desk.store.list(&filter, feeds::ITEMS as i64).await?;
    let first = listings.first().ok_or_else(|| missing(id))?;
    let list = List {
        title: format!("{} · Dateline", rows::headline(first)),
        description: "All that came in on one story".to_owned(),
        page: address::story(id, None),
        itself: format!("/story/{}", address::encoded(name)),
        listings,
    };
    feeds::respond(site, headers, list, format).await
}

fn missing(id: &str) -> Failure {
    Failure::NotFound(format!("There is no story “{id}”."))
}

async fn page(site: &Site, id: &str) -> Answer {
    let now = now();
    let store = &site.desk.store;
    let story = rows::story_rows(store, &[id.to_owned()], now).await?;
    let story = story.into_iter().next().ok_or_else(|| missing(id))?;
    let filter = Filter {
        story: Some(id.to_owned()),
        ..Filter::default()
    };
    let listings = store.list(&filter, ARTICLES).await?;
    let mut timeline: Vec<&Listing> = listings.iter().collect();
    timeline.sort_by_key(|listing| (listing.published.unwrap_or(listing.ordered_at), listing.seq));
    let tallies = store.story_tallies(&[id.to_owned()]).await?;
    let (first, last) = tallies
        .first()
        .map_or((now, now), |tally| (tally.first_at, tally.last_at));
    let shell = site
        .shell(
            format!("{} · Dateline", story.head.headline),
            story.href.clone(),
        )
        .await
        .describe(format!(
            "{} articles on one story: who reported, who copied",
            story.articles
        ))
        .with_feeds(address::story(id, None), "");
    render(&StoryPage {
        shell,
        first: When::at(first, now),
        last: When::at(last, now),
        reports: reports(&timeline, now),
        graph: graph::graph(&listings, now),
        graph_width: graph::WIDTH,
        truncated: story.articles > ARTICLES,
        timeline: timeline
            .iter()
            .map(|listing| ArticleRow::of(listing, now))
            .collect(),
        story,
    })
}

/// Independent reports in order of time, each with its copies. A copy of a copy stands under the first of them all; one
/// whose origin is not in this story stands for itself.
fn reports(timeline: &[&Listing], now: i64) -> Vec<Report> {
    let known: HashMap<&str, &Listing> = timeline
        .iter()
        .map(|listing| (listing.id.as_str(), *listing))
        .collect();
    let mut reports: Vec<(&str, Report)> = Vec::new();
    for listing in timeline {
        if root(listing, &known).id == listing.id {
            let report = Report {
                row: ArticleRow::of(listing, now),
                kind: graph::kind(listing),
                copies: Vec::new(),
            };
            reports.push((&listing.id, report));
        }
    }
    for listing in timeline {
        let root = root(listing, &known);
        if root.id == listing.id {
            continue;
        }
        let (row, kind) = (ArticleRow::of(listing, now), graph::kind(listing));
        match reports.iter_mut().find(|(id, _)| *id == root.id) {
            Some((_, report)) => report.copies.push(StoryCopy {
                row,
                kind,
                delay: delay(root, listing),
            }),
            None => reports.push((
                &listing.id,
                Report {
                    row,
                    kind,
                    copies: Vec::new(),
                },
            )),
        }
    }
    reports.into_iter().map(|(_, report)| report).collect()
}

/// The first article that a copy goes back to. Bounded: traces of different times may point at each other.
fn root<'a>(listing: &'a Listing, known: &HashMap<&str, &'a Listing>) -> &'a Listing {
    let mut at = listing;
    for _ in 0..known.len() {
        let Some(origin) = at.origin.as_deref().and_then(|id| known.get(id)) else {
            return at;
        };
        if origin.id == listing.id {
            // A ring: the earliest of the two ends it.
            return if at.seq < listing.seq { at } else { listing };
        }
        at = origin;
    }
    at
}

fn delay(origin: &Listing, copy: &Listing) -> String {
    match (origin.published, copy.published) {
        (Some(first), Some(then)) if then - first >= 60 => format!("{} later", span(then - first)),
        (Some(first), Some(then)) if first - then >= 60 => {
            format!("states a time {} earlier", span(first - then))
        }
        (Some(_), Some(_)) => "at the same time".to_owned(),
        _ => String::new(),
    }
}
