//! The search: passages with the words marked, folded by story, with facets.

use super::render;
use crate::publish::address;
use crate::publish::error::Answer;
use crate::publish::rows::ArticleRow;
use crate::publish::site::{Shell, Site};
use crate::publish::topics;
use askama::Template;
use axum::extract::{Query, State};
use dateline_store::{Facet, Hit, SearchQuery, now};
use serde::Deserialize;
use std::sync::Arc;

const HITS: i64 = 30;
const MAX_QUERY_CHARS: usize = 400;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: i64,
}

/// A story found: its best hit, and the others behind it.
#[derive(Debug, Clone)]
struct FoundStory {
    hit: FoundArticle,
    others: Vec<ArticleRow>,
    story: String,
}

#[derive(Debug, Clone)]
struct FoundArticle {
    row: ArticleRow,
    passage: Vec<(String, bool)>,
}

/// A value to narrow a search by.
#[derive(Debug, Clone)]
struct Narrow {
    name: String,
    count: i64,
    href: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    shell: Shell,
    query: String,
    total: i64,
    stories: Vec<FoundStory>,
    /// What to narrow by, each with its values.
    facets: Vec<(&'static str, Vec<Narrow>)>,
    next: Option<String>,
    previous: Option<String>,
}

/// Reads a query as the site takes it: sections also by their names in addresses.
pub fn read_query(text: &str) -> SearchQuery {
    let mut query = SearchQuery::read(text);
    if let Some(topic) = query.section.as_deref().and_then(topics::by_slug) {
        query.section = Some(topic.code.to_owned());
    }
    query
}

pub async fn search(State(site): State<Arc<Site>>, Query(asked): Query<Asked>) -> Answer {
    let now = now();
    let text: String = asked.q.trim().chars().take(MAX_QUERY_CHARS).collect();
    let query = read_query(&text);
    let page = asked.page.clamp(0, 1_000);
    let found = match query.is_empty() {
        true => dateline_store::Found::default(),
        false => site.desk.store.search(&query, HITS, page * HITS).await?,
    };
    let title = match text.is_empty() {
        true => "Search · Dateline".to_owned(),
        false => format!("{text} · Search · Dateline"),
    };
    let q = address::encoded(&text);
    let mut shell = site
        .shell(title, "/search")
        .await
        .hidden()
        .with_feeds("/search", format!("?q={q}"));
    shell.query.clone_from(&text);
    let turn = |page: i64| format!("/search?q={q}&page={page}");
    render(&SearchPage {
        shell,
        total: found.total,
        next: ((page + 1) * HITS < found.total).then(|| turn(page + 1)),
        previous: (page > 0).then(|| turn(page - 1)),
        facets: vec![
            ("Kind", kinds(&text, found.total)),
            (
                "Section",
                narrows(&text, "section", &found.sections, &topic_names),
            ),
            ("Source", narrows(&text, "domain", &found.domains, &same)),
            (
                "Language",
                narrows(&text, "language", &found.languages, &same),
            ),
        ],
        stories: folded(&found.hits, now),
        query: text,
    })
}

/// A section's name, and how a query names it.
fn topic_names(code: &str) -> (String, String) {
    match topics::by_code(code) {
        Some(topic) => (topic.name.to_owned(), topic.slug.to_owned()),
        None => same(code),
    }
}

fn same(value: &str) -> (String, String) {
    (value.to_owned(), value.to_owned())
}

/// Links that add a field to the query; none for a field that it holds already.
fn narrows(
    query: &str,
    field: &str,
    facets: &[Facet],
    named: &dyn Fn(&str) -> (String, String),
) -> Vec<Narrow> {
    if query
        .split_whitespace()
        .any(|term| term.starts_with(&format!("{field}:")))
    {
        return Vec::new();
    }
    let narrow = |facet: &Facet| {
        let (name, value) = named(&facet.value);
        Narrow {
            name,
            count: facet.count,
            href: address::search(&format!("{query} {field}:{value}")),
        }
    };
    facets.iter().map(narrow).collect()
}

fn kinds(query: &str, total: i64) -> Vec<Narrow> {
    if total == 0 || query.contains("is:") {
        return Vec::new();
    }
    let kind = |(name, value): (&str, &str)| Narrow {
        name: name.to_owned(),
        count: 0,
        href: address::search(&format!("{query} is:{value}")),
    };
    [
        ("Originals only", "original"),
        ("Copies only", "copy"),
        ("Marked only", "marked"),
    ]
    .into_iter()
    .map(kind)
    .collect()
}

fn folded(hits: &[Hit], now: i64) -> Vec<FoundStory> {
    let mut stories: Vec<FoundStory> = Vec::new();
    for hit in hits {
        let row = ArticleRow::of(&hit.listing, now);
        match stories
            .iter_mut()
            .find(|story| story.story == hit.listing.story)
        {
            Some(story) => story.others.push(row),
            None => stories.push(FoundStory {
                hit: FoundArticle {
                    row,
                    passage: hit.passage.clone(),
                },
                others: Vec::new(),
                story: hit.listing.story.clone(),
            }),
        }
    }
    stories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_go_by_their_name() {
        let query = read_query("flood section:sport");
        assert_eq!(query.section.as_deref(), Some("15000000"));
        assert_eq!(
            read_query("section:04000000").section.as_deref(),
            Some("04000000")
        );
    }

    #[test]
    fn a_field_is_offered_once() {
        let facets = [Facet {
            value: "de".into(),
            count: 2,
        }];
        let offered = narrows("flood", "language", &facets, &same);
        assert_eq!(offered[0].href, "/search?q=flood%20language%3Ade");
        assert!(narrows("flood language:en", "language", &facets, &same).is_empty());
    }
}
