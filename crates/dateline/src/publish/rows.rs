//! Lines of lists: an article, or a story with the article that speaks for it.

use super::address;
use super::topics;
use super::when::When;
use dateline_core::curate::order::{FrontArticle, FrontStory, best_headline};
use dateline_core::curate::teaser::teaser;
use dateline_store::{Filter, Listing, Store, StoryTally};
use std::collections::HashMap;

/// Letters of a summary that a list shows.
const SUMMARY_CHARS: usize = 220;
/// Articles looked through for each story that a list shows.
const ARTICLES_A_STORY: i64 = 8;
/// Articles of a story among which the one that speaks for it is chosen.
const SPEAKERS: i64 = 24;

/// An article in a list.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    pub id: String,
    pub href: String,
    pub headline: String,
    /// For `lang`; empty when unknown.
    pub language: String,
    pub summary: String,
    /// Outlet's name or domain.
    pub outlet: String,
    pub outlet_href: Option<String>,
    /// Agency whose text it is.
    pub wire: Option<String>,
    pub when: When,
    pub section: Option<&'static topics::Topic>,
    pub findings: i64,
    pub tampered: bool,
    pub is_copy: bool,
    /// An agency's later version of its own report.
    pub is_take: bool,
    /// The agency's own page.
    is_own_wire: bool,
}

/// A story in a list.
#[derive(Debug, Clone)]
pub struct StoryRow {
    pub head: ArticleRow,
    pub href: String,
    pub articles: i64,
    pub outlets: i64,
    pub copies: i64,
    pub marked: i64,
    /// `also in 6 outlets (9 copies)`.
    pub also: Option<String>,
    /// What the order of the front page needs.
    pub front: FrontStory,
}

impl ArticleRow {
    pub fn of(listing: &Listing, now: i64) -> ArticleRow {
        let stated = listing.published_at.as_deref();
        let when = stated.and_then(|text| When::stated(text, now));
        let headline = headline(listing);
        ArticleRow {
            id: listing.id.clone(),
            href: address::article(&listing.id, listing.headline.as_deref()),
            headline,
            language: listing.language.clone().unwrap_or_default(),
            summary: teaser(
                listing.summary.as_deref().unwrap_or_default(),
                SUMMARY_CHARS,
            ),
            outlet: outlet_name(listing),
            outlet_href: listing.domain.as_deref().map(address::source),
            wire: is_wire(&listing.role)
                .then(|| listing.wire.clone())
                .flatten(),
            when: when.unwrap_or_else(|| arrived(listing.arrived_at, now)),
            section: listing.section.as_deref().and_then(topics::by_code),
            findings: listing.findings,
            tampered: listing.tampered >= 0.5,
            is_copy: is_copy(listing),
            is_take: listing.origin.is_some() && listing.role == "wire",
            is_own_wire: listing.role == "wire",
        }
    }

    /// Whether the outlet is named besides the agency: an agency's own page names it once.
    pub fn names_outlet(&self) -> bool {
        !self.is_own_wire && self.wire.as_deref() != Some(self.outlet.as_str())
    }
}

/// Whether a role says that an agency wrote the text.
pub fn is_wire(role: &str) -> bool {
    matches!(role, "wire" | "republished_wire")
}

pub fn headline(listing: &Listing) -> String {
    let headline = listing.headline.as_deref().unwrap_or_default().trim();
    match headline.is_empty() {
        true => "(no headline)".to_owned(),
        false => headline.to_owned(),
    }
}

pub fn outlet_name(listing: &Listing) -> String {
    let name = listing.outlet.as_deref().or(listing.domain.as_deref());
    name.unwrap_or("unnamed outlet").to_owned()
}

/// When no time is stated: when it came to us.
fn arrived(at: i64, now: i64) -> When {
    let when = When::at(at, now);
    When {
        zone: "UTC, when it came in; no time given".to_owned(),
        ..when
    }
}

/// The newest stories that a filter lets through, the last told first, and the place to go on from when there are more.
///
/// # Errors
/// When the store can't be read.
pub async fn newest_stories(
    store: &Store,
    filter: &Filter,
    limit: usize,
    now: i64,
) -> dateline_store::Result<(Vec<StoryRow>, Option<(i64, i64)>)> {
    let (stories, next) = newest(store, filter, limit).await?;
    Ok((story_rows(store, &stories, now).await?, next))
}

/// The articles that speak for the newest stories, in the same order.
///
/// # Errors
/// When the store can't be read.
pub async fn newest_heads(
    store: &Store,
    filter: &Filter,
    limit: usize,
) -> dateline_store::Result<(Vec<Listing>, Option<(i64, i64)>)> {
    let (stories, next) = newest(store, filter, limit).await?;
    let mut told = told(store, &stories).await?;
    let heads = stories
        .iter()
        .filter_map(|story| Some(told.remove(story)?.0));
    Ok((heads.collect(), next))
}

