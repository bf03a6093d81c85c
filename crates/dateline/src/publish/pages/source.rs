//! Sources: outlets with their record, how much of what they print is theirs.

use super::{cursor, cursor_text, render};
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::feeds::{self, List};
use crate::publish::rows::ArticleRow;
use crate::publish::site::{Shell, Site};
use crate::publish::when::{When, span};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use dateline_store::{Filter, OutletRecord, now};
use serde::Deserialize;
use std::sync::Arc;

const SOURCES: i64 = 500;
const LATEST: usize = 30;

/// An outlet's record in words.
#[derive(Debug, Clone)]
pub struct SourceView {
    pub domain: String,
    pub name: String,
    pub href: String,
    pub articles: i64,
    pub original: i64,
    pub credited: i64,
    pub uncredited: i64,
    pub altered: i64,
    /// `64 %` of its articles.
    pub share_original: String,
    /// Parts of 100, for the bar: original, credited, uncredited.
    pub parts: [i64; 3],
    /// `2 hours`, or nothing.
    pub delay: Option<String>,
    pub first: When,
    pub last: When,
}

impl SourceView {
    pub fn of(record: &OutletRecord, now: i64) -> SourceView {
        let of_all = |count: i64| count * 100 / record.articles.max(1);
        let (credited, uncredited) = (of_all(record.credited), of_all(record.uncredited));
        SourceView {
            domain: record.domain.clone(),
            name: record.name.clone().unwrap_or_else(|| record.domain.clone()),
            href: address::source(&record.domain),
            articles: record.articles,
            original: record.original,
            credited: record.credited,
            uncredited: record.uncredited,
            altered: record.altered,
            share_original: format!("{} %", of_all(record.original)),
            parts: [100 - credited - uncredited, credited, uncredited],
            delay: record.median_delay_seconds.map(span),
            first: When::at(record.first_at, now),
            last: When::at(record.last_at, now),
        }
    }
}

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    shell: Shell,
    sources: Vec<SourceView>,
}

pub async fn sources(State(site): State<Arc<Site>>) -> Answer {
    let now = now();
    let records = site.desk.store.outlets(SOURCES).await?;
    let shell = site.shell("Sources · Dateline", "/sources").await.describe(
        "Every outlet with its record: what is its own, what it copied, with and without credit",
    );
    render(&SourcesPage {
        shell,
        sources: records
            .iter()
            .map(|record| SourceView::of(record, now))
            .collect(),
    })
}

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    shell: Shell,
    source: SourceView,
    marked: Vec<ArticleRow>,
    latest: Vec<ArticleRow>,
    next: Option<String>,
}

pub async fn source(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let (domain, format) = feeds::ending(&name);
    let domain = domain.to_owned();
    let now = now();
    let store = &site.desk.store;
    let record = store
        .outlet(&domain)
        .await?
        .ok_or_else(|| Failure::NotFound(format!("No article of “{domain}” has come in.")))?;
    let filter = Filter {
        domain: Some(domain.clone()),
        after: asked.after.as_deref().and_then(cursor),
        ..Filter::default()
    };
    let mut listings = store.list(&filter, LATEST as i64 + 1).await?;
    if let Some(format) = format {
        listings.truncate(LATEST);
        let list = List {
            title: format!("{} · Dateline", record.name.as_deref().unwrap_or(&domain)),
            description: format!("What came in from {domain}"),
            itself: format!("/source/{}", address::encoded(&name)),
            page: address::source(&domain),
            listings,
        };
        return feeds::respond(&site, &headers, list, format).await;
    }
    let more = listings.len() > LATEST;
    let shown: Vec<_> = listings.iter().take(LATEST).collect();
    let marked = Filter {
        domain: Some(domain.clone()),
        tampered: true,
        ..Filter::default()
    };
    let marked = store.list(&marked, 5).await?;
    let source = SourceView::of(&record, now);
    let next = shown.last().filter(|_| more).map(|last| {
        let at = cursor_text((last.ordered_at, last.seq));
        format!("{}?after={at}", source.href)
    });
    let shell = site
        .shell(format!("{} · Dateline", source.name), source.href.clone())
        .await
        .describe(format!(
            "What {} prints, and how much of it is its own",
            source.name
        ))
        .with_feeds(source.href.clone(), "");
    render(&SourcePage {
        shell,
        source,
        marked: marked
            .iter()
            .map(|listing| ArticleRow::of(listing, now))
            .collect(),
        latest: shown
            .into_iter()
            .map(|listing| ArticleRow::of(listing, now))
            .collect(),
        next,
    })
}
