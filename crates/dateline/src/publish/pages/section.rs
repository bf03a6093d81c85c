//! A section: its stories, the last told first.

use super::{cursor, cursor_text, render};
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::feeds::{self, List};
use crate::publish::rows::{self, StoryRow};
use crate::publish::site::{Shell, Site};
use crate::publish::topics::{self, Topic};
use crate::publish::wording::sentence_case;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use dateline_store::{Filter, now};
use serde::Deserialize;
use std::sync::Arc;

const STORIES: usize = 30;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<String>,
    /// Only texts that are nobody's copy.
    originals: Option<String>,
}

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage {
    shell: Shell,
    topic: &'static Topic,
    full: String,
    stories: Vec<StoryRow>,
    originals: bool,
    href: String,
    next: Option<String>,
}

pub async fn section(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let (slug, format) = feeds::ending(&name);
    let topic = topics::by_slug(slug)
        .ok_or_else(|| Failure::NotFound(format!("There is no section “{slug}”.")))?;
    let now = now();
    let originals = asked.originals.is_some();
    let filter = Filter {
        section: Some(topic.code.to_owned()),
        originals,
        after: asked.after.as_deref().and_then(cursor),
        ..Filter::default()
    };
    let href = address::section(topic.slug);
    if let Some(format) = format {
        let (listings, _) = rows::newest_heads(&site.desk.store, &filter, feeds::ITEMS).await?;
        let list = List {
            title: format!("{} · Dateline", topic.name),
            description: format!("News on {}, by story", topic.full),
            itself: format!("/section/{name}"),
            page: href,
            listings,
        };
        return feeds::respond(&site, &headers, list, format).await;
    }
    let (stories, next) = rows::newest_stories(&site.desk.store, &filter, STORIES, now).await?;
    let only = if originals { "originals=1&" } else { "" };
    let shell = site
        .shell(format!("{} · Dateline", topic.name), href.clone())
        .await
        .describe(format!("News on {}, by story", topic.full))
        .with_feeds(href.clone(), "");
    render(&SectionPage {
        shell,
        topic,
        full: sentence_case(topic.full),
        stories,
        originals,
        next: next.map(|at| format!("{href}?{only}after={}", cursor_text(at))),
        href,
    })
}
