//! The front page: stories by weight, the newest beside them, the day in three numbers.

use super::render;
use crate::publish::error::Answer;
use crate::publish::rows::{self, ArticleRow, StoryRow};
use crate::publish::site::{Shell, Site};
use crate::publish::topics::Topic;
use askama::Template;
use axum::extract::State;
use dateline_core::curate::order::{FrontStory, front_order};
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

/// In the order of [`front_order`], as of the newest of them: a newsroom that rests keeps its front page.
fn ranked(stories: Vec<StoryRow>) -> Vec<StoryRow> {
    let fronts: Vec<FrontStory> = stories.iter().map(|story| story.front.clone()).collect();
    let times = fronts.iter().flat_map(|story| &story.articles);
    let newest = times
        .filter_map(|article| article.at)
        .max()
        .unwrap_or_default();
    let mut waiting: Vec<Option<StoryRow>> = stories.into_iter().map(Some).collect();
    let mut take = |place: usize| waiting.get_mut(place).and_then(Option::take);
    let order = front_order(&fronts, newest);
    let (marked, clean): (Vec<StoryRow>, Vec<StoryRow>) = order
        .into_iter()
        .filter_map(&mut take)
        .partition(|story| story.head.tampered);
    // A story of which only marked texts are known leads nothing.
    clean.into_iter().chain(marked).collect()
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
