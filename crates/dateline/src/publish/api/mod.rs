//! The API: what the site shows, in the contract's shapes. Lists go on by cursor; failures are problem documents.

use super::error::{Answer, Failure};
use super::pages::search::read_query;
use super::pages::trace::make_report;
use super::pages::{cursor, cursor_text};
use super::site::Site;
use super::topics;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use dateline_core::collect::row;
use dateline_core::model::Document;
use dateline_store::{Filter, Hit, Listing, OutletRecord};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 200;
const SOURCES: i64 = 1_000;
const RELATED: i64 = 10;

/// What a list may be asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// IPTC code or the section's name in addresses.
    section: Option<String>,
    source: Option<String>,
    story: Option<String>,
    language: Option<String>,
    #[serde(default)]
    originals: bool,
    #[serde(default)]
    tampered: bool,
    cursor: Option<String>,
    limit: Option<i64>,
}

pub async fn articles(State(site): State<Arc<Site>>, Query(asked): Query<Asked>) -> Answer {
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let after = match asked.cursor.as_deref() {
        None => None,
        Some(text) => Some(
            cursor(text)
                .ok_or_else(|| Failure::Bad("cursor is not one that this API gave".to_owned()))?,
        ),
    };
    let section = asked
        .section
        .map(|section| topics::by_slug(&section).map_or(section, |topic| topic.code.to_owned()));
    let filter = Filter {
        section,
        domain: asked.source,
        story: asked.story,
        language: asked.language,
        originals: asked.originals,
        tampered: asked.tampered,
        after,
        ..Filter::default()
    };
    let listings = site.desk.store.list(&filter, limit + 1).await?;
    let shown = usize::try_from(limit)
        .unwrap_or(usize::MAX)
        .min(listings.len());
    let next = match listings.len() > shown {
        true => listings[..shown]
            .last()
            .map(|last| cursor_text((last.ordered_at, last.seq))),
        false => None,
    };
    let items: Vec<Value> = listings[..shown].iter().map(item).collect();
    Ok(Json(json!({ "items": items, "next": next })).into_response())
}

/// An article in a list.
pub fn item(listing: &Listing) -> Value {
    json!({
        "id": listing.id,
        "url": listing.url,
        "outlet": { "name": listing.outlet, "domain": listing.domain },
        "headline": listing.headline,
        "summary": listing.summary,
        "language": listing.language,
        "published_at": listing.published_at,
        "story": listing.story,
        "section": listing.section,
        "origin": {
            "wire": listing.wire,
            "role": listing.role,
            "article": listing.origin,
        },
        "findings": listing.findings,
        "tampered": listing.tampered,
        "version": listing.version,
    })
}

