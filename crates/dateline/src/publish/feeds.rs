//! Every list as a feed: RSS, Atom and JSON Feed under the list's own address with an ending.

use super::address;
use super::error::Answer;
use super::pages::machine::root_of;
use super::pages::search::read_query;
use super::rows::{is_wire, newest_heads, outlet_name};
use super::site::Site;
use super::topics;
use axum::extract::{OriginalUri, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use dateline_core::publish::feed::{
    OutFeed, OutItem, OutOrigin, write_atom, write_json, write_rss,
};
use dateline_store::{Filter, Listing};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

pub const ITEMS: usize = 50;

/// A feed's format, by the ending of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
}

/// Parts the ending from a list's name: `sport.atom`.
pub fn ending(name: &str) -> (&str, Option<Format>) {
    for (ending, format) in [
        (".rss", Format::Rss),
        (".atom", Format::Atom),
        (".json", Format::Json),
    ] {
        if let Some(base) = name.strip_suffix(ending) {
            return (base, Some(format));
        }
    }
    (name, None)
}

/// A list on its way out.
#[derive(Debug)]
pub struct List {
    pub title: String,
    pub description: String,
    /// Address of the page that shows the list.
    pub page: String,
    /// Address of the feed, from the site's root.
    pub itself: String,
    pub listings: Vec<Listing>,
}

/// Writes a list in a format.
///
/// # Errors
/// When the store can't be read.
pub async fn respond(site: &Site, headers: &HeaderMap, list: List, format: Format) -> Answer {
    let root = root_of(headers);
    let origins = origins(site, &list.listings).await?;
    let items = list
        .listings
        .iter()
        .map(|listing| item(listing, &origins, &root));
    let feed = OutFeed {
        title: list.title,
        home_url: format!("{root}{}", list.page),
        feed_url: format!("{root}{}", list.itself),
        description: Some(list.description),
        language: None,
        updated: None,
        next_url: None,
        hub_url: None,
        items: items.collect(),
    };
    Ok(write(&feed, Some(format)))
}

/// A feed in a format; as JSON where none is asked for.
pub fn write(feed: &OutFeed, format: Option<Format>) -> Response {
    let (kind, text) = match format.unwrap_or(Format::Json) {
        Format::Rss => ("application/rss+xml; charset=utf-8", write_rss(feed)),
        Format::Atom => ("application/atom+xml; charset=utf-8", write_atom(feed)),
        Format::Json => ("application/feed+json; charset=utf-8", write_json(feed)),
    };
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// The articles that these were copied from.
async fn origins(site: &Site, listings: &[Listing]) -> Answer<HashMap<String, Listing>> {
    let ids: Vec<String> = listings
        .iter()
        .filter_map(|listing| listing.origin.clone())
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let limit = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let filter = Filter {
        ids: Some(ids),
        ..Filter::default()
    };
    let found = site.desk.store.list(&filter, limit).await?;
    Ok(found
        .into_iter()
        .map(|listing| (listing.id.clone(), listing))
        .collect())
}

fn item(listing: &Listing, origins: &HashMap<String, Listing>, root: &str) -> OutItem {
    let page = |listing: &Listing| {
        let path = address::article(&listing.id, listing.headline.as_deref());
        format!("{root}{path}")
    };
    let origin = listing.origin.as_ref().and_then(|id| origins.get(id));
    let wire = listing.wire.as_ref().filter(|_| is_wire(&listing.role));
    let named = wire.cloned().or_else(|| origin.map(outlet_name));
    let topic = listing.section.as_deref().and_then(topics::by_code);
    OutItem {
        id: listing.id.clone(),
        url: Some(page(listing)),
        title: Some(super::rows::headline(listing)),
        summary: listing.summary.clone(),
        html: None,
        authors: vec![outlet_name(listing)],
        published: listing.published_at.clone(),
        modified: None,
        tags: topic
            .map(|topic| topic.name.to_owned())
            .into_iter()
            .collect(),
        image: None,
        origin: named.map(|name| OutOrigin {
            name,
            url: origin.map(page),
        }),
        extension: json!({
            "id": listing.id,
            "url": address::outward(listing.url.as_deref()),
            "outlet": { "name": listing.outlet, "domain": listing.domain },
            "story": listing.story,
            "section": listing.section,
            "origin": {
                "wire": listing.wire,
                "role": listing.role,
                "article": listing.origin,
            },
            "findings": listing.findings,
            "tampered": listing.tampered,
        }),
    }
}

/// The front page's stories.
pub async fn index(
    State(site): State<Arc<Site>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let (_, format) = ending(uri.path());
    let (listings, _) = newest_heads(&site.desk.store, &Filter::default(), ITEMS).await?;
    let list = List {
        title: "Dateline".to_owned(),
        description: "The news by story, and where every story came from".to_owned(),
        page: "/".to_owned(),
        itself: uri.path().to_owned(),
        listings,
    };
    respond(&site, &headers, list, format.unwrap_or(Format::Json)).await
}

#[derive(Debug, Default, Deserialize)]
pub struct Searched {
    #[serde(default)]
    q: String,
}

/// What a search finds, the best first.
pub async fn search(
    State(site): State<Arc<Site>>,
    OriginalUri(uri): OriginalUri,
    Query(asked): Query<Searched>,
    headers: HeaderMap,
) -> Answer {
    let (_, format) = ending(uri.path());
    let query = read_query(&asked.q);
    let found = match query.is_empty() {
        true => dateline_store::Found::default(),
        false => site.desk.store.search(&query, ITEMS as i64, 0).await?,
    };
    let q = address::encoded(&asked.q);
    let list = List {
        title: format!("{} · Dateline", asked.q),
        description: format!("What Dateline finds for: {}", asked.q),
        page: format!("/search?q={q}"),
        itself: format!("{}?q={q}", uri.path()),
        listings: found.hits.into_iter().map(|hit| hit.listing).collect(),
    };
    respond(&site, &headers, list, format.unwrap_or(Format::Json)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_endings_are_parted() {
        assert_eq!(ending("sport.rss"), ("sport", Some(Format::Rss)));
        assert_eq!(ending("a.example.atom"), ("a.example", Some(Format::Atom)));
        assert_eq!(ending("a.example"), ("a.example", None));
    }
}
