//! An article: what its page states, beside it what is true of it.

use super::article_tabs::{DiffRow, VersionView, diff_rows, versions};
use super::machine::root_of;
use super::render;
use crate::publish::address;
use crate::publish::body::{BodyView, Flags, body_view};
use crate::publish::error::{Answer, Failure};
use crate::publish::panel::{Panel, StoryView, panel};
use crate::publish::rows::{self, ArticleRow};
use crate::publish::site::{Shell, Site};
use crate::publish::topics::{self, Topic};
use crate::publish::verdict;
use crate::publish::when::When;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use dateline_core::curate::related::ON_PAGE;
use dateline_core::curate::teaser::{TEASER, teaser};
use dateline_core::extract::extract_article;
use dateline_core::model::Article;
use dateline_core::publish::newsarticle::news_article;
use dateline_core::trace::align::align;
use dateline_store::{Filter, Listing, Store, StoredArticle, now};
use serde::Deserialize;
use std::sync::Arc;
use tokio::task::block_in_place;

const MORE_IN_SECTION: usize = 5;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    view: String,
    /// `side` for two columns.
    #[serde(default)]
    diff: String,
}

/// The head of an article, as stated.
#[derive(Debug, Clone)]
pub struct Head {
    pub headline: String,
    pub deck: Option<String>,
    pub language: String,
    pub outlet: String,
    pub outlet_href: Option<String>,
    pub bylines: String,
    pub dateline: String,
    pub when: Option<When>,
    pub modified: Option<When>,
    pub arrived: Option<When>,
    pub credit_line: Option<String>,
    pub section: Option<String>,
    pub topics: Vec<(&'static Topic, String)>,
    pub url: Option<String>,
    pub paywalled: bool,
    /// Links to the agency's page on its own site are the reader's business: only its mark is shown.
    pub wire: Option<String>,
}

/// A read that goes with this one.
#[derive(Debug, Clone)]
pub struct Recommended {
    pub row: ArticleRow,
    pub teaser: String,
    pub why: String,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    shell: Shell,
    head: Head,
    href: String,
    api: String,
    tab: Tab,
    panel: Panel,
    more: Vec<ArticleRow>,
    more_topic: Option<&'static Topic>,
    recommended: Vec<Recommended>,
    versions: usize,
}

/// What the article's main column shows.
enum Tab {
    Text(BodyView),
    Diff {
        rows: Vec<DiffRow>,
        side: bool,
        changes: usize,
    },
    Versions(Vec<VersionView>),
    Signals(String),
}

impl Tab {
    fn is(&self, name: &str) -> bool {
        self.name() == name
    }

    fn name(&self) -> &'static str {
        match self {
            Tab::Text(_) => "text",
            Tab::Diff { .. } => "diff",
            Tab::Versions(_) => "versions",
            Tab::Signals(_) => "signals",
        }
    }
}

impl ArticlePage {
    /// Findings beside the text; with the text they are marked where they stand.
    fn flags(&self) -> Flags {
        match &self.tab {
            Tab::Text(body) => body.flags.clone(),
            _ => Flags::default(),
        }
    }
}

/// An address without its readable end.
pub async fn short(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let stored = site
        .desk
        .store
        .article(&id)
        .await?
        .ok_or_else(|| missing(&id))?;
    let there = address::article(&id, stored.article.headline.as_deref());
    if there == address::article(&id, None) {
        return page(&site, stored, &Asked::default(), &root_of(&headers)).await;
    }
    Ok(Redirect::permanent(&there).into_response())
}