/// The contract's article, with the sections and the story that were found for it.
pub async fn article(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Answer {
    let stored = site.desk.store.article(&id).await?;
    let stored = stored.ok_or_else(|| Failure::NotFound(format!("no article {id}")))?;
    let mut value = serde_json::to_value(&stored.article)?;
    value["sections"] = serde_json::to_value(&stored.sections)?;
    value["story"] = Value::from(stored.story);
    value["version"] = Value::from(stored.version);
    Ok(Json(value).into_response())
}

pub async fn article_trace(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Answer {
    let stored = site.desk.store.article(&id).await?;
    let stored = stored.ok_or_else(|| Failure::NotFound(format!("no article {id}")))?;
    Ok(Json(stored.trace).into_response())
}

/// Reads that go with an article, best first, each with its reason.
pub async fn related(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let limit = asked.limit.unwrap_or(RELATED).clamp(1, MAX_LIMIT);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if site.desk.store.story_of(&id).await?.is_none() {
        return Err(Failure::NotFound(format!("no article {id}")));
    }
    let related = site.desk.related(&id, limit).await;
    let items: Vec<Value> = related
        .iter()
        .map(|read| json!({ "id": read.id, "score": read.score, "why": read.why }))
        .collect();
    Ok(Json(json!({ "items": items, "next": null })).into_response())
}

pub async fn story(State(site): State<Arc<Site>>, Path(id): Path<String>) -> Answer {
    let store = &site.desk.store;
    let tallies = store.story_tallies(std::slice::from_ref(&id)).await?;
    let tally = tallies
        .first()
        .ok_or_else(|| Failure::NotFound(format!("no story {id}")))?;
    let filter = Filter {
        story: Some(id.clone()),
        ..Filter::default()
    };
    let listings = store.list(&filter, MAX_LIMIT).await?;
    let items: Vec<Value> = listings.iter().map(item).collect();
    let value = json!({
        "id": id,
        "articles": tally.articles,
        "outlets": tally.outlets,
        "copies": tally.copies,
        "marked": tally.marked,
        "items": items,
    });
    Ok(Json(value).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub struct Searched {
    #[serde(default)]
    q: String,
    cursor: Option<i64>,
    limit: Option<i64>,
}

pub async fn search(State(site): State<Arc<Site>>, Query(asked): Query<Searched>) -> Answer {
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let offset = asked.cursor.unwrap_or(0).clamp(0, 100_000);
    let query = read_query(&asked.q);
    let found = match query.is_empty() {
        true => dateline_store::Found::default(),
        false => site.desk.store.search(&query, limit, offset).await?,
    };
    let more = offset + limit < found.total;
    let items: Vec<Value> = found.hits.iter().map(hit).collect();
    let value = json!({
        "query": asked.q,
        "total": found.total,
        "items": items,
        "next": more.then(|| offset + limit),
    });
    Ok(Json(value).into_response())
}

fn hit(hit: &Hit) -> Value {
    let mut value = item(&hit.listing);
    let passage: Vec<Value> = hit
        .passage
        .iter()
        .map(|(text, marked)| json!({ "text": text, "marked": marked }))
        .collect();
    value["passage"] = Value::from(passage);
    value
}

pub async fn sources(State(site): State<Arc<Site>>) -> Answer {
    let records = site.desk.store.outlets(SOURCES).await?;
    let items: Vec<Value> = records.iter().map(record).collect();
    Ok(Json(json!({ "items": items, "next": null })).into_response())
}

pub async fn source(State(site): State<Arc<Site>>, Path(domain): Path<String>) -> Answer {
    let found = site.desk.store.outlet(&domain).await?;
    let found = found.ok_or_else(|| Failure::NotFound(format!("no article of {domain}")))?;
    Ok(Json(record(&found)).into_response())
}

fn record(record: &OutletRecord) -> Value {
    json!({
        "domain": record.domain,
        "name": record.name,
        "articles": record.articles,
        "original": record.original,
        "credited": record.credited,
        "uncredited": record.uncredited,
        "altered": record.altered,
        "median_delay_seconds": record.median_delay_seconds,
    })
}

/// Traces one document: a row of the contract's JSON lines, or the bare bytes of a page. `path` is not honoured. Answers
/// with the trace; `Location` leads to the report.
pub async fn trace(State(site): State<Arc<Site>>, headers: HeaderMap, body: Bytes) -> Answer {
    let kind = headers
        .get("content-type")
        .and_then(|kind| kind.to_str().ok());
    let document = match kind.is_some_and(|kind| kind.contains("json")) {
        true => from_row(&body)?,
        false => {
            let inputs = super::upload::inputs("body", body.to_vec());
            let input = inputs.into_iter().next();
            let input = input.ok_or_else(|| Failure::Bad("the body is empty".to_owned()))?;
            match input.error {
                Some(error) => return Err(Failure::Bad(error)),
                None => input.document,
            }
        }
    };
    let (id, trace) = make_report(&site, &document).await?;
    let location = [("location", format!("/trace/{id}"))];
    let answer: Response = (axum::http::StatusCode::CREATED, location, Json(trace)).into_response();
    Ok(answer)
}

fn from_row(body: &[u8]) -> Answer<Document> {
    let text =
        std::str::from_utf8(body).map_err(|_| Failure::Bad("the body is not UTF-8".to_owned()))?;
    let row = row::read_row(text).map_err(|error| Failure::Bad(error.reason))?;
    if row.path.is_some() {
        return Err(Failure::Bad(
            "path is read on the command line only".to_owned(),
        ));
    }
    Ok(row.document)
}