/// The article that speaks for a story.
///
/// # Errors
/// When the store can't be read.
pub async fn head_of(store: &Store, story: &str) -> dateline_store::Result<Option<Listing>> {
    let mut told = told(store, &[story.to_owned()]).await?;
    Ok(told.remove(story).map(|(head, _)| head))
}

/// Each story with the article that speaks for it: the one whose headline names it best, copies and marked texts last.
async fn told(
    store: &Store,
    stories: &[String],
) -> dateline_store::Result<HashMap<String, (Listing, FrontStory)>> {
    let mut articles: HashMap<String, Vec<Listing>> = HashMap::new();
    for listing in store.story_articles(stories, SPEAKERS).await? {
        articles
            .entry(listing.story.clone())
            .or_default()
            .push(listing);
    }
    let mut out = HashMap::new();
    for (id, mut listings) in articles {
        let front = FrontStory {
            id: id.clone(),
            articles: listings.iter().map(front_article).collect(),
        };
        let best = best_headline(&front).map(|article| article.id.clone());
        let place = listings
            .iter()
            .position(|listing| Some(&listing.id) == best.as_ref());
        if !listings.is_empty() {
            let head = listings.swap_remove(place.unwrap_or(0));
            out.insert(id, (head, front));
        }
    }
    Ok(out)
}

fn front_article(listing: &Listing) -> FrontArticle {
    FrontArticle {
        id: listing.id.clone(),
        headline: listing.headline.clone(),
        outlet: listing.domain.clone().or_else(|| listing.outlet.clone()),
        at: Some(listing.ordered_at),
        copy: is_copy(listing) || listing.tampered >= 0.5,
    }
}

/// Somebody else's text; an agency's later takes are its own.
fn is_copy(listing: &Listing) -> bool {
    listing.role == "republished_wire" || (listing.origin.is_some() && listing.role != "wire")
}

/// Ids of the newest stories, and the place in the list to go on from.
async fn newest(
    store: &Store,
    filter: &Filter,
    limit: usize,
) -> dateline_store::Result<(Vec<String>, Option<(i64, i64)>)> {
    let wanted = i64::try_from(limit)
        .unwrap_or(i64::MAX)
        .saturating_mul(ARTICLES_A_STORY);
    let listings = store.list(filter, wanted).await?;
    let mut stories: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut last = None;
    let mut more = listings.len() as i64 == wanted;
    for listing in &listings {
        if !seen.contains(&listing.story) {
            if stories.len() == limit {
                more = true;
                break;
            }
            seen.insert(listing.story.clone());
            stories.push(listing.story.clone());
        }
        last = Some((listing.ordered_at, listing.seq));
    }
    Ok((stories, last.filter(|_| more)))
}

/// Lines for these stories, in the order given.
///
/// # Errors
/// When the store can't be read.
pub async fn story_rows(
    store: &Store,
    stories: &[String],
    now: i64,
) -> dateline_store::Result<Vec<StoryRow>> {
    let mut tallies: HashMap<String, StoryTally> = HashMap::new();
    for tally in store.story_tallies(stories).await? {
        tallies.insert(tally.story.clone(), tally);
    }
    let mut told = told(store, stories).await?;
    let row = |story: &String| {
        let (head, front) = told.remove(story)?;
        let tally = tallies.get(story)?;
        Some(story_row(&head, front, tally, now))
    };
    Ok(stories.iter().filter_map(row).collect())
}

fn story_row(head: &Listing, front: FrontStory, tally: &StoryTally, now: i64) -> StoryRow {
    StoryRow {
        front,
        head: ArticleRow::of(head, now),
        href: address::story(&head.story, head.headline.as_deref()),
        articles: tally.articles,
        outlets: tally.outlets,
        copies: tally.copies,
        marked: tally.marked,
        also: also(tally),
    }
}

fn also(tally: &StoryTally) -> Option<String> {
    let others = tally.outlets - 1;
    let copies = match tally.copies {
        0 => String::new(),
        1 => " (1 copy)".to_owned(),
        n => format!(" ({n} copies)"),
    };
    match (others, tally.articles - 1) {
        (1, _) => Some(format!("also in 1 outlet{copies}")),
        (2.., _) => Some(format!("also in {others} outlets{copies}")),
        (_, 1..) => Some(format!("{} articles{copies}", tally.articles)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_else_a_story_is() {
        let tally = |articles, outlets, copies| StoryTally {
            articles,
            outlets,
            copies,
            ..StoryTally::default()
        };
        assert_eq!(also(&tally(1, 1, 0)), None);
        assert_eq!(also(&tally(2, 1, 0)).as_deref(), Some("2 articles"));
        assert_eq!(
            also(&tally(3, 2, 1)).as_deref(),
            Some("also in 1 outlet (1 copy)")
        );
        assert_eq!(
            also(&tally(9, 4, 5)).as_deref(),
            Some("also in 3 outlets (5 copies)")
        );
    }
}