pub async fn article(
    State(site): State<Arc<Site>>,
    Path((id, _slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let stored = site
        .desk
        .store
        .article(&id)
        .await?
        .ok_or_else(|| missing(&id))?;
    page(&site, stored, &asked, &root_of(&headers)).await
}

fn missing(id: &str) -> Failure {
    Failure::NotFound(format!("There is no article “{id}”."))
}

async fn page(site: &Site, stored: StoredArticle, asked: &Asked, root: &str) -> Answer {
    let now = now();
    let store = &site.desk.store;
    let (id, article) = (&stored.article.id, &stored.article);
    let links = store.links(id).await?;
    let origin = match &stored.trace.origin.article {
        Some(origin) => store.article(origin).await?,
        None => None,
    };
    let edits = origin
        .as_ref()
        .map(|origin| block_in_place(|| align(&article.text, &origin.article.text)));
    let changes = edits.as_ref().map(Vec::len);
    let earlier = store.versions(id).await?;
    let versions_held = earlier.len() + 1;
    let tab = match (asked.view.as_str(), &edits) {
        ("diff", Some(edits)) => Tab::Diff {
            rows: diff_rows(&article.text, edits),
            side: asked.diff == "side",
            changes: edits.len(),
        },
        ("versions", _) => Tab::Versions(versions(&stored, &earlier, now)),
        ("signals", _) => Tab::Signals(serde_json::to_string_pretty(&stored.trace)?),
        _ => Tab::Text(text_view(site, &stored).await?),
    };
    let tallies = store
        .story_tallies(std::slice::from_ref(&stored.story))
        .await?;
    let mut beside = panel(store, &stored.trace, &links, changes, now).await?;
    beside.story = tallies
        .first()
        .filter(|tally| tally.articles > 1)
        .map(|tally| StoryView {
            href: address::story(&stored.story, None),
            articles: tally.articles,
            outlets: tally.outlets,
        });
    let topic = stored
        .sections
        .first()
        .and_then(|s| topics::by_code(&s.code));
    let href = address::article(id, article.headline.as_deref());
    let head = head(&stored, now);
    let origin_url = origin
        .as_ref()
        .and_then(|origin| origin.article.url.as_deref());
    let markup = news_article(&stored.trace, &format!("{root}{href}"), origin_url);
    let mut shell = site
        .shell(format!("{} · Dateline", head.headline), href.clone())
        .await
        .describe(teaser(article.lede.as_deref().unwrap_or_default(), 180));
    shell.markup = Some(markup);
    render(&ArticlePage {
        shell,
        api: format!("/api/v1/articles/{}/trace", address::encoded(id)),
        panel: beside,
        more: more_in_section(store, &stored, topic, now).await?,
        more_topic: topic,
        recommended: recommended(site, &stored, now).await?,
        versions: versions_held,
        head,
        href,
        tab,
    })
}

/// The text with its findings. Where the page came as plain text its layout is made again, for positions count in it.
async fn text_view(site: &Site, stored: &StoredArticle) -> Answer<BodyView> {
    let findings = &stored.trace.findings;
    let article = &stored.article;
    if findings.is_empty() || !site.desk.store.is_plain_page(&article.id).await? {
        return Ok(body_view(article, findings, None));
    }
    let Some(kept) = site.desk.store.document(&article.id).await? else {
        return Ok(body_view(article, findings, None));
    };
    let extraction = block_in_place(|| extract_article(&kept.document, &site.desk.agencies));
    Ok(body_view(article, findings, Some(&extraction.layout)))
}

fn head(stored: &StoredArticle, now: i64) -> Head {
    let mut head = Head::of(&stored.article, now);
    head.arrived = Some(When::at(stored.arrived_at, now));
    head.topics = stored
        .sections
        .iter()
        .take(2)
        .filter_map(|found| {
            let share = crate::publish::wording::percent(found.confidence);
            Some((topics::by_code(&found.code)?, share))
        })
        .collect();
    head.wire = stored
        .trace
        .origin
        .wire
        .clone()
        .filter(|_| verdict::is_wire(&stored.trace));
    head
}

impl Head {
    pub fn of(article: &Article, now: i64) -> Head {
        let when = |text: &Option<String>| When::stated(text.as_deref()?, now);
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let place = article.dateline.place.clone().unwrap_or_default();
        let dateline = match &article.dateline.wire {
            Some(wire) if !place.is_empty() => format!("{place} ({wire})"),
            _ => place,
        };
        let outlet = said(&article.outlet.name).or_else(|| article.outlet.domain.clone());
        Head {
            headline: said(&article.headline).unwrap_or_else(|| "(no headline)".to_owned()),
            deck: said(&article.deck),
            language: article.language.clone().unwrap_or_default(),
            outlet: outlet.unwrap_or_else(|| "unnamed outlet".to_owned()),
            outlet_href: article.outlet.domain.as_deref().map(address::source),
            bylines: article.bylines.join(", "),
            dateline,
            when: when(&article.published_at),
            modified: when(&article.modified_at),
            arrived: None,
            credit_line: said(&article.credit_line),
            section: said(&article.section),
            topics: Vec::new(),
            url: address::outward(article.url.as_deref()),
            paywalled: article.paywalled == Some(true),
            wire: None,
        }
    }
}

/// The newest of the same section, this story's own apart.
async fn more_in_section(
    store: &Store,
    stored: &StoredArticle,
    topic: Option<&'static Topic>,
    now: i64,
) -> Answer<Vec<ArticleRow>> {
    let Some(topic) = topic else {
        return Ok(Vec::new());
    };
    let filter = Filter {
        section: Some(topic.code.to_owned()),
        ..Filter::default()
    };
    let (heads, _) = rows::newest_heads(store, &filter, MORE_IN_SECTION + 1).await?;
    let others = heads.iter().filter(|head| head.story != stored.story);
    let rows = others
        .take(MORE_IN_SECTION)
        .map(|head| ArticleRow::of(head, now));
    Ok(rows.collect())
}

/// Three reads: the most related, and where those run out the newest of other stories.
async fn recommended(site: &Site, stored: &StoredArticle, now: i64) -> Answer<Vec<Recommended>> {
    let store = &site.desk.store;
    let related = site.desk.page_three(&stored.article.id).await;
    let filter = Filter {
        ids: Some(related.iter().map(|related| related.id.clone()).collect()),
        ..Filter::default()
    };
    let listings = match related.is_empty() {
        true => Vec::new(),
        false => store.list(&filter, 20).await?,
    };
    let mut out: Vec<Recommended> = Vec::new();
    for related in &related {
        if let Some(listing) = listings.iter().find(|listing| listing.id == related.id) {
            out.push(recommend(listing, related.why.clone(), now));
        }
    }
    if out.len() < ON_PAGE {
        let mut stories = vec![stored.story.clone()];
        for listing in store.list(&Filter::default(), 60).await? {
            let shown = out.iter().any(|known| known.row.id == listing.id);
            let fit = listing.tampered < 0.5 && listing.origin.is_none();
            if shown || !fit || stories.contains(&listing.story) {
                continue;
            }
            stories.push(listing.story.clone());
            out.push(recommend(&listing, "among the newest".to_owned(), now));
            if out.len() == ON_PAGE {
                break;
            }
        }
    }
    Ok(out)
}

fn recommend(listing: &Listing, why: String, now: i64) -> Recommended {
    Recommended {
        row: ArticleRow::of(listing, now),
        teaser: teaser(listing.summary.as_deref().unwrap_or_default(), TEASER),
        why,
    }
}
