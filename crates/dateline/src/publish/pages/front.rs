//! The front page: stories by weight, the newest beside them, the day in three numbers.

use super::render;
use crate::publish::error::Answer;
use crate::publish::rows::{self, ArticleRow, StoryRow};
use crate::publish::site::{Shell, Site};
use crate::publish::topics::Topic;
use askama::Template;
use axum::extract::State;
use dateline_store::{Arrivals, Filter, now};
use std::sync::Arc;

const STORIES: usize = 48;
/// Beside the lead story.
const TOP: usize = 4;
/// In the list below them.
const MORE: usize = 12;
const RIVER: i64 = 14;
/// In each section's strip.
const STRIP: usize = 3;
const DAY_SECONDS: i64 = 86_400;

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage {
    shell: Shell,
    lead: Option<StoryRow>,
    top: Vec<StoryRow>,
    more: Vec<StoryRow>,
    strips: Vec<(&'static Topic, Vec<StoryRow>)>,
    river: Vec<ArticleRow>,
    arrivals: Arrivals,
    /// `in the last 24 hours`, or `in all`.
    span: &'static str,
}

pub async fn front(State(site): State<Arc<Site>>) -> Answer {
    let now = now();
    let store = &site.desk.store;
    let (stories, _) = rows::newest_stories(store, &Filter::default(), STORIES, now).await?;
    let mut ranked = ranked(stories).into_iter();
    let lead = ranked.next();
    let top = ranked.by_ref().take(TOP).collect();
    let more = ranked.by_ref().take(MORE).collect();
    let newest = store.list(&Filter::default(), RIVER).await?;
    let mut arrivals = store.arrivals_since(now - DAY_SECONDS).await?;
    let mut span = "in the last 24 hours";
    if arrivals.articles == 0 {
        arrivals = store.arrivals_since(0).await?;
        span = "in all";
    }
    let mut shell = site
        .shell("Dateline", "/")
        .await
        .describe("The news by story, and where every story came from")
        .with_feeds("/index", "");
    shell.front = true;
    render(&FrontPage {
        shell,
        lead,
        top,
        more,
        strips: strips(ranked.collect()),
        river: newest
            .iter()
            .map(|listing| ArticleRow::of(listing, now))
            .collect(),
        arrivals,
        span,
    })
}

/// Stories that many outlets print come first, and newer ones before older; a story of which only marked texts are
/// known leads nothing.
fn ranked(mut stories: Vec<StoryRow>) -> Vec<StoryRow> {
    let newest = stories
        .iter()
        .map(|story| story.last_at)
        .max()
        .unwrap_or_default();
    stories.sort_by(|one, other| weight(other, newest).total_cmp(&weight(one, newest)));
    stories
}

fn weight(story: &StoryRow, newest: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts and hours are small")]
    let (outlets, own, hours) = (
        story.outlets as f64,
        (story.articles - story.copies).max(1) as f64,
        ((newest - story.last_at) / 3_600) as f64,
    );
    let size = outlets.ln_1p() + own.ln_1p();
    let clean = if story.head.tampered { 0.25 } else { 1.0 };
    clean * size / (hours.max(0.0) + 36.0).powf(0.5)
}

/// What is left over, by section.
fn strips(stories: Vec<StoryRow>) -> Vec<(&'static Topic, Vec<StoryRow>)> {
    let mut strips: Vec<(&'static Topic, Vec<StoryRow>)> = Vec::new();
    for story in stories {
        let Some(topic) = story.head.section else {
            continue;
        };
        match strips
            .iter_mut()
            .find(|(known, _)| known.code == topic.code)
        {
            Some((_, rows)) if rows.len() < STRIP => rows.push(story),
            Some(_) => {}
            None => strips.push((topic, vec![story])),
        }
    }
    strips
}
